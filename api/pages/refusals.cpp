#include "api/pages/refusals.hpp"

#include <stdexcept>

#include <date/tz.h>

#include "engine/base/instant.hpp"

namespace paraph::pages {

namespace {

constexpr std::string_view group = "refusal.";
constexpr std::size_t text_bytes_max = 4'000;  // longer ones quote what somebody sent

using Values = std::vector<Language::Param>;

bool is_number(std::string_view text) {
    return text.find_first_not_of("0123456789,") == text.npos;
}

/// What stands before the next {name} of a pattern, or before its end.
std::string_view fixed_part(std::string_view pattern) {
    return pattern.substr(0, pattern.find('{'));
}

/// Where the value ends that `text` begins with, if `rest` of the pattern comes after it.
std::size_t end_of_value(std::string_view text, std::string_view rest) {
    const auto next = fixed_part(rest);
    if (next.size() < rest.size()) return text.find(next, 1);
    return text.size() > next.size() ? text.size() - next.size() : text.npos;
}

/// The values that make `text` of the pattern; {n} is a number.
std::optional<Values> values_in(std::string_view text, std::string_view pattern) {
    Values values;
    while (true) {
        const auto fixed = fixed_part(pattern);
        if (!text.starts_with(fixed)) return std::nullopt;
        text.remove_prefix(fixed.size());
        pattern.remove_prefix(fixed.size());
        if (pattern.empty()) return text.empty() ? std::optional(values) : std::nullopt;
        const auto close = pattern.find('}');
        const auto name = pattern.substr(1, close - 1);
        pattern.remove_prefix(close + 1);
        const auto end = end_of_value(text, pattern);
        if (end == text.npos) return std::nullopt;
        const auto value = text.substr(0, end);
        if (name == "n" && !is_number(value)) return std::nullopt;
        values.emplace_back(name, value);
        text.remove_prefix(end);
    }
}

std::size_t own_bytes(std::string_view pattern, const Values& values) {
    std::size_t put_in = 0;
    for (const auto& [name, value] : values) put_in += name.size() + 2;
    return pattern.size() - put_in;
}

/// A time as Calendar::in_words has it, in the words of the language; nothing where it is none.
std::optional<std::string> time_in(std::string_view text, const Language& language) {
    constexpr std::string_view shape = "Mon 2025-12-22, 17:00 (";
    if (text.size() <= shape.size() || text[14] != ',' || !text.ends_with(')')) return std::nullopt;
    const auto day = std::string(text.substr(4, 10)), time = std::string(text.substr(16, 5));
    const auto wall = parse_instant(day + "T" + time + ":00Z");
    if (!wall) return std::nullopt;
    const auto zone = text.substr(shape.size(), text.size() - shape.size() - 1);
    try {
        const date::local_time<std::chrono::milliseconds> shown{wall->time_since_epoch()};
        const auto at = date::locate_zone(zone)->to_sys(shown, date::choose::earliest);
        return language.date_time(at, zone);
    } catch (const std::runtime_error&) {  // no such zone: it only looked like a time
        return std::nullopt;
    }
}

}  // namespace

std::optional<std::string> refusal_in(std::string_view text, const Language& language) {
    if (text.size() > text_bytes_max) return std::nullopt;
    const auto& sentences = pages::language("en").entries();
    std::string_view meant;
    Values known;
    std::size_t most = 0;
    for (auto each = sentences.lower_bound(group);
         each != sentences.end() && each->first.starts_with(group); ++each) {
        const std::string_view pattern = each->second.front();
        auto values = values_in(text, pattern);
        if (!values || own_bytes(pattern, *values) <= most) continue;
        most = own_bytes(pattern, *values);
        meant = each->first;
        known = std::move(*values);
    }
    if (meant.empty()) return std::nullopt;
    std::vector<std::string> said;
    said.reserve(known.size());
    for (auto& [name, value] : known) {
        const auto words = std::get<std::string_view>(value);
        if (is_number(words)) value = said.emplace_back(language.digits(words));
        if (auto time = time_in(words, language)) value = said.emplace_back(std::move(*time));
    }
    return language.say(meant, known);
}

}  // namespace paraph::pages
