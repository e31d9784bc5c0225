#include <gtest/gtest.h>

#include "tests/engine/rules/round.hpp"

namespace paraph {
namespace {

using test::OneRound;
using enum AssignmentStatus;

std::vector<PositionRule> usual() {
    return {test::position("agree"), test::blocking("object"), test::not_cast("abstain"),
            test::leaving("recuse")};
}

TEST(Tally, CountsEachStatusAsDocumented) {
    OneRound vote(StageKind::ballot, usual());
    vote.bodies(3, "agree")
        .bodies(2, "agree", {}, silent)
        .bodies(1, "object", {}, blocking)
        .bodies(1, "object", {}, lifted)
        .bodies(1, "abstain")
        .bodies(1, "recuse")
        .bodies(1, "agree", {}, outdated)
        .bodies(1, "agree", {}, removed)
        .bodies(1, "agree", {}, skipped)
        .bodies(1, "");
    const Figures figures = vote.figures();
    EXPECT_EQ(figures.bodies(), 10);  // without the recused, removed and skipped
    EXPECT_EQ(figures.count("agree"), 5);
    EXPECT_EQ(figures.counted_silent("agree"), 2);
    EXPECT_EQ(figures.count("object"), 1);
    EXPECT_EQ(figures.count("recuse"), 1);
    EXPECT_EQ(figures.cast(), 7);     // 5 agree, 1 object, 1 lifted; an abstention is not cast
    EXPECT_EQ(figures.present(), 8);  // but it is present
    EXPECT_EQ(figures.silent(), 4);   // 2 counted, 1 outdated, 1 awaited
    EXPECT_EQ(figures.open_objections(), 1);
    EXPECT_EQ(figures.count("nobody's"), 0);
    EXPECT_EQ(figures.bodies("nobody's"), 0);
}

TEST(Tally, CountsABodyOnceInEachRoleAndOnceAmongAll) {
    OneRound vote(StageKind::ballot, usual());
    vote.role("p members").role("o members");
    vote.bodies(2, "agree", {"p members"})
        .bodies(1, "agree", {"p members", "o members", "p members"})
        .bodies(1, "object", {"o members"}, blocking);
    const Figures figures = vote.figures();
    EXPECT_EQ(figures.bodies(), 4);
    EXPECT_EQ(figures.count("agree", "p members"), 3);
    EXPECT_EQ(figures.count("agree", "o members"), 1);
    EXPECT_EQ(figures.cast("o members"), 2);
}

TEST(Tally, CountsForTheQuorumWhatThePositionSays) {
    PositionRule excused = test::not_cast("excused");
    excused.counts_for_quorum = false;
    OneRound vote(StageKind::ballot, {test::position("agree"), test::not_cast("abstain"), excused});
    vote.role("members");
    vote.bodies(2, "agree", {"members"}).bodies(1, "abstain").bodies(3, "excused").bodies(1, "");
    const Figures figures = vote.figures();
    EXPECT_EQ(figures.bodies(), 7);
    EXPECT_EQ(figures.cast(), 2);
    EXPECT_EQ(figures.present(), 3);
    EXPECT_EQ(figures.present("members"), 2);
    EXPECT_EQ(figures.with("abstain", {}, 1).present(), 4);
    EXPECT_EQ(figures.with("excused", {}, 1).present(), 3);
}

TEST(Tally, AddsWeights) {
    OneRound vote(StageKind::ballot, usual());
    vote.role("members");
    vote.opening.weights["population"] = {{"big", 80}, {"small", 3}, {"out", 5}};
    vote.body("big", "agree", {"members"})
        .body("small", "object", {}, blocking)
        .body("out", "recuse")
        .body("unknown", "agree");
    const Figures figures = vote.figures();
    EXPECT_EQ(figures.weight("population", "agree"), 80);
    EXPECT_EQ(figures.weight("population", "agree", "members"), 80);
    EXPECT_EQ(figures.weight("population", "object"), 3);
    EXPECT_EQ(figures.total_weight("population"), 83);
    EXPECT_EQ(figures.total_weight("seats"), 0);
}

TEST(Tally, CountsConditionsOfThoseWhoTakePart) {
    OneRound vote(StageKind::ballot, usual());
    vote.body("finance", "agree").body("home", "agree", {}, removed);
    vote.condition("finance").condition("finance", CommentStatus::lifted).condition("home");
    EXPECT_EQ(vote.figures().open_conditions(), 1);
}

TEST(Tally, ShowsAnswersAndTheirSilentPart) {
    OneRound vote(StageKind::ballot, usual());
    vote.bodies(3, "agree").bodies(9, "agree", {}, silent);  // P2.1
    const auto lines = tally(vote.figures());
    ASSERT_EQ(lines.size(), 4u);
    EXPECT_EQ(lines[0].position, "agree");
    EXPECT_EQ(lines[0].count, 12);
    EXPECT_EQ(lines[0].silent, 9);
    EXPECT_EQ(lines[1].count, 0);
}

TEST(Tally, ReadsAsIfBlocksWereLifted) {
    OneRound vote(StageKind::ballot, usual());
    vote.bodies(1, "object", {}, blocking).body("finance", "agree").condition("finance");
    vote.read();
    const Figures lifted = figures(vote.definition, vote.stage(), vote.state, vote.round, true);
    EXPECT_EQ(lifted.count("object"), 0);
    EXPECT_EQ(lifted.open_objections(), 0);
    EXPECT_EQ(lifted.open_conditions(), 0);
    EXPECT_EQ(lifted.cast(), 2);
}

}  // namespace
}  // namespace paraph
