#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "workflows/language/read.hpp"
#include "workflows/language/schema.hpp"
#include "workflows/language/to_json.hpp"
#include "workflows/tools/draw.hpp"

namespace paraph::api {
namespace {

json::object definition_json(const DefinitionVersion& version) {
    return {{"name", version.name},
            {"version", version.version},
            {"digest", to_hex(version.digest)},
            {"title", json::value_from(version.definition->title)}};
}

http::Response shown_definition(const http::Request& request, const DefinitionVersion* version) {
    static constexpr std::string_view offered[] = {"application/json", "application/yaml",
                                                   "image/svg+xml"};
    if (!version)
        return problem_for(request, refuse(Refused::not_found, "There is no such definition."));
    const auto type = negotiate(request, offered);
    if (!type) return problem_for(request, type.error());
    http::Response response;
    if (*type == offered[0]) {
        auto body = definition_json(*version);
        body["definition"] = to_json(*version->definition);
        response = http::json(200, json::serialize(body));
    } else if (*type == offered[1]) {
        response = http::with_type(200, *type, version->source);
    } else {
        response = http::with_type(200, *type, draw_svg(*version->definition, nullptr, {}));
    }
    response.headers.set("ETag", etag(version->version));
    return response;
}

/// 422 with every finding of `check`, each with its place.
http::Response unsound(const http::Request& request, const std::vector<Finding>& findings) {
    auto refusal = refuse(
        Refused::unsound_definition,
        "The definition was not published: " + std::to_string(findings.size()) + " findings.");
    if (!findings.empty())
        refusal.where =
            std::to_string(findings.front().line) + ":" + std::to_string(findings.front().column);
    auto response = problem_for(request, refusal);
    auto body = json::parse(response.body).get_object();
    body["findings"] = to_json(findings);
    response.body = json::serialize(body);
    return response;
}

}  // namespace

void bind_definitions(http::Router& router, const House& house) {
    router.describe("definitions.publish", text_content({"application/yaml"}));
    router.bind("definitions.list", [&](const http::Context& context, http::Answer answer) {
        json::array items;
        const auto registry = house.desk.registry();
        for (const auto& [name, versions] : registry->definitions)
            items.push_back(definition_json(*versions.back()));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("definitions.read", [&](const http::Context& context, http::Answer answer) {
        const auto registry = house.desk.registry();
        answer(shown_definition(context.request, registry->definition(context.param("name"))));
    });
    router.bind("definitions.version", [&](const http::Context& context, http::Answer answer) {
        const auto registry = house.desk.registry();
        const auto version = number_in(context.param("n"), "n");
        const bool known = version && *version > 0 && *version < 1'000'000;
        answer(shown_definition(
            context.request,
            known ? registry->definition(context.param("name"), static_cast<int>(*version))
                  : nullptr));
    });
    router.bind("definitions.schema", [](const http::Context&, http::Answer answer) {
        static const std::string schema = definition_schema_text();
        answer(http::with_type(200, "application/schema+json", schema));
    });
    router.bind("definitions.publish", [&](const http::Context& context, http::Answer answer) {
        const auto reading = read_definition(context.request.body);
        if (!reading.definition) return answer(unsound(context.request, reading.findings));
        submit(house, context, std::string(registry_stream),
               RegistryCommand(PublishDefinition{.source = context.request.body}),
               std::move(answer), [findings = reading.findings](const Settled& settled) {
                   const auto slash = settled.made.find('/');
                   const auto* made = settled.registry->definition(
                       settled.made.substr(0, slash), std::stoi(settled.made.substr(slash + 1)));
                   auto body = definition_json(*made);
                   if (!findings.empty()) body["findings"] = to_json(findings);
                   auto response = http::json(201, json::serialize(body));
                   response.headers.set("Location", "/api/v1/definitions/" + made->name +
                                                        "/versions/" +
                                                        std::to_string(made->version));
                   return response;
               });
    });
}

}  // namespace paraph::api
