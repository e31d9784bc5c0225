#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/refusal.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/registry.hpp"

namespace date {
class time_zone;
}

namespace paraph {

/// One version of a calendar, ready to count with: zone found, holidays sorted. Making one costs a
/// zone look-up (the process's first some 10 ms), so it is kept per version and shared; every
/// const function may be called from any thread and costs about a microsecond.
///
/// A day is a local date of the zone. Local times that a change of the clocks leaves out mean the
/// first instant after the gap; those that come twice mean the first. Zones know no changes of the
/// clocks after 2037. Counts of spans are 0 to 10,000.
class Calendar {
public:
    using Day = std::chrono::local_days;

    /// Refused (`invalid`): an unknown zone, a weekday outside 1 to 7, a weekend of seven days, a
    /// holiday that is no date, office hours that don't end after they begin on the same day.
    static Result<Calendar> make(const CalendarVersion& version);

    bool is_working_day(Day day) const;
    Day day_of(Instant instant) const;
    /// What the clock on the wall shows.
    std::chrono::local_time<milliseconds> local(Instant instant) const;
    /// As a refusal says it: "Mon 2025-12-22, 17:00 (Asia/Dhaka)".
    std::string in_words(Instant instant) const;
    /// `minutes` after midnight of `day`.
    Instant at(Day day, int minutes) const;
    Instant opening(Day day) const;
    Instant close(Day day) const;

    /// When something issued at `issued` falls due.
    ///   working days, clear working days  close of office of the N-th working day after the day of
    ///                                     issue (0: of that day, or of the next working day)
    ///   hours                             N clock hours later, to the millisecond
    ///   days, weeks                       close of office of that day
    ///   months                            close of office of the same day of the month, or of the
    ///                                     month's last day
    /// Where the result lies on a closed day, `next_working_day` moves it to the same time of the
    /// next working day; otherwise it stays.
    Instant deadline(Instant issued, const Span& span, bool next_working_day = false) const;

    /// `span` before or after a due time, at the same time of day; hours by the clock. Working days
    /// are counted from the day of `due`, itself excluded. A zero span is `due`.
    Instant before(Instant due, const Span& span) const;
    Instant after(Instant due, const Span& span) const;

    /// Office hours between two instants; zero when `to` is not after `from`.
    milliseconds working_time_between(Instant from, Instant to) const;
    /// The instant at which `time` of office hours have passed since `from`. Ends at the close of
    /// a day rather than at the opening of the next. Zero or less: `from`.
    Instant add_working_time(Instant from, milliseconds time) const;
    /// Working days after the day of `from`, up to and including the day of `to`; 0 when `to` is
    /// not after `from`. "2 working days late".
    int working_days_between(Instant from, Instant to) const;

private:
    Calendar() = default;
    Day step(Day day, int working_days) const;
    Instant shift(Instant due, const Span& span, int sign) const;

    const date::time_zone* zone_ = nullptr;  // lives as long as the process
    std::uint8_t weekend_ = 0;               // bit n: ISO weekday n
    int opens_ = 0;                          // minutes after midnight
    int closes_ = 0;
    std::vector<Day> holidays_;  // sorted
};

/// Whether a span runs by the clock, so that a suspension adds clock time and not office hours.
inline bool runs_by_clock(const Span& span) {
    return span.unit == Unit::hours;
}

}  // namespace paraph
