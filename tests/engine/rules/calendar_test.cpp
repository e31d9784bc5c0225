#include "engine/rules/calendar.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

using namespace std::chrono;

CalendarVersion dhaka() {
    CalendarVersion version;
    version.name = "bangladesh-government";
    version.zone = "Asia/Dhaka";
    version.weekend = {5, 6};
    version.holidays = {{"2025-12-16", "Victory Day"}, {"2025-12-25", "Christmas Day"}};
    return version;
}

CalendarVersion brussels() {
    CalendarVersion version;
    version.zone = "Europe/Brussels";
    version.weekend = {6, 7};
    return version;
}

Instant moment(std::string_view text) {
    return parse_instant(text).value();
}

Calendar made(const CalendarVersion& version) {
    return Calendar::make(version).value();
}

struct Case {
    std::string_view issued;
    Span span;
    std::string_view due;
};

class Deadlines : public testing::TestWithParam<Case> {};

TEST_P(Deadlines, InDhaka) {
    const auto& [issued, span, due] = GetParam();
    EXPECT_EQ(to_text(made(dhaka()).deadline(moment(issued), span)), to_text(moment(due)));
}

INSTANTIATE_TEST_SUITE_P(
    Calendar, Deadlines,
    testing::Values(
        // P2.8: issued on a Sunday, two holidays within or behind the span.
        Case{"2025-12-07T10:00:00+06:00",
             {10, Unit::clear_working_days},
             "2025-12-22T17:00:00+06:00"},
        Case{"2025-12-07T10:00:00+06:00",
             {15, Unit::clear_working_days},
             "2025-12-30T17:00:00+06:00"},
        // P1.7: clock hours run through the weekend.
        Case{"2025-12-11T16:00:00+06:00", {72, Unit::hours}, "2025-12-14T16:00:00+06:00"},
        // The day of issue is the zone's, not UTC's: 23:30 UTC on Saturday is Sunday in Dhaka.
        Case{"2025-12-06T23:30:00Z", {1, Unit::working_days}, "2025-12-08T17:00:00+06:00"},
        // Issued on a Friday: Sunday is the first working day.
        Case{"2025-12-12T10:00:00+06:00", {1, Unit::working_days}, "2025-12-14T17:00:00+06:00"},
        // Over the year's end.
        Case{"2025-12-30T10:00:00+06:00", {3, Unit::working_days}, "2026-01-04T17:00:00+06:00"},
        Case{"2025-12-07T10:00:00+06:00", {0, Unit::working_days}, "2025-12-07T17:00:00+06:00"},
        Case{"2025-12-12T10:00:00+06:00", {0, Unit::working_days}, "2025-12-14T17:00:00+06:00"},
        // Calendar days, weeks and months end at close of office, on a closed day too.
        Case{"2025-12-07T10:00:00+06:00", {5, Unit::days}, "2025-12-12T17:00:00+06:00"},
        Case{"2025-12-07T10:00:00+06:00", {12, Unit::weeks}, "2026-03-01T17:00:00+06:00"},
        Case{"2025-11-30T10:00:00+06:00", {3, Unit::months}, "2026-02-28T17:00:00+06:00"}));

TEST(Calendar, MovesADueTimeOffAClosedDayWhereAskedTo) {
    const Calendar calendar = made(dhaka());
    const Instant issued = moment("2025-12-07T10:00:00+06:00");
    EXPECT_EQ(to_text(calendar.deadline(issued, {5, Unit::days}, true)),
              to_text(moment("2025-12-14T17:00:00+06:00")));
    EXPECT_EQ(
        to_text(calendar.deadline(moment("2025-12-11T16:00:00+06:00"), {24, Unit::hours}, true)),
        to_text(moment("2025-12-14T16:00:00+06:00")));
}

TEST(Calendar, RemindsAndEscalatesAtTheSameTimeOfDay) {
    const Calendar calendar = made(dhaka());
    const Instant due = moment("2025-12-22T17:00:00+06:00");
    EXPECT_EQ(calendar.before(due, {5, Unit::working_days}), moment("2025-12-14T17:00:00+06:00"));
    EXPECT_EQ(calendar.before(due, {1, Unit::working_days}), moment("2025-12-21T17:00:00+06:00"));
    EXPECT_EQ(calendar.after(due, {3, Unit::working_days}), moment("2025-12-28T17:00:00+06:00"));
    EXPECT_EQ(calendar.before(due, {48, Unit::hours}), moment("2025-12-20T17:00:00+06:00"));
    EXPECT_EQ(calendar.after(due, {}), due);
}

TEST(Calendar, FollowsTheClocksOfBrussels) {
    const Calendar calendar = made(brussels());
    // Clocks go back on 2025-10-26: Friday's due time is UTC+2, Monday's UTC+1.
    EXPECT_EQ(calendar.deadline(moment("2025-10-24T10:00:00+02:00"), {1, Unit::working_days}),
              moment("2025-10-27T17:00:00+01:00"));
    EXPECT_EQ(calendar.before(moment("2025-10-27T17:00:00+01:00"), {1, Unit::working_days}),
              moment("2025-10-24T17:00:00+02:00"));
    EXPECT_EQ(calendar.deadline(moment("2025-10-25T12:00:00+02:00"), {24, Unit::hours}),
              moment("2025-10-26T11:00:00+01:00"));
}

TEST(Calendar, TakesTheFirstInstantWhereAClockLeavesOutOrRepeatsOne) {
    const Calendar calendar = made(brussels());
    const Calendar::Day gap{local_days{2025y / March / 30}},
        twice{local_days{2025y / October / 26}};
    EXPECT_EQ(calendar.at(gap, 150), moment("2025-03-30T03:00:00+02:00"));
    EXPECT_EQ(calendar.at(twice, 150), moment("2025-10-26T02:30:00+02:00"));
}

TEST(Calendar, CountsOfficeHours) {
    const Calendar calendar = made(dhaka());
    const Instant thursday = moment("2025-12-11T16:00:00+06:00");
    const Instant sunday = moment("2025-12-14T10:30:00+06:00");
    EXPECT_EQ(calendar.working_time_between(thursday, sunday), minutes{60 + 90});
    EXPECT_EQ(calendar.working_time_between(sunday, thursday), minutes{0});
    EXPECT_EQ(calendar.add_working_time(thursday, minutes{150}), sunday);
    EXPECT_EQ(calendar.add_working_time(thursday, minutes{60}),
              moment("2025-12-11T17:00:00+06:00"));
    EXPECT_EQ(calendar.add_working_time(thursday, minutes{0}), thursday);
}

TEST(Calendar, ResumingADueTimeAddsWhatWasSuspended) {
    const Calendar calendar = made(dhaka());
    const Instant due = moment("2025-12-11T17:00:00+06:00");
    const auto suspended = calendar.working_time_between(moment("2025-12-09T12:00:00+06:00"),
                                                         moment("2025-12-10T12:00:00+06:00"));
    EXPECT_EQ(calendar.add_working_time(due, suspended), moment("2025-12-14T17:00:00+06:00"));
}

TEST(Calendar, SaysHowManyWorkingDaysLate) {
    const Calendar calendar = made(dhaka());
    const Instant due = moment("2025-12-11T17:00:00+06:00");
    EXPECT_EQ(calendar.working_days_between(due, moment("2025-12-13T12:00:00+06:00")), 0);
    EXPECT_EQ(calendar.working_days_between(due, moment("2025-12-17T09:00:00+06:00")), 3);
    EXPECT_EQ(calendar.working_days_between(due, moment("2025-12-01T09:00:00+06:00")), 0);
}

TEST(Calendar, RefusesWhatIsNoCalendar) {
    const auto refused = [](auto change) {
        CalendarVersion version = dhaka();
        change(version);
        const auto calendar = Calendar::make(version);
        return calendar ? std::string("accepted") : calendar.error().where;
    };
    EXPECT_EQ(refused([](auto& v) { v.zone = "Asia/Dacca City"; }), "/zone");
    EXPECT_EQ(refused([](auto& v) { v.zone = ""; }), "/zone");
    EXPECT_EQ(refused([](auto& v) { v.weekend = {8}; }), "/weekend");
    EXPECT_EQ(refused([](auto& v) { v.weekend = {1, 2, 3, 4, 5, 6, 7}; }), "/weekend");
    EXPECT_EQ(refused([](auto& v) { v.closes = v.opens; }), "/opens");
    EXPECT_EQ(refused([](auto& v) { v.holidays["2025-02-29"] = "no day"; }),
              "/holidays/2025-02-29");
    EXPECT_EQ(refused([](auto& v) { v.holidays["16 December"] = "no date"; }),
              "/holidays/16 December");
}

}  // namespace
}  // namespace paraph
