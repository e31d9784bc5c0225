#include "api/routes/input.hpp"

#include <charconv>

namespace paraph::api {

Result<std::int64_t> number_in(std::string_view text, std::string_view where) {
    std::int64_t number = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (ec != std::errc() || end != text.data() + text.size() || number < 0)
        return refuse(Refused::invalid, "\"" + std::string(text) + "\" is no whole number.",
                      std::string(where));
    return number;
}

Result<int> if_match(const http::Request& request) {
    auto text = request.headers.get("If-Match");
    if (text.empty())
        return refuse(Refused::precondition_required,
                      "Say which version you change: If-Match with the ETag that you read.",
                      "If-Match");
    if (text.starts_with("W/")) text.remove_prefix(2);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    const auto number = number_in(text, "If-Match");
    if (!number || *number > 1'000'000'000)
        return refuse(Refused::stale, "This is no ETag that we gave.", "If-Match");
    return static_cast<int>(*number);
}

Result<> need(const std::string& value, std::string_view name) {
    if (!value.empty()) return {};
    return refuse(Refused::invalid, "\"" + std::string(name) + "\" is missing.",
                  "/" + std::string(name));
}

Result<Paging> paging(const http::Request& request) {
    Paging paging;
    for (const auto& [name, value] : request.query) {
        if (name == "cursor") paging.cursor = value;
        if (name != "limit") continue;
        const auto limit = number_in(value, "limit");
        if (!limit || *limit < 1 || *limit > 500)
            return refuse(Refused::invalid, "A page has 1 to 500 items.", "limit");
        paging.limit = static_cast<std::size_t>(*limit);
    }
    return paging;
}

Result<std::string_view> negotiate(const http::Request& request,
                                   std::span<const std::string_view> offered) {
    const auto accept = request.headers.get("Accept");
    if (accept.empty() || accept.find("*/*") != std::string_view::npos) return offered.front();
    for (const auto type : offered)
        if (accept.find(type) != std::string_view::npos) return type;
    std::string list;
    for (const auto type : offered) list += (list.empty() ? "" : ", ") + std::string(type);
    return refuse(Refused::not_acceptable, "This is to be had as: " + list + ".", "Accept");
}

}  // namespace paraph::api
