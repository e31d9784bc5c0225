#include "adapters/keys/bearer.hpp"
#include "api/routes/input.hpp"
#include "api/routes/openapi.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

struct TokenInput {
    std::string role;
    std::string body;
    std::string label;
    std::vector<std::string> cycles;  // of an auditor's: it reads these only
};
BOOST_DESCRIBE_STRUCT(TokenInput, (), (role, body, label, cycles))

struct AdvanceInput {
    std::optional<Instant> to;
    std::optional<std::int64_t> seconds;
};
BOOST_DESCRIBE_STRUCT(AdvanceInput, (), (to, seconds))

json::object token_json(const Token& token) {
    json::object item{{"id", token.id},
                      {"role", enum_text(token.role)},
                      {"label", token.label},
                      {"issued", to_text(token.issued)},
                      {"revoked", token.revoked}};
    if (!token.body.empty()) item["body"] = token.body;
    return item;
}

void issue_token(const House& house, const http::Context& context, http::Answer answer) {
    const auto input = read_body<TokenInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto role = enum_from_text<HouseRole>(input->role);
    if (!role)
        return answer(problem_for(
            context.request,
            refuse(Refused::invalid,
                   "A token's role is secretariat, participant, auditor or operator.", "/role")));
    const auto bearer = make_bearer();
    submit(house, context, std::string(registry_stream),
           RegistryCommand(IssueToken{.role = *role,
                                      .body = input->body,
                                      .label = input->label,
                                      .digest = bearer.digest,
                                      .cycles = input->cycles}),
           std::move(answer), [token = bearer.token](const Settled& settled) {
               auto item = token_json(*settled.registry->tokens.at(settled.made));
               if (!settled.repeated) item["token"] = token;
               return http::json(201, json::serialize(item));
           });
}

void advance(const House& house, const http::Context& context, http::Answer answer) {
    const auto input = read_body<AdvanceInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    if (input->to.has_value() == input->seconds.has_value())
        return answer(problem_for(
            context.request,
            refuse(Refused::invalid, "Say \"to\", an RFC 3339 time, or \"seconds\".", "/to")));
    const Instant to =
        input->to ? *input->to : house.clock.now() + std::chrono::seconds(*input->seconds);
    house.desk.advance(
        to, [&house, answer = std::move(answer), path = context.request.path](Result<Instant> now) {
            if (now && house.clock_moved) house.clock_moved();
            if (!now) return answer(http::problem(now.error(), path));
            answer(http::json(200, json::serialize(json::object{{"now", to_text(*now)}})));
        });
}

}  // namespace

void bind_operations(http::Router& router, const House& house) {
    router.bind("tokens.list", [&](const http::Context& context, http::Answer answer) {
        json::array items;
        const auto registry = house.desk.registry();
        for (const auto& [name, token] : registry->tokens) items.push_back(token_json(*token));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("tokens.issue", [&](const http::Context& context, http::Answer answer) {
        issue_token(house, context, std::move(answer));
    });
    router.bind("tokens.revoke", [&](const http::Context& context, http::Answer answer) {
        submit(house, context, std::string(registry_stream),
               RegistryCommand(RevokeToken{.id = context.param("id")}), std::move(answer),
               [](const Settled&) { return http::empty(); });
    });
    router.bind("clock.advance", [&](const http::Context& context, http::Answer answer) {
        advance(house, context, std::move(answer));
    });
    router.bind("health", [](const http::Context&, http::Answer answer) {
        answer(http::json(200, R"({"status":"up"})"));
    });
    router.bind("ready", [&](const http::Context& context, http::Answer answer) {
        if (house.ready()) return answer(http::json(200, R"({"status":"ready"})"));
        answer(problem_for(context.request,
                           refuse(Refused::unavailable, "It is stopping, or can't write.")));
    });
    router.bind("metrics", [&](const http::Context&, http::Answer answer) {
        if (house.measure) house.measure();
        answer(http::with_type(200, Metrics::content_type, house.metrics.text()));
    });
    router.bind("openapi", [&router](const http::Context&, http::Answer answer) {
        answer(http::json(200, json::serialize(openapi_document(router.openapi_paths()))));
    });
    router.bind("docs", [](const http::Context&, http::Answer answer) {
        answer(http::html(200, docs_page(routes())));
    });
    router.bind("docs.problems", [](const http::Context&, http::Answer answer) {
        answer(http::html(200, problems_page()));
    });
}

}  // namespace paraph::api
