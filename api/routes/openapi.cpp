#include "api/routes/openapi.hpp"

#include <algorithm>

#include "engine/base/refusal.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view head =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>";

std::string escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '&')
            out += "&amp;";
        else
            out += c;
    }
    return out;
}

std::string document(std::string_view title, const std::string& body) {
    return std::string(head) + std::string(title) + "</title></head><body><main><h1>" +
           std::string(title) + "</h1>" + body + "</main></body></html>";
}

std::string roles_of(RoleSet roles) {
    std::string text;
    for (const auto& [role, name] : role_names)
        if (roles.has(role)) text += (text.empty() ? "" : ", ") + std::string(name);
    return text.empty() ? "anyone" : text;
}

std::string dashed(std::string_view words) {
    std::string text(words);
    std::ranges::replace(text, ' ', '-');
    return text;
}

}  // namespace

json::object openapi_document(json::object paths) {
    for (auto path = paths.begin(); path != paths.end();) {
        const bool interface = path->key().starts_with("/api/") || path->key() == "/healthz" ||
                               path->key() == "/readyz" || path->key() == "/metrics" ||
                               path->key() == "/openapi.json";
        path = interface ? path + 1 : paths.erase(path);
    }
    json::object problem{{"type", "object"},
                         {"required", json::array{"type", "title", "status", "detail"}},
                         {"properties",
                          {{"type", {{"type", "string"}}},
                           {"title", {{"type", "string"}}},
                           {"status", {{"type", "integer"}}},
                           {"detail", {{"type", "string"}}},
                           {"where", {{"type", "string"}}},
                           {"instance", {{"type", "string"}}}}}};
    json::object refused{
        {"description", "Refused: what is wrong, and where (RFC 9457)"},
        {"content",
         {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
    return {{"openapi", "3.1.0"},
            {"info",
             {{"title", "Paraph"},
              {"version", "1"},
              {"description",
               "Consultation and peer-review cycles: definitions, cycles, positions, evidence."},
              {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
            {"servers", json::array{json::object{{"url", "/"}}}},
            {"paths", std::move(paths)},
            {"components",
             {{"securitySchemes", {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}}}},
              {"responses", {{"Problem", std::move(refused)}}},
              {"schemas", {{"Problem", std::move(problem)}}}}}};
}

std::string docs_page(std::span<const http::Route> table) {
    std::string rows;
    for (const auto& route : table) {
        if (!route.path.starts_with("/api/")) continue;
        rows += "<tr><td><code>" + std::string(name(route.verb)) + " " + escape(route.path) +
                "</code></td><td>" + escape(route.doc) + "</td><td>" + roles_of(route.roles) +
                "</td></tr>";
    }
    return document("Paraph: the interface",
                    "<p>Machines read <a href=\"/openapi.json\">openapi.json</a>; "
                    "<a href=\"/docs/problems\">what each problem means</a>.</p><table><thead><tr>"
                    "<th>Request</th><th>What it does</th><th>For whom</th></tr></thead><tbody>" +
                        rows + "</tbody></table>");
}

std::string problems_page() {
    std::string rows;
    for (auto code = 0; code <= static_cast<int>(Refused::internal); ++code) {
        const auto refused = static_cast<Refused>(code);
        rows += "<tr id=\"" + dashed(name(refused)) + "\"><td><code>" + dashed(name(refused)) +
                "</code></td><td>" + std::to_string(http_status(refused)) + "</td><td>" +
                escape(title(refused)) + "</td></tr>";
    }
    return document("Paraph: problems",
                    "<table><thead><tr><th>Type</th><th>Status</th><th>Meaning"
                    "</th></tr></thead><tbody>" +
                        rows + "</tbody></table>");
}

}  // namespace paraph::api
