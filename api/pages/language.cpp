#include "api/pages/language.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <date/tz.h>
#include <fmt/format.h>

#include "api/pages/catalogue.hpp"
#include "api/pages/resources.hpp"

namespace paraph::pages {

namespace {

constexpr std::array<std::string_view, 10> bangla_digits{"০", "১", "২", "৩", "৪",
                                                         "৫", "৬", "৭", "৮", "৯"};

/// A moment as a clock on the wall of `zone` shows it.
struct Wall {
    date::year_month_day day;
    unsigned weekday;  // ISO, Monday 1
    int minutes;
};

Wall wall(Instant instant, std::string_view zone) {
    auto local = date::local_time<milliseconds>{instant.time_since_epoch()};
    try {
        local = date::locate_zone(std::string(zone))->to_local(instant);
    } catch (const std::runtime_error&) {  // not a zone: UTC, as it stands
    }
    const auto day = date::floor<date::days>(local);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - day);
    return {date::year_month_day{day}, date::weekday{day}.iso_encoding(),
            static_cast<int>(minutes.count())};
}

std::string clock(int minutes) {
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

/// Groups of three; in Bangla the last three and then groups of two.
std::string grouped(std::string digits, std::size_t further_groups) {
    if (digits.size() <= 3) return digits;
    std::size_t at = digits.size() - 3;
    while (true) {
        digits.insert(at, ",");
        if (at <= further_groups) return digits;
        at -= further_groups;
    }
}

const Language* find_language(std::string_view tag) {
    const auto primary = tag.substr(0, tag.find_first_of("-_"));
    for (const auto* one : languages()) {
        if (one->code() == primary) return one;
    }
    return nullptr;
}

/// The first of ours in an Accept-Language header. Browsers list them in the order of preference,
/// so that the weights need not be read.
const Language* accepted(std::string_view header) {
    while (!header.empty()) {
        const auto end = std::min(header.find(','), header.size());
        auto tag = header.substr(0, end);
        tag = tag.substr(0, tag.find(';'));
        tag.remove_prefix(std::min(tag.find_first_not_of(' '), tag.size()));
        if (const auto* found = find_language(tag)) return found;
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return nullptr;
}

}  // namespace

Language::Language(std::string_view code, std::string_view mo_file)
    : code_(code), entries_(read_catalogue(mo_file)) {}

const std::vector<std::string>* Language::find(std::string_view key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second;
}

const std::string& Language::raw(std::string_view key) const {
    const auto* forms = find(key);
    if (!forms) throw std::logic_error(fmt::format("no text '{}' in '{}'", key, code_));
    return forms->front();
}

std::string Language::say(std::string_view key, std::span<const Param> params) const {
    const auto given = [&](std::string_view name) {
        return std::ranges::find(params, name, [](const auto& param) { return param.first; });
    };
    const auto* text = &raw(key);
    if (const auto n = given("n"); n != params.end() && find(key)->size() > 1) {
        const auto* count = std::get_if<std::int64_t>(&n->second);
        text = &(*find(key))[count && *count == 1 ? 0 : 1];
    }
    std::string said;
    for (std::size_t at = 0; at < text->size();) {
        const auto open = std::min(text->find('{', at), text->size());
        said.append(*text, at, open - at);
        if (open == text->size()) break;
        const auto close = text->find('}', open);
        const auto name = std::string_view(*text).substr(open + 1, close - open - 1);
        const auto param = given(name);
        if (close == text->npos || param == params.end()) {
            throw std::logic_error(fmt::format("'{}' lacks '{}'", key, name));
        }
        const auto* words = std::get_if<std::string_view>(&param->second);
        said += words ? std::string(*words) : number(std::get<std::int64_t>(param->second));
        at = close + 1;
    }
    return said;
}

std::string Language::date_time(Instant instant, std::string_view zone) const {
    return say(
        "date.time",
        {{"day", day(instant, zone)}, {"time", time(instant, zone)}, {"zone", zone_name(zone)}});
}

std::string Language::day(Instant instant, std::string_view zone) const {
    const auto at = wall(instant, zone);
    const auto month = fmt::format("date.month.{}", unsigned{at.day.month()});
    return say("date.day", {{"weekday", raw(fmt::format("date.weekday.{}", at.weekday))},
                            {"day", unsigned{at.day.day()}},
                            {"month", raw(month)},
                            {"year", digits(std::to_string(int{at.day.year()}))}});
}

std::string Language::short_day(Instant instant, std::string_view zone) const {
    const auto at = wall(instant, zone);
    const auto month = fmt::format("date.mon.{}", unsigned{at.day.month()});
    return say("date.short", {{"weekday", raw(fmt::format("date.wd.{}", at.weekday))},
                              {"day", unsigned{at.day.day()}},
                              {"month", raw(month)}});
}

std::string Language::short_day(Instant instant, std::string_view zone, Instant now) const {
    const auto year = wall(instant, zone).day.year();
    const auto day = short_day(instant, zone);
    if (year == wall(now, zone).day.year()) return day;
    return say("date.short_year", {{"day", day}, {"year", digits(std::to_string(int{year}))}});
}

std::string Language::time(Instant instant, std::string_view zone) const {
    return digits(clock(wall(instant, zone).minutes));
}

std::string Language::zone_name(std::string_view zone) const {
    if (const auto key = fmt::format("zone.{}", zone); has(key)) return raw(key);
    auto city = std::string(zone.substr(zone.rfind('/') + 1));
    std::ranges::replace(city, '_', ' ');
    return city.empty() ? raw("zone.UTC") : city;
}

std::string Language::number(std::int64_t value) const {
    const bool negative = value < 0;
    const auto plain = std::to_string(value).substr(negative ? 1 : 0);
    return (negative ? "−" : "") + digits(grouped(plain, code_ == "bn" ? 2 : 3));
}

std::string Language::digits(std::string_view text) const {
    if (code_ != "bn") return std::string(text);
    std::string written;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            written += bangla_digits[static_cast<std::size_t>(c - '0')];
        } else {
            written += c;
        }
    }
    return written;
}

std::string Language::list(std::span<const std::string> items) const {
    if (items.empty()) return {};
    if (items.size() == 1) return items.front();
    std::string first = items.front();
    for (const auto& item : items.subspan(1, items.size() - 2)) first += ", " + item;
    return say("list.last", {{"first", first}, {"last", items.back()}});
}

std::string_view Language::of(const Texts& texts) const {
    for (const auto& wanted : {code_, std::string("en")}) {
        if (const auto found = texts.find(wanted); found != texts.end()) return found->second;
    }
    return texts.empty() ? std::string_view() : std::string_view(texts.begin()->second);
}

std::string own_name(std::string_view tag) {
    if (tag == "bn") return "বাংলা";
    return tag == "en" ? "English" : std::string(tag);
}

std::span<const Language* const> languages() {
    static const Language english("en", resource("en.mo"));
    static const Language bangla("bn", resource("bn.mo"));
    static const std::array<const Language*, 2> all{&english, &bangla};
    return all;
}

const Language& language(std::string_view tag) {
    const auto* found = find_language(tag);
    return found ? *found : *languages().front();
}

const Language& choose_language(const LanguageWishes& wishes) {
    for (const auto tag : {wishes.query, wishes.cookie, wishes.person}) {
        if (const auto* found = find_language(tag)) return *found;
    }
    const auto* found = accepted(wishes.accept);
    return found ? *found : *languages().front();
}

}  // namespace paraph::pages
