#include "engine/core/access.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

// A round that hides its answers, after others of its stage.

class HiddenRound : public testing::Test {
protected:
    HiddenRound() {
        Stage stage{.name = "vote", .kind = StageKind::ballot};
        stage.hidden_until_closed = true;
        definition.stages = {stage};
    }

    void round(RoundStatus status, std::int64_t entry) {
        Round round{.stage = "vote", .kind = StageKind::ballot, .status = status, .entry = entry};
        round.assignments.push_back(std::make_shared<Assignment>(seat));
        state.rounds.push_back(std::make_shared<Round>(std::move(round)));
    }
    bool hides(std::int64_t entry) const {
        return is_hidden(definition, state, Comment{.stage = "vote", .entry = entry});
    }
    AssignmentStatus shown_to(const std::string& body) const {
        Seen seen{.state = std::make_shared<State>(state), .definition = &definition};
        seen.view = {.all_positions = true, .body = body};
        return status_for(seen, *state.rounds.back(), seat);
    }

    Definition definition;
    State state;
    Assignment seat{.id = "asg", .body = "finance"};
};

TEST_F(HiddenRound, HidesCommentsOfTheRoundsWhosePlaceItTook) {
    round(RoundStatus::closed, 5);
    round(RoundStatus::superseded, 20);
    round(RoundStatus::superseded, 40);
    round(RoundStatus::open, 60);
    EXPECT_FALSE(hides(10)) << "that round was closed";
    EXPECT_TRUE(hides(30));
    EXPECT_TRUE(hides(50));
    EXPECT_TRUE(hides(70));
}

TEST_F(HiddenRound, HidesNothingOnceItIsClosed) {
    round(RoundStatus::superseded, 20);
    round(RoundStatus::closed, 40);
    EXPECT_FALSE(hides(30));
    EXPECT_FALSE(hides(50));
}

TEST_F(HiddenRound, LeavesToABodyWhoOfItsPeopleDoesIt) {
    round(RoundStatus::open, 20);
    Seen seen{.state = std::make_shared<State>(state), .definition = &definition};
    seen.view = {.trail = true, .secretariat = true, .body = "office"};
    for (const Fact& fact : {Fact(AssignmentClaimed{seat.id}), Fact(AssignmentReleased{seat.id}),
                             Fact(AssignmentHandedOver{.assignment = seat.id, .person = "per_1"})})
        EXPECT_TRUE(is_others_affair(seen, fact) && is_own_affair(kind_of(fact)));
    EXPECT_FALSE(is_others_affair(seen, PositionTaken{.assignment = seat.id}));
    EXPECT_FALSE(is_own_affair("position taken"));
    seen.view.body = "finance";
    EXPECT_FALSE(is_others_affair(seen, AssignmentClaimed{seat.id})) << "it is their own";
    seen.view.body.clear();
    seen.view.insides = true;
    EXPECT_FALSE(is_others_affair(seen, AssignmentClaimed{seat.id})) << "an auditor may know it";
}

TEST_F(HiddenRound, ShowsAnAuditorAloneWhoOfABodysPeopleDoesIt) {
    state.opening = std::make_shared<Opening>();
    EXPECT_TRUE(view_of(state, definition, {.roles = {HouseRole::auditor}}).insides);
    EXPECT_FALSE(view_of(state, definition, {.roles = {HouseRole::secretariat}}).insides);
    EXPECT_FALSE(view_of(state, definition, by_rule()).insides);
}

TEST_F(HiddenRound, ShowsTheLeadOnlyWhatBlocks) {
    Opening opening;
    opening.roles = {{"lead", {"labour"}}, {"members", {"finance", "home"}}};
    state.opening = std::make_shared<Opening>(opening);
    const auto lead = view_of(state, definition, {.body = "labour"});
    EXPECT_FALSE(lead.sees_position("finance", false));
    EXPECT_TRUE(lead.sees_objection("finance", false));
    EXPECT_FALSE(lead.sees_objection("finance", true)) << "not while the round hides it";
    EXPECT_FALSE(view_of(state, definition, {.body = "home"}).sees_objection("finance", false));
}

TEST_F(HiddenRound, TellsThatThereIsAnAnswerButNotThatItBlocks) {
    seat.status = AssignmentStatus::blocking;
    seat.answer.emplace();
    round(RoundStatus::open, 20);
    EXPECT_EQ(shown_to("chair"), AssignmentStatus::answered);
    EXPECT_EQ(shown_to("finance"), AssignmentStatus::blocking);
    seat.status = AssignmentStatus::awaited;
    seat.answer.reset();
    EXPECT_EQ(shown_to("chair"), AssignmentStatus::awaited);
}

}  // namespace
}  // namespace paraph
