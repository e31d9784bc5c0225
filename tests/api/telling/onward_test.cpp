// What an answer sets off, as the definition tells it beforehand.

#include "api/telling/onward.hpp"

#include <gtest/gtest.h>

namespace paraph::api {
namespace {

Definition procedure() {
    Definition definition;
    definition.stages = {
        {.name = "both",
         .kind = StageKind::parallel,
         .then = {{"joined", {Target::Kind::stage, "vote"}},
                  {"not financed", {Target::Kind::end, "withdrawn"}}}},
        {.name = "views", .block = "both", .then = {{"closed", {Target::Kind::done, ""}}}},
        {.name = "finance",
         .kind = StageKind::sign_off,
         .block = "both",
         .then = {{"signed", {Target::Kind::done, ""}},
                  {"declined", {Target::Kind::leave, "not financed"}}}},
        {.name = "vote",
         .kind = StageKind::silence,
         .then = {{"adopted", {Target::Kind::end, "adopted"}},
                  {"broken", {Target::Kind::stage, "text"}}}},
        {.name = "text",
         .kind = StageKind::revise,
         .then = {{"revised", {Target::Kind::stage, "vote"}}}}};
    return definition;
}

Round round_of(std::initializer_list<AssignmentStatus> statuses) {
    Round round;
    for (const auto status : statuses) {
        auto seat = std::make_shared<Assignment>();
        seat->id = "asg_" + std::to_string(round.assignments.size());
        seat->body = "body-" + std::to_string(round.assignments.size());
        seat->status = status;
        round.assignments.push_back(std::move(seat));
    }
    return round;
}

TEST(Onward, follows_a_result_to_a_stage_or_to_the_end) {
    const auto definition = procedure();
    const auto from = [&](const char* stage, const char* result) {
        return onward(definition, *definition.stage(stage), result);
    };
    ASSERT_NE(from("vote", "broken").stage, nullptr);
    EXPECT_EQ(from("vote", "broken").stage->name, "text");
    EXPECT_EQ(from("vote", "adopted").outcome, "adopted");
    EXPECT_EQ(from("finance", "declined").outcome, "withdrawn");  // out of its block
    EXPECT_EQ(from("views", "closed").stage, nullptr);            // the other branch still runs
    EXPECT_EQ(from("views", "closed").outcome, "");
    EXPECT_EQ(from("text", "withdrawn").outcome, "");  // there is no such way
}

TEST(Onward, tells_how_a_round_may_end_early) {
    Stage stage{.kind = StageKind::ballot};
    EXPECT_EQ(early_end(stage), pages::Early::all_answered);
    stage.closes.as_soon_as_passed = true;
    EXPECT_EQ(early_end(stage), pages::Early::sooner);
    stage.closes = {.by_act_of = "chairs"};
    EXPECT_EQ(early_end(stage), pages::Early::no);
    EXPECT_EQ(early_end({.kind = StageKind::silence}), pages::Early::no);  // it lasts to its hour
    stage = {.kind = StageKind::comment};
    stage.who = {{.kind = Participant::Kind::anyone}};
    EXPECT_EQ(early_end(stage), pages::Early::no);  // the public may always have more to say
}

TEST(Onward, knows_when_a_block_closes_the_round_at_once) {
    using enum AssignmentStatus;
    const auto round = round_of({awaited, awaited});
    Stage stage{.kind = StageKind::silence};
    EXPECT_EQ(result_of_block(stage, round, round.seat(0)), "broken");
    stage.restores_silence = true;
    EXPECT_EQ(result_of_block(stage, round, round.seat(0)), "");
    EXPECT_EQ(result_of_block({.kind = StageKind::ballot}, round, round.seat(0)), "");
    EXPECT_EQ(result_of_block({.kind = StageKind::sign_off}, round, round.seat(0)), "declined");
}

TEST(Onward, knows_the_last_answer) {
    using enum AssignmentStatus;
    const Stage ballot{.kind = StageKind::ballot};
    const auto last = round_of({awaited, answered, silent, removed});
    EXPECT_TRUE(completes(ballot, last, last.seat(0)));
    const auto other = round_of({awaited, awaited});
    EXPECT_FALSE(completes(ballot, other, other.seat(0)));
    Stage by_act = ballot;
    by_act.closes.by_act_of = "chair";
    EXPECT_FALSE(completes(by_act, last, last.seat(0)));
}

}  // namespace
}  // namespace paraph::api
