#include "adapters/documents/sheet.hpp"

#include <gtest/gtest.h>

#include "adapters/documents/archive.hpp"

namespace paraph {
namespace {

NextRow rows(std::vector<SheetRow> all) {
    return [all = std::move(all), at = std::size_t{0}]() mutable -> std::optional<SheetRow> {
        if (at == all.size()) return std::nullopt;
        return all[at++];
    };
}

/// What people write, and what spreadsheets make of it if one lets them.
const std::vector<SheetRow> hard{
    {"Body", "Comment", "Proposed change"},
    {"Labour", "=HYPERLINK(\"http://evil.example\")", "+1"},
    {"Home", "-2+3", "@SUM(A1)"},
    {"Law", "'quoted", "''twice"},
    {"Health", "one, two; \"three\"\nand a second line", "\ttab"},
    {"Finance", "কর্মী কোনো ফি দেবেন না।", "_x0041_ stays as it is"},
    {"Foreign", "", "<b>&amp;</b>"},
};

TEST(Csv, ComesBackAsItWas) {
    const auto text = to_csv(rows(hard));
    const auto back = read_csv(text);
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(*back, hard);
}

TEST(Csv, HoldsNoFormula) {
    const auto text = to_csv(rows(hard));
    for (const char* start : {",=", ",+", ",-", ",@", "\"=", "\"+", "\"-", "\"@", "\n=", ",\t"})
        EXPECT_EQ(text.find(start), std::string::npos) << start;
}

TEST(Csv, ReadsWhatOtherProgramsWrite) {
    const auto semicolons = read_csv("Body;Comment\r\nLabour;\"a;b\"\r\n");
    ASSERT_TRUE(semicolons);
    EXPECT_EQ((*semicolons)[1], (SheetRow{"Labour", "a;b"}));
    const auto last = read_csv("a,b\nc,");
    ASSERT_TRUE(last);
    EXPECT_EQ((*last)[1], (SheetRow{"c", ""}));
    EXPECT_FALSE(read_csv("a,\"b"));
    EXPECT_FALSE(read_csv("a,\xff"));
}

TEST(Xlsx, ComesBackAsItWas) {
    const auto bytes = to_xlsx(rows(hard), {20, 60});
    const auto back = read_xlsx(bytes);
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(*back, hard);
    EXPECT_EQ(to_xlsx(rows(hard), {20, 60}), bytes) << "the same rows make the same bytes";
}

TEST(Xlsx, CutsWhatACellCannotHold) {
    const auto back = read_xlsx(to_xlsx(rows({{std::string(40'000, 'x')}}), {}));
    ASSERT_TRUE(back);
    EXPECT_EQ((*back)[0][0].size(), cell_characters_max);
}

TEST(Xlsx, IsWholeWhateverOlderTextsHold) {
    using namespace std::string_literals;
    const std::vector<SheetRow> old{{"Fine\0 but hidden"s,
                                     "a\xEF\xBF\xBF"
                                     "b"}};
    const std::vector<SheetRow> told{{"Fine\xEF\xBF\xBD but hidden",
                                      "a\xEF\xBF\xBD"
                                      "b"}};
    const auto back = read_xlsx(to_xlsx(rows(old), {}));
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(*back, told);
    EXPECT_EQ(*read_csv(to_csv(rows(old))), told);
}

TEST(Xlsx, RefusesWhatIsNone) {
    EXPECT_FALSE(read_xlsx("PK\x03\x04 and then nothing"));
    EXPECT_FALSE(read_xlsx(""));
    auto bytes = to_xlsx(rows(hard), {});
    bytes.resize(bytes.size() / 2);
    EXPECT_FALSE(read_xlsx(bytes));
}

}  // namespace
}  // namespace paraph
