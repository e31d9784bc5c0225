#include "api/background.hpp"
#include "api/log.hpp"
#include "api/routes/functions.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/kept_context.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "api/upkeep/handing_over.hpp"
#include "api/upkeep/retention.hpp"
#include "engine/base/enums.hpp"

namespace paraph::api {
namespace {

struct PersonInput {
    std::string id, name, email, language, function;
    std::vector<HouseRole> roles;
};
BOOST_DESCRIBE_STRUCT(PersonInput, (), (id, name, email, language, function, roles))

struct BodyInput {
    std::string id;
    json::value name;  // text, or text by language
    std::string kind;
    std::map<std::string, std::int64_t> weights;
    std::vector<PersonInput> people;
    std::optional<std::int64_t> version;  // as read; If-Match is what counts
};
BOOST_DESCRIBE_STRUCT(BodyInput, (), (id, name, kind, weights, people, version))

/// "Ministry of Labour" -> "ministry-of-labour".
std::string slug_of(std::string_view name) {
    std::string slug;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter || (c >= 'A' && c <= 'Z'))
            slug += letter ? c : static_cast<char>(c - 'A' + 'a');
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
    }
    while (!slug.empty() && slug.back() == '-') slug.pop_back();
    return slug;
}

Result<RegisterBody> registration_of(const House& house, const http::Request& request) {
    auto input = read_body<BodyInput>(request);
    if (!input) return input.error();
    RegisterBody command;
    if (const auto* text = input->name.if_string()) {
        command.name["en"] = std::string(*text);
    } else if (input->name.is_null()) {
        return refuse(Refused::invalid, "\"name\" is missing.", "/name");
    } else {
        auto names = decode<Texts>(input->name, "/name");
        if (!names) return names.error();
        command.name = std::move(*names);
    }
    command.id = input->id;
    if (command.id.empty()) command.id = slug_of(command.name["en"]);
    command.kind = input->kind;
    command.weights = input->weights;
    const auto functions = functions_of(*house.desk.registry());
    for (auto& person : input->people) {
        auto function = meant_function(person.function, functions);
        command.people.push_back(
            {.id = person.id,
             .name = person.name,
             .email = person.email,
             .language = person.language,
             .function = function.empty() ? "focal point" : std::move(function),
             .roles = person.roles});
    }
    return command;
}

http::Response body_response(const Settled& settled, unsigned status) {
    const auto& body = *settled.registry->body(settled.made);
    auto response = http::json(status, json::serialize(body_json(*settled.registry, body, true)));
    response.headers.set("ETag", etag(body.version));
    if (status == 201) response.headers.set("Location", "/api/v1/bodies/" + body.id);
    return response;
}

struct ErasureInput {
    std::string data_class;
    std::optional<Instant> before;
};
BOOST_DESCRIBE_STRUCT(ErasureInput, (), (data_class, before))

/// Reads every cycle that is over, so not on the thread that makes pages.
void erase_class(const House& house, Background& erasing, const http::Context& context,
                 http::Answer answer) {
    const auto input = read_body<ErasureInput>(context.request);
    if (!input) return answer(problem_for(context.request, input.error()));
    const auto fail = [&](std::string text, std::string where) {
        answer(problem_for(context.request,
                           refuse(Refused::invalid, std::move(text), std::move(where))));
    };
    const auto data_class = enum_from_text<DataClass>(input->data_class);
    if (!data_class) return fail("A class of data is words, texts or people.", "/data_class");
    if (!input->before) return fail("Say before when, as 2020-01-01T00:00:00Z.", "/before");
    if (*input->before > house.clock.now()) return fail("That is yet to come.", "/before");
    log::info("erasing a class of data",
              {{"class", input->data_class}, {"by", context.principal.id}});
    erasing.run([&house, data_class = *data_class, before = *input->before,
                 by = actor_of(context.principal), path = context.request.path,
                 answer = std::move(answer)] {
        try {
            const auto count = erase_before(house, data_class, before, by);
            answer(count ? http::json(200, json::serialize(json::object{{"erased", *count}}))
                         : http::problem(count.error(), path));
        } catch (const std::exception& error) {
            log::error("an erasure failed", {{"what", error.what()}});
            answer(http::problem(refuse(Refused::internal, "A fault of ours; it has been logged."),
                                 path));
        }
    });
}

bool sees_people(const Principal& principal, const std::string& body) {
    return principal.roles.has(Role::secretariat) || principal.body == body;
}

}  // namespace

void bind_bodies(http::Router& router, const House& house) {
    takes<BodyInput>(router, {"bodies.register", "bodies.change"});
    takes<ErasureInput>(router, {"erasures.make"});
    takes<NoInput>(router, {"people.erase"}, false);
    const auto erasing = std::make_shared<Background>();
    router.bind("erasures.make",
                [&house, erasing](const http::Context& context, http::Answer answer) {
                    erase_class(house, *erasing, context, std::move(answer));
                });
    router.bind("people.erase", [&](const http::Context& context, http::Answer answer) {
        if (const auto input = read_body<NoInput>(context.request); !input)
            return answer(problem_for(context.request, input.error()));
        const auto person = context.param("id");
        log::info("erasing a person", {{"person", person}, {"by", context.principal.id}});
        // That it was done is an entry, from which nobody can be known.
        house.desk.erase(person, [&house, kept = KeptContext(context), person,
                                  answer = std::move(answer)](const Result<>& erased) {
            if (!erased) return answer(problem_for(kept.request(), erased.error()));
            submit(house, kept.context(), std::string(registry_stream),
                   RegistryCommand(NoteErasure{.person = person}), answer,
                   [](const Settled&) { return http::empty(); });
        });
    });
    router.bind("bodies.list", [&](const http::Context& context, http::Answer answer) {
        const auto registry = house.desk.registry();
        json::array items;
        for (const auto& [id, body] : registry->bodies)
            items.push_back(body_json(*registry, *body, sees_people(context.principal, id)));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("bodies.read", [&](const http::Context& context, http::Answer answer) {
        const auto registry = house.desk.registry();
        const auto* body = registry->body(context.param("id"));
        if (!body)
            return answer(
                problem_for(context.request, refuse(Refused::not_found, "There is no such body.")));
        auto response = http::json(
            200,
            json::serialize(body_json(*registry, *body, sees_people(context.principal, body->id))));
        response.headers.set("ETag", etag(body->version));
        answer(std::move(response));
    });
    router.bind("bodies.register", [&](const http::Context& context, http::Answer answer) {
        auto command = registration_of(house, context.request);
        if (!command) return answer(problem_for(context.request, command.error()));
        command->if_version = 0;
        submit(house, context, std::string(registry_stream), RegistryCommand(std::move(*command)),
               std::move(answer), [](const Settled& s) { return body_response(s, 201); });
    });
    router.bind("bodies.change", [&](const http::Context& context, http::Answer answer) {
        auto command = registration_of(house, context.request);
        if (!command) return answer(problem_for(context.request, command.error()));
        const auto version = if_match(context.request);
        if (!version) return answer(problem_for(context.request, version.error()));
        command->id = context.param("id");
        command->if_version = *version;
        submit(house, context, std::string(registry_stream), RegistryCommand(std::move(*command)),
               std::move(answer), [&house](const Settled& settled) {
                   pass_on_open_tasks(house, settled.made);
                   return body_response(settled, 200);
               });
    });
}

}  // namespace paraph::api
