#include "engine/base/words.hpp"

#include <array>

#include <gtest/gtest.h>

namespace paraph {
namespace {

constexpr std::array<std::string_view, 5> positions{"agree", "object", "abstain", "recuse",
                                                    "agree with comments"};

TEST(Words, LoseTheBlanksAtTheirEndsOnly) {
    EXPECT_EQ(trimmed(" \ta b\t "), "a b");
    EXPECT_EQ(trimmed("a"), "a");
    EXPECT_EQ(trimmed(" \t"), "");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(trimmed("a\r\n"), "a\r\n");
    EXPECT_EQ(trimmed("a\r\n", "\r\n"), "a");
}

TEST(Words, FindsTheWordThatWasMeant) {
    EXPECT_EQ(nearest("agre", positions), "agree");
    EXPECT_EQ(nearest("Agree", positions), "agree");
    EXPECT_EQ(nearest("obejct", positions), "object");
    EXPECT_EQ(nearest("abstian", positions), "abstain");
    EXPECT_EQ(nearest("agree with coments", positions), "agree with comments");
}

TEST(Words, TakesFewerSlipsWhereOtherWordsAreLikely) {
    constexpr std::array<std::string_view, 2> columns{"force", "revision"};
    EXPECT_EQ(nearest("source", columns), "force");
    EXPECT_EQ(nearest("source", columns, 6), std::nullopt);
    EXPECT_EQ(nearest("decision", columns, 6), std::nullopt);
    EXPECT_EQ(nearest("reivsion", columns, 6), "revision");
}

TEST(Words, SaysNothingWhenNothingIsNear) {
    EXPECT_EQ(nearest("", positions), std::nullopt);
    EXPECT_EQ(nearest("silence", positions), std::nullopt);
    EXPECT_EQ(nearest(std::string(10'000, 'a'), positions), std::nullopt);
    EXPECT_EQ(nearest("agree", {}), std::nullopt);
    EXPECT_EQ(suggestion("silence", positions), "");
    EXPECT_EQ(suggestion("agre", positions), " Did you mean \"agree\"?");
}

}  // namespace
}  // namespace paraph
