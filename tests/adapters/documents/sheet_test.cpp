#include "adapters/documents/sheet.hpp"

#include <gtest/gtest.h>

#include "adapters/documents/archive.hpp"
#include "adapters/documents/cell_numbers.hpp"

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
    EXPECT_EQ(back->rows, hard);
}

TEST(Csv, HoldsNoFormula) {
    const auto text = to_csv(rows(hard));
    for (const char* start : {",=", ",+", ",-", ",@", "\"=", "\"+", "\"-", "\"@", "\n=", ",\t"})
        EXPECT_EQ(text.find(start), std::string::npos) << start;
}

TEST(Csv, ReadsWhatOtherProgramsWrite) {
    const auto semicolons = read_csv("Body;Comment\r\nLabour;\"a;b\"\r\n");
    ASSERT_TRUE(semicolons);
    EXPECT_EQ(semicolons->rows[1], (SheetRow{"Labour", "a;b"}));
    const auto last = read_csv("a,b\nc,");
    ASSERT_TRUE(last);
    EXPECT_EQ(last->rows[1], (SheetRow{"c", ""}));
    EXPECT_FALSE(read_csv("a,\"b"));
    EXPECT_FALSE(read_csv("a,\xff"));
}

TEST(Xlsx, ComesBackAsItWas) {
    const auto bytes = to_xlsx(rows(hard), {20, 60});
    const auto back = read_xlsx(bytes);
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(back->rows, hard);
    EXPECT_EQ(to_xlsx(rows(hard), {20, 60}), bytes) << "the same rows make the same bytes";
}

TEST(Xlsx, RemembersWhereItCameFrom) {
    EXPECT_EQ(read_xlsx(to_xlsx(rows(hard), {}, "cyc_1 v57"))->origin, "cyc_1 v57");
    EXPECT_EQ(read_xlsx(to_xlsx(rows(hard), {}))->origin, "");
}

TEST(Xlsx, CutsWhatACellCannotHold) {
    const auto back = read_xlsx(to_xlsx(rows({{std::string(40'000, 'x')}}), {}));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->rows[0][0].size(), cell_characters_max);
}

TEST(Xlsx, ShowsNumbersAsAPersonSeesThem) {
    EXPECT_EQ(number_seen("2", "General"), "2");
    EXPECT_EQ(number_seen("2.0", "General"), "2");
    EXPECT_EQ(number_seen("0.30000000000000004", "General"), "0.3");
    EXPECT_EQ(number_seen("45659", "yyyy-mm-dd"), "2025-01-02");
    EXPECT_EQ(number_seen("45659", "d/m/yy;@"), "2/1/25");
    EXPECT_EQ(number_seen("45659", "dd\\-mm\\-yyyy"), "02-01-2025");
    EXPECT_EQ(number_seen("61", "yyyy-mm-dd"), "1900-03-01");
}

TEST(Xlsx, GuessesNoNumberThatLooksOtherwise) {
    for (const char* format : {"", "mmm yy", "0%", "#,##0", "[$-409]d mmm", "yyyy-mm-dd hh:mm"})
        EXPECT_FALSE(number_seen("45659", format)) << format;
    EXPECT_FALSE(number_seen("2.5", "0")) << "a person sees 3";
    EXPECT_FALSE(number_seen("45659.5", "yyyy-mm-dd"));
    EXPECT_FALSE(number_seen("1", "yyyy-mm-dd")) << "before March 1900 programs differ";
    EXPECT_FALSE(number_seen("two", "General"));
    EXPECT_EQ(common_format(14), "") << "a person's own settings decide";
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
    EXPECT_EQ(back->rows, told);
    EXPECT_EQ(read_csv(to_csv(rows(old)))->rows, told);
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
