#include "workflows/language/icalendar.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

std::string file(std::string_view events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Asia/Dhaka\r\n" + std::string(events) +
           "END:VCALENDAR\r\n";
}

std::string event(std::string_view lines) {
    return "BEGIN:VEVENT\r\nUID:1\r\n" + std::string(lines) + "END:VEVENT\r\n";
}

/// Where it is wrong.
std::string refused_calendar(std::string_view text) {
    const auto read = read_icalendar(text);
    return read ? "read" : read.error().where;
}

TEST(ReadICalendar, takes_whole_days_and_each_day_of_longer_events) {
    const auto read =
        read_icalendar(file(event("DTSTART;VALUE=DATE:20251216\r\nSUMMARY:Victory\r\n  Day\r\n") +
                            event("DTSTART;VALUE=DATE:20260320\r\nDTEND;VALUE=DATE:20260322\r\n"
                                  "SUMMARY:Eid\\, the feast\r\n") +
                            event("DTSTART;VALUE=DATE:20260101\r\nDURATION:P1D\r\n")));
    ASSERT_TRUE(read) << read.error().text;
    EXPECT_EQ(read->zone, "Asia/Dhaka");
    const std::map<std::string, std::string> days{{"2025-12-16", "Victory Day"},
                                                  {"2026-01-01", "Holiday"},
                                                  {"2026-03-20", "Eid, the feast"},
                                                  {"2026-03-21", "Eid, the feast"}};
    EXPECT_EQ(read->days, days);
}

TEST(ReadICalendar, leaves_out_what_is_cancelled_and_what_lies_within_an_event) {
    const auto read = read_icalendar(
        file(event("DTSTART;VALUE=DATE:20251216\r\nSUMMARY:Off\r\nSTATUS:CANCELLED\r\n") +
             event("DTSTART;VALUE=DATE:20251225\r\nSUMMARY:Kept\r\nBEGIN:VALARM\r\n"
                   "SUMMARY:Not this\r\nEND:VALARM\r\n")));
    ASSERT_TRUE(read) << read.error().text;
    EXPECT_EQ(read->days, (std::map<std::string, std::string>{{"2025-12-25", "Kept"}}));
}

TEST(ReadICalendar, two_events_on_one_day_are_both_named) {
    const auto read = read_icalendar(file(event("DTSTART;VALUE=DATE:20251225\r\nSUMMARY:One\r\n") +
                                          event("DTSTART;VALUE=DATE:20251225\r\nSUMMARY:Two\r\n")));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->days.at("2025-12-25"), "One, Two");
}

TEST(ReadICalendar, says_where_it_is_wrong) {
    EXPECT_EQ(refused_calendar("{}"), "1:1");
    EXPECT_EQ(refused_calendar("BEGIN:VEVENT\r\nEND:VEVENT\r\n"), "1:1");
    EXPECT_EQ(refused_calendar(file("")), "4:1");  // no events
    EXPECT_EQ(refused_calendar("BEGIN:VCALENDAR\r\n"), "1:1");
    EXPECT_EQ(refused_calendar(file(event("DTSTART:20251216T090000Z\r\n"))), "6:1");
    EXPECT_EQ(refused_calendar(file(event("DTSTART;VALUE=DATE:20250230\r\n"))), "6:1");
    EXPECT_EQ(refused_calendar(file(event("DTSTART;VALUE=DATE:20251216\r\nRRULE:FREQ=YEARLY\r\n"))),
              "7:1");
    EXPECT_EQ(refused_calendar(file(event("SUMMARY:When?\r\n"))), "7:1");
    EXPECT_EQ(refused_calendar(file("END:VEVENT\r\n")), "4:1");
    EXPECT_EQ(refused_calendar("BEGIN:VCALENDAR\r\nX:\xff\r\nEND:VCALENDAR\r\n"), "");
}

}  // namespace
}  // namespace paraph
