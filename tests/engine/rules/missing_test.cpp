#include "engine/rules/missing.hpp"

#include <gtest/gtest.h>

#include "tests/engine/rules/round.hpp"

namespace paraph {
namespace {

using namespace test;
using Op = Expression::Op;
using Status = AssignmentStatus;

std::vector<Missing> of(OneRound& round) {
    round.read();
    return missing(round.definition, round.state, round.round);
}

std::string texts(const std::vector<Missing>& lines) {
    std::string all;
    for (const Missing& line : lines) all += (all.empty() ? "" : "; ") + line.text;
    return all;
}

/// P4: at least one YES, and YES + NO OBJECTION at least 2/3 of those not recused.
OneRound iesg(int yes, int no_objection, int discuss, int recused, int none) {
    OneRound round(StageKind::ballot,
                   {position("YES"), position("NO OBJECTION"), blocking("DISCUSS"),
                    not_cast("ABSTAIN"), leaving("RECUSE")});
    round.stage().passes = join(
        Op::all_of, {join(Op::at_least, {count("YES"), number(1)}),
                     join(Op::equal, {count("DISCUSS"), number(0)}),
                     join(Op::fraction_at_least,
                          {join(Op::add, {count("YES"), count("NO OBJECTION")}), read(Op::bodies)},
                          Rational(2, 3))});
    round.bodies(yes, "YES")
        .bodies(no_objection, "NO OBJECTION")
        .bodies(discuss, "DISCUSS", {}, Status::blocking)
        .bodies(recused, "RECUSE")
        .bodies(none, "");
    return round;
}

TEST(Missing, IesgQualifiesOnTheExactBorder) {
    auto p41 = iesg(1, 9, 0, 0, 5), p43 = iesg(1, 8, 0, 2, 4);
    EXPECT_EQ(texts(of(p41)), "");
    EXPECT_EQ(texts(of(p43)), "");  // 9 of 13
}

TEST(Missing, IesgNeedsOneMoreOfEither) {
    auto p42 = iesg(1, 8, 0, 0, 6);
    const auto lines = of(p42);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].code, "position");
    EXPECT_EQ(lines[0].count, 1);
    EXPECT_EQ(lines[0].positions, (std::vector<std::string>{"YES", "NO OBJECTION"}));
    EXPECT_EQ(lines[0].text, "needs 1 more YES or NO OBJECTION");
    auto p44 = iesg(1, 8, 0, 1, 5);  // 9 of 14, needs 10
    EXPECT_EQ(texts(of(p44)), "needs 1 more YES or NO OBJECTION");
}

TEST(Missing, IesgNeedsAYesEvenWhenAllHaveAnswered) {
    auto p45 = iesg(0, 15, 0, 0, 0);
    EXPECT_EQ(texts(of(p45)), "needs 1 more YES");
}

TEST(Missing, SaysThatTheRestSufficesOnceTheBlockIsLifted) {
    auto p46 = iesg(1, 13, 1, 0, 0);
    const auto lines = of(p46);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].code, "objection");
    EXPECT_TRUE(lines[0].enough_otherwise);
    EXPECT_EQ(lines[0].text, "1 objection open (DISCUSS 15); enough positions once resolved");

    auto worse = iesg(1, 7, 1, 0, 6);
    const auto both = of(worse);
    ASSERT_EQ(both.size(), 2u);
    EXPECT_FALSE(both[0].enough_otherwise);
    EXPECT_EQ(both[1].text, "needs 2 more YES or NO OBJECTION");
}

TEST(Missing, SaysOnceForAllThatBlocksThatTheRestSuffices) {
    OneRound round(StageKind::ballot, {position("agree"), blocking("object")});
    round.stage().passes = join(Op::equal, {read(Op::open_conditions), number(0)});
    round.body("home", "object", {}, Status::blocking).body("labour", "agree").condition("labour");
    const auto lines = of(round);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].text, "1 objection open (home)");
    EXPECT_FALSE(lines[0].enough_otherwise || lines[1].enough_otherwise) << "neither by itself";
    EXPECT_TRUE(lines[1].enough_together);
    EXPECT_EQ(lines[1].text, "1 condition open (labour); enough positions once both are resolved");
}

TEST(Missing, NamesTheConditionAndItsBody) {  // P2.3
    OneRound round(StageKind::ballot, {position("agree"), position("comment")});
    round.stage().passes = join(Op::equal, {read(Op::open_conditions), number(0)});
    round.body("member 5", "comment").bodies(11, "agree", {}, Status::silent);
    round.condition("member 5");
    const auto lines = of(round);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].code, "open condition");
    EXPECT_EQ(lines[0].bodies, std::vector<std::string>{"member 5"});
    EXPECT_EQ(lines[0].comments, 1);
}

TEST(Missing, WaitsForWhoeverMustAnswer) {  // P3.4
    OneRound round(StageKind::ballot, {position("favourable"), blocking("negative")});
    round.role("services", {Silence::Kind::counts_as, "favourable"})
        .role("legal", {Silence::Kind::must_answer, {}});
    round.stage().passes =
        join(Op::fraction_at_least, {count("favourable"), read(Op::bodies)}, Rational(1));
    round.bodies(4, "favourable", {"services"}).body("legal service", "", {"legal"});
    const auto lines = of(round);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].text, "needs 1 more favourable");
    EXPECT_EQ(lines[1].code, "answer");
    EXPECT_EQ(lines[1].text, "awaits the answer of legal service");
}

TEST(Missing, GivesAnAlternativeAsEitherOr) {
    OneRound round(StageKind::ballot, {position("yes"), position("no")});
    round.role("p");
    round.stage().passes = join(Op::any_of, {join(Op::at_least, {count("yes"), number(5)}),
                                             join(Op::at_least, {count("yes", "p"), number(2)}),
                                             read(Op::attribute, "urgent")});
    round.bodies(2, "yes").bodies(4, "", {"p"});
    const auto lines = of(round);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].code, "rule");
    ASSERT_EQ(lines[0].either.size(), 2u);
    EXPECT_EQ(lines[0].text, "either needs 3 more yes, or needs 2 more yes among p");
}

TEST(Missing, SaysHowManyAreTooMany) {
    OneRound round(StageKind::ballot, {position("yes"), position("no")});
    round.stage().passes = join(Op::at_most, {count("no"), number(2)});
    round.bodies(9, "yes").bodies(3, "no");
    const auto lines = of(round);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].count, -1);
    EXPECT_EQ(lines[0].text, "1 no too many");
}

TEST(Missing, GivesTheFiguresOfWhatItCannotTurnRound) {
    OneRound round(StageKind::ballot, {position("yes"), position("no")});
    round.opening.weights["population"] = {{"big", 80}, {"small", 20}};
    Expression yes = read(Op::weight, "yes"), all = read(Op::total_weight);
    yes.weight = all.weight = "population";
    round.stage().passes = join(Op::fraction_at_least, {yes, all}, Rational(65, 100));
    round.body("small", "yes").body("big", "no");
    const auto lines = of(round);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].rule, "population of yes at least 13/20 of population of bodies");
    EXPECT_EQ(lines[0].figures.at("population of yes"), "20");
    EXPECT_EQ(lines[0].figures.at("population of bodies"), "100");
}

TEST(Missing, CountsTowardsTheQuorum) {
    OneRound round(StageKind::ballot, {position("yes"), position("no")});
    round.stage().quorum =
        join(Op::fraction_more_than, {read(Op::cast), read(Op::bodies)}, Rational(1, 2));
    round.bodies(2, "no").bodies(8, "");
    EXPECT_EQ(texts(of(round)), "needs 4 more answers for the quorum");
}

TEST(Missing, TakesAnAbstentionForTheQuorumWhereItIsPresent) {
    OneRound round(StageKind::ballot, {position("yes"), not_cast("abstain")});
    round.stage().quorum =
        join(Op::fraction_at_least, {read(Op::present), read(Op::bodies)}, Rational(1, 2));
    round.bodies(3, "abstain").bodies(7, "");
    EXPECT_EQ(texts(of(round)), "needs 2 more answers for the quorum");
    round.bodies(2, "abstain");
    EXPECT_EQ(texts(of(round)), "needs 1 more answer for the quorum");  // of 12 bodies by now
    round.bodies(2, "abstain");
    EXPECT_EQ(texts(of(round)), "");
}

TEST(Missing, AwaitsTheClosingActOnceItQualifies) {  // P2.1
    OneRound round(StageKind::ballot, {position("agree")});
    round.role("chairs");
    round.opening.roles["chairs"] = {"foreign", "expatriates"};
    round.stage().closes.by_act_of = "chairs";
    round.bodies(12, "agree");
    round.round.qualifies = true;
    round.round.status = RoundStatus::qualified;
    EXPECT_EQ(texts(of(round)), "awaits the closing act of chairs (foreign, expatriates)");
}

TEST(Missing, NamesThoseWhoHaveNotSigned) {  // after P2.2's first signature
    OneRound round(StageKind::sign_off, {position("sign"), position("decline")});
    round.body("foreign", "sign").body("expatriates", "");
    const auto lines = of(round);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].code, "signature");
    EXPECT_EQ(lines[0].bodies, std::vector<std::string>{"expatriates"});
    round.stage().needs = {Needs::Kind::any_of, 0};
    EXPECT_TRUE(of(round).empty());
    round.body("labour", "");
    round.stage().needs = {Needs::Kind::at_least, 2};
    EXPECT_EQ(texts(of(round)), "needs 1 signature, of any of expatriates, labour");
}

TEST(Missing, AsksForDispositionsAndTheRevision) {
    OneRound round(StageKind::revise);
    round.stage().every_comment_answered = true;
    round.body("labour", "").condition("finance").condition("home", CommentStatus::withdrawn);
    EXPECT_EQ(texts(of(round)), "1 comment is not answered; awaits a revision (labour)");
}

TEST(Missing, OfAHiddenRoundTellsOnlyWhoHasNotAnswered) {
    auto round = iesg(0, 1, 1, 0, 1);
    round.stage().hidden_until_closed = true;
    const auto lines = of(round);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].code, "answer");
    EXPECT_EQ(lines[0].bodies, std::vector<std::string>{"silent 3"});
    EXPECT_TRUE(lines[0].positions.empty());
}

TEST(Missing, IsNothingOnceTheRoundIsClosed) {
    auto round = iesg(0, 1, 1, 0, 1);
    round.round.status = RoundStatus::closed;
    EXPECT_TRUE(of(round).empty());
}

TEST(Missing, SpeaksBangla) {
    auto round = iesg(1, 13, 1, 0, 0);
    const auto name = [](std::string_view) { return std::string("অর্থ মন্ত্রণালয়"); };
    EXPECT_EQ(in_words(of(round).front(), "bn", name),
              "১টি আপত্তি বহাল আছে (অর্থ মন্ত্রণালয়); "
              "এর নিষ্পত্তি হলে প্রয়োজনীয় সমর্থন পূর্ণ থাকবে");
    auto needs = iesg(1, 0, 0, 0, 14);
    EXPECT_EQ(in_words(of(needs).front(), "bn-BD", name),
              "আরও ৯টি “YES” অথবা “NO OBJECTION” প্রয়োজন");
}

}  // namespace
}  // namespace paraph
