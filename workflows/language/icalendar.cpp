#include "workflows/language/icalendar.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"

namespace paraph {
namespace {

using Day = std::chrono::sys_days;

constexpr std::size_t days_max = 2000;
constexpr int event_days_max = 366;
constexpr int first_year = 1970, last_year = 2199;

struct Line {
    int number = 0;  // of its first, where it is folded
    std::string text;
};

/// A line that begins with a blank goes on the one before it.
std::vector<Line> unfold(std::string_view text) {
    std::vector<Line> lines;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        auto raw = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (raw.ends_with('\r')) raw.remove_suffix(1);
        const bool goes_on = raw.starts_with(' ') || raw.starts_with('\t');
        if (goes_on && !lines.empty())
            lines.back().text += raw.substr(1);
        else if (!raw.empty())
            lines.push_back({number, std::string(raw)});
    }
    return lines;
}

struct Property {
    std::string name;  // in capitals
    std::string_view value;
};

/// NAME;PARAMETERS:VALUE, where a quoted parameter may hold a colon.
Property property_of(std::string_view line) {
    bool quoted = false;
    const auto colon = std::ranges::find_if(line, [&](char c) {
        if (c == '"') quoted = !quoted;
        return c == ':' && !quoted;
    });
    const auto length = static_cast<std::size_t>(colon - line.begin());
    Property property{std::string(line.substr(0, std::min(length, line.find(';')))),
                      line.substr(std::min(length + 1, line.size()))};
    for (char& c : property.name)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return property;
}

std::optional<int> digits(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool all = error == std::errc() && end == text.data() + text.size();
    return all && number >= 0 ? std::optional(number) : std::nullopt;
}

/// "20251216".
std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 8) return std::nullopt;
    const auto year = digits(text.substr(0, 4)), month = digits(text.substr(4, 2)),
               day = digits(text.substr(6));
    if (!year || !month || !day || *year < first_year || *year > last_year) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(Day(date)) : std::nullopt;
}

/// "P3D" or "P1W"; an event of whole days has no other.
std::optional<std::chrono::days> parse_duration(std::string_view text) {
    if (text.size() < 3 || text.front() != 'P') return std::nullopt;
    const auto count = digits(text.substr(1, text.size() - 2));
    if (!count || *count > event_days_max) return std::nullopt;
    if (text.back() == 'D') return std::chrono::days(*count);
    if (text.back() == 'W') return std::chrono::days(*count * 7);
    return std::nullopt;
}

std::string date_text(Day day) {
    return to_text(Instant(day)).substr(0, 10);
}

/// On one line, without the escapes of RFC 5545.
std::string plain(std::string_view value) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        char c = value[i];
        if (c == '\\' && i + 1 < value.size()) {
            c = value[++i];
            if (c == 'n' || c == 'N') c = ' ';
        }
        text += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
    }
    const auto first = text.find_first_not_of(' ');
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

class File {
public:
    Result<> take(const Line& line) {
        const auto property = property_of(line.text);
        if (property.name == "BEGIN") return begin(line, property.value);
        if (open_.empty()) return wrong(line, "This is no iCalendar file: it has no VCALENDAR.");
        if (property.name == "END") return end(line, property.value);
        if (open_.size() == 1 && property.name == "X-WR-TIMEZONE") found_.zone = property.value;
        if (open_.size() == 2 && open_.back() == "VEVENT") return tell(line, property);
        return {};
    }

    Result<ICalendar> finish(int lines) {
        const Line last{lines, {}};
        if (!open_.empty())
            return wrong(last, "The file ends within " + open_.back() + ".").error();
        if (found_.days.empty()) return wrong(last, "The file has no events.").error();
        return std::move(found_);
    }

private:
    struct Event {
        std::optional<Day> first, after;
        std::optional<std::chrono::days> length;
        std::string title;
        bool cancelled = false;
    };

    static Result<> wrong(const Line& line, std::string text) {
        return refuse(Refused::invalid, std::move(text), std::to_string(line.number) + ":1");
    }

    Result<> begin(const Line& line, std::string_view what) {
        if (open_.empty() && what != "VCALENDAR")
            return wrong(line,
                         "This is no iCalendar file: it begins with something else than "
                         "VCALENDAR.");
        if (open_.size() == 8) return wrong(line, "This is nested too deeply.");
        open_.emplace_back(what);
        if (what == "VEVENT") event_ = {};
        return {};
    }

    Result<> end(const Line& line, std::string_view what) {
        if (open_.back() != what)
            return wrong(line, "Here ends what has not begun, or not last: " + std::string(what));
        open_.pop_back();
        return what == "VEVENT" && open_.size() == 1 ? close(line) : Result<>{};
    }

    Result<> tell(const Line& line, const Property& property) {
        const auto& [name, value] = property;
        if (name == "SUMMARY") event_.title = plain(value);
        if (name == "STATUS") event_.cancelled = value == "CANCELLED";
        if (name == "RRULE" || name == "RDATE")
            return wrong(line, "This event repeats by a rule. Give each day an event of its own.");
        if (name == "DURATION" && !(event_.length = parse_duration(value)))
            return wrong(line, "A holiday lasts whole days, as in P2D.");
        if (name != "DTSTART" && name != "DTEND") return {};
        const auto day = parse_day(value);
        if (!day)
            return wrong(line, "A holiday is a whole day, as in DTSTART;VALUE=DATE:20251216.");
        (name == "DTSTART" ? event_.first : event_.after) = day;
        return {};
    }

    Result<> close(const Line& line) {
        if (event_.cancelled) return {};
        if (!event_.first) return wrong(line, "This event has no DTSTART.");
        const Day first = *event_.first;
        const std::chrono::days one(1);
        Day after = event_.after.value_or(first + event_.length.value_or(one));
        after = std::max(after, first + one);
        if ((after - first).count() > event_days_max)
            return wrong(line, "This event is longer than a year.");
        const std::string title = event_.title.empty() ? "Holiday" : event_.title;
        for (Day day = first; day < after; day += one) {
            auto& name = found_.days[date_text(day)];
            if (name.empty())
                name = title;
            else if (name != title)
                name += ", " + title;
        }
        if (found_.days.size() > days_max) return wrong(line, "At most 2000 holidays.");
        return {};
    }

    std::vector<std::string> open_;  // from the outside inwards
    Event event_;
    ICalendar found_;
};

}  // namespace

Result<ICalendar> read_icalendar(std::string_view text) {
    if (!is_valid_utf8(text)) return refuse(Refused::malformed, "The file is not UTF-8.");
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    File file;
    int last = 1;
    for (const auto& line : unfold(text)) {
        last = line.number;
        if (auto r = file.take(line); !r) return r.error();
    }
    return file.finish(last);
}

}  // namespace paraph
