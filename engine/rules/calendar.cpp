#include "engine/rules/calendar.hpp"

#include <algorithm>

#include <date/tz.h>

#include "engine/base/json.hpp"

namespace paraph {

namespace {

using namespace std::chrono;

/// The zone's own idea of local time; only the tag differs from the standard's.
using ZoneTime = date::local_time<milliseconds>;

Refusal unfit(std::string text, std::string where) {
    return refuse(Refused::invalid, std::move(text), std::move(where));
}

Result<const date::time_zone*> find_zone(const std::string& name) {
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error&) {  // how the library says "unknown"
        return unfit("The time zone \"" + name + "\" is unknown. Zones have names like Asia/Dhaka.",
                     "/zone");
    }
}

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// "2025-12-16".
std::optional<local_days> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year_text = text.substr(0, 4), month_text = text.substr(5, 2),
               day_text = text.substr(8, 2);
    if (!is_digits(year_text) || !is_digits(month_text) || !is_digits(day_text))
        return std::nullopt;
    const auto number = [](std::string_view digits) {
        int value = 0;
        for (char c : digits) value = value * 10 + (c - '0');
        return value;
    };
    const year_month_day date{year{number(year_text)},
                              month{static_cast<unsigned>(number(month_text))},
                              day{static_cast<unsigned>(number(day_text))}};
    if (!date.ok()) return std::nullopt;
    return local_days{date};
}

local_days add_months(local_days from, int count) {
    const year_month_day date{from};
    const year_month target = year_month{date.year(), date.month()} + months{count};
    const year_month_day_last last = target / std::chrono::last;
    return local_days{target / std::min(date.day(), last.day())};
}

}  // namespace

Result<Calendar> Calendar::make(const CalendarVersion& version) {
    Calendar calendar;
    auto zone = find_zone(version.zone);
    if (!zone) return zone.error();
    calendar.zone_ = *zone;

    for (int weekday : version.weekend) {
        if (weekday < 1 || weekday > 7)
            return unfit("Weekdays are numbers from 1 (Monday) to 7 (Sunday).", "/weekend");
        calendar.weekend_ = static_cast<std::uint8_t>(calendar.weekend_ | 1u << weekday);
    }
    if (calendar.weekend_ == 0b1111'1110)
        return unfit("A week must have a working day.", "/weekend");
    if (version.opens < 0 || version.opens >= version.closes || version.closes > 24 * 60)
        return unfit("Office hours begin before they end, on the same day.", "/opens");
    calendar.opens_ = version.opens;
    calendar.closes_ = version.closes;

    for (const auto& [text, name] : version.holidays) {
        const auto day = parse_day(text);
        if (!day)
            return unfit("\"" + text + "\" is no date; holidays read 2025-12-16.",
                         pointer_to("/holidays", text));
        calendar.holidays_.push_back(*day);
    }
    std::ranges::sort(calendar.holidays_);
    return calendar;
}

bool Calendar::is_working_day(Day day) const {
    const unsigned weekday = std::chrono::weekday{day}.iso_encoding();
    return (weekend_ >> weekday & 1u) == 0 && !std::ranges::binary_search(holidays_, day);
}

local_time<milliseconds> Calendar::local(Instant instant) const {
    return local_time<milliseconds>{zone_->to_local(instant).time_since_epoch()};
}

std::string Calendar::in_words(Instant instant) const {
    return date::format("%a %F, %R", zone_->to_local(instant)) + " (" + zone_->name() + ")";
}

Calendar::Day Calendar::day_of(Instant instant) const {
    return floor<days>(local(instant));
}

Instant Calendar::at(Day day, int minutes) const {
    const ZoneTime wanted{day.time_since_epoch() + std::chrono::minutes{minutes}};
    const date::local_info info = zone_->get_info(wanted);
    if (info.result == date::local_info::nonexistent) return info.second.begin;
    return Instant{wanted.time_since_epoch() - info.first.offset};
}

Instant Calendar::opening(Day day) const {
    return at(day, opens_);
}
Instant Calendar::close(Day day) const {
    return at(day, closes_);
}

/// That many working days after `day`, before it when negative; 0: the day itself.
Calendar::Day Calendar::step(Day day, int working_days) const {
    const days direction{working_days < 0 ? -1 : 1};
    for (int left = std::max(working_days, -working_days); left > 0;) {
        day += direction;
        if (is_working_day(day)) --left;
    }
    return day;
}

Instant Calendar::deadline(Instant issued, const Span& span, bool next_working_day) const {
    const Day issue = day_of(issued);
    Instant due{};
    switch (span.unit) {
        case Unit::hours:
            due = issued + hours{span.count};
            break;
        case Unit::days:
            due = close(issue + days{span.count});
            break;
        case Unit::weeks:
            due = close(issue + weeks{span.count});
            break;
        case Unit::months:
            due = close(add_months(issue, span.count));
            break;
        case Unit::working_days:
        case Unit::clear_working_days:
            if (span.count == 0 && !is_working_day(issue)) return close(step(issue, 1));
            return close(step(issue, span.count));
    }
    if (!next_working_day || is_working_day(day_of(due))) return due;
    return shift(due, {1, Unit::working_days}, 1);
}

/// The same time of day, `span` later or (sign -1) earlier.
Instant Calendar::shift(Instant due, const Span& span, int sign) const {
    if (span.count == 0) return due;
    if (span.unit == Unit::hours) return due + hours{sign * span.count};
    const Day day = day_of(due);
    const milliseconds time = local(due) - day;
    Day target = day;
    switch (span.unit) {
        case Unit::hours:
            break;
        case Unit::days:
            target += days{sign * span.count};
            break;
        case Unit::weeks:
            target += weeks{sign * span.count};
            break;
        case Unit::months:
            target = add_months(day, sign * span.count);
            break;
        case Unit::working_days:
        case Unit::clear_working_days:
            target = step(day, sign * span.count);
            break;
    }
    const auto whole = floor<minutes>(time);
    return at(target, static_cast<int>(whole.count())) + (time - whole);
}

Instant Calendar::before(Instant due, const Span& span) const {
    return shift(due, span, -1);
}
Instant Calendar::after(Instant due, const Span& span) const {
    return shift(due, span, 1);
}

milliseconds Calendar::working_time_between(Instant from, Instant to) const {
    milliseconds sum{0};
    if (to <= from) return sum;
    const Day last = day_of(to);
    for (Day day = day_of(from); day <= last; day += days{1}) {
        if (!is_working_day(day)) continue;
        const Instant begin = std::max(from, opening(day)), end = std::min(to, close(day));
        if (begin < end) sum += end - begin;
    }
    return sum;
}

Instant Calendar::add_working_time(Instant from, milliseconds time) const {
    if (time <= milliseconds{0}) return from;
    for (Day day = day_of(from);; day = step(day, 1)) {
        if (!is_working_day(day)) continue;
        const Instant begin = std::max(from, opening(day)), end = close(day);
        if (begin >= end) continue;
        if (time <= end - begin) return begin + time;
        time -= end - begin;
    }
}

int Calendar::working_days_between(Instant from, Instant to) const {
    if (to <= from) return 0;
    int count = 0;
    const Day last = day_of(to);
    for (Day day = day_of(from) + days{1}; day <= last; day += days{1})
        count += is_working_day(day) ? 1 : 0;
    return count;
}

}  // namespace paraph
