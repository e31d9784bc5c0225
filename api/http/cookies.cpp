#include "api/http/cookies.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/base/words.hpp"

namespace paraph::http {

namespace {

bool is_cookie_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\' && c != '=';
    });
}

}  // namespace

std::optional<std::string_view> cookie(const Request& request, std::string_view name) {
    std::optional<std::string_view> found;
    for (const auto& [field, value] : request.headers) {
        if (!equal_ignoring_case(field, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::string_view pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
            const std::size_t sign = pair.find('=');
            if (sign == pair.npos || trimmed(pair.substr(0, sign)) != name) continue;
            if (found) return std::nullopt;
            found = trimmed(pair.substr(sign + 1));
        }
    }
    return found;
}

void set_cookie(Response& response, std::string_view name, std::string_view value,
                std::optional<std::chrono::seconds> max_age) {
    if (name.empty() || !is_cookie_text(name) || !is_cookie_text(value))
        throw std::invalid_argument("a cookie's name or value has other than cookie characters");
    std::string text(name);
    text.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax");
    if (name.starts_with("__Host-")) text += "; Secure";
    if (max_age) text += "; Max-Age=" + std::to_string(max_age->count());
    response.headers.add("Set-Cookie", std::move(text));
}

void clear_cookie(Response& response, std::string_view name) {
    set_cookie(response, name, "", std::chrono::seconds(0));
}

}  // namespace paraph::http
