#include "engine/base/refusal.hpp"

#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

namespace paraph {
namespace {

TEST(Refusal, HasNameTitleAndStatusForEveryCode) {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(Refused::internal); ++i) {
        const auto code = static_cast<Refused>(i);
        EXPECT_TRUE(names.insert(name(code)).second) << name(code) << " stands twice";
        EXPECT_FALSE(title(code).empty());
        EXPECT_GE(http_status(code), 400u);
        EXPECT_LE(http_status(code), 599u);
    }
}

TEST(Refusal, KeepsItsPublicNames) {
    EXPECT_EQ(name(Refused::four_eyes), "four eyes");
    EXPECT_EQ(http_status(Refused::four_eyes), 403u);
    EXPECT_EQ(name(Refused::stale), "stale");
    EXPECT_EQ(http_status(Refused::stale), 412u);
    EXPECT_EQ(http_status(Refused::unavailable), 503u);
}

TEST(Refusal, ValueOfARefusalIsABugWithItsText) {
    const Result<int> result = refuse(Refused::stale, "Revision 2 is in force.");
    try {
        (void)result.value();
        FAIL();
    } catch (const std::logic_error& error) {
        EXPECT_NE(std::string{error.what()}.find("Revision 2 is in force."), std::string::npos);
    }
}

}  // namespace
}  // namespace paraph
