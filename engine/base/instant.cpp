#include "engine/base/instant.hpp"

#include <optional>

namespace paraph {
namespace {

using namespace std::chrono;

/// Writes `value` into `digits` places that end just before `end`.
void put(char* end, unsigned value, int digits) {
    for (; digits > 0; --digits, value /= 10) *--end = static_cast<char>('0' + value % 10);
}

/// Takes fields off the front of a text; once something does not fit, stays failed.
class Fields {
public:
    explicit Fields(std::string_view text) : rest_(text) {}

    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (!at_digit()) return fail();
            value = value * 10 + (take() - '0');
        }
        return value;
    }
    /// Takes one of the characters of `any` and says which.
    char one_of(std::string_view any) {
        if (rest_.empty() || any.find(rest_.front()) == any.npos) {
            fail();
            return 0;
        }
        return take();
    }
    /// The digits after the point, cut to milliseconds.
    int fraction() {
        if (!at_digit()) return fail();
        int value = 0;
        for (int weight = 100; at_digit(); weight /= 10) value += (take() - '0') * weight;
        return value;
    }
    bool at(char c) const { return !rest_.empty() && rest_.front() == c; }
    bool good() const { return good_; }
    bool all_taken() const { return good_ && rest_.empty(); }

private:
    bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
    char take() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }
    int fail() {
        good_ = false;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    bool good_ = true;
};

std::optional<minutes> offset(Fields& fields) {
    const char sign = fields.one_of("Zz+-");
    if (sign == 'Z' || sign == 'z') return minutes{0};
    const int hour = fields.number(2);
    fields.one_of(":");
    const int minute = fields.number(2);
    if (!fields.good() || hour > 23 || minute > 59) return std::nullopt;
    const minutes east = hours{hour} + minutes{minute};
    return sign == '-' ? -east : east;
}

std::optional<Instant> read_instant(std::string_view text) {
    Fields fields{text};
    const int y = fields.number(4);
    fields.one_of("-");
    const int m = fields.number(2);
    fields.one_of("-");
    const int d = fields.number(2);
    fields.one_of("Tt");
    const int h = fields.number(2);
    fields.one_of(":");
    const int min = fields.number(2);
    fields.one_of(":");
    const int s = fields.number(2);
    int ms = 0;
    if (fields.at('.')) {
        fields.one_of(".");
        ms = fields.fraction();
    }
    const auto east = offset(fields);
    const auto date = year{y} / month(static_cast<unsigned>(m)) / day(static_cast<unsigned>(d));
    if (!east || !fields.all_taken() || !date.ok() || h > 23 || min > 59 || s > 59) return {};
    const Instant instant =
        sys_days{date} + hours{h} + minutes{min} - *east + seconds{s} + milliseconds{ms};
    const auto utc_year = year_month_day{floor<days>(instant)}.year();
    if (utc_year < year{1970} || utc_year > year{9999}) return {};
    return instant;
}

}  // namespace

std::string to_text(Instant instant) {
    const auto day_start = floor<days>(instant);
    const year_month_day date{day_start};
    const auto ms = static_cast<unsigned>((instant - day_start).count());
    std::string text = "0000-00-00T00:00:00.000Z";
    char* const p = text.data();
    put(p + 4, static_cast<unsigned>(int{date.year()}), 4);
    put(p + 7, unsigned{date.month()}, 2);
    put(p + 10, unsigned{date.day()}, 2);
    put(p + 13, ms / 3'600'000, 2);
    put(p + 16, ms / 60'000 % 60, 2);
    put(p + 19, ms / 1'000 % 60, 2);
    put(p + 23, ms % 1'000, 3);
    return text;
}

Result<Instant> parse_instant(std::string_view text) {
    if (const auto instant = read_instant(text)) return *instant;
    return refuse(Refused::invalid,
                  "This is not a date and time with offset, such as 2026-03-01T09:00:00+06:00.");
}

}  // namespace paraph
