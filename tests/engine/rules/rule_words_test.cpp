#include "engine/rules/rule_words.hpp"

#include <gtest/gtest.h>

#include "tests/engine/rules/round.hpp"

namespace paraph {
namespace {

using test::dis_rule;
using test::join;
using test::read;
using Op = Expression::Op;

std::string words(const Expression& rule, std::string_view language) {
    const RuleNames names{
        .position = [](std::string_view name) { return name == "yes" ? "হ্যাঁ" : "না"; },
        .role = [](std::string_view) { return "সদস্য"; }};
    return rule_in_words(rule, language, names);
}

TEST(RuleWords, EnglishIsTheLanguageOfDefinitions) {
    EXPECT_EQ(words(dis_rule(), "en"),
              "yes of p at least 2/3 of cast of p and no at most 1/4 of cast");
    EXPECT_EQ(words(dis_rule(), "fr"), words(dis_rule(), "en"));
}

TEST(RuleWords, BanglaNamesTheWholeFirst) {
    EXPECT_EQ(words(dis_rule(), "bn-BD"),
              "সদস্য-এর প্রদত্ত মত-এর অন্তত ২/৩ সদস্য-এর “হ্যাঁ” এবং "
              "প্রদত্ত মত-এর সর্বোচ্চ ১/৪ “না”");
}

TEST(RuleWords, BanglaComparesInSignsAndItsOwnDigits) {
    Expression twelve;
    twelve.op = Op::number;
    twelve.value = 12;
    const auto few = join(Op::at_most, {read(Op::silent), twelve});
    const auto none = join(Op::negation, {few});
    EXPECT_EQ(words(few, "bn"), "নীরব সংস্থা ≤ ১২");
    EXPECT_EQ(words(join(Op::any_of, {none, few}), "bn"),
              "এমন নয় যে (নীরব সংস্থা ≤ ১২) অথবা নীরব সংস্থা ≤ ১২");
}

}  // namespace
}  // namespace paraph
