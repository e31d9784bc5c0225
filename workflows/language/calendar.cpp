#include "workflows/language/calendar.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "workflows/language/reader.hpp"

namespace paraph {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};
constexpr std::size_t holidays_max = 2000;

std::optional<int> parse_digits(std::string_view text, std::size_t at, std::size_t size) {
    const auto part = text.substr(std::min(at, text.size()), size);
    return part.size() == size ? parse_count(part, 9999) : std::nullopt;
}

/// "09:00" as minutes after midnight; "24:00" is the end of the day.
std::optional<int> parse_clock(std::string_view text) {
    const auto hours = parse_digits(text, 0, 2), minutes = parse_digits(text, 3, 2);
    if (text.size() != 5 || text[2] != ':' || !hours || !minutes || *minutes > 59) return {};
    const int total = *hours * 60 + *minutes;
    return total <= 24 * 60 ? std::optional{total} : std::nullopt;
}

bool is_date(std::string_view text) {
    const auto year = parse_digits(text, 0, 4), month = parse_digits(text, 5, 2),
               day = parse_digits(text, 8, 2);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year || !month || !day) {
        return false;
    }
    return std::chrono::year_month_day{std::chrono::year{*year},
                                       std::chrono::month{static_cast<unsigned>(*month)},
                                       std::chrono::day{static_cast<unsigned>(*day)}}
        .ok();
}

void read_weekend(Reader& reader, const Node& node, CalendarVersion& calendar) {
    for (const auto* item : reader.listed(node, "A day of the week, as in Friday,")) {
        const auto day = reader.one_of(*item, weekdays);
        const auto found = std::ranges::find(weekdays, day);
        if (found == weekdays.end()) continue;
        calendar.weekend.push_back(static_cast<int>(found - weekdays.begin()) + 1);
    }
    std::ranges::sort(calendar.weekend);
    const auto again = std::ranges::unique(calendar.weekend);
    calendar.weekend.erase(again.begin(), again.end());
    if (calendar.weekend.size() == weekdays.size()) {
        reader.error(node.place, "wrong-value", "A week needs at least one working day.");
    }
}

void read_hours(Reader& reader, const Node& node, CalendarVersion& calendar) {
    const auto text = reader.text(node, "The office hours, as in 09:00-17:00,");
    const auto dash = std::min(text.find('-'), text.size());
    const auto opens = parse_clock(text.substr(0, dash));
    const auto closes = parse_clock(text.substr(std::min(dash + 1, text.size())));
    if (!opens || !closes || *opens >= *closes) {
        reader.error(node.place, "wrong-value", "Write the office hours as in 09:00-17:00.");
        return;
    }
    calendar.opens = *opens;
    calendar.closes = *closes;
}

void check_date(Reader& reader, const std::string& text, Place place) {
    if (is_date(text)) return;
    reader.error(place, "wrong-value", "\"" + text + "\" is no date. Write it as in 2025-12-16.");
}

void read_holidays(Reader& reader, const Node& node, CalendarVersion& calendar) {
    if (node.kind == Node::Kind::nothing || !reader.is_map(node, "\"holidays:\"")) return;
    for (const auto& entry : node.entries) {
        check_date(reader, entry.key, entry.place);
        calendar.holidays[entry.key] = reader.text(entry.value, "The name of the holiday");
    }
    if (calendar.holidays.size() > holidays_max) {
        reader.error(node.place, "wrong-value", "At most 2000 holidays.");
    }
}

void read_name(Reader& reader, const Node& node, CalendarVersion& calendar) {
    calendar.name = reader.text(node, "The name of the calendar");
}

void read_zone(Reader& reader, const Node& node, CalendarVersion& calendar) {
    calendar.zone = reader.text(node, "A time zone, as in Asia/Dhaka,");
}

constexpr std::array<Field<CalendarVersion>, 5> calendar_fields{{
    {"calendar", read_name, shape::text, true},
    {"zone", read_zone, shape::text, true},
    {"weekend", read_weekend, shape::text, true},
    {"office hours", read_hours, shape::text, true},
    {"holidays", read_holidays},
}};

// A scenario's calendar starts from one that is there: each word replaces what that one says.

void replace_weekend(Reader& reader, const Node& node, CalendarVersion& calendar) {
    calendar.weekend.clear();
    if (node.kind != Node::Kind::list || !node.items.empty()) read_weekend(reader, node, calendar);
}

void replace_holidays(Reader& reader, const Node& node, CalendarVersion& calendar) {
    calendar.holidays.clear();
    if (node.kind != Node::Kind::list) return read_holidays(reader, node, calendar);
    for (const auto& item : node.items) {
        check_date(reader, item.text, item.place);
        calendar.holidays[item.text] = "Holiday";
    }
}

constexpr std::array<Field<CalendarVersion>, 5> scenario_fields{{
    {"name", read_name, shape::text, true},
    {"zone", read_zone},
    {"weekend", replace_weekend},
    {"office hours", read_hours},
    {"holidays", replace_holidays},
}};

}  // namespace

void read_calendar_of_scenario(Reader& reader, const Node& node, CalendarVersion& calendar) {
    read_fields<CalendarVersion>(reader, node, scenario_fields, calendar, "a calendar", node.place);
}

Result<CalendarVersion> read_calendar(std::string_view yaml) {
    Report report;
    CalendarVersion calendar;
    if (const auto root = parse_document(yaml, report)) {
        Reader reader{yaml, report};
        read_fields<CalendarVersion>(reader, *root, calendar_fields, calendar, "a calendar",
                                     root->place);
    }
    const auto findings = std::move(report).sorted();
    if (findings.empty()) return calendar;
    const auto& first = findings.front();
    return refuse(Refused::invalid, first.text,
                  std::to_string(first.line) + ':' + std::to_string(first.column));
}

}  // namespace paraph
