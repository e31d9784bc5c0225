#include <gtest/gtest.h>

#include "tests/engine/rules/round.hpp"

namespace paraph {
namespace {

using namespace test;
using Op = Expression::Op;

struct Ballot {
    std::string_view name;
    int p_yes, p_no, o_yes, o_no, abstain;
    bool passes;
};

class Dis : public testing::TestWithParam<Ballot> {};

TEST_P(Dis, IsExactAtTheBorder) {
    const Ballot& vote = GetParam();
    OneRound round(StageKind::ballot, {position("yes"), position("no"), not_cast("abstain")});
    round.role("p").role("o");
    round.bodies(vote.p_yes, "yes", {"p"})
        .bodies(vote.p_no, "no", {"p"})
        .bodies(vote.o_yes, "yes", {"o"})
        .bodies(vote.o_no, "no", {"o"})
        .bodies(vote.abstain, "abstain", {"p"});
    EXPECT_EQ(holds(dis_rule(), round.figures(), {}), vote.passes);
}

INSTANTIATE_TEST_SUITE_P(Evaluate, Dis,
                         testing::Values(Ballot{"P5.1", 9, 3, 0, 0, 10, true},
                                         Ballot{"P5.2", 20, 10, 0, 0, 0, false},
                                         Ballot{"P5.3", 8, 4, 6, 0, 0, true},
                                         Ballot{"P5.4", 7, 4, 9, 0, 0, false},
                                         Ballot{"all abstain", 0, 0, 0, 0, 10, false},
                                         Ballot{"nobody", 0, 0, 0, 0, 0, false}),
                         [](const auto& test) { return "case" + std::to_string(test.index); });

TEST(Evaluate, AFractionOfNothingIsFalseEitherWay) {
    OneRound round(StageKind::ballot, {position("yes")});
    const Figures figures = round.figures();
    for (const Op op : {Op::fraction_at_least, Op::fraction_more_than, Op::fraction_at_most,
                        Op::fraction_less_than})
        EXPECT_FALSE(holds(join(op, {count("yes"), read(Op::cast)}, Rational(1, 2)), figures, {}));
}

TEST(Evaluate, AnAbsentAttributeMakesNothingTrue) {
    const Expression pages = read(Op::attribute, "pages"), flag = read(Op::attribute, "financial");
    const json::object none;
    for (const Op op : {Op::equal, Op::unequal, Op::less, Op::at_most, Op::greater, Op::at_least})
        EXPECT_FALSE(holds(join(op, {pages, number(20)}), none));
    EXPECT_FALSE(holds(join(Op::greater, {join(Op::add, {pages, number(1)}), number(0)}), none));
    EXPECT_FALSE(holds(join(Op::is_in, {pages, number(20)}), none));
    EXPECT_FALSE(holds(flag, none));
    Expression no = read(Op::truth);
    EXPECT_TRUE(holds(join(Op::equal, {flag, no}), none));
    EXPECT_TRUE(holds(join(Op::negation, {flag}), none));
}

TEST(Evaluate, ReadsAttributes) {
    const json::object attributes{{"pages", 21},
                                  {"financial", true},
                                  {"kind", "treaty"},
                                  {"objectives", json::array{"3", "7"}},
                                  {"starts", "2026-03-01"}};
    const auto attribute = [](const char* name) { return read(Op::attribute, name); };
    const auto text = [](const char* value) { return read(Op::text, value); };
    EXPECT_TRUE(holds(attribute("financial"), attributes));
    EXPECT_TRUE(holds(join(Op::greater, {attribute("pages"), number(20)}), attributes));
    EXPECT_TRUE(holds(join(Op::equal, {attribute("kind"), text("treaty")}), attributes));
    EXPECT_TRUE(
        holds(join(Op::is_in, {attribute("kind"), text("law"), text("treaty")}), attributes));
    EXPECT_TRUE(holds(join(Op::is_in, {text("7"), attribute("objectives")}), attributes));
    EXPECT_FALSE(holds(join(Op::is_in, {text("1"), attribute("objectives")}), attributes));
    EXPECT_TRUE(holds(join(Op::less, {attribute("starts"), text("2026-10-01")}), attributes));
    EXPECT_FALSE(holds(join(Op::equal, {attribute("kind"), number(1)}), attributes));
}

TEST(Evaluate, AnOpenObjectionBlocksWhateverTheRuleSays) {
    OneRound round(StageKind::ballot, {position("agree"), blocking("object")});
    round.stage().passes = join(Op::at_least, {count("agree"), number(1)});
    round.bodies(9, "agree").bodies(1, "object", {}, AssignmentStatus::blocking);
    EXPECT_TRUE(passes(round.stage(), round.figures(), {}));
    EXPECT_FALSE(qualifies(round.stage(), round.figures(), {}));

    OneRound lifted(StageKind::ballot, {position("agree"), blocking("object")});
    lifted.bodies(9, "agree").bodies(1, "object", {}, AssignmentStatus::lifted);
    EXPECT_TRUE(qualifies(lifted.stage(), lifted.figures(), {}));
}

TEST(Evaluate, AnOpenConditionBlocksOnlyWhereTheRuleAsks) {
    OneRound round(StageKind::ballot, {position("agree")});
    round.body("finance", "agree").condition("finance");
    EXPECT_TRUE(qualifies(round.stage(), round.figures(), {}));
    round.stage().passes = join(Op::equal, {read(Op::open_conditions), number(0)});
    EXPECT_FALSE(qualifies(round.stage(), round.figures(), {}));
}

TEST(Evaluate, NeedsItsQuorum) {
    OneRound round(StageKind::ballot, {position("agree")});
    round.stage().quorum =
        join(Op::fraction_more_than, {read(Op::cast), read(Op::bodies)}, Rational(1, 2));
    round.bodies(5, "agree").bodies(5, "");
    EXPECT_FALSE(has_quorum(round.stage(), round.figures(), {}));
    round.bodies(1, "agree");
    EXPECT_TRUE(has_quorum(round.stage(), round.figures(), {}));
}

TEST(Evaluate, WritesARuleInItsOwnWords) {
    EXPECT_EQ(to_text(dis_rule()), "yes of p at least 2/3 of cast of p and no at most 1/4 of cast");
    EXPECT_EQ(to_text(join(Op::multiply,
                           {join(Op::add, {count("yes"), count("no")}), number(Rational(1, 2))})),
              "(yes + no) * (1/2)");
}

}  // namespace
}  // namespace paraph
