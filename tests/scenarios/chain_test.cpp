#include <algorithm>

#include <gtest/gtest.h>

#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// P7: desk officer, director, secretary.

const std::vector<std::string> levels{"focal point", "desk officer", "director", "secretary"};

class ChainAlone : public testing::Test {
protected:
    ChainAlone() {
        house.body("ministry", levels);
        // Alone the procedure has no outer round: it signs a text of its own.
        source =
            "workflow: three-desks\nlanguage: 1\ntitle: Three desks\n"
            "calendar: bangladesh-government\nroles:\n  ministry: { bodies: 1 }\n"
            "start: desk\nstages:\n"
            "  desk: { kind: sign off, who: desk officer of the body, "
            "positions: { sign: { title: Forward } }, "
            "then: { signed: director } }\n"
            "  director: { kind: sign off, who: director of the body, separate from: desk, "
            "then: { signed: secretary, declined: desk } }\n"
            "  secretary: { kind: sign off, who: secretary of the body, "
            "separate from: director, then: { signed: end as signed, declined: director } }\n";
    }
    void open() {
        house.publish(source);
        OpenCycle open;
        open.definition = "three-desks";
        open.title = "A letter";
        open.roles = {{"ministry", {"ministry"}}};
        open.text = "Dear all.\n";
        open.media_type = "text/markdown";
        const auto opened = house.open(open);
        ASSERT_TRUE(opened) << opened.error().text;
    }
    Result<Settled> act(const std::string& function, const std::string& position,
                        const std::string& reason = {}) {
        TakePosition command;
        command.body = "ministry";
        command.position = position;
        command.reason = reason;
        command.revision = house.state()->revision()->number;
        command.digest = house.state()->revision()->digest;
        return house.give(std::move(command), house.person("ministry", function));
    }

    House house;
    std::string source;
};

TEST_F(ChainAlone, AFunctionIsTheSameHoweverItIsTyped) {
    house.body("ministry", {"focal point", " Desk Officer ", "DIRECTOR", "secretary"});
    open();
    EXPECT_EQ(outcome(act("desk officer", "sign")), "accepted") << "no level is skipped";
    EXPECT_EQ(outcome(act("director", "sign")), "accepted");
}

TEST_F(ChainAlone, ThreeSignaturesInOrder) {  // P7.1
    open();
    for (const auto* level : {"desk officer", "director", "secretary"})
        EXPECT_EQ(outcome(act(level, "sign")), "accepted") << level;
    EXPECT_EQ(stage(house), "end: signed");
    EXPECT_EQ(house.state()->rounds.size(), 3u);
}

TEST_F(ChainAlone, WhatIsReturnedIsAtTheDeskAgain) {  // P7.2
    open();
    EXPECT_EQ(outcome(act("desk officer", "sign")), "accepted");
    EXPECT_EQ(outcome(act("director", "decline")), "reason required");
    EXPECT_EQ(outcome(act("director", "decline", "Not our letterhead.")), "accepted");
    EXPECT_EQ(stage(house), "desk");
    EXPECT_EQ(house.round().number, 2);
    EXPECT_EQ(house.round().assignments.front()->function, "desk officer");
}

TEST_F(ChainAlone, NobodyActsBeforeTheirTurn) {  // P7.3
    open();
    EXPECT_EQ(outcome(act("secretary", "sign")), "forbidden");
    EXPECT_EQ(stage(house), "desk");
}

TEST_F(ChainAlone, ANewRevisionBringsItBackToTheDesk) {  // P7.4
    open();
    EXPECT_EQ(outcome(act("desk officer", "sign")), "accepted");
    EXPECT_EQ(outcome(act("director", "sign")), "accepted");
    EXPECT_EQ(outcome(house.give(IssueRevision{.text = "Dear colleagues.\n",
                                               .media_type = "text/markdown",
                                               .reason = "It was too formal."},
                                 house.secretariat())),
              "accepted");
    EXPECT_EQ(stage(house), "desk");
    const auto& rounds = house.state()->rounds;
    ASSERT_EQ(rounds.size(), 4u);
    for (const int kept : {0, 1}) {
        const auto& signature = *rounds[static_cast<std::size_t>(kept)]->assignments.front();
        EXPECT_EQ(signature.status, AssignmentStatus::outdated);
        EXPECT_EQ(signature.answer->revision, 1);
    }
}

/// Two of P2's members have a chain inside, one has none.
class ChainInside : public testing::Test {
protected:
    ChainInside() {
        house.body("health", levels);
        house.body("education", levels);
        house.members(1);
    }
    void open() {
        const auto opened = house.open(write_round({"health", "education", "member-1"}));
        ASSERT_TRUE(opened) << opened.error().text;
    }
    Result<Settled> act_as_secretariat(Command command) {
        return house.give(std::move(command), house.secretariat());
    }
    std::string why_abandoned(const std::string& child) {
        const auto record = read_entry(house.entries(child).back().body, {});
        const auto* fact = std::get_if<Abandoned>(&record->fact);
        return fact ? fact->why : "not abandoned";
    }

    House house;
};

TEST_F(ChainInside, TheLastSignatureIsTheMinistrysPosition) {  // P7.1
    open();
    const std::string child = house.inside("health");
    ASSERT_FALSE(child.empty());
    EXPECT_TRUE(house.inside("member-1").empty());
    EXPECT_EQ(outcome(house.answer("health", "agree")), "not your turn");
    EXPECT_EQ(dhaka(*house.state(child)->current()->due), "2025-12-21 17:00");
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign")), "invalid");
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "agree")), "accepted");
    EXPECT_EQ(outcome(house.in_chain("health", "director", "sign")), "accepted");
    EXPECT_EQ(house.seat("health").status, AssignmentStatus::awaited);
    EXPECT_EQ(outcome(house.in_chain("health", "secretary", "sign")), "accepted");
    const auto seat = house.seat("health");
    EXPECT_EQ(seat.status, AssignmentStatus::answered);
    EXPECT_EQ(seat.answer->position, "agree");
    EXPECT_EQ(seat.answer->cites->cycle, child);
    const auto cited =
        house.entries(child).at(static_cast<std::size_t>(seat.answer->cites->sequence) - 1);
    EXPECT_EQ(cited.kind, "position taken");
    EXPECT_EQ(house.state(child)->outcome, "answered");
}

TEST_F(ChainInside, AReturnedFileIsNoPosition) {  // P7.2
    open();
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "agree")), "accepted");
    EXPECT_EQ(outcome(house.in_chain("health", "director", "decline", {}, "Check costs.")),
              "accepted");
    EXPECT_EQ(house.state(house.inside("health"))->current()->stage, "desk");
    EXPECT_FALSE(house.seat("health").answer);
}

TEST_F(ChainInside, AnUnknownProposalIsRefusedAtOnce) {
    open();
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "perhaps")),
              "unknown position");
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "object")),
              "reason required");
}

TEST_F(ChainInside, SilenceCountsAndTheTrailSaysAtWhichDeskItStood) {
    open();
    const std::string child = house.inside("health");
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "agree")), "accepted");
    house.at("2025-12-22 17:00");
    EXPECT_EQ(stage(house), "clearance");
    EXPECT_EQ(house.seat("health").status, AssignmentStatus::silent);
    EXPECT_EQ(house.state(child)->status, CycleStatus::abandoned);
    EXPECT_NE(why_abandoned(child).find("stood at: director"), std::string::npos);
}

TEST_F(ChainInside, ALevelThatAMinistryLacksIsSkippedAndRecorded) {
    house.body("small", {"focal point", "desk officer", "secretary"});
    ASSERT_TRUE(house.open(write_round({"small", "health"})));
    const std::string child = house.inside("small");
    EXPECT_EQ(outcome(house.in_chain("small", "desk officer", "sign", "agree")), "accepted");
    EXPECT_EQ(house.state(child)->current()->stage, "secretary");
    const auto kinds = house.kinds(child);
    EXPECT_EQ(std::ranges::count(kinds, "stage skipped"), 1);
    EXPECT_EQ(outcome(house.in_chain("small", "secretary", "sign")), "accepted");
    EXPECT_EQ(house.seat("small").answer->position, "agree");
}

TEST_F(ChainInside, NobodyFillsTwoConsecutiveLevels) {
    open();
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "agree")), "accepted");
    // The desk officer is promoted while the file is on its way.
    const auto officer = house.person("health", "desk officer");
    RegisterBody command{.id = "health", .name = {{"en", "health"}}, .kind = "ministry"};
    command.people.push_back({.id = officer.person,
                              .name = "promoted",
                              .email = "p@health.example",
                              .language = "en",
                              .function = "director"});
    ASSERT_EQ(outcome(house.give(command)), "accepted");
    EXPECT_EQ(outcome(house.in_chain("health", "director", "sign")), "four eyes");
}

TEST_F(ChainInside, ANewRevisionBeginsAnewInsideAndKeepsTheOldSignatures) {  // P7.4
    open();
    const std::string before = house.inside("health");
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "agree")), "accepted");
    EXPECT_EQ(outcome(house.in_chain("health", "director", "sign")), "accepted");
    EXPECT_EQ(outcome(act_as_secretariat(IssueRevision{
                  .text = "Wholly new.\n", .media_type = "text/markdown", .reason = "New."})),
              "accepted");
    const std::string after = house.inside("health");
    EXPECT_NE(before, after);
    EXPECT_EQ(house.state(before)->status, CycleStatus::abandoned);
    EXPECT_EQ(house.state(before)->rounds.front()->assignments.front()->answer->position, "sign");
    EXPECT_EQ(house.state(after)->current()->stage, "desk");
    EXPECT_EQ(house.state(after)->revision()->number, 2);
}

TEST_F(ChainInside, WhatWasAbandonedUnderAnAnswerThatIsCarriedOverStaysSo) {
    open();
    const std::string child = house.inside("health");
    EXPECT_EQ(
        outcome(act_as_secretariat(Extend{
            .body = "member-1", .due = dhaka("2025-12-30 17:00"), .reason = "Short of staff."})),
        "accepted");
    house.at("2025-12-22 17:00");
    ASSERT_EQ(house.seat("health").status, AssignmentStatus::silent);
    EXPECT_EQ(outcome(act_as_secretariat(IssueRevision{
                  .text = "Fees are the employer's.\n\nThe ministry publishes a list of licensed "
                          "agencies every quarter.\n",
                  .media_type = "text/markdown",
                  .reason = "The lead is on leave."})),
              "accepted");
    ASSERT_EQ(house.inside("health"), child) << "its silence is carried over";
    ASSERT_EQ(house.state(child)->status, CycleStatus::abandoned);
    EXPECT_EQ(outcome(act_as_secretariat(Suspend{"A strike."})), "accepted");
    EXPECT_EQ(outcome(act_as_secretariat(Resume{"It is over."})), "accepted");
    EXPECT_EQ(house.state(child)->status, CycleStatus::abandoned);
}

TEST_F(ChainInside, ExtensionAndSuspensionReachTheInside) {
    open();
    const std::string child = house.inside("health");
    EXPECT_EQ(outcome(act_as_secretariat(
                  Extend{.due = dhaka("2025-12-30 17:00"), .reason = "Holidays."})),
              "accepted");
    EXPECT_EQ(dhaka(*house.state(child)->current()->due), "2025-12-29 17:00");
    EXPECT_EQ(outcome(act_as_secretariat(Suspend{"A strike."})), "accepted");
    EXPECT_EQ(house.state(child)->status, CycleStatus::suspended);
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "agree")), "not running");
    house.at("2025-12-08 10:00");
    EXPECT_EQ(outcome(act_as_secretariat(Resume{"It is over."})), "accepted");
    EXPECT_EQ(house.state(child)->status, CycleStatus::running);
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-31 17:00");
    EXPECT_EQ(dhaka(*house.state(child)->current()->due), "2025-12-30 17:00");
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "agree")), "accepted");
}

TEST_F(ChainInside, ADeferralReachesTheInside) {
    open();
    const std::string child = house.inside("health");
    EXPECT_EQ(outcome(act_as_secretariat(
                  Defer{.until = dhaka("2025-12-20 10:00"), .reason = "A summit."})),
              "accepted");
    EXPECT_EQ(house.state(child)->status, CycleStatus::deferred);
    house.at("2025-12-20 10:00");
    EXPECT_EQ(house.state(child)->status, CycleStatus::running);
    EXPECT_EQ(outcome(act_as_secretariat(Defer{.meeting = "Cabinet", .reason = "A summit."})),
              "accepted");
    EXPECT_EQ(outcome(act_as_secretariat(Resume{"It has met."})), "accepted");
    EXPECT_EQ(house.state(child)->status, CycleStatus::running);
    EXPECT_LT(*house.state(child)->current()->due, *house.round().due);
}

TEST_F(ChainInside, AnAnswerByLetterEndsTheInside) {
    open();
    const std::string child = house.inside("health");
    TakePosition letter{.body = "health", .position = "agree", .received = "by letter"};
    letter.revision = 1;
    letter.digest = house.state()->revision()->digest;
    EXPECT_EQ(outcome(act_as_secretariat(letter)), "accepted");
    EXPECT_EQ(house.state(child)->status, CycleStatus::abandoned);
}

TEST_F(ChainInside, WhatIsTakenBackReachesTheInside) {
    open();
    const std::string child = house.inside("health");
    EXPECT_EQ(outcome(act_as_secretariat(
                  Extend{.due = dhaka("2025-12-30 17:00"), .reason = "Holidays."})),
              "accepted");
    EXPECT_EQ(outcome(act_as_secretariat(
                  Shorten{.due = dhaka("2025-12-24 17:00"), .reason = "Not so many."})),
              "accepted");
    EXPECT_EQ(dhaka(*house.state(child)->current()->due), "2025-12-23 17:00");
    EXPECT_EQ(outcome(act_as_secretariat(Abandon{"The wrong one."})), "accepted");
    EXPECT_EQ(house.state(child)->status, CycleStatus::abandoned);
    EXPECT_EQ(outcome(house.give(Resume{"x"}, house.secretariat(), child)), "forbidden");
    EXPECT_EQ(outcome(act_as_secretariat(Resume{"It was the wrong one."})), "accepted");
    EXPECT_EQ(house.state(child)->status, CycleStatus::running);
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "agree")), "accepted");
}

TEST_F(ChainInside, ExtensionForOneBodyReachesOnlyItsInside) {
    open();
    EXPECT_EQ(
        outcome(act_as_secretariat(Extend{
            .body = "health", .due = dhaka("2025-12-30 17:00"), .reason = "Short of staff."})),
        "accepted");
    EXPECT_EQ(dhaka(*house.state(house.inside("health"))->current()->due), "2025-12-29 17:00");
    EXPECT_EQ(dhaka(*house.state(house.inside("education"))->current()->due), "2025-12-21 17:00");
}

TEST_F(ChainInside, AfterAReopeningTheInsideBeginsAnew) {
    open();
    const std::string before = house.inside("health");
    house.at("2025-12-22 17:00");
    ASSERT_EQ(stage(house), "clearance");
    EXPECT_EQ(outcome(act_as_secretariat(Reopen{.stage = "request",
                                                .due = dhaka("2025-12-30 17:00"),
                                                .reason = "A ministry was ill."})),
              "accepted");
    const std::string after = house.inside("health");
    EXPECT_NE(before, after);
    EXPECT_EQ(house.state(after)->current()->stage, "desk");
    for (const auto* level : {"desk officer", "director", "secretary"})
        EXPECT_EQ(outcome(house.in_chain("health", level, "sign", "agree")), "accepted") << level;
    EXPECT_EQ(house.seat("health").answer->position, "agree");
}

TEST_F(ChainInside, AnAbandonedOuterCycleAbandonsTheInside) {
    open();
    const std::string child = house.inside("health");
    EXPECT_EQ(outcome(act_as_secretariat(Abandon{"Withdrawn by Cabinet."})), "accepted");
    EXPECT_EQ(stage(house), "abandoned");
    EXPECT_EQ(house.state(child)->status, CycleStatus::abandoned);
}

TEST_F(ChainInside, WhoSignedLastMayLiftTheMinistrysObjection) {
    open();
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "object", "Costs.")),
              "accepted");
    EXPECT_EQ(outcome(house.in_chain("health", "director", "sign")), "accepted");
    EXPECT_EQ(outcome(house.in_chain("health", "secretary", "sign", {}, "Costs.")), "accepted");
    const std::string id = house.seat("health").id;
    EXPECT_EQ(outcome(house.give(LiftBlock{id}, house.person("health", "desk officer"))),
              "not your turn");
    EXPECT_EQ(outcome(house.give(LiftBlock{id}, house.person("health", "secretary"))), "accepted");
    EXPECT_EQ(house.seat("health").status, AssignmentStatus::lifted);
}

TEST_F(ChainInside, NobodyOutsideActsInside) {
    open();
    const std::string child = house.inside("health");
    TakePosition command;
    command.body = "health";
    command.position = "sign";
    command.proposes = "agree";
    EXPECT_EQ(outcome(house.give(command, house.secretariat(), child)), "forbidden");
    EXPECT_EQ(outcome(house.give(command, house.person("education", "desk officer"), child)),
              "forbidden");
    EXPECT_EQ(outcome(house.give(Abandon{"x"}, house.secretariat(), child)), "forbidden");
}

}  // namespace
}  // namespace paraph::test
