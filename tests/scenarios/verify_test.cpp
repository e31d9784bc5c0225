#include "engine/core/verify.hpp"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "tests/scenarios/forge.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// What a stranger finds who recomputes a history in which somebody has changed one entry.

class Forgeries : public testing::Test {
protected:
    Forgeries() {
        EXPECT_TRUE(house.open(write_round(house.members(3))));
        EXPECT_TRUE(house.answer("member-1", "agree"));
        house.at("2025-12-22 17:00");
        for (const auto* chair : {"foreign-affairs", "expatriates-welfare"})
            EXPECT_TRUE(house.answer(chair, "sign"));
        EXPECT_EQ(stage(house), "end: cleared");
        entries = house.entries();
    }

    std::vector<Flaw> flaws() {
        return verify(house.own_store.stream(registry_stream, 0), entries, definitions()).flaws;
    }

    template <class F>
    void forge(const std::function<void(F&, Heading&)>& change, int nth = 0) {
        test::forge<F>(entries, change, nth);
    }
    template <class F>
    void forge_record(const std::function<void(Record<Fact>&)>& change, int nth = 0) {
        test::forge_record<F>(entries, change, nth);
    }
    std::string first_flaw() {
        const auto found = flaws();
        return found.empty() ? "none" : found.front().text;
    }
    bool finds(std::string_view text) {
        return std::ranges::any_of(flaws(), [&](const Flaw& flaw) { return flaw.text == text; });
    }

    House house;
    std::vector<Entry> entries;
};

TEST_F(Forgeries, AnHonestHistoryHasNone) {
    const auto verified =
        verify(house.own_store.stream(registry_stream, 0), entries, definitions());
    for (const auto& flaw : verified.flaws) ADD_FAILURE() << flaw.sequence << ": " << flaw.text;
    EXPECT_EQ(verified.positions, 3);
    EXPECT_EQ(verified.silences, 2);
    EXPECT_EQ(verified.closings, 2);
    EXPECT_EQ(verified.deadlines, 2);
    EXPECT_EQ(verified.erased, 0);
}

TEST_F(Forgeries, ErasureIsCountedAndIsNoFlaw) {
    for (auto& entry : entries) entry.secret.clear();
    const auto verified =
        verify(house.own_store.stream(registry_stream, 0), entries, definitions());
    EXPECT_TRUE(verified.flaws.empty());
    EXPECT_GT(verified.erased, 0);
}

TEST_F(Forgeries, AChangedFigure) {
    forge<RoundClosed>([](RoundClosed& fact, Heading&) { fact.tally.front().count = 2; });
    EXPECT_EQ(first_flaw(), "its figures are not what was given");
}

TEST_F(Forgeries, AChangedResult) {
    forge<RoundClosed>([](RoundClosed& fact, Heading&) { fact.result = "not passed"; });
    EXPECT_EQ(first_flaw(), "its result is \"not passed\"; the rule gives \"passed\"");
}

TEST_F(Forgeries, APositionByAStranger) {
    const std::string stranger = house.focal("member-2").person;
    forge<PositionTaken>([&](PositionTaken&, Heading& heading) { heading.actor = stranger; });
    EXPECT_EQ(first_flaw(), "whoever took it does not speak for the body");
}

TEST_F(Forgeries, APositionOnAnotherText) {
    forge<PositionTaken>([](PositionTaken& fact, Heading&) { fact.digest = sha256("other"); });
    EXPECT_EQ(first_flaw(), "it was given to another text than the one in force");
}

TEST_F(Forgeries, SilenceOfOneWhoAnswered) {
    const std::string answered = house.state()->rounds.front()->assignments.front()->id;
    forge<SilenceCounted>(
        [&](SilenceCounted& fact, Heading&) { fact.assignments.push_back(answered); });
    EXPECT_EQ(first_flaw(), "\"member-1\" was not silent");
}

TEST_F(Forgeries, SilenceCountedByAHand) {
    const std::string hand = house.focal("secretariat").person;
    forge<SilenceCounted>([&](SilenceCounted&, Heading& heading) { heading.actor = hand; });
    EXPECT_TRUE(finds("silence is counted by rule only"));
    EXPECT_TRUE(finds("what people do takes effect when it is done"));
}

TEST_F(Forgeries, AnotherDueTime) {
    forge<RoundOpened>([](RoundOpened& fact, Heading&) { *fact.due -= std::chrono::hours(48); });
    EXPECT_EQ(first_flaw(), "its due time is not what definition and calendar give");
}

TEST_F(Forgeries, ASkippedStage) {
    forge<RoundOpened>([](RoundOpened& fact, Heading&) { fact.stage = "meeting"; }, 1);
    EXPECT_EQ(first_flaw(), "the way did not lead to \"meeting\"");
}

TEST_F(Forgeries, AnotherOutcome) {
    forge<CycleEnded>([](CycleEnded& fact, Heading&) { fact.outcome = "refused"; });
    EXPECT_EQ(first_flaw(), "the definition's way does not end here as \"refused\"");
}

TEST_F(Forgeries, ARemovedEntry) {
    entries.erase(entries.begin() + 4);
    EXPECT_FALSE(flaws().empty());
}

TEST_F(Forgeries, TheSameHandTwice) {
    House other;
    other.body("health", {"focal point", "desk officer", "director", "secretary"});
    ASSERT_TRUE(other.open(write_round({"health", "labour"})));
    const std::string child = other.inside("health");
    ASSERT_TRUE(other.in_chain("health", "desk officer", "sign", "agree"));
    ASSERT_TRUE(other.in_chain("health", "director", "sign"));
    entries = other.entries(child);
    const std::string officer = other.person("health", "desk officer").person;
    forge<PositionTaken>([&](PositionTaken&, Heading& heading) { heading.actor = officer; }, 1);
    bool found = false;
    for (const auto& flaw :
         verify(other.own_store.stream(registry_stream, 0), entries, definitions()).flaws)
        found = found || flaw.text == "the same person acted where another must have";
    EXPECT_TRUE(found);
}

TEST_F(Forgeries, ASeatLeftOut) {
    forge<RoundOpened>([](RoundOpened& fact, Heading&) { fact.seats.pop_back(); });
    EXPECT_EQ(first_flaw(), "it does not ask those whom the definition names");
}

TEST_F(Forgeries, AReminderLeftOut) {
    forge<RoundOpened>([](RoundOpened& fact, Heading&) { fact.dues.clear(); });
    EXPECT_EQ(first_flaw(), "what will follow by itself is not what the definition says");
}

TEST_F(Forgeries, SilenceThatWasKeptQuiet) {
    leave_out(entries, "silence counted");
    EXPECT_TRUE(finds("the silence of \"member-2\" was not counted"));
}

TEST_F(Forgeries, AReminderThatWasNotSent) {
    leave_out(entries, "reminded");
    EXPECT_TRUE(finds("it is not what was due then"));
}

TEST_F(Forgeries, AReminderOfFewerThanHadStillToAct) {
    forge<Reminded>([](Reminded& fact, Heading&) { fact.assignments.pop_back(); });
    EXPECT_EQ(first_flaw(), "it does not remind those who had still to act");
}

TEST_F(Forgeries, WhatFollowsByItselfNamesTheDueTimeThatItFollowsFrom) {
    const auto honest = entries;
    forge_record<SilenceCounted>([](Record<Fact>& record) { record.effective.reset(); });
    EXPECT_EQ(first_flaw(), "it does not say which due time it follows from");
    entries = honest;
    forge_record<SilenceCounted>(
        [](Record<Fact>& record) { *record.effective -= std::chrono::hours(1); });
    EXPECT_EQ(first_flaw(), "it is not what was due then");
    entries = honest;
    forge_record<PositionTaken>([](Record<Fact>& record) { record.effective = record.at; });
    EXPECT_EQ(first_flaw(), "what people do takes effect when it is done");
}

TEST_F(Forgeries, AWayInThatIsNone) {
    forge<PositionTaken>([](PositionTaken&, Heading& heading) { heading.via = "telepathy"; });
    EXPECT_TRUE(first_flaw().ends_with("comes in by \"telepathy\"")) << first_flaw();
}

TEST_F(Forgeries, APersonWhoComesInLikeAMachine) {
    forge<PositionTaken>([](PositionTaken&, Heading& heading) { heading.via = "control"; });
    EXPECT_TRUE(first_flaw().ends_with("comes in by \"control\"")) << first_flaw();
}

TEST_F(Forgeries, ARoundThatClosesAsNoneOfItsKindDoes) {
    const auto honest = entries;
    for (const auto* how : {"left", "branches done", "meeting", "revision", "somehow", ""}) {
        entries = honest;
        forge<RoundClosed>([&](RoundClosed& fact, Heading&) { fact.how = how; });
        EXPECT_TRUE(finds("a stage of this kind does not close by \"" + std::string(how) + "\""))
            << how;
    }
}

TEST_F(Forgeries, AStageThatIsSkippedThoughThereWasSomebodyToAsk) {
    forge<StageSkipped>([](StageSkipped& fact, Heading&) { fact.why = "nobody at this level"; });
    EXPECT_TRUE(finds("its condition did not hold, and it was skipped for something else"));
    forge<CycleOpened>(
        [](CycleOpened& fact, Heading&) { fact.opening.attributes["financial"] = true; });
    EXPECT_TRUE(finds("there was somebody to ask: the stage was not to be skipped"));
    forge<StageSkipped>([](StageSkipped& fact, Heading&) { fact.why = "it took too long"; });
    EXPECT_TRUE(finds("a stage is not skipped for \"it took too long\""));
}

TEST_F(Forgeries, AStageThatWasToBeSkipped) {
    forge_record<StageSkipped>([&](Record<Fact>& record) {
        record.fact = RoundOpened{.stage = "finance statement", .stage_kind = StageKind::sign_off};
    });
    EXPECT_TRUE(finds("the stage was to be skipped"));
}

TEST_F(Forgeries, ASeatWhosePeopleAreNotAsked) {
    forge<RoundOpened>([](RoundOpened& fact, Heading&) { fact.seats.front().people.clear(); });
    EXPECT_EQ(first_flaw(), "it does not ask the people who speak for \"member-1\"");
}

TEST_F(Forgeries, AnOpeningWithoutWhatTheDefinitionAsksFor) {
    forge<CycleOpened>(
        [](CycleOpened& fact, Heading&) { fact.opening.attributes.erase("financial"); });
    EXPECT_TRUE(first_flaw().starts_with("its attributes are not those"));
}

/// A round that waits for all, however long, and at least three working days.
class Waiting : public Forgeries {
protected:
    Waiting() {
        house.publish(R"(workflow: waiting
language: 1
title: Waiting for all
calendar: bangladesh-government
roles:
  members: { bodies: 2..9 }
start: hearing
stages:
  hearing:
    kind: comment
    who: members
    minimum: 3 working days
    due: 5 working days
    closes: when all have answered
    then: { closed: end as heard }
)");
        OpenCycle command;
        command.definition = "waiting";
        command.title = "A draft";
        command.roles = {{"members", {"member-1", "member-2"}}};
        command.text = "A text.\n";
        command.media_type = "text/markdown";
        house.at("2026-01-04 10:00");
        EXPECT_EQ(outcome(house.open(command)), "accepted");
        EXPECT_EQ(outcome(house.answer("member-1", "no comment")), "accepted");
    }
};

TEST_F(Waiting, ThatWasCutShortAfterTheDueTime) {
    house.at("2026-02-01 10:00");
    ASSERT_EQ(house.round().status, RoundStatus::overdue);
    ASSERT_EQ(outcome(house.answer("member-2", "no comment")), "accepted");
    ASSERT_EQ(stage(house), "end: heard");
    entries = house.entries();
    EXPECT_EQ(first_flaw(), "none");
    leave_out(entries, "position taken");
    EXPECT_TRUE(finds("somebody could still have answered"));
}

TEST_F(Waiting, ThatWasClosedBeforeItsMinimum) {
    house.at("2026-01-11 10:00");
    ASSERT_EQ(outcome(house.give(Close{.reason = "Enough."}, house.secretariat())), "accepted");
    entries = house.entries();
    EXPECT_EQ(first_flaw(), "none");
    forge<RoundClosed>(
        [](RoundClosed&, Heading& heading) { heading.at = dhaka("2026-01-05 10:00"); });
    EXPECT_TRUE(finds("it was closed before its minimum was over"));
}

/// Two branches, of which one leaves the block and ends the other.
class Leaving : public Forgeries {
protected:
    Leaving() {
        house.publish(two_branches_source());
        EXPECT_EQ(outcome(house.open(two_branches({"member-1", "member-2"}))), "accepted");
        EXPECT_EQ(outcome(house.answer("foreign-affairs", "object", "Because.")), "accepted");
        EXPECT_EQ(stage(house), "end: vetoed");
        entries = house.entries();
    }
};

TEST_F(Leaving, ABlockSaysThatItWasLeft) {
    EXPECT_EQ(first_flaw(), "none");
    forge<RoundClosed>([](RoundClosed& fact, Heading&) { fact.how = "branches done"; }, 1);
    EXPECT_TRUE(finds("a way left the block, and it does not say so"));
}

TEST_F(Leaving, ABranchIsCancelledForNothingElse) {
    forge_record<RoundClosed>(
        [](Record<Fact>& record) { record.fact = CycleEnded{.outcome = "vetoed"}; }, 1);
    EXPECT_TRUE(finds("a round was cancelled, and its block went on"));
}

/// A ministry has answered through its chain, and its round is open again.
class ReopenedInside : public Forgeries {
protected:
    ReopenedInside() {
        other.body("health", {"focal point", "desk officer", "director", "secretary"});
        EXPECT_EQ(outcome(other.open(write_round({"health", "labour"}))), "accepted");
        for (const auto* level : {"desk officer", "director", "secretary"})
            EXPECT_EQ(outcome(other.in_chain("health", level, "sign", "agree")), "accepted");
        first = other.inside("health");
        other.at("2025-12-22 17:00");
        EXPECT_EQ(outcome(other.give(Reopen{.stage = "request",
                                            .due = dhaka("2025-12-30 17:00"),
                                            .reason = "A ministry was ill."},
                                     other.secretariat())),
                  "accepted");
        entries = other.entries();
    }
    std::string first_flaw_outside() {
        const auto found =
            verify(other.own_store.stream(registry_stream, 0), entries, definitions()).flaws;
        return found.empty() ? "none" : found.front().text;
    }

    House other;
    std::string first;
};

TEST_F(ReopenedInside, BeginsAnewWhereTheAnswerStands) {
    const auto begun = other.inside("health");
    EXPECT_NE(begun, first);
    EXPECT_EQ(other.state(first)->status, CycleStatus::ended);
    EXPECT_EQ(first_flaw_outside(), "none");
}

TEST_F(ReopenedInside, IsNotLeftOutNorMadeUp) {
    const std::string labour = other.seat("labour").id;
    const auto honest = entries;
    forge<Reopened>([](Reopened& fact, Heading&) { fact.inside.clear(); });
    EXPECT_EQ(first_flaw_outside(), "what runs inside does not begin anew where it was to");
    entries = honest;
    forge<Reopened>([&](Reopened& fact, Heading&) { fact.inside[labour] = "cyc_1"; });
    EXPECT_EQ(first_flaw_outside(), "what runs inside does not begin anew where it was to");
}

/// A member has commented, and says then that it is not its concern.
class Unconcerned : public Forgeries {
protected:
    Unconcerned() {
        house.publish(R"(workflow: concerned
language: 1
title: Concerned
calendar: bangladesh-government
roles:
  members: { bodies: 2..9 }
start: vote
stages:
  vote:
    kind: ballot
    who: members
    due: 10 working days
    passes: object = 0 and open conditions = 0
    then: { passed: end as adopted, not passed: end as returned }
)");
        OpenCycle command;
        command.definition = "concerned";
        command.title = "A draft";
        command.roles = {{"members", {"member-1", "member-2", "member-3"}}};
        command.text = "A text.\n";
        command.media_type = "text/markdown";
        EXPECT_EQ(outcome(house.open(command)), "accepted");
        const std::vector<NewComment> said{{.force = Force::condition, .text = "Not yet."},
                                           {.text = "Well written."}};
        EXPECT_EQ(outcome(house.answer("member-1", "agree", {}, said)), "accepted");
        EXPECT_EQ(outcome(house.answer("member-1", "not our concern")), "accepted");
        EXPECT_EQ(outcome(house.answer("member-2", "agree")), "accepted");
        entries = house.entries();
    }
};

TEST_F(Unconcerned, LeavesNothingToAnswerOrToMeet) {
    for (const auto& comment : house.state()->comments)
        EXPECT_EQ(comment->status, CommentStatus::withdrawn);
    EXPECT_EQ(first_flaw(), "none");
    leave_out(entries, "comment withdrawn");
    EXPECT_TRUE(finds("a body left the base, and what it had said stayed"));
}

/// A text that the secretariat issued in the lead's place, while the round was open.
class InTheLeadsPlace : public Forgeries {
protected:
    InTheLeadsPlace() {
        House other;
        EXPECT_TRUE(other.open(write_round(other.members(3))));
        const IssueRevision revision{
            .text = "New.\n", .media_type = "text/markdown", .reason = "The lead is on leave."};
        EXPECT_EQ(outcome(other.give(revision, other.secretariat())), "accepted");
        entries = other.entries();
        registry = other.own_store.stream(registry_stream, 0);
    }
    std::vector<Entry> registry;
};

TEST_F(InTheLeadsPlace, ATextNeedsAReason) {
    EXPECT_TRUE(verify(registry, entries, definitions()).flaws.empty());
    forge<RevisionIssued>([](RevisionIssued& fact, Heading&) { fact.reason = false; }, 1);
    const auto flaws = verify(registry, entries, definitions()).flaws;
    ASSERT_FALSE(flaws.empty());
    EXPECT_EQ(flaws.front().text, "it carries no reason");
}

TEST_F(Forgeries, ADueTimeThatIsLostWhileTheCycleIsPutOff) {
    House other;
    EXPECT_TRUE(other.open(write_round(other.members(3))));
    EXPECT_EQ(outcome(other.give(Defer{.until = dhaka("2025-12-10 10:00"), .reason = "A summit."},
                                 other.secretariat())),
              "accepted");
    other.at("2025-12-10 10:00");
    entries = other.entries();
    const auto registry = other.own_store.stream(registry_stream, 0);
    EXPECT_TRUE(verify(registry, entries, definitions()).flaws.empty());
    forge<TakenUp>([](TakenUp& fact, Heading&) { fact.dues.pop_back(); });
    const auto flaws = verify(registry, entries, definitions()).flaws;
    ASSERT_FALSE(flaws.empty());
    EXPECT_EQ(flaws.front().text,
              "what was to follow by itself before the stop is not what follows now");
}

/// What is recorded as done by a stranger, in a house with a comment, a text revised, a link.
class Strangers : public Forgeries {
protected:
    Strangers() {
        House other;
        other.body("lead-ministry", {"focal point"});
        EXPECT_TRUE(other.open(write_round(other.members(3))));
        const std::vector<NewComment> condition{
            {.paragraph = "p1", .force = Force::condition, .text = "Not yet."}};
        EXPECT_EQ(outcome(other.answer("member-1", "agree", {}, condition)), "accepted");
        const auto comment = other.state()->comments[0]->id;
        EXPECT_EQ(outcome(other.give(LiftComment{.comment = comment}, other.focal("member-1"))),
                  "accepted");
        const auto seat = other.seat("member-2");
        EXPECT_EQ(outcome(other.give(
                      IssueLink{.assignment = seat.id, .person = other.focal("member-2").person},
                      other.secretariat())),
                  "accepted");
        EXPECT_EQ(outcome(other.give(Suspend{.reason = "A flood."}, other.secretariat())),
                  "accepted");
        stranger = other.focal("member-3").person;
        entries = other.entries();
        registry = other.own_store.stream(registry_stream, 0);
    }
    template <class F>
    std::string by_stranger() {
        auto forged = entries;
        test::forge<F>(forged, [&](F&, Heading& heading) { heading.actor = stranger; });
        const auto found = verify(registry, forged, definitions()).flaws;
        return found.empty() ? "none" : found.front().text;
    }
    std::string stranger;
    std::vector<Entry> registry;
};

TEST_F(Strangers, AreNotMistakenForThoseWhoMight) {
    EXPECT_TRUE(verify(registry, entries, definitions()).flaws.empty());
    EXPECT_EQ(by_stranger<CommentLifted>(), "only the body that made a comment takes it back");
    EXPECT_EQ(by_stranger<LinkIssued>(), "whoever did it may not issue links here");
    EXPECT_EQ(by_stranger<Suspended>(), "whoever did it may not suspend here");
    EXPECT_EQ(by_stranger<PositionTaken>(), "whoever took it does not speak for the body");
    EXPECT_EQ(by_stranger<CycleOpened>(), "only the secretariat opens a cycle");
}

}  // namespace
}  // namespace paraph::test
