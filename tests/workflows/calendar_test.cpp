#include "workflows/language/calendar.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

constexpr std::string_view sound =
    "calendar: office\nzone: Asia/Dhaka\nweekend: [Saturday, Friday]\n"
    "office hours: 09:00-17:30\nholidays:\n  2025-12-16: Victory Day\n";

std::string refused(std::string text, std::string_view what, std::string_view with) {
    text.replace(text.find(what), what.size(), with);
    const auto calendar = read_calendar(text);
    return calendar ? "read" : calendar.error().where;
}

TEST(ReadCalendar, a_sound_one) {
    const auto calendar = read_calendar(sound);
    ASSERT_TRUE(calendar);
    EXPECT_EQ(calendar->name, "office");
    EXPECT_EQ(calendar->zone, "Asia/Dhaka");
    EXPECT_EQ(calendar->weekend, (std::vector{5, 6}));
    EXPECT_EQ(calendar->opens, 9 * 60);
    EXPECT_EQ(calendar->closes, 17 * 60 + 30);
    EXPECT_EQ(calendar->holidays.at("2025-12-16"), "Victory Day");
}

TEST(ReadCalendar, says_where_it_is_wrong) {
    const std::string text{sound};
    EXPECT_EQ(refused(text, "Friday", "Freitag"), "3:21");
    EXPECT_EQ(refused(text, "17:30", "08:30"), "4:15");
    EXPECT_EQ(refused(text, "2025-12-16", "2025-02-30"), "6:3");
    EXPECT_EQ(refused(text, "zone:", "zon:"), "1:1");
    EXPECT_EQ(refused(text, "Victory Day", "Victory Day"), "read");
}

}  // namespace
}  // namespace paraph
