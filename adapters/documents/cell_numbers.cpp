#include "adapters/documents/cell_numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace paraph {
namespace {

std::string in_figures(unsigned number, std::size_t least) {
    auto text = std::to_string(number);
    if (text.size() < least) text.insert(0, least - text.size(), '0');
    return text;
}

/// "dd/mm/yyyy" and its like: years, months and days in figures, and what stands between them.
std::optional<std::string> date_seen(double number, std::string_view format) {
    constexpr double first = 61,
                     last = 2'958'465;  // 1 March 1900, before which Excel errs, to 9999
    if (format.empty() || number < first || number > last || number != std::floor(number))
        return std::nullopt;
    const std::chrono::sys_days day{std::chrono::days(static_cast<int>(number) - 25'569)};
    const std::chrono::year_month_day date{day};
    std::string text;
    while (!format.empty()) {
        const char what = format.front();
        const auto length = std::min(format.find_first_not_of(what), format.size());
        format.remove_prefix(length);
        const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
        if (what == 'y' && (length == 2 || length == 4))
            text += in_figures(length == 2 ? year % 100 : year, length);
        else if (what == 'm' && length <= 2)
            text += in_figures(static_cast<unsigned>(date.month()), length);
        else if (what == 'd' && length <= 2)
            text += in_figures(static_cast<unsigned>(date.day()), length);
        else if (what == '/' || what == '-' || what == '.' || what == ' ')
            text.append(length, what);
        else
            return std::nullopt;
    }
    return text;
}

/// In lower case, and a character that is escaped as itself: "dd\\-mm\\-yyyy" is "dd-mm-yyyy".
std::string plain_format(std::string_view format) {
    std::string plain;
    for (const char c : format)
        if (c != '\\') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return plain.ends_with(";@") ? plain.substr(0, plain.size() - 2) : plain;
}

/// Fifteen digits, as spreadsheets show: what they store of 0.1 + 0.2 has more.
std::string as_it_is(double number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number,
                                   std::chars_format::general, 15);
    return {text.data(), end.ptr};
}

}  // namespace

std::optional<std::string> number_seen(std::string_view number, std::string_view format) {
    double value = 0;
    const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (wrong != std::errc() || end != number.data() + number.size() || !std::isfinite(value))
        return std::nullopt;
    const auto plain = plain_format(format);
    const bool whole = value == std::floor(value);
    if (plain == "general" || plain == "@" || (plain == "0" && whole)) return as_it_is(value);
    return date_seen(value, plain);
}

std::string_view common_format(unsigned number) {
    if (number == 0) return "General";
    if (number == 1) return "0";
    return number == 49 ? "@" : "";
}

}  // namespace paraph
