#include "api/pages/language.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/api/pages/samples.hpp"

namespace paraph::pages {
namespace {

const Language& in_english = language("en");
const Language& bangla = language("bn");
const auto ends = moment("2025-12-22T11:00:00Z");

TEST(Language, writes_a_moment_by_the_readers_clock) {
    EXPECT_EQ(in_english.date_time(ends, "Asia/Dhaka"), "Monday 22 December 2025, 17:00 (Dhaka)");
    EXPECT_EQ(bangla.date_time(ends, "Asia/Dhaka"), "সোমবার, ২২ ডিসেম্বর ২০২৫, ১৭:০০ (ঢাকা)");
    EXPECT_EQ(in_english.date_time(ends, "America/New_York"),
              "Monday 22 December 2025, 06:00 (New York)");
    EXPECT_EQ(in_english.short_day(ends, "Asia/Dhaka"), "Mon 22 Dec");
    EXPECT_EQ(bangla.short_day(ends, "Asia/Dhaka"), "সোম ২২ ডিসে");
    EXPECT_EQ(in_english.short_day(ends, "Asia/Dhaka", ends), "Mon 22 Dec");
    EXPECT_EQ(in_english.short_day(ends, "Asia/Dhaka", ends + std::chrono::hours{24 * 30}),
              "Mon 22 Dec 2025");
}

TEST(Language, changes_the_day_where_the_clock_does) {
    const auto late = moment("2025-12-31T18:30:00Z");
    EXPECT_EQ(in_english.day(late, "Asia/Dhaka"), "Thursday 1 January 2026");
    EXPECT_EQ(in_english.day(late, "UTC"), "Wednesday 31 December 2025");
}

TEST(Language, takes_an_unknown_zone_as_utc_and_a_known_one_by_its_city) {
    EXPECT_EQ(in_english.time(ends, "Nowhere/Land"), "11:00");
    EXPECT_EQ(in_english.zone_name("Asia/Ho_Chi_Minh"), "Ho Chi Minh");
    EXPECT_EQ(bangla.zone_name("Asia/Dhaka"), "ঢাকা");
}

TEST(Language, groups_digits_as_its_readers_do) {
    EXPECT_EQ(in_english.number(1234567), "1,234,567");
    EXPECT_EQ(bangla.number(1234567), "১২,৩৪,৫৬৭");
    EXPECT_EQ(in_english.number(999), "999");
    EXPECT_EQ(bangla.number(1000), "১,০০০");
    EXPECT_EQ(bangla.number(100000), "১,০০,০০০");
    EXPECT_EQ(in_english.number(-1204), "−1,204");
    EXPECT_EQ(in_english.number(0), "0");
}

TEST(Language, has_a_form_for_one_and_a_form_for_many) {
    EXPECT_EQ(in_english.say("asked.days_left", {{"n", 1}}), "1 working day left");
    EXPECT_EQ(in_english.say("asked.days_left", {{"n", 0}}), "0 working days left");
    EXPECT_EQ(in_english.say("asked.days_left", {{"n", 3}}), "3 working days left");
    EXPECT_EQ(bangla.say("asked.days_left", {{"n", 3}}), "আর ৩ কর্মদিবস বাকি");
}

TEST(Language, joins_an_enumeration) {
    const std::vector<std::string> three{"Finance", "Home", "Labour"};
    EXPECT_EQ(in_english.list(three), "Finance, Home and Labour");
    EXPECT_EQ(in_english.list(std::span(three).first(1)), "Finance");
    EXPECT_EQ(in_english.list({}), "");
}

TEST(Language, falls_silently_through_nothing) {
    EXPECT_THROW(in_english.say("no.such_text"), std::logic_error);
    EXPECT_THROW(in_english.say("asked.days_left"), std::logic_error) << "a parameter is missing";
}

TEST(Language, is_chosen_by_the_query_then_the_cookie_then_the_person_then_the_browser) {
    EXPECT_EQ(choose_language({"bn", "en", "en", "en"}).code(), "bn");
    EXPECT_EQ(choose_language({"", "bn", "en", "en"}).code(), "bn");
    EXPECT_EQ(choose_language({"", "", "bn-BD", "en"}).code(), "bn");
    EXPECT_EQ(choose_language({"", "", "", "fr-CH, fr;q=0.9, bn;q=0.8, en;q=0.7"}).code(), "bn");
    EXPECT_EQ(choose_language({"xx", "xx", "xx", "xx, yy"}).code(), "en");
    EXPECT_EQ(choose_language({}).code(), "en");
}

TEST(Language, picks_its_own_text_of_a_definition_else_english) {
    EXPECT_EQ(bangla.of({{"en", "Agree"}, {"bn", "সম্মত"}}), "সম্মত");
    EXPECT_EQ(bangla.of({{"en", "Agree"}, {"fr", "Oui"}}), "Agree");
    EXPECT_EQ(bangla.of({{"fr", "Oui"}}), "Oui");
    EXPECT_EQ(bangla.of({}), "");
}

}  // namespace
}  // namespace paraph::pages
