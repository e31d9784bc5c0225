#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/picture.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "api/routes/version_input.hpp"

namespace paraph::api {
namespace {

struct CycleInput {
    std::string definition;
    std::optional<int> version;
    std::string title;
    json::object attributes;
    std::map<std::string, json::value> roles;  // role -> body id, or a list of them
    std::string text;
    std::string media_type;
    std::string language;
    std::map<std::string, Instant> dates;
    std::map<std::string, std::string> waive;
    std::vector<VersionInput> versions;
    std::string predecessor;
    std::map<std::string, std::vector<std::string>> conflicts;
    std::map<std::string, std::map<std::string, std::vector<std::string>>> assigned;
    bool restricted = false;  // mails name neither title nor text
};
BOOST_DESCRIBE_STRUCT(CycleInput, (),
                      (definition, version, title, attributes, roles, text, media_type, language,
                       dates, waive, versions, predecessor, conflicts, assigned, restricted))

Result<OpenCycle> opening_of(const http::Request& request) {
    auto input = read_body<CycleInput>(request);
    if (!input) return input.error();
    if (auto r = need(input->definition, "definition"); !r) return r.error();
    OpenCycle command;
    command.definition = input->definition;
    command.version = input->version.value_or(0);
    command.title = input->title;
    command.attributes = std::move(input->attributes);
    for (const auto& [role, bodies] : input->roles) {
        if (const auto* one = bodies.if_string()) {
            command.roles[role] = {std::string(*one)};
            continue;
        }
        auto several = decode<std::vector<std::string>>(bodies, pointer_to("/roles", role));
        if (!several) return several.error();
        command.roles[role] = std::move(*several);
    }
    command.text = std::move(input->text);
    command.media_type = input->media_type.empty() ? "text/markdown" : input->media_type;
    command.language = input->language;
    command.dates = std::move(input->dates);
    command.waive = std::move(input->waive);
    command.versions = versions_of(std::move(input->versions));
    command.predecessor = std::move(input->predecessor);
    command.conflicts = std::move(input->conflicts);
    command.assigned = std::move(input->assigned);
    command.restricted = input->restricted;
    return command;
}

/// The list's cursor is the last row's change and id: "2026-03-01T03:00:00.000Z~cyc_…".
Result<CycleFilter> filter_of(const http::Request& request) {
    const auto page = paging(request);
    if (!page) return page.error();
    CycleFilter filter;
    filter.limit = page->limit;
    for (const auto& [name, value] : request.query) {
        if (name == "status") filter.status = value;
        if (name == "definition") filter.definition = value;
        if (name == "needs") filter.needs = value;
        if (name == "inside") filter.children = value == "yes";
    }
    if (page->cursor.empty()) return filter;
    const auto tilde = page->cursor.find('~');
    const auto at = parse_instant(page->cursor.substr(0, tilde));
    if (tilde == std::string::npos || !at)
        return refuse(Refused::invalid, "This is no cursor that we gave.", "cursor");
    filter.after = {*at, page->cursor.substr(tilde + 1)};
    return filter;
}

constexpr std::string_view picture_types[] = {"image/svg+xml", "text/vnd.graphviz",
                                              "text/vnd.mermaid"};

std::string picture_as(std::string_view type, const Seen& seen, const std::string& language) {
    if (type == picture_types[0]) return picture_of(seen, language);
    const auto where = standing_of(seen, language);
    Look look;
    look.language = language;
    return type == picture_types[1] ? draw_dot(*seen.definition, &where, look)
                                    : draw_mermaid(*seen.definition, &where, look);
}

/// Whose turn it is differs by who asks, and the rows know it of the secretariat only.
http::Response cycle_list(const House& house, const Principal& principal,
                          const std::string& address, CycleFilter filter) {
    const auto needs = std::exchange(filter.needs, {});
    if (principal.roles.meets(Role::secretariat | Role::auditor)) filter.needs = needs;
    const auto rows = house.archive.cycles(filter);
    json::array items;
    for (const auto& row : rows)
        if (const auto seen = know_of(house, row.id, principal)) {
            auto item = row_json(*seen, row);
            if (!needs.empty() && item.at("needs").as_string() != needs) continue;
            if (!look_at(house, row.id, principal)) item.erase("progress");
            items.push_back(std::move(item));
        }
    const std::string next =
        rows.size() < filter.limit ? "" : to_text(rows.back().changed) + "~" + rows.back().id;
    return list(std::move(items), address, next);
}

}  // namespace

void bind_cycles(http::Router& router, const House& house) {
    takes<CycleInput>(router, {"cycles.open"});
    router.bind("cycles.list", [&](const http::Context& context, http::Answer answer) {
        auto filter = filter_of(context.request);
        if (!filter) return answer(problem_for(context.request, filter.error()));
        house.desk.catch_up([&house, principal = context.principal,
                             address = list_address(context.request), filter = std::move(*filter),
                             answer = std::move(answer)] {
            house.background([&house, principal, address, filter, answer] {
                answer(cycle_list(house, principal, address, filter));
            });
        });
    });
    router.bind("cycles.open", [&](const http::Context& context, http::Answer answer) {
        auto command = opening_of(context.request);
        if (!command) return answer(problem_for(context.request, command.error()));
        if (!command->predecessor.empty() &&
            !look_at(house, command->predecessor, context.principal))
            return answer(
                problem_for(context.request,
                            refuse(Refused::invalid, "There is no such cycle.", "/predecessor")));
        submit(house, context, "", Command(std::move(*command)), std::move(answer),
               [&house, principal = context.principal](const Settled& settled) {
                   const auto seen = see(settled.state, settled.registry, actor_of(principal));
                   auto response = cycle_response(seen, 201);
                   response.headers.set("Location", "/api/v1/cycles/" + settled.stream);
                   return response;
               });
    });
    router.bind("cycles.read", [&](const http::Context& context, http::Answer answer) {
        auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        in_background(house, context, std::move(answer), [&house, seen = std::move(*seen)] {
            const Said said(house.archive, *seen.state);
            auto response = http::json(200, json::serialize(cycle_json(seen, said)));
            response.headers.set("ETag", etag(seen.version));
            return response;
        });
    });
    router.bind("cycles.picture", [&](const http::Context& context, http::Answer answer) {
        auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        const auto type = negotiate(context.request, picture_types);
        if (!type) return answer(problem_for(context.request, type.error()));
        const std::string language(context.request.parameter("lang").value_or("en"));
        in_background(house, context, std::move(answer),
                      [seen = std::move(*seen), language, type = *type] {
                          return http::with_type(200, type, picture_as(type, seen, language));
                      });
    });
}

}  // namespace paraph::api
