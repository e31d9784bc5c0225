#include <gtest/gtest.h>

#include "engine/core/settled.hpp"
#include "engine/core/verify.hpp"
#include "engine/rules/attention.hpp"
#include "tests/scenarios/forge.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// What a round counts and when it closes, as it stands in the trail, and what a stranger finds who
// judges it again. How each word plays is told by tests/workflows/rounds/.

constexpr std::string_view round_head =
    "workflow: sample\nlanguage: 1\ntitle: Sample\ncalendar: bangladesh-government\n"
    "roles:\n  lead: { bodies: 1, silence: agree }\n  members: { bodies: 1..9, silence: agree }\n"
    "start: asking\nstages:\n  asking:\n    kind: ballot\n    who: [lead, members]\n"
    "    due: 5 working days\n";
constexpr std::string_view ends =
    "    then: { passed: end as adopted, not passed: end as returned }\n";

class Rounds : public testing::Test {
protected:
    void open(std::string_view stage, int count = 3) {
        house.publish(std::string(round_head) + std::string(stage) + std::string(ends));
        OpenCycle command;
        command.definition = "sample";
        command.title = "A draft";
        command.roles = {{"lead", {"labour"}}, {"members", house.members(count)}};
        command.text = "A text.\n";
        command.media_type = "text/markdown";
        ASSERT_TRUE(house.open(command));
    }

    std::string flaws(const std::vector<Entry>& entries) {
        std::string text;
        for (const auto& flaw :
             verify(house.own_store.stream(registry_stream, 0), entries, definitions()).flaws)
            text += flaw.text + "\n";
        return text;
    }
    std::string flaws() { return flaws(house.entries()); }

    House house{"2025-12-07 10:00"};
};

constexpr std::string_view lapsing =
    "    positions:\n      agree: {}\n"
    "      reserve: { blocks: yes, reason: required, at due: lapses unless maintained }\n"
    "    passes: reserve = 0\n";

TEST_F(Rounds, APositionThatNobodyMaintainedLapsesAndItsConditionsGoWithIt) {
    open(lapsing);
    ASSERT_TRUE(house.answer("member-1", "reserve", "Too costly.",
                             {{.force = Force::condition, .text = "Cheaper."}}));
    ASSERT_TRUE(house.answer("member-2", "reserve", "Too costly."));
    ASSERT_TRUE(house.give(MaintainBlock{house.seat("member-2").id}, house.focal("member-2")));
    house.at("2025-12-14 17:00");
    EXPECT_EQ(stage(house), "end: returned");
    EXPECT_EQ(house.seat("member-1").status, AssignmentStatus::silent);
    EXPECT_EQ(house.seat("member-2").status, AssignmentStatus::blocking);
    EXPECT_EQ(house.state()->comments[0]->status, CommentStatus::lapsed);
    EXPECT_EQ(flaws(), "");

    auto forged = house.entries();
    const std::string stood = house.seat("member-2").id;
    forge<PositionLapsed>(
        forged, [&](PositionLapsed& fact, Heading&) { fact.assignments.push_back(stood); });
    EXPECT_NE(flaws(forged).find("the position of \"member-2\" stood"), std::string::npos);

    forged = house.entries();
    std::erase_if(forged, [](const Entry& entry) { return entry.kind == "position lapsed"; });
    EXPECT_NE(flaws(forged).find("the position of \"member-1\" had lapsed"), std::string::npos);
}

TEST_F(Rounds, WhatIsAnsweredAfterTheDueTimeDoesNotLapse) {
    open(std::string(lapsing) + "    grace: 1 working day\n");
    house.at("2025-12-14 17:00");
    ASSERT_TRUE(house.answer("member-1", "reserve", "Too costly."));
    EXPECT_TRUE(house.seat("member-1").answer->late);
    house.at("2025-12-15 17:00");
    EXPECT_EQ(stage(house), "end: returned");
    EXPECT_EQ(flaws(), "");
}

TEST_F(Rounds, AnAnswerInTheGraceIsMarkedAndOneInTimeIsNot) {
    open("    grace: 1 working day\n    passes: object = 0\n");
    ASSERT_TRUE(house.answer("member-1", "agree"));
    house.at("2025-12-15 10:00");
    ASSERT_TRUE(house.answer("member-2", "agree"));
    EXPECT_FALSE(house.seat("member-1").answer->late);
    EXPECT_TRUE(house.seat("member-2").answer->late);
    house.at("2025-12-15 17:00");
    EXPECT_EQ(stage(house), "end: adopted");
    EXPECT_EQ(flaws(), "");

    auto forged = house.entries();
    forge<PositionTaken>(forged, [](PositionTaken& fact, Heading&) { fact.late = true; });
    EXPECT_EQ(flaws(forged), "it is marked as late, and was in time\n");
    forged = house.entries();
    forge<SilenceCounted>(
        forged, [](SilenceCounted&, Heading& heading) { heading.at = dhaka("2025-12-15 16:00"); });
    EXPECT_NE(flaws(forged).find("could still have answered"), std::string::npos);
}

TEST_F(Rounds, ARoleStartsWithItsPositionByRuleAndMayChangeIt) {
    open("    starts as: { lead: agree }\n    passes: agree >= 1\n");
    EXPECT_EQ(house.seat("labour").answer->how, How::rule);
    EXPECT_EQ(house.seat("labour").answer->entry, house.round().entry);
    EXPECT_EQ(house.seat("member-1").status, AssignmentStatus::awaited);
    EXPECT_EQ(flaws(), "");
    auto forged = house.entries();
    forge<RoundOpened>(forged, [](RoundOpened& fact, Heading&) {
        fact.seats.front().carried->position = "no objection";
    });
    EXPECT_EQ(flaws(forged), "\"labour\" does not start as the stage says\n");

    ASSERT_EQ(outcome(house.answer("labour", "agree")), "accepted");  // now it says so itself
    EXPECT_EQ(house.seat("labour").answer->how, How::explicit_);
    ASSERT_TRUE(house.answer("labour", "object", "On second thought."));
    EXPECT_EQ(house.seat("labour").status, AssignmentStatus::blocking);
    EXPECT_EQ(flaws(), "");
}

TEST_F(Rounds, ClosingEarlyIsJudgedAgain) {
    open(
        "    positions: { agree: {}, against: {} }\n    passes: majority\n"
        "    closes: as soon as nothing can change the result, or at the due time\n");
    ASSERT_TRUE(house.answer("labour", "agree"));
    ASSERT_TRUE(house.answer("member-1", "agree"));
    const auto state = house.state();
    const auto& definition = house.definition(*state);
    EXPECT_EQ(settled_result(definition, definition.stages.front(), *state, house.round()),
              std::nullopt);
    EXPECT_EQ(stage(house), "asking");
    ASSERT_TRUE(house.answer("member-2", "agree"));
    EXPECT_EQ(stage(house), "end: adopted");
    EXPECT_EQ(flaws(), "");

    // A close that came one answer too early.
    auto forged = house.entries();
    for (auto& entry : forged)
        if (entry.kind == "position taken") {
            entry = {};
            break;
        }
    std::erase_if(forged, [](const Entry& entry) { return entry.kind.empty(); });
    EXPECT_NE(flaws(forged).find("something could still have changed the result"),
              std::string::npos);
}

TEST_F(Rounds, AClosingActMayNotStateWhatTheFiguresDeny) {
    open("    passes: agree >= 3\n    closes: by an act of lead, who chooses\n");
    ASSERT_TRUE(house.answer("member-1", "agree"));
    EXPECT_EQ(
        outcome(house.give(Close{.reason = "Enough.", .result = "passed"}, house.focal("labour"))),
        "out of order");
    ASSERT_TRUE(
        house.give(Close{.reason = "Enough.", .result = "not passed"}, house.focal("labour")));
    EXPECT_EQ(stage(house), "end: returned");
    EXPECT_EQ(flaws(), "");
    auto forged = house.entries();
    forge<RoundClosed>(forged, [](RoundClosed& fact, Heading&) { fact.result = "passed"; });
    EXPECT_NE(flaws(forged).find("the rule gives \"not passed\""), std::string::npos);
}

TEST_F(Rounds, ExtendingAfterTheDueTimeGivesANewGrace) {
    open("    grace: 1 working day\n    passes: object = 0\n");
    house.at("2025-12-15 10:00");
    ASSERT_TRUE(house.give(Extend{.due = dhaka("2025-12-18 17:00"), .reason = "Election."},
                           house.secretariat()));
    EXPECT_EQ(house.round().status, RoundStatus::open);
    house.at("2025-12-18 17:00");
    EXPECT_EQ(house.round().status, RoundStatus::overdue);
    house.at("2025-12-21 17:00");
    EXPECT_EQ(stage(house), "end: adopted");
    EXPECT_EQ(flaws(), "");
}

}  // namespace
}  // namespace paraph::test
