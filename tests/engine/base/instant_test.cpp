#include "engine/base/instant.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

using namespace std::chrono;

std::string normal_instant(std::string_view text) {
    const auto instant = parse_instant(text);
    return instant ? to_text(*instant) : "refused";
}

TEST(Instant, HasOneTextForm) {
    EXPECT_EQ(to_text(Instant{}), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(to_text(sys_days{2024y / February / 29} + 23h + 59min + 58s + 7ms),
              "2024-02-29T23:59:58.007Z");
    EXPECT_EQ(to_text(sys_days{9999y / December / 31} + 24h - 1ms), "9999-12-31T23:59:59.999Z");
}

TEST(Instant, ReadsEveryOffset) {
    EXPECT_EQ(normal_instant("2026-03-01T09:00:00+06:00"), "2026-03-01T03:00:00.000Z");
    EXPECT_EQ(normal_instant("2026-02-28T21:30:00-05:30"), "2026-03-01T03:00:00.000Z");
    EXPECT_EQ(normal_instant("2026-03-01t03:00:00z"), "2026-03-01T03:00:00.000Z");
    EXPECT_EQ(normal_instant("1969-12-31T23:00:00-01:00"), "1970-01-01T00:00:00.000Z");
}

TEST(Instant, CutsFractionsToMilliseconds) {
    EXPECT_EQ(normal_instant("2026-03-01T03:00:00.1Z"), "2026-03-01T03:00:00.100Z");
    EXPECT_EQ(normal_instant("2026-03-01T03:00:00.123999999999Z"), "2026-03-01T03:00:00.123Z");
}

TEST(Instant, RefusesWhatIsNotOne) {
    for (const char* text :
         {"", "2026-03-01", "2026-03-01T03:00:00", "2026-03-01 03:00:00Z", "2026-02-29T00:00:00Z",
          "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-03-01T24:00:00Z",
          "2026-03-01T03:60:00Z", "2026-03-01T03:00:60Z", "2026-03-01T03:00:00.Z",
          "2026-03-01T03:00:00Zx", "2026-03-01T03:00:00+24:00", "2026-03-01T03:00:00+06:60",
          "2026-03-01T03:00:00+0600", "26-03-01T03:00:00Z", "1969-12-31T23:59:59Z",
          "9999-12-31T23:59:59-00:01", "+026-03-01T03:00:00Z"}) {
        EXPECT_EQ(normal_instant(text), "refused") << text;
    }
}

TEST(Instant, ComesBackFromItsText) {
    for (Instant at{}; at < Instant{days{200'000}}; at += 37h + 11min + 13s + 17ms) {
        const auto back = parse_instant(to_text(at));
        ASSERT_TRUE(back) << to_text(at);
        ASSERT_EQ(*back, at);
    }
}

}  // namespace
}  // namespace paraph
