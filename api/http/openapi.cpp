// OpenAPI's `paths` from the table of routes.

#include <algorithm>
#include <cctype>

#include "api/http/route_tree.hpp"

namespace paraph::http {

namespace {

std::string path_template(std::string_view path) {
    std::string text(path);
    std::erase(text, '*');
    return text;
}

json::array parameters(std::string_view path) {
    json::array list;
    for (std::size_t open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
        std::string name(path.substr(open + 1, path.find('}', open) - open - 1));
        std::erase(name, '*');
        list.push_back(json::object{
            {"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
    }
    return list;
}

json::array security(api::RoleSet roles) {
    json::array names;
    for (const auto& [role, name] : api::role_names)
        if (roles.has(role)) names.emplace_back(name);
    if (names.empty()) return {};
    return json::array{json::object{{"bearer", std::move(names)}}};
}

json::object content(std::string_view schema) {
    return {{"application/json", json::object{{"schema", json::parse(schema)}}}};
}

bool has_body(Verb verb) {
    return verb != Verb::get && verb != Verb::del;
}

json::object responses(const Route& route) {
    const json::object problem{{"$ref", "#/components/responses/Problem"}};
    json::object done{{"description", std::string(route.doc)}};
    if (!route.response_schema.empty()) done["content"] = content(route.response_schema);
    json::object list{{std::to_string(route.success), std::move(done)}, {"400", problem}};
    if (!route.roles.empty()) list["401"] = list["403"] = problem;
    if (route.path.find('{') != route.path.npos) list["404"] = problem;
    if (has_body(route.verb)) list["413"] = list["415"] = list["422"] = problem;
    list["default"] = problem;
    return list;
}

json::object operation(const Route& route, const json::object& body) {
    std::string id(route.handler);
    std::replace(id.begin(), id.end(), ' ', '_');
    json::object text{{"operationId", id}, {"summary", route.doc}};
    if (auto list = parameters(route.path); !list.empty()) text["parameters"] = std::move(list);
    text["security"] = security(route.roles);
    if (!body.empty())
        text["requestBody"] = body;
    else if (!route.request_schema.empty())
        text["requestBody"] =
            json::object{{"required", true}, {"content", content(route.request_schema)}};
    text["responses"] = responses(route);
    return text;
}

}  // namespace

std::string role_text(api::RoleSet roles) {
    std::string text;
    for (const auto& [role, name] : api::role_names) {
        if (!roles.has(role)) continue;
        if (!text.empty()) text += " or ";
        text += name;
    }
    return text;
}

json::object openapi_paths(std::span<const Route> table, std::span<const json::object> bodies) {
    json::object paths;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const Route& route = table[i];
        std::string verb(name(route.verb));
        std::transform(verb.begin(), verb.end(), verb.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        json::value& path = paths[path_template(route.path)];
        if (!path.is_object()) path.emplace_object();
        path.as_object()[verb] = operation(route, bodies[i]);
    }
    return paths;
}

}  // namespace paraph::http
