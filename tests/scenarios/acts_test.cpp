#include <gtest/gtest.h>

#include "engine/base/codec.hpp"
#include "engine/core/verify.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// The secretariat's acts, on a write-round with three members.

class Acts : public testing::Test {
protected:
    Acts() {
        members = house.members(3);
        EXPECT_TRUE(house.open(write_round(members)));
    }
    std::string act(Command command) {
        return outcome(house.give(std::move(command), house.secretariat()));
    }
    std::string extend(std::string_view due, const std::string& body = {}) {
        return act(
            Extend{.stage = "request", .body = body, .due = dhaka(due), .reason = "Needed."});
    }
    std::string shorten(std::string_view due, const std::string& body = {}) {
        return act(Shorten{.body = body, .due = dhaka(due), .reason = "A mistake."});
    }
    void holds() {  // the history is legal, as an auditor sees it
        const auto registry = house.store->stream(registry_stream, 0);
        const auto result = verify(registry, house.entries(), definitions());
        for (const auto& flaw : result.flaws) ADD_FAILURE() << flaw.sequence << ": " << flaw.text;
    }
    std::string status() const { return std::string(enum_text(house.state()->status)); }

    House house;
    std::vector<std::string> members;
};

TEST_F(Acts, EveryActHasAReasonAndIsNotEverybodys) {
    EXPECT_EQ(act(Suspend{}), "reason required");
    EXPECT_EQ(outcome(house.give(Suspend{"x"}, house.focal("member-1"))), "forbidden");
    EXPECT_EQ(outcome(house.give(Suspend{"x"}, house.focal("secretariat"))), "accepted");
    EXPECT_EQ(outcome(house.give(Suspend{"x"}, house.secretariat(), "cyc_unknown")), "not found");
}

TEST_F(Acts, ExtendMovesTheDueTimeOfAll) {
    EXPECT_EQ(extend("2025-12-22 17:00"), "not a deadline");
    EXPECT_EQ(extend("2025-12-01 17:00"), "not a deadline");
    EXPECT_EQ(extend("2025-12-24 17:00"), "accepted");
    house.at("2025-12-22 17:00");
    EXPECT_EQ(stage(house), "request");
    house.at("2025-12-24 17:00");
    EXPECT_EQ(stage(house), "clearance");
}

TEST_F(Acts, ExtendForOneBodyWaitsForThatBodyOnly) {
    EXPECT_EQ(extend("2025-12-24 17:00", "nobody"), "unknown body");
    EXPECT_EQ(extend("2025-12-24 17:00", "member-2"), "accepted");
    EXPECT_EQ(extend("2025-12-23 17:00", "member-2"), "not a deadline");
    house.at("2025-12-22 17:00");
    EXPECT_EQ(stage(house), "request");
    EXPECT_EQ(awaited(house), std::vector<std::string>{"member-2"});
    EXPECT_EQ(silent_of(house, house.round(), "agree"), 2);
    house.at("2025-12-24 17:00");
    EXPECT_EQ(stage(house), "clearance");
    EXPECT_EQ(silent_of(house, *house.state()->rounds.front(), "agree"), 3);
}

TEST_F(Acts, TheLastExtendedAnswerCloses) {
    EXPECT_EQ(extend("2025-12-24 17:00", "member-2"), "accepted");
    house.at("2025-12-23 10:00");
    EXPECT_EQ(outcome(house.answer("member-2", "agree")), "accepted");
    EXPECT_EQ(stage(house), "clearance");
}

TEST_F(Acts, ALaterExtensionOfAllKeepsOnesStillLaterDueTime) {
    EXPECT_EQ(extend("2025-12-30 17:00", "member-2"), "accepted");
    EXPECT_EQ(extend("2025-12-24 17:00"), "accepted");
    house.at("2025-12-24 17:00");
    EXPECT_EQ(awaited(house), std::vector<std::string>{"member-2"});
    house.at("2025-12-30 17:00");
    EXPECT_EQ(stage(house), "clearance");
}

TEST_F(Acts, ExtendAfterItPassedVoidsSilenceAndUndoesWhatFollowed) {
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    house.at("2025-12-22 17:00");
    ASSERT_EQ(stage(house), "clearance");
    EXPECT_EQ(extend("2025-12-24 17:00"), "accepted");
    EXPECT_EQ(stage(house), "request");
    EXPECT_EQ(awaited(house), (std::vector<std::string>{"member-2", "member-3"}));
    EXPECT_EQ(house.state()->rounds.back()->status, RoundStatus::undone);
    EXPECT_EQ(outcome(house.answer("member-2", "agree")), "accepted");
    house.at("2025-12-24 17:00");
    EXPECT_EQ(stage(house), "clearance");
}

TEST_F(Acts, SuspensionAddsTheWorkingTimeThatWasLost) {
    house.at("2025-12-08 12:00");  // Monday
    EXPECT_EQ(act(Suspend{"A strike."}), "accepted");
    EXPECT_EQ(status(), "suspended");
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "not running");
    EXPECT_EQ(act(Suspend{"Again."}), "not running");
    house.at("2025-12-10 12:00");  // 16 office hours later
    EXPECT_EQ(act(Resume{"Over."}), "accepted");
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-24 17:00");
    EXPECT_EQ(act(Resume{"Again."}), "out of order");
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
}

TEST_F(Acts, ASuspendedCycleOutlivesItsDueTimes) {
    EXPECT_EQ(act(Suspend{"A strike."}), "accepted");
    house.at("2026-02-01 10:00");
    EXPECT_EQ(status(), "suspended");
    EXPECT_EQ(house.kinds().back(), "suspended");
}

TEST_F(Acts, SuspensionOfClockHoursAddsClockHours) {
    ASSERT_TRUE(house.open(silence_procedure(members)));  // due 72 hours later, 10 Dec 10:00
    EXPECT_EQ(act(Suspend{"A strike."}), "accepted");
    house.at("2025-12-09 10:00");
    EXPECT_EQ(act(Resume{"Over."}), "accepted");
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-12 10:00");
}

TEST_F(Acts, DeferralKeepsAnswersOpenAndClosesNothing) {
    EXPECT_EQ(act(Defer{.reason = "x"}), "invalid");
    EXPECT_EQ(act(Defer{.until = dhaka("2025-12-20 10:00"), .reason = "Summit."}), "accepted");
    for (const auto& member : members)
        EXPECT_EQ(outcome(house.answer(member, "agree")), "accepted");
    EXPECT_EQ(stage(house), "request");
    EXPECT_EQ(outcome(house.answer("member-3", "object", "Wait.")), "accepted");
    house.at("2025-12-20 10:00");
    EXPECT_EQ(status(), "running");
    EXPECT_EQ(stage(house), "resolution");  // all had answered, one objects
}

TEST_F(Acts, DeferralToAMeetingIsTakenUpByHand) {
    EXPECT_EQ(act(Defer{.meeting = "Cabinet, 14th", .reason = "Summit."}), "accepted");
    house.at("2026-01-15 10:00");
    EXPECT_EQ(status(), "deferred");
    EXPECT_EQ(act(Resume{"Met."}), "accepted");
    EXPECT_EQ(status(), "running");
    EXPECT_GT(*house.round().due, dhaka("2026-01-15 10:00"));
}

TEST_F(Acts, ReopenUndoesLaterStagesAndAnswersStay) {
    EXPECT_EQ(act(Reopen{.stage = "request", .due = dhaka("2025-12-30 17:00"), .reason = "x"}),
              "out of order");
    for (const auto& member : members)
        EXPECT_EQ(outcome(house.answer(member, "agree")), "accepted");
    for (const auto* chair : {"foreign-affairs", "expatriates-welfare"})
        EXPECT_EQ(outcome(house.answer(chair, "sign")), "accepted");
    ASSERT_EQ(stage(house), "end: cleared");
    EXPECT_EQ(act(Suspend{"x"}), "not running");
    EXPECT_EQ(act(Reopen{.stage = "nowhere", .due = dhaka("2025-12-30 17:00"), .reason = "x"}),
              "unknown stage");
    EXPECT_EQ(act(Reopen{.stage = "request",
                         .due = dhaka("2025-12-30 17:00"),
                         .reason = "A member was misled."}),
              "accepted");
    EXPECT_EQ(stage(house), "request");
    EXPECT_EQ(house.state()->outcome, "");
    EXPECT_EQ(house.state()->rounds.back()->status, RoundStatus::undone);
    EXPECT_EQ(house.seat("member-1").status, AssignmentStatus::answered);
    EXPECT_EQ(outcome(house.answer("member-1", "object", "Misled.")), "accepted");
    EXPECT_EQ(stage(house), "resolution");
}

TEST_F(Acts, AbandonEndsWithoutOutcome) {
    EXPECT_EQ(act(Abandon{"Withdrawn."}), "accepted");
    EXPECT_EQ(stage(house), "abandoned");
    EXPECT_FALSE(house.state()->next_due());
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "not running");
    EXPECT_EQ(act(Abandon{"Again."}), "not running");
    EXPECT_EQ(act(Reopen{.stage = "request", .due = dhaka("2025-12-30 17:00"), .reason = "x"}),
              "not running");
}

TEST_F(Acts, WhatWasAbandonedByMistakeGoesOnWhereItStood) {
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    house.at("2025-12-08 12:00");  // Monday
    EXPECT_EQ(act(Abandon{"The wrong one."}), "accepted");
    house.at("2025-12-10 12:00");  // 16 office hours later
    EXPECT_EQ(outcome(house.give(Resume{"x"}, house.focal("member-1"))), "forbidden");
    EXPECT_EQ(act(Resume{"It was the wrong one."}), "accepted");
    EXPECT_EQ(status(), "running");
    EXPECT_FALSE(house.state()->ended);
    EXPECT_EQ(awaited(house), (std::vector<std::string>{"member-2", "member-3"}));
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-24 17:00");
    EXPECT_EQ(outcome(house.answer("member-2", "agree")), "accepted");
    house.at("2025-12-24 17:00");
    EXPECT_EQ(stage(house), "clearance");
    holds();
}

TEST_F(Acts, WhatWasAbandonedWhileSuspendedLosesNoTime) {
    house.at("2025-12-08 12:00");
    EXPECT_EQ(act(Suspend{"A strike."}), "accepted");
    house.at("2025-12-09 12:00");
    EXPECT_EQ(act(Abandon{"No use."}), "accepted");
    house.at("2025-12-10 12:00");
    EXPECT_EQ(act(Resume{"It is of use."}), "accepted");
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-24 17:00");
    holds();
}

TEST_F(Acts, AnExtensionIsTakenBackButNoMoreThanIt) {
    EXPECT_EQ(shorten("2025-12-20 17:00"), "nothing to do");
    EXPECT_EQ(extend("2026-01-14 17:00"), "accepted");
    EXPECT_EQ(act(Shorten{.due = dhaka("2025-12-30 17:00")}), "reason required");
    EXPECT_EQ(outcome(house.give(Shorten{.due = dhaka("2025-12-30 17:00"), .reason = "x"},
                                 house.focal("member-1"))),
              "forbidden");
    EXPECT_EQ(shorten("2026-01-14 17:00"), "not a deadline");
    EXPECT_EQ(shorten("2025-12-21 17:00"), "not a deadline");  // due on 22 December at first
    EXPECT_EQ(shorten("2025-12-30 17:00"), "accepted");
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-30 17:00");
    EXPECT_EQ(shorten("2025-12-22 17:00"), "accepted");
    EXPECT_EQ(shorten("2025-12-22 17:00"), "nothing to do");
    house.at("2025-12-22 17:00");
    EXPECT_EQ(stage(house), "clearance");
    EXPECT_EQ(shorten("2025-12-30 17:00"), "nothing to do");
    holds();
}

TEST_F(Acts, AnExtensionOfOneBodyIsTakenBackToTheRoundsDueTime) {
    EXPECT_EQ(extend("2025-12-30 17:00", "member-2"), "accepted");
    EXPECT_EQ(shorten("2025-12-24 17:00", "member-1"), "nothing to do");
    EXPECT_EQ(shorten("2025-12-24 17:00", "member-2"), "accepted");
    EXPECT_EQ(dhaka(*house.seat("member-2").due), "2025-12-24 17:00");
    EXPECT_EQ(shorten("2025-12-22 17:00", "member-2"), "accepted");
    EXPECT_FALSE(house.seat("member-2").due);
    house.at("2025-12-22 17:00");
    EXPECT_EQ(stage(house), "clearance");
    holds();
}

TEST_F(Acts, WhatOneBodyWasGivenSurvivesWhatAllWereGivenAndLost) {
    EXPECT_EQ(extend("2025-12-28 17:00", "member-2"), "accepted");
    EXPECT_EQ(extend("2026-01-14 17:00"), "accepted");
    EXPECT_EQ(shorten("2025-12-23 17:00"), "accepted");
    house.at("2025-12-23 17:00");
    EXPECT_EQ(awaited(house), std::vector<std::string>{"member-2"});
    house.at("2025-12-28 17:00");
    EXPECT_EQ(stage(house), "clearance");
    holds();
}

TEST_F(Acts, TakingBackLeavesAWorkingDay) {
    EXPECT_EQ(extend("2026-01-14 17:00"), "accepted");
    house.at("2025-12-28 10:00");  // a Sunday; it was due on the 22nd at first
    EXPECT_EQ(shorten("2025-12-28 17:00"), "not a deadline");
    EXPECT_EQ(shorten("2025-12-29 17:00"), "accepted");
    holds();
}

TEST_F(Acts, SignaturesThatStayCloseAReopenedRoundWhenItIsDue) {
    for (const auto& member : members) ASSERT_TRUE(house.answer(member, "agree"));
    for (const auto* chair : {"foreign-affairs", "expatriates-welfare"})
        ASSERT_TRUE(house.answer(chair, "sign"));
    EXPECT_EQ(act(Reopen{.stage = "clearance", .due = dhaka("2025-12-10 17:00"), .reason = "x"}),
              "accepted");
    EXPECT_EQ(stage(house), "clearance");
    house.at("2025-12-10 17:00");
    EXPECT_EQ(stage(house), "end: cleared");
    holds();
}

TEST_F(Acts, WhatAReopeningGaveTooMuchIsTakenBack) {
    house.at("2025-12-22 17:00");
    EXPECT_EQ(act(Reopen{.stage = "request", .due = dhaka("2026-02-01 17:00"), .reason = "x"}),
              "accepted");
    EXPECT_EQ(shorten("2025-12-22 17:00"), "not a deadline");  // it has passed
    EXPECT_EQ(shorten("2025-12-24 17:00"), "accepted");
    house.at("2025-12-24 17:00");
    EXPECT_EQ(stage(house), "clearance");
    holds();
}

TEST_F(Acts, WhoHadMoreTimeIsDueWithTheOthersOnceTheyHaveMore) {
    EXPECT_EQ(extend("2025-12-23 17:00", "member-2"), "accepted");
    EXPECT_EQ(extend("2025-12-30 17:00"), "accepted");
    house.at("2025-12-28 17:00");
    EXPECT_EQ(outcome(house.answer("member-2", "agree")), "accepted");
}

TEST_F(Acts, AStopMakesTheMinimumLonger) {
    house.at("2025-12-08 12:00");
    EXPECT_EQ(act(Suspend{"A strike."}), "accepted");
    house.at("2025-12-10 12:00");
    EXPECT_EQ(act(Resume{"Over."}), "accepted");
    EXPECT_EQ(extend("2025-12-30 17:00"), "accepted");
    house.at("2025-12-23 17:00");  // ten clear working days, two of which the clock stood
    EXPECT_EQ(act(Close{"Urgent.", {}}), "minimum");
    house.at("2025-12-24 17:00");
    EXPECT_EQ(act(Close{"Urgent.", {}}), "accepted");
    holds();
}

TEST_F(Acts, ABodyThatHasGoneHoldsUpNoRevision) {
    EXPECT_EQ(outcome(house.answer("member-1", "object", "No.")), "accepted");
    for (const auto* member : {"member-2", "member-3"})
        EXPECT_EQ(outcome(house.answer(member, "agree")), "accepted");
    ASSERT_EQ(stage(house), "resolution");
    EXPECT_EQ(act(RemoveParticipant{.body = "member-1", .reason = "Dissolved."}), "accepted");
    EXPECT_EQ(stage(house), "clearance");
    EXPECT_EQ(house.state()->rounds.front()->tally.front().count, 2);  // what was counted stays
    holds();
}

TEST_F(Acts, AParticipantMayJoinAndLeave) {
    house.body("member-4", {"focal point"});
    EXPECT_EQ(act(AddParticipant{.role = "member", .body = "member-4", .reason = "x"}),
              "unknown role");
    EXPECT_EQ(act(AddParticipant{.role = "members", .body = "nobody", .reason = "x"}),
              "unknown body");
    EXPECT_EQ(act(AddParticipant{.role = "members", .body = "member-1", .reason = "x"}),
              "nothing to do");
    EXPECT_EQ(act(AddParticipant{.role = "lead", .body = "member-4", .reason = "x"}),
              "wrong number");
    EXPECT_EQ(act(AddParticipant{.role = "members", .body = "member-4", .reason = "Joined."}),
              "accepted");
    EXPECT_EQ(awaited(house).size(), 4u);
    EXPECT_EQ(outcome(house.answer("member-4", "object", "No.")), "accepted");
    EXPECT_EQ(act(RemoveParticipant{.body = "finance-2", .reason = "x"}), "unknown body");
    EXPECT_EQ(act(RemoveParticipant{.body = "member-4", .reason = "Left."}), "accepted");
    EXPECT_EQ(count_of(house, house.round(), "object"), 0);
    EXPECT_EQ(house.seat("member-4").answer->position, "object");  // stays as record
    EXPECT_EQ(outcome(house.answer("member-4", "agree")), "forbidden");
    EXPECT_EQ(act(AddParticipant{.role = "members", .body = "member-4", .reason = "Back."}),
              "accepted");
    EXPECT_EQ(outcome(house.answer("member-4", "agree")), "accepted");
}

TEST_F(Acts, TheRemovalOfTheLastAwaitedBodyCloses) {
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    EXPECT_EQ(outcome(house.answer("member-2", "agree")), "accepted");
    EXPECT_EQ(act(RemoveParticipant{.body = "member-3", .reason = "Dissolved."}), "accepted");
    EXPECT_EQ(stage(house), "clearance");
    EXPECT_EQ(act(RemoveParticipant{.body = "foreign-affairs", .reason = "x"}), "accepted");
    // A role keeps its least: nobody's signature clears nothing.
    EXPECT_EQ(act(RemoveParticipant{.body = "expatriates-welfare", .reason = "x"}), "wrong number");
    EXPECT_EQ(stage(house), "clearance");
}

TEST_F(Acts, CloseCountsWhatIsThere) {
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    EXPECT_EQ(act(Close{}), "reason required");
    EXPECT_EQ(act(Close{"Urgent.", {}}), "minimum");  // two may still answer
    EXPECT_EQ(extend("2025-12-30 17:00"), "accepted");
    house.at("2025-12-23 17:00");
    EXPECT_EQ(act(Close{"Urgent.", {}}), "accepted");
    EXPECT_EQ(stage(house), "clearance");
    EXPECT_EQ(house.state()->rounds.front()->assignments.back()->status, AssignmentStatus::closed);
}

TEST_F(Acts, WaiveNeedsAStageWithAMinimum) {
    EXPECT_EQ(act(Waive{.stage = "clearance", .reason = "x"}), "unknown stage");
    EXPECT_EQ(act(Waive{.stage = "request", .reason = "x"}), "accepted");
}

TEST_F(Acts, ARevisionInAnOpenRoundOpensANewOne) {
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    const auto old = house.state()->revision()->digest;
    EXPECT_EQ(outcome(house.give(IssueRevision{.text = "New.\n", .media_type = "text/markdown"},
                                 house.focal("member-1"))),
              "forbidden");
    EXPECT_EQ(outcome(house.give(IssueRevision{.text = "New.\n", .media_type = "text/markdown"},
                                 house.secretariat())),
              "reason required");
    EXPECT_EQ(outcome(house.give(IssueRevision{.text = "New.\n", .media_type = "text/markdown"},
                                 house.focal("labour"))),
              "accepted");
    EXPECT_EQ(house.round().number, 2);
    EXPECT_EQ(house.state()->rounds.front()->status, RoundStatus::superseded);
    TakePosition stale;
    stale.body = "member-2";
    stale.position = "agree";
    stale.revision = 1;
    stale.digest = old;
    EXPECT_EQ(outcome(house.give(stale, house.focal("member-2"))), "stale");
    stale.revision = 2;
    EXPECT_EQ(outcome(house.give(stale, house.focal("member-2"))), "stale");
    stale.revision.reset();
    EXPECT_EQ(outcome(house.give(stale, house.focal("member-2"))), "invalid");
    TakePosition to_old_round = stale;
    to_old_round.assignment = house.state()->rounds.front()->assignments.back()->id;
    EXPECT_EQ(outcome(house.give(to_old_round, house.focal("member-3"))), "round closed");
}

TEST_F(Acts, TheSameAgainChangesNothing) {
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "no change");
    EXPECT_EQ(outcome(house.answer("member-1", "object", "On reflection.")), "accepted");
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
}

TEST_F(Acts, RefusalsOfPositions) {
    EXPECT_EQ(outcome(house.answer("member-1", "object")), "reason required");
    EXPECT_EQ(outcome(house.answer("member-1", "comment")), "comments required");
    EXPECT_EQ(outcome(house.answer("member-1", "comment", {}, {{.text = "Which?"}})), "accepted");
    const auto comment = house.state()->comments[0]->id;
    EXPECT_EQ(outcome(house.give(WithdrawComment{comment}, house.focal("member-1"))),
              "comments required");
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    EXPECT_EQ(outcome(house.answer("member-1", "comment")), "accepted");  // it still stands
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    EXPECT_EQ(outcome(house.give(WithdrawComment{comment}, house.focal("member-1"))), "accepted");
    EXPECT_EQ(outcome(house.answer("member-1", "comment")), "comments required");
    holds();
    EXPECT_EQ(outcome(house.answer("member-1", "agre")), "unknown position");
    EXPECT_EQ(outcome(house.answer("labour", "agree")), "unknown body");
    EXPECT_EQ(outcome(house.answer("member-1", "comment", {}, {{.paragraph = "p9", .text = "?"}})),
              "invalid");
    TakePosition by_letter;
    by_letter.body = "member-1";
    by_letter.position = "agree";
    by_letter.received = "by letter";
    by_letter.revision = 1;
    by_letter.digest = house.state()->revision()->digest;
    EXPECT_EQ(outcome(house.give(by_letter, house.focal("member-1"))), "forbidden");
    EXPECT_EQ(act(by_letter), "accepted");
    EXPECT_EQ(house.seat("member-1").answer->received, "by letter");
}

TEST_F(Acts, RefusalsOfOpenings) {
    auto open = write_round(members);
    open.definition = "write-rond";
    EXPECT_EQ(outcome(house.open(open)), "unknown definition");
    open = write_round({"member-1", "nobody"});
    EXPECT_EQ(outcome(house.open(open)), "unknown body");
    open = write_round({"member-1"});
    EXPECT_EQ(outcome(house.open(open)), "wrong number");
    open = write_round({"member-1", "member-1"});
    EXPECT_EQ(outcome(house.open(open)), "invalid");
    open = write_round(members);
    open.roles["observers"] = {"finance"};
    EXPECT_EQ(outcome(house.open(open)), "unknown role");
    open = write_round(members);
    open.attributes["budget"] = 1;
    EXPECT_EQ(outcome(house.open(open)), "unknown attribute");
    open = write_round(members);
    open.attributes["financial"] = "perhaps";
    EXPECT_EQ(outcome(house.open(open)), "invalid");
    open = write_round(members);
    open.media_type = "application/pdf";
    EXPECT_EQ(outcome(house.open(open)), "unsupported media");
    open = write_round(members);
    open.text = " \n";
    EXPECT_EQ(outcome(house.open(open)), "invalid");
}

TEST_F(Acts, LinksAreIssuedAnewAndRevoked) {
    const auto seat = house.seat("member-1");
    const std::string person = house.focal("member-1").person;
    EXPECT_EQ(seat.links.at(person), 1);
    EXPECT_EQ(outcome(house.give(IssueLink{seat.id, person}, house.focal("member-2"))),
              "forbidden");
    EXPECT_EQ(act(IssueLink{seat.id, house.focal("member-2").person}), "invalid");
    EXPECT_EQ(act(IssueLink{seat.id, person}), "accepted");
    EXPECT_EQ(house.seat("member-1").links.at(person), 2);
    EXPECT_EQ(act(RevokeLink{seat.id, person}), "accepted");
    EXPECT_EQ(house.seat("member-1").links.at(person), -2);
    EXPECT_EQ(act(RevokeLink{seat.id, person}), "nothing to do");
    EXPECT_EQ(act(IssueLink{seat.id, person}), "accepted");
    EXPECT_EQ(house.seat("member-1").links.at(person), 3);
}

}  // namespace
}  // namespace paraph::test
