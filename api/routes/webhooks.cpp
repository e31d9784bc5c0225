#include <algorithm>

#include "api/channels/events.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "engine/base/words.hpp"
#include "engine/model/fact.hpp"

namespace paraph::api {
namespace {

struct SubscriptionInput {
    std::string url;
    std::vector<std::string> events;
};
BOOST_DESCRIBE_STRUCT(SubscriptionInput, (), (url, events))

struct ChangeInput {
    std::optional<std::string> url;
    std::optional<std::vector<std::string>> events;
    std::optional<bool> disabled;
    bool new_secret = false;
};
BOOST_DESCRIBE_STRUCT(ChangeInput, (), (url, events, disabled, new_secret))

json::object webhook_json(const Webhook& webhook) {
    return {{"id", webhook.id},
            {"url", webhook.url},
            {"events", json::value_from(webhook.events)},
            {"disabled", webhook.disabled},
            {"version", webhook.version}};
}

/// The secret is derived from the key, so it can be shown here and stands nowhere else.
http::Response with_secret(const House& house, const Webhook& webhook, unsigned status) {
    auto item = webhook_json(webhook);
    item["secret"] =
        house.keys.webhook_secret(webhook.id, static_cast<std::uint64_t>(webhook.generation));
    auto response = http::json(status, json::serialize(item));
    response.headers.set("ETag", etag(webhook.version));
    return response;
}

const Webhook* find(const Registry& registry, const std::string& name) {
    const auto found = registry.webhooks.find(name);
    return found == registry.webhooks.end() ? nullptr : found->second.get();
}

Refusal no_webhook() {
    return refuse(Refused::not_found, "There is no such subscription.");
}

Result<> check_url(const House& house, const std::string& url) {
    const auto target = check_target(url, house.webhook_policy);
    if (target) return {};
    auto refusal = target.error();
    refusal.where = "/url";
    return refusal;
}

/// The types of docs/formats/webhook.md. What is sealed has none: it goes out as an answer, or not.
std::vector<std::string> event_types() {
    std::vector<std::string> types;
    for (const auto kind : codec::Kinds<Fact::variant>::all)
        if (!kind.starts_with("answer ")) types.push_back(event_type(kind));
    for (const auto kind : {"body registered", "calendar published", "definition published"})
        types.push_back(event_type(kind));
    return types;
}

Result<> check_events(const std::vector<std::string>& wanted) {
    static const auto types = event_types();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const Webhook one{.events = {wanted[i]}};
        if (std::ranges::any_of(types, [&](const auto& type) { return asks_for(one, type); }))
            continue;
        std::vector<std::string_view> known;
        for (const std::string_view type : types) known.push_back(type.substr(type.find('.') + 1));
        const auto typed = event_type(wanted[i]);
        return refuse(Refused::invalid,
                      "There is no event \"" + wanted[i] + "\"; name none for all." +
                          suggestion(std::string_view(typed).substr(typed.find('.') + 1), known),
                      pointer_to("/events", i));
    }
    return {};
}

void subscribe(const House& house, const http::Context& context, http::Answer answer) {
    auto input = read_body<SubscriptionInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    if (auto r = check_url(house, input->url); !r)
        return answer(problem_for(context.request, r.error()));
    if (auto r = check_events(input->events); !r)
        return answer(problem_for(context.request, r.error()));
    submit(house, context, std::string(registry_stream),
           RegistryCommand(SubscribeWebhook{.url = input->url, .events = input->events}),
           std::move(answer), [&house](const Settled& settled) {
               const auto& made = *find(*settled.registry, settled.made);
               // A repeat of the request is no second showing of the secret.
               auto response = settled.repeated
                                   ? http::json(201, json::serialize(webhook_json(made)))
                                   : with_secret(house, made, 201);
               response.headers.set("Location", "/api/v1/webhooks/" + made.id);
               return response;
           });
}

void change(const House& house, const http::Context& context, http::Answer answer) {
    auto input = read_body<ChangeInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto version = if_match(context.request);
    if (!version) return answer(problem_for(context.request, version.error()));
    if (input->url)
        if (auto r = check_url(house, *input->url); !r)
            return answer(problem_for(context.request, r.error()));
    if (input->events)
        if (auto r = check_events(*input->events); !r)
            return answer(problem_for(context.request, r.error()));
    ChangeWebhook command;
    command.id = context.param("id");
    command.url = input->url;
    command.events = input->events;
    command.disabled = input->disabled;
    command.new_secret = input->new_secret;
    command.if_version = *version;
    submit(house, context, std::string(registry_stream), RegistryCommand(std::move(command)),
           std::move(answer), [&house, fresh = input->new_secret](const Settled& settled) {
               const auto& made = *find(*settled.registry, settled.made);
               if (fresh && !settled.repeated) return with_secret(house, made, 200);
               auto response = http::json(200, json::serialize(webhook_json(made)));
               response.headers.set("ETag", etag(made.version));
               return response;
           });
}

void deliveries(const House& house, const http::Context& context, http::Answer answer) {
    const auto page = paging(context.request);
    if (!page) return answer(problem_for(context.request, page.error()));
    const std::string webhook = context.param("id"), address = list_address(context.request);
    if (!find(*house.desk.registry(), webhook))
        return answer(problem_for(context.request, no_webhook()));
    house.desk.catch_up([&house, webhook, address, page = *page, answer = std::move(answer)] {
        house.background([&house, webhook, address, page, answer] {
            json::array items;
            const auto rows = house.archive.deliveries("webhook", webhook, page.cursor, page.limit);
            for (const auto& row : rows) items.push_back(delivery_json(row));
            answer(list(std::move(items), address, rows.size() < page.limit ? "" : rows.back().id));
        });
    });
}

}  // namespace

void bind_webhooks(http::Router& router, const House& house) {
    takes<SubscriptionInput>(router, {"webhooks.subscribe"});
    takes<ChangeInput>(router, {"webhooks.change"});
    takes<NoInput>(router, {"webhooks.redeliver"}, false);
    router.bind("webhooks.list", [&](const http::Context& context, http::Answer answer) {
        json::array items;
        const auto registry = house.desk.registry();
        for (const auto& [name, webhook] : registry->webhooks)
            items.push_back(webhook_json(*webhook));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("webhooks.read", [&](const http::Context& context, http::Answer answer) {
        const auto registry = house.desk.registry();
        const auto* webhook = find(*registry, context.param("id"));
        if (!webhook) return answer(problem_for(context.request, no_webhook()));
        auto response = http::json(200, json::serialize(webhook_json(*webhook)));
        response.headers.set("ETag", etag(webhook->version));
        answer(std::move(response));
    });
    router.bind("webhooks.subscribe", handler_in(house, subscribe));
    router.bind("webhooks.change", handler_in(house, change));
    router.bind("webhooks.deliveries", handler_in(house, deliveries));
    router.bind("webhooks.redeliver", [&](const http::Context& context, http::Answer answer) {
        if (const auto input = read_body<NoInput>(context.request); !input)
            return answer(problem_for(context.request, input.error()));
        const auto row = house.archive.delivery(context.param("delivery"));
        if (!row || row->channel != "webhook" || row->target != context.param("id"))
            return answer(problem_for(context.request,
                                      refuse(Refused::not_found, "There is no such delivery.")));
        house.redeliver(row->id);
        answer(
            http::json(202, json::serialize(json::object{{"id", row->id}, {"state", "waiting"}})));
    });
}

}  // namespace paraph::api
