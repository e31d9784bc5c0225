#include "api/http/wire.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace paraph::http {

namespace {

bool is_ours(std::string_view name) {
    static constexpr std::array<std::string_view, 4> ours{"content-length", "transfer-encoding",
                                                          "connection", "date"};
    return std::any_of(ours.begin(), ours.end(),
                       [&](std::string_view own) { return equal_ignoring_case(own, name); });
}

bool is_clean(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
}

bool is_clean(const Response& response) {
    return std::all_of(response.headers.begin(), response.headers.end(), [](const auto& field) {
        return !field.first.empty() && is_clean(field.first) &&
               field.first.find_first_of(": \t") == field.first.npos && is_clean(field.second);
    });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

// RFC 9110, 8.6: none with 204; with 304 it would have to be that of the 200.
bool has_length(unsigned status) {
    return status != 204 && status != 304;
}

bool names_token(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(item.size() + 1, list.size()));
        while (!item.empty() && (item.front() == ' ' || item.front() == '\t'))
            item.remove_prefix(1);
        while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
        if (equal_ignoring_case(item, token)) return true;
    }
    return false;
}

}  // namespace

bool append_header(std::string& out, const Response& response, const Framing& framing,
                   std::string_view date) {
    if (!is_clean(response)) return false;
    out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    out.append(reason(response.status)).append("\r\n");
    append_field(out, "Date", date);
    bool cached = false;
    for (const auto& [name, value] : response.headers) {
        if (is_ours(name)) continue;
        cached = cached || equal_ignoring_case(name, "cache-control");
        append_field(out, name, value);
    }
    if (!cached) append_field(out, "Cache-Control", "no-store");
    if (framing.event_stream) {
        if (!framing.old_client) append_field(out, "Transfer-Encoding", "chunked");
    } else if (has_length(response.status)) {
        append_field(out, "Content-Length", std::to_string(response.body.size()));
    }
    if (framing.close)
        append_field(out, "Connection", "close");
    else if (framing.old_client)
        append_field(out, "Connection", "keep-alive");
    out.append("\r\n");
    return true;
}

std::string http_date(std::time_t seconds) {
    static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm tm{};
    gmtime_r(&seconds, &tm);
    std::array<char, 64> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                      days.at(static_cast<std::size_t>(tm.tm_wday)), tm.tm_mday,
                      months.at(static_cast<std::size_t>(tm.tm_mon)), tm.tm_year + 1900, tm.tm_hour,
                      tm.tm_min, tm.tm_sec);
    return {text.data(), static_cast<std::size_t>(length)};
}

bool keeps_alive(const Request& request, bool old_client) {
    bool close = false, keep = false;
    for (const auto& [name, value] : request.headers) {
        if (!equal_ignoring_case(name, "connection")) continue;
        close = close || names_token(value, "close");
        keep = keep || names_token(value, "keep-alive");
    }
    return !close && (!old_client || keep);
}

}  // namespace paraph::http
