#include "workflows/language/document.hpp"

#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"

namespace paraph {
namespace {

std::string refused_at(std::string_view yaml) {
    Report report;
    parse_document(yaml, report);
    return test::places(std::move(report).sorted());
}

TEST(Document, keeps_places_of_keys_and_values) {
    Report report;
    const auto root = parse_document("a: 1\nb:\n  c: { d: yes/no }\n", report);
    ASSERT_TRUE(root);
    EXPECT_EQ(place_of(*root, {"b", "c", "d"}), (Place{3, 11}));
    EXPECT_EQ(root->find("b")->entry("c")->place, (Place{3, 3}));
    EXPECT_EQ(value_at(*root, {"b", "c", "d"})->text, "yes/no");
}

TEST(Document, counts_columns_in_characters) {
    EXPECT_EQ(refused_at("{ শিরোনাম: &x 1 }\n"), "1:12 anchor\n");
}

TEST(Document, refuses_what_a_reviewer_may_overlook) {
    EXPECT_EQ(refused_at("a: &here 1\nb: *here\n"), "1:4 anchor\n2:4 alias\n");
    EXPECT_EQ(refused_at("a: !!str 1\n"), "1:4 tag\n");
    EXPECT_EQ(refused_at("a: 1\nb: 2\na: 3\n"), "3:1 duplicate\n");
    EXPECT_EQ(refused_at("a: 1\n---\nb: 2\n"), "2:1 second-document\n");
    EXPECT_EQ(refused_at("a:\n\tb: 1\n"), "2:1 tab\n");
    EXPECT_EQ(refused_at("a: \"open\nb: \"shut\"\n"), "1:4 open-quote\n");
}

TEST(Document, refuses_bytes_that_are_not_utf8_where_they_stand) {
    EXPECT_EQ(refused_at("a: ok\nb: \xC3\x28\n"), "2:4 not-utf8\n");
    EXPECT_EQ(refused_at(std::string_view{"a: \0b\n", 6}), "1:4 not-utf8\n");
}

TEST(Document, has_limits) {
    std::string deep;
    for (int i = 0; i < 20; ++i) deep += '[';
    EXPECT_EQ(refused_at(deep + std::string(20, ']')), "1:17 too-deep\n");
    EXPECT_EQ(refused_at(std::string((256u << 10) + 1, '#')), "1:1 too-large\n");
}

TEST(Document, survives_what_makes_parsers_hang) {
    for (const std::string_view text : {",a", "", "# nothing\n", "a: b: c\n", "]", "{", "- a\nb: c",
                                        "? [a]\n: b\n", "%YAML 9\n---\na\n", "\xEF\xBB\xBF"}) {
        EXPECT_FALSE(refused_at(text).empty()) << text;
    }
    std::string nested(5000, '[');
    EXPECT_FALSE(refused_at(nested).empty());
}

TEST(Document, tells_a_quote_from_an_apostrophe) {
    EXPECT_EQ(refused_at("a: the lead's answer\nb: it's 'so'\nd: o-'clock\nc: [\"x\", 'it''s']\n"),
              "");
    EXPECT_EQ(refused_at("a: |\n  a \"text\n  goes on\nb: 1\n"), "");
    EXPECT_EQ(refused_at("\xEF\xBB\xBF"
                         "a: 1\r\nb: 'x'\r\n"),
              "");
}

}  // namespace
}  // namespace paraph
