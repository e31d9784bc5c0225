#include "engine/base/writing.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

TEST(Writing, KeepsWhatPeopleWrite) {
    for (const auto* text : {"", "one\ttwo\r\nthree", "কর্মী কোনো ফি দেবেন না।", "\x7f",
                             "\xEF\xBF\xBD", "\xF0\x9F\x87\xA7"})
        EXPECT_EQ(find_unwritable(text), std::string_view::npos) << text;
}

TEST(Writing, FindsWhatNoFileHolds) {
    using namespace std::string_view_literals;
    EXPECT_EQ(find_unwritable("ab\0c"sv), 2u);
    EXPECT_EQ(find_unwritable("a\x0B"), 1u);
    EXPECT_EQ(find_unwritable("a\xEF\xBF\xBE"), 1u);
    EXPECT_EQ(find_unwritable("a\xEF\xBF\xBF"), 1u);
    EXPECT_EQ(writable("a\0b\xEF\xBF\xBF"
                       "c"sv),
              "a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD"
              "c");
}

TEST(Writing, IsRefusedAtItsPlaceAndInWords) {
    const json::value said{{"comments", {{{"text", "Fine."}}, {{"text", "Fine, but\x0B this."}}}}};
    const auto refused = check_writing(said);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().where, "/comments/1/text");
    EXPECT_EQ(refused.error().text,
              "The invisible character U+000B after \"…Fine, but\" can't be kept in a text. "
              "Delete it.");
    EXPECT_FALSE(check_writing("within\xEF\xBB\xBF a text"));
    EXPECT_TRUE(check_writing(json::value{{"text", "Fine."}}));
    EXPECT_EQ(without_mark("\xEF\xBB\xBF# Title"), "# Title");
}

}  // namespace
}  // namespace paraph
