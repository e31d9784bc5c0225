#include "workflows/language/expression.hpp"

#include <array>
#include <random>

#include <gtest/gtest.h>

#include "engine/rules/evaluate.hpp"

namespace paraph {
namespace {

Names names() {
    Names names;
    names.positions = {"agree",           "agree with comments", "object", "abstain",
                       "not our concern", "no objection",        "no"};
    names.roles = {"p members", "members", "legal service"};
    names.weights = {"population"};
    const auto attribute = [&](std::string name, Attribute::Type type,
                               std::vector<std::string> choices = {}) {
        Attribute made;
        made.name = name;
        made.type = type;
        made.choices = std::move(choices);
        names.attributes.emplace(std::move(name), std::move(made));
    };
    attribute("pages", Attribute::Type::number);
    attribute("financial", Attribute::Type::yes_no);
    attribute("kind of text", Attribute::Type::one_of, {"treaty", "joint statement", "no"});
    attribute("objectives", Attribute::Type::some_of, {"1", "2", "3"});
    attribute("begins", Attribute::Type::date);
    attribute("author", Attribute::Type::text);
    return names;
}

std::string read_back(std::string_view text) {
    const auto expression = parse_condition(text, names());
    return expression ? to_text(*expression)
                      : std::to_string(expression.error().offset) + ": " + expression.error().text;
}

struct WrittenBack {
    std::string_view text;
    std::string_view meaning;
};

class Readings : public testing::TestWithParam<WrittenBack> {};

TEST_P(Readings, MeanWhatTheyAreWrittenBackAs) {
    EXPECT_EQ(read_back(GetParam().text), GetParam().meaning);
    EXPECT_EQ(read_back(GetParam().meaning), GetParam().meaning);  // and so is the result
}

INSTANTIATE_TEST_SUITE_P(
    Expression, Readings,
    testing::Values(
        // The longest declared name wins, also over a word of the language.
        WrittenBack{"agree with comments = 2", "agree with comments = 2"},
        WrittenBack{"agree of p members >= 2", "agree of p members at least 2"},
        WrittenBack{"not our concern = 0", "not our concern = 0"},
        WrittenBack{"no objection = 0", "no objection = 0"},
        // How tightly operators bind.
        WrittenBack{"agree = 1 or object = 0 and abstain = 0",
                    "agree = 1 or object = 0 and abstain = 0"},
        WrittenBack{"(agree = 1 or object = 0) and abstain = 0",
                    "(agree = 1 or object = 0) and abstain = 0"},
        WrittenBack{"agree + object * 2 - 1 > 3", "agree + object * 2 - 1 more than 3"},
        WrittenBack{"agree - (object - 1) > 3", "agree - (object - 1) more than 3"},
        WrittenBack{"not agree = 1 and object = 0", "not agree = 1 and object = 0"},
        WrittenBack{"not (agree = 1 and object = 0)", "not (agree = 1 and object = 0)"},
        // Fractions.
        WrittenBack{"agree at least 2/3 of (agree + object)",
                    "agree at least 2/3 of (agree + object)"},
        WrittenBack{"agree more than half of cast of p members",
                    "agree more than 1/2 of cast of p members"},
        WrittenBack{"object less than 25% of bodies", "object less than 1/4 of bodies"},
        WrittenBack{"agree is at least 55% of bodies of members",
                    "agree at least 11/20 of bodies of members"},
        WrittenBack{"agree * 2/3 >= 1.5", "agree * 2 / 3 at least (3/2)"},
        WrittenBack{"agree * (2/3) >= 1", "agree * (2/3) at least 1"},
        // Weights, tallies.
        WrittenBack{"population of agree of p members at least 65% of population of bodies",
                    "population of agree of p members at least 13/20 of population of bodies"},
        WrittenBack{"silent of legal service = 0", "silent of legal service = 0"},
        WrittenBack{"open conditions = 0 and open objections = 0",
                    "open conditions = 0 and open objections = 0"},
        // Presets.
        WrittenBack{"consensus", "open objections = 0 and open conditions = 0"},
        WrittenBack{"unanimity", "agree at least 1 of bodies"},
        WrittenBack{"majority of p members",
                    "agree of p members more than 1/2 of cast of p members"},
        WrittenBack{"two-thirds", "agree at least 2/3 of cast"},
        // Attributes; yes, no and a choice take their meaning from the attribute beside them.
        WrittenBack{"financial", "financial"}, WrittenBack{"financial = no", "financial = no"},
        WrittenBack{"financial is not yes and pages <= 20",
                    "financial is not yes and pages at most 20"},
        WrittenBack{"kind of text = no", "kind of text = \"no\""},
        WrittenBack{"kind of text in (treaty, joint statement)",
                    "kind of text in (\"treaty\", \"joint statement\")"},
        WrittenBack{"pages not in (1, 2)", "pages not in (1, 2)"},
        WrittenBack{"3 in objectives", "\"3\" in objectives"},
        WrittenBack{"treaty = kind of text", "\"treaty\" = kind of text"},
        WrittenBack{"begins < 2026-03-01", "begins less than 2026-03-01"},
        WrittenBack{"author is 'the \"lead\"'", "author = 'the \"lead\"'"}),
    [](const auto& test) { return "line" + std::to_string(test.index); });

class Findings : public testing::TestWithParam<WrittenBack> {};

TEST_P(Findings, SayWhereAndWhatWasExpected) {
    EXPECT_EQ(read_back(GetParam().text), GetParam().meaning);
}

INSTANTIATE_TEST_SUITE_P(
    Expression, Findings,
    testing::Values(
        WrittenBack{"agre >= 2", "0: Nothing here is called \"agre\". Did you mean \"agree\"?"},
        WrittenBack{"agree of p member >= 2", "9: Expected a role after \"of\", found \"p\"."},
        WrittenBack{"agree >= ", "9: Expected a number, a name or \"(\", found the end."},
        WrittenBack{"agree + object", "0: This is a number, but yes or no is expected here."},
        WrittenBack{"agree = 1 object = 0",
                    "10: Expected \"and\", \"or\" or the end, found \"object\"."},
        WrittenBack{"agree = 1 = 1", "10: Comparisons don't chain; join two of them with \"and\"."},
        WrittenBack{"agree at least 2/3",
                    "18: Expected \"of\" and what the fraction is taken of, "
                    "found the end."},
        WrittenBack{"agree at least 3 of cast", "15: A fraction lies between 0 and 1."},
        WrittenBack{"agree at least half of agree + object",
                    "29: Put what the fraction is taken of in brackets."},
        WrittenBack{"agree / object > 1", "8: Divide only by a number that is not zero."},
        WrittenBack{"agree / 0 > 1", "8: Divide only by a number that is not zero."},
        WrittenBack{"agree * agree * agree > 1",
                    "0: This could grow too large to be computed exactly."},
        WrittenBack{"members >= 2",
                    "0: \"members\" is a role; ask for \"bodies of members\" or a "
                    "position of it."},
        WrittenBack{"pages = yes", "8: This is yes or no, but it is compared with a number."},
        WrittenBack{"financial and pages", "14: This is a number, but yes or no is expected here."},
        WrittenBack{"kind of text = \"traety\"",
                    "15: \"traety\" is no choice of \"kind of text\". "
                    "Did you mean \"treaty\"?"},
        WrittenBack{"objectives = 3",
                    "0: Of several choices ask with \"in\": \"x\" in objectives."},
        WrittenBack{"author < \"b\"", "0: Only numbers and dates can be compared by size."},
        WrittenBack{"begins < 2026-02-30", "9: \"2026-02-30\" is no date."},
        WrittenBack{"agree = 'x", "8: This quoted text does not end."},
        WrittenBack{"agree & object", "6: \"&\" has no meaning here."},
        WrittenBack{"(agree = 1", "10: Expected \")\", found the end."},
        WrittenBack{"population of nobody > 1",
                    "14: Expected a position or \"bodies\", found "
                    "\"nobody\"."},
        WrittenBack{"", "0: Expected a number, a name or \"(\", found the end."}),
    [](const auto& test) { return "line" + std::to_string(test.index); });

TEST(Expression, RefusesTalliesWhereThereIsNoRound) {
    Names none = names();
    none.positions.clear();
    EXPECT_TRUE(parse_condition("financial", none));
    const auto refused = parse_condition("financial or cast > 1", none);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().offset, 13u);
    EXPECT_EQ(refused.error().text, "\"cast\" reads a round, and there is none here.");
}

TEST(Expression, IsBounded) {
    EXPECT_FALSE(
        parse_condition(std::string(40, '(') + "agree = 1" + std::string(40, ')'), names()));
    EXPECT_TRUE(
        parse_condition(std::string(30, '(') + "agree = 1" + std::string(30, ')'), names()));
    std::string nots;
    for (int i = 0; i < 500; ++i) nots += "not ";
    EXPECT_FALSE(parse_condition(nots + "financial", names()));
    EXPECT_FALSE(parse_condition(std::string(5000, ' ') + "financial", names()));
    EXPECT_FALSE(parse_condition("agree = \xff", names()));
}

TEST(Expression, ReadsNamesOfAnyScript) {
    Names bangla;
    bangla.positions = {"সম্মত", "আপত্তি আছে"};
    EXPECT_TRUE(parse_condition("সম্মত at least 2/3 of bodies and আপত্তি আছে = 0", bangla));
}

TEST(Expression, TellsWhichNamesCanBeDeclared) {
    for (const char* fit :
         {"agree", "agree with comments", "no", "not our concern", "level 3", "p-members", "সম্মত"})
        EXPECT_EQ(unfit_name(fit), "") << fit;
    for (const char* unfit : {"and", "at least", "open conditions", "majority", "", "3 members",
                              "two  spaces", " agree", "agree ", "yes/no", "a,b", "\"x\""})
        EXPECT_NE(unfit_name(unfit), "") << unfit;
}

TEST(Expression, WritesWhatItReadsSoThatItReadsTheSame) {
    constexpr std::array words{"agree",
                               "object",
                               "p members",
                               "bodies",
                               "cast",
                               "of",
                               "and",
                               "or",
                               "not",
                               "in",
                               "(",
                               ")",
                               ",",
                               "=",
                               "is",
                               "at least",
                               "less than",
                               "half",
                               "2/3",
                               "25%",
                               "1.5",
                               "3",
                               "+",
                               "-",
                               "*",
                               "/",
                               "pages",
                               "financial",
                               "yes",
                               "no",
                               "kind of text",
                               "treaty",
                               "objectives",
                               "begins",
                               "2026-03-01",
                               "author",
                               "\"x\"",
                               "population",
                               "open conditions",
                               "majority",
                               "consensus"};
    constexpr std::uint32_t seed = 20251207;
    std::mt19937 random(seed);
    const Names known = names();
    int read = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t length = 1 + random() % 9; length > 0; --length)
            text += std::string(words[random() % words.size()]) + " ";
        const auto expression = parse_condition(text, known);
        if (!expression) {
            ASSERT_LE(expression.error().offset, text.size()) << "seed " << seed << ": " << text;
            continue;
        }
        ++read;
        const std::string once = to_text(*expression);
        ASSERT_EQ(read_back(once), once) << "seed " << seed << ": " << text;
    }
    EXPECT_GT(read, 100);
}

}  // namespace
}  // namespace paraph
