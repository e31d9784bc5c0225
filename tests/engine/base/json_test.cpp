#include "engine/base/json.hpp"

#include <stdexcept>

#include "tests/engine/vectors.hpp"

namespace paraph {
namespace {

std::string complaint(std::string_view text, const JsonLimits& limits = {}) {
    const auto value = parse_json(text, limits);
    return value ? "accepted" : value.error().text;
}

void says(std::string_view text, std::string_view words) {
    const std::string said = complaint(text);
    EXPECT_NE(said.find(words), std::string::npos) << text << ": " << said;
}

TEST(Json, RefusesWhatHasTwoReadings) {
    says(R"({"a": 1, "b": 2, "a": 3})", "line 1, column 19: the member \"a\" stands twice");
    says(R"({"a": 1, "\u0061": 3})", "stands twice");
    says(R"({"x": {"a": 1}, "y": [{"b": 1, "b": 2}]})", "the member \"b\" stands twice");
    EXPECT_EQ(complaint(R"({"a": {"a": 1}, "b": {"a": {"a": 1}}})"), "accepted");
    says(R"({"": 1, "": 1})", "stands twice");
}

TEST(Json, HoldsIntegersOnly) {
    const std::string wanted = "a number must be an integer within +-(2^53 - 1)";
    says("[1.0]", "line 1, column 2: " + wanted);
    says("[1e3]", wanted);
    says("[\n  9007199254740992]", "line 2, column 3: " + wanted);
    says("[-9007199254740992]", wanted);
    says("[18446744073709551615]", wanted);
    says("[123456789012345678901234567890]", wanted);
    EXPECT_EQ(canonical(parse_json("[9007199254740991,-9007199254740991,0,-0]").value()),
              "[9007199254740991,-9007199254740991,0,0]");
}

TEST(Json, SaysWhereTheSyntaxBreaks) {
    says("", "the text ends too early");
    says("{\"a\": 1", "the text ends too early");
    says("[1] x", "column 5: something follows after the value");
    says("[1,\n 2,\n ]", "line 3, column 2");
    says("{'a': 1}", "line 1, column 2");
    says("[\"\xe0\xa6\x85\" 1]", "line 1, column 6");  // columns count characters
    says("// a\n1", "line 1, column 1");
}

TEST(Json, RefusesWhatIsNotUnicode) {
    says("\xef\xbb\xbf{}", "byte order mark");
    says("[\"\\ud800\"]", "column 9: syntax error");
    says("[\"\\udc00\"]", "half of a surrogate pair");
    says("[\"\\ud800\\u0041\"]", "half of a surrogate pair");
    says("[\"\xff\"]", "column 3: the bytes are not UTF-8");
    says("[\"\xed\xa0\x80\"]", "not UTF-8");
    says("[\"\xc0\xaf\"]", "not UTF-8");
}

TEST(Json, KeepsItsLimits) {
    EXPECT_EQ(complaint("[[[1]]]", {.depth = 3}), "accepted");
    EXPECT_NE(complaint("[[[[1]]]]", {.depth = 3}).find("too deeply"), std::string::npos);
    EXPECT_EQ(parse_json("[1,2]", {.bytes = 4}).error().code, Refused::too_large);
    EXPECT_EQ(parse_json("[1 2]").error().code, Refused::malformed);
    const std::string deep(1'000'000, '[');
    EXPECT_NE(complaint(deep).find("too deeply"), std::string::npos);
}

TEST(Json, CanonicalFormIsThatOfRfc8785) {
    NEEDS_VECTORS("jcs-rfc8785");
    const auto folder = test::vectors("jcs-rfc8785") / "testdata";
    for (const char* name : {"arrays", "french", "structures", "unicode", "values", "weird"}) {
        const std::string file = std::string{name} + ".json";
        const auto value = parse_json(test::read_file(folder / "input" / file));
        if (!value) {  // two samples hold fractions, which have no place in an entry
            EXPECT_NE(value.error().text.find("integer"), std::string::npos) << name;
            continue;
        }
        EXPECT_EQ(canonical(*value), test::read_file(folder / "output" / file)) << name;
    }
}

TEST(Json, CanonicalFormSortsAndEscapes) {
    const json::value value = {{"\xf0\x9f\x98\x82", 1},
                               {"\xef\xac\xb3", 2},
                               {"a", "\x01\t\"\\/\x7f"},
                               {"", json::array{nullptr, true, false, json::object{}}}};
    EXPECT_EQ(canonical(value),
              "{\"\":[null,true,false,{}],\"a\":\"\\u0001\\t\\\"\\\\/\x7f\","
              "\"\xf0\x9f\x98\x82\":1,\"\xef\xac\xb3\":2}");
    EXPECT_THROW(canonical(json::value{1.0}), std::invalid_argument);
    EXPECT_THROW(canonical(json::value{std::uint64_t{1} << 53}), std::invalid_argument);
}

// Our reader is stricter than the suite: fractions, exponents, large integers, duplicate names and
// deep nesting are well-formed JSON, and refused. Nothing that must be refused is accepted.
TEST(Json, HoldsAgainstTheJsonTestSuite) {
    NEEDS_VECTORS("jsontestsuite");
    const auto stricter = [](const std::string& why) {
        return why.find("integer within") != why.npos || why.find("stands twice") != why.npos;
    };
    int accepted = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(test::vectors("jsontestsuite") / "test_parsing")) {
        const std::string name = file.path().filename().string();
        const std::string text = test::read_file(file.path());
        const std::string why = complaint(text);
        EXPECT_FALSE(name.starts_with("n_") && why == "accepted") << name;
        EXPECT_FALSE(name.starts_with("y_") && why != "accepted" && !stricter(why)) << name << why;
        if (why != "accepted") continue;
        ++accepted;
        const std::string once = canonical(parse_json(text).value());
        EXPECT_EQ(canonical(parse_json(once).value()), once) << name;
    }
    EXPECT_GT(accepted, 50);
}

TEST(Json, PointersAreEscaped) {
    EXPECT_EQ(pointer_to("", "a"), "/a");
    EXPECT_EQ(pointer_to("/a", "b/c~d"), "/a/b~1c~0d");
    EXPECT_EQ(pointer_to("/a", std::size_t{3}), "/a/3");
}

TEST(Json, KnowsUtf8) {
    EXPECT_TRUE(is_valid_utf8("খসড়া নীতি ২০২৬ \xf4\x8f\xbf\xbf"));
    for (const char* text : {"\x80", "\xc1\x80", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf", "\xe0\xa6",
                             "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xed\xbf\xbf"}) {
        EXPECT_FALSE(is_valid_utf8(text));
    }
}

}  // namespace
}  // namespace paraph
