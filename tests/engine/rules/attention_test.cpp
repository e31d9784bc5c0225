#include "engine/rules/attention.hpp"

#include <gtest/gtest.h>

#include "tests/engine/rules/round.hpp"

namespace paraph {
namespace {

using namespace test;
using Status = AssignmentStatus;

std::string who(OneRound& round) {
    std::string all;
    for (const Attention& each : attention(round.definition, round.read()))
        all += (all.empty() ? "" : ", ") + each.body + ": " + each.what;
    return all;
}

TEST(Attention, IsWithThoseWhoOweAnAnswer) {
    OneRound round(StageKind::ballot, {position("agree"), blocking("object")});
    round.body("a", "agree")
        .body("b", "")
        .body("c", "agree", {}, Status::outdated)
        .body("d", "object", {}, Status::blocking)
        .body("e", "agree", {}, Status::removed)
        .body("f", "agree", {}, Status::silent);
    EXPECT_EQ(who(round), "b: answer, c: answer");
}

TEST(Attention, IsInOrderWithTheFirstLevelOnly) {
    OneRound round(StageKind::sign_off, {position("sign"), position("decline")});
    round.body("desk", "sign").body("director", "").body("secretary", "");
    EXPECT_EQ(who(round), "director: sign, secretary: sign");
    round.stage().in_order = true;
    EXPECT_EQ(who(round), "director: sign");
    EXPECT_TRUE(in_turn(round.stage(), round.round, 1));
    EXPECT_FALSE(in_turn(round.stage(), round.round, 2));  // P7.3: not yet your turn
}

TEST(Attention, PassesOverALevelThatNobodyHolds) {
    OneRound round(StageKind::sign_off, {position("sign"), position("decline")});
    round.stage().in_order = true;
    round.body("desk", "sign").body("director", "sign", {}, Status::skipped).body("secretary", "");
    EXPECT_EQ(who(round), "secretary: sign");
}

TEST(Attention, IsWithTheClosersOnceTheRoundQualifies) {
    OneRound round(StageKind::ballot, {position("agree")});
    round.stage().closes.by_act_of = "chairs";
    round.opening.roles["chairs"] = {"foreign"};
    round.body("a", "agree");
    EXPECT_EQ(who(round), "");
    round.round.qualifies = true;
    EXPECT_EQ(who(round), "foreign: close");
}

TEST(Attention, SaysByWhenAndWhetherItIsPast) {
    OneRound round(StageKind::revise);
    round.body("labour", "");
    round.round.due = Instant{std::chrono::hours{100}};
    round.state.at = Instant{std::chrono::hours{99}};
    auto lines = attention(round.definition, round.read());
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].due, round.round.due);
    EXPECT_FALSE(lines[0].overdue);
    round.state.at = Instant{std::chrono::hours{100}};
    EXPECT_TRUE(attention(round.definition, round.read())[0].overdue);
}

TEST(Attention, RestsWhileTheCycleDoesNotRun) {
    OneRound silence(StageKind::silence, {blocking("object")});
    silence.body("a", "");
    EXPECT_EQ(who(silence), "");
    OneRound round(StageKind::meet);
    round.body("secretariat", "");
    EXPECT_EQ(who(round), "secretariat: record the meeting");
    round.state.status = CycleStatus::suspended;
    EXPECT_EQ(who(round), "");
}

}  // namespace
}  // namespace paraph
