#include "api/http/message.hpp"

#include <algorithm>
#include <array>

#include "engine/base/json.hpp"

namespace paraph::http {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (const Field& field : fields_)
        if (equal_ignoring_case(field.first, name)) return field.second;
    return std::nullopt;
}

void Headers::add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string_view name, std::string value) {
    std::erase_if(fields_, [&](const Field& f) { return equal_ignoring_case(f.first, name); });
    fields_.emplace_back(std::string(name), std::move(value));
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return std::nullopt;
}

Response with_type(unsigned status, std::string_view content_type, std::string body) {
    Response response;
    response.status = status;
    response.headers.add("Content-Type", std::string(content_type));
    response.body = std::move(body);
    return response;
}

Response json(unsigned status, std::string body) {
    return with_type(status, "application/json", std::move(body));
}

Response html(unsigned status, std::string body) {
    return with_type(status, "text/html; charset=utf-8", std::move(body));
}

Response text(unsigned status, std::string body) {
    return with_type(status, "text/plain; charset=utf-8", std::move(body));
}

Response empty(unsigned status) {
    Response response;
    response.status = status;
    return response;
}

Response see_other(std::string location) {
    Response response = empty(303);
    response.headers.add("Location", std::move(location));
    return response;
}

std::string problem_type(Refused code) {
    std::string type = "/docs/problems#";
    type += name(code);
    std::replace(type.begin(), type.end(), ' ', '-');
    return type;
}

Response problem(const Refusal& refusal, std::string_view instance) {
    const unsigned status = http_status(refusal.code);
    paraph::json::object body{{"type", problem_type(refusal.code)},
                              {"title", title(refusal.code)},
                              {"status", status},
                              {"detail", refusal.text}};
    if (!refusal.where.empty()) body["where"] = refusal.where;
    if (!instance.empty()) body["instance"] = instance;
    return with_type(status, "application/problem+json", paraph::json::serialize(body));
}

std::string_view reason(unsigned status) {
    struct Line {
        unsigned status;
        std::string_view text;
    };
    static constexpr std::array lines{
        Line{200, "OK"},
        Line{201, "Created"},
        Line{202, "Accepted"},
        Line{204, "No Content"},
        Line{303, "See Other"},
        Line{304, "Not Modified"},
        Line{307, "Temporary Redirect"},
        Line{308, "Permanent Redirect"},
        Line{400, "Bad Request"},
        Line{401, "Unauthorized"},
        Line{403, "Forbidden"},
        Line{404, "Not Found"},
        Line{405, "Method Not Allowed"},
        Line{406, "Not Acceptable"},
        Line{408, "Request Timeout"},
        Line{409, "Conflict"},
        Line{410, "Gone"},
        Line{412, "Precondition Failed"},
        Line{413, "Content Too Large"},
        Line{414, "URI Too Long"},
        Line{415, "Unsupported Media Type"},
        Line{417, "Expectation Failed"},
        Line{422, "Unprocessable Content"},
        Line{428, "Precondition Required"},
        Line{429, "Too Many Requests"},
        Line{431, "Request Header Fields Too Large"},
        Line{500, "Internal Server Error"},
        Line{501, "Not Implemented"},
        Line{503, "Service Unavailable"},
        Line{505, "HTTP Version Not Supported"},
    };
    for (const Line& line : lines)
        if (line.status == status) return line.text;
    return "Unknown";
}

}  // namespace paraph::http
