
#include <gtest/gtest.h>

#include "engine/core/verify.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// Stages that lead on rather than ask: branches side by side, choices, cycles that open cycles.

const std::string way_head = R"(
language: 1
title: A sample
calendar: bangladesh-government
attributes:
  urgent:     { type: yes/no }
  objectives: { type: some of, from: 1..23 }
  objective:  { type: one of, from: 1..23 }
roles:
  members: { bodies: 1..60, silence: agree }
  chair:   { bodies: 1 }
  owner:   { bodies: 0..1 }
)";

class Ways : public testing::Test {
protected:
    void publish(const std::string& name, const std::string& rest) {
        house.publish("workflow: " + name + way_head + rest);
    }
    Result<Settled> open(const std::string& name, int members = 3, json::object attributes = {}) {
        OpenCycle command;
        command.definition = name;
        command.title = "Draft";
        command.text = "One paragraph.\n\nAnother.\n";
        command.media_type = "text/markdown";
        command.attributes = std::move(attributes);
        command.roles = {{"members", house.members(members)}, {"chair", {"foreign-affairs"}}};
        return house.open(std::move(command));
    }
    std::vector<std::string> open_stages(const std::string& cycle = {}) {
        std::vector<std::string> names;
        const auto state = house.state(cycle);
        for (const int index : state->open_rounds()) names.push_back(state->round(index).stage);
        return names;
    }
    Result<Settled> answer_in(const std::string& stage, const std::string& body,
                              const std::string& position, const std::string& cycle = {}) {
        TakePosition command;
        command.body = body;
        command.stage = stage;
        command.position = position;
        if (position == "object" || position == "decline") command.reason = "Because.";
        if (position == "comment") command.comments = {{.text = "See article 2."}};
        command.revision = house.state(cycle)->revision()->number;
        command.digest = house.state(cycle)->revision()->digest;
        return house.give(std::move(command), house.focal(body), cycle);
    }
    void expect_no_flaws(const std::string& cycle = {}) {
        const auto judged =
            verify(house.store->stream(registry_stream, 0), house.entries(cycle), definitions());
        for (const auto& flaw : judged.flaws)
            ADD_FAILURE() << "entry " << flaw.sequence << ": " << flaw.text;
    }
    using Names = std::vector<std::string>;

    House house;
};

const std::string two_branches = R"(
start: consultation
stages:
  consultation:
    kind: parallel
    branches: [hearing, legal check]
    joins: JOINS
    then: { joined: signing, vetoed: end as vetoed }
  hearing:
    kind: comment
    who: members
    due: 10 working days
    then: { closed: done }
  legal check:
    kind: ballot
    who: chair
    due: 5 working days
    passes: object = 0
    then: { passed: done, not passed: leave as vetoed }
  signing:
    kind: sign off
    who: chair
    then: { signed: end as signed, declined: end as declined }
)";

std::string joining(std::string joins) {
    std::string text = two_branches;
    return text.replace(text.find("JOINS"), 5, joins);
}

TEST_F(Ways, BranchesRunSideBySideAndJoin) {
    publish("side-by-side", joining("when all are done"));
    ASSERT_TRUE(open("side-by-side"));
    EXPECT_EQ(open_stages(), (Names{"consultation", "hearing", "legal check"}));
    // What is due first stands first.
    EXPECT_EQ(awaited(house), (Names{"foreign-affairs", "member-1", "member-2", "member-3"}));
    EXPECT_EQ(outcome(answer_in("legal check", "foreign-affairs", "agree")), "accepted");
    EXPECT_EQ(open_stages(), (Names{"consultation", "hearing"}));
    for (const auto* member : {"member-1", "member-2", "member-3"})
        EXPECT_EQ(outcome(answer_in("hearing", member, "no comment")), "accepted");
    EXPECT_EQ(open_stages(), Names{"signing"});
    EXPECT_EQ(outcome(house.answer("foreign-affairs", "sign")), "accepted");
    EXPECT_EQ(stage(house), "end: signed");
    expect_no_flaws();
}

TEST_F(Ways, ABlockThatOneBranchJoinsEndsTheOthers) {
    publish("first-of-two", joining("when any is done"));
    ASSERT_TRUE(open("first-of-two"));
    EXPECT_EQ(outcome(answer_in("legal check", "foreign-affairs", "agree")), "accepted");
    EXPECT_EQ(open_stages(), Names{"signing"});
    EXPECT_EQ(house.state()->rounds[1]->status, RoundStatus::cancelled);
    EXPECT_EQ(outcome(answer_in("hearing", "member-1", "no comment")), "round closed");
    expect_no_flaws();
}

TEST_F(Ways, AVetoLeavesTheBlock) {
    publish("veto", joining("when all are done"));
    ASSERT_TRUE(open("veto"));
    EXPECT_EQ(outcome(answer_in("legal check", "foreign-affairs", "object")), "accepted");
    EXPECT_EQ(stage(house), "end: vetoed");
    EXPECT_EQ(house.state()->rounds[1]->status, RoundStatus::cancelled);
    expect_no_flaws();
}

TEST_F(Ways, WhoIsAskedTwiceSaysWhichStageItAnswers) {
    std::string text = joining("when all are done");
    text.replace(text.find("who: members"), 12, "who: [members, chair]");
    publish("asked-twice", text);
    ASSERT_TRUE(open("asked-twice"));
    EXPECT_EQ(outcome(house.answer("foreign-affairs", "agree")), "invalid");
    EXPECT_EQ(outcome(answer_in("hearing", "foreign-affairs", "no comment")), "accepted");
    EXPECT_EQ(open_stages().size(), 3u);
}

TEST_F(Ways, EachBranchKeepsItsOwnTimeAndASuspensionMovesThemAll) {
    publish("times", joining("when all are done"));
    ASSERT_TRUE(open("times"));
    const auto due = [&](std::size_t round) { return dhaka(*house.state()->rounds[round]->due); };
    EXPECT_EQ(due(1), "2025-12-22 17:00");
    EXPECT_EQ(due(2), "2025-12-14 17:00");
    EXPECT_EQ(outcome(house.give(Suspend{.reason = "Floods."}, house.secretariat())), "accepted");
    house.at("2025-12-09 10:00");
    EXPECT_EQ(outcome(house.give(Resume{.reason = "Over."}, house.secretariat())), "accepted");
    EXPECT_EQ(due(1), "2025-12-24 17:00");
    EXPECT_EQ(due(2), "2025-12-17 17:00");
    house.at("2025-12-24 17:00");
    EXPECT_EQ(stage(house), "signing");
    expect_no_flaws();
}

TEST_F(Ways, AnActSaysWhichOfSeveralRoundsItIsAbout) {
    publish("acts", joining("when all are done"));
    ASSERT_TRUE(open("acts"));
    Extend extend{.due = dhaka("2026-01-05 17:00"), .reason = "Late."};
    EXPECT_EQ(outcome(house.give(extend, house.secretariat())), "invalid");
    extend.stage = "hearing";
    EXPECT_EQ(outcome(house.give(extend, house.secretariat())), "accepted");
    EXPECT_EQ(dhaka(*house.state()->rounds[1]->due), "2026-01-05 17:00");
    EXPECT_EQ(dhaka(*house.state()->rounds[2]->due), "2025-12-14 17:00");
}

TEST_F(Ways, ABranchReopensAloneWhileTheBlockRuns) {
    publish("reopen", joining("when all are done"));
    ASSERT_TRUE(open("reopen"));
    EXPECT_EQ(outcome(answer_in("legal check", "foreign-affairs", "agree")), "accepted");
    const Reopen reopen{
        .stage = "legal check", .due = dhaka("2025-12-21 17:00"), .reason = "A slip."};
    EXPECT_EQ(outcome(house.give(reopen, house.secretariat())), "accepted");
    EXPECT_EQ(open_stages(), (Names{"consultation", "hearing", "legal check"}));
    EXPECT_EQ(outcome(answer_in("legal check", "foreign-affairs", "object")), "accepted");
    house.at("2025-12-21 17:00");
    EXPECT_EQ(stage(house), "end: vetoed");
}

TEST_F(Ways, ANewTextBeginsEveryRoundThatAsksAboutItAnew) {
    publish("new-text", joining("when all are done"));
    ASSERT_TRUE(open("new-text"));
    EXPECT_EQ(outcome(answer_in("hearing", "member-1", "no comment")), "accepted");
    const IssueRevision revision{.text = "One better paragraph.\n\nAnother.\n",
                                 .media_type = "text/markdown",
                                 .reason = "It was too long."};
    EXPECT_EQ(outcome(house.give(revision, house.secretariat())), "accepted");
    EXPECT_EQ(open_stages(), (Names{"consultation", "hearing", "legal check"}));
    EXPECT_EQ(awaited(house).size(), 4u) << "on the new text nobody has answered";
    expect_no_flaws();
}

TEST_F(Ways, OnlyTheBranchesThatConcernTheDossierAreTaken) {  // multi-choice, and their join
    std::string text = joining("when all are done");
    text.replace(text.find("    kind: ballot"), 0, "    when: urgent\n");
    publish("some-branches", text);
    ASSERT_TRUE(open("some-branches", 1, {{"urgent", false}}));
    EXPECT_EQ(open_stages(), (Names{"consultation", "hearing"}));
    EXPECT_EQ(outcome(answer_in("hearing", "member-1", "no comment")), "accepted");
    EXPECT_EQ(open_stages(), Names{"signing"});
    expect_no_flaws();
}

const std::string choice = R"(
start: ballot
stages:
  ballot:
    kind: ballot
    who: members
    due: 5 working days
    passes: object = 0
    then: { passed: route, not passed: route }
  route:
    kind: choose
    WHO
    figures of: ballot
    ways:
      written: { when: "object = 0 and agree more than 1/2 of bodies" }
      urgent:  { when: urgent }
      oral:
    then: { written: end as written, urgent: end as urgent, oral: end as oral }
)";

std::string choosing(const std::string& who) {
    std::string text = choice;
    return text.replace(text.find("WHO"), 3, who);
}

TEST_F(Ways, TheFirstWayWhoseConditionHoldsIsTaken) {
    publish("by-conditions", choosing("title: Route"));
    ASSERT_TRUE(open("by-conditions"));
    for (const auto* member : {"member-1", "member-2", "member-3"})
        EXPECT_EQ(outcome(house.answer(member, "agree")), "accepted");
    EXPECT_EQ(stage(house), "end: written");
    expect_no_flaws();
    ASSERT_TRUE(open("by-conditions", 3, {{"urgent", true}}));
    EXPECT_EQ(outcome(house.answer("member-1", "object", "No.")), "accepted");
    house.at("2025-12-20 10:00");
    EXPECT_EQ(stage(house), "end: urgent");
    ASSERT_TRUE(open("by-conditions"));
    EXPECT_EQ(outcome(house.answer("member-1", "object", "No.")), "accepted");
    house.at("2026-01-20 10:00");
    EXPECT_EQ(stage(house), "end: oral");
}

TEST_F(Ways, ARoleChoosesAmongTheWaysThatAreOpen) {
    publish("by-role", choosing("who: chair"));
    ASSERT_TRUE(open("by-role"));
    EXPECT_EQ(outcome(house.answer("member-1", "object", "No.")), "accepted");
    house.at("2025-12-20 10:00");
    EXPECT_EQ(stage(house), "route");
    EXPECT_EQ(awaited(house), Names{"foreign-affairs"});
    EXPECT_EQ(missing_codes(house), "choice");
    EXPECT_EQ(outcome(house.answer("foreign-affairs", "written")), "out of order");
    EXPECT_EQ(outcome(house.answer("foreign-affairs", "oral")), "accepted");
    EXPECT_EQ(stage(house), "end: oral");
    expect_no_flaws();
}

TEST_F(Ways, ACirculationClosesWhetherOrNotAllAcknowledge) {
    publish("for-information", R"(
start: circulation
stages:
  circulation:
    kind: circulate
    who: members
    due: 5 working days
    then: { settled: end as settled }
)");
    ASSERT_TRUE(open("for-information"));
    EXPECT_EQ(outcome(house.answer("member-1", "acknowledge")), "accepted");
    house.at("2025-12-14 17:00");
    EXPECT_EQ(stage(house), "end: settled");
    EXPECT_EQ(house.state()->rounds[0]->assignments[1]->status, AssignmentStatus::closed);
    expect_no_flaws();
}

const std::string review = R"(
start: self report
stages:
  self report:
    kind: sign off
    who: owner
    due: 10 working days
    then: { signed: end as reviewed, declined: end as refused }
)";

const std::string each_member = R"(
start: reviews
stages:
  reviews:
    kind: each
    who: members
    runs: one-review
    as: owner
    outcomes: [reviewed, refused]
    MORE
)";

std::string reviewing(const std::string& more) {
    std::string text = each_member;
    return text.replace(text.find("MORE"), 4, more);
}

TEST_F(Ways, EveryBodyHasACycleOfItsOwn) {
    publish("one-review", review);
    publish("all-reviews", reviewing("then: { closed: end as reported }"));
    ASSERT_TRUE(open("all-reviews"));
    const auto first = house.inside("member-1"), second = house.inside("member-2");
    EXPECT_EQ(house.state(first)->title, "Draft: member-1");
    EXPECT_EQ(house.state(first)->opening->roles.at("owner"), Names{"member-1"});
    EXPECT_EQ(missing_codes(house), "sub-cycle");
    EXPECT_TRUE(awaited(house).empty()) << "whoever must act must act there";
    EXPECT_EQ(outcome(answer_in("self report", "member-1", "sign", first)), "accepted");
    EXPECT_EQ(house.seat("member-1").answer->position, "reviewed");
    EXPECT_EQ(outcome(answer_in("self report", "member-2", "decline", second)), "accepted");
    EXPECT_EQ(stage(house), "reviews");
    const auto third = house.inside("member-3");
    EXPECT_EQ(outcome(house.give(Abandon{.reason = "Merged."}, house.secretariat(), third)),
              "accepted");
    EXPECT_EQ(house.seat("member-3").answer->position, "abandoned");
    EXPECT_EQ(stage(house), "end: reported");
    expect_no_flaws();
    expect_no_flaws(first);
}

TEST_F(Ways, ASubCycleDoesNotGoOnBeforeTheCycleAroundIt) {
    publish("one-review", review);
    publish("all-reviews", reviewing("then: { closed: end as reported }"));
    ASSERT_TRUE(open("all-reviews"));
    const auto inner = house.inside("member-1");
    const auto resume = [&](const std::string& cycle) {
        return outcome(house.give(Resume{.reason = "Over."}, house.secretariat(), cycle));
    };
    EXPECT_EQ(outcome(house.give(Suspend{.reason = "Floods."}, house.secretariat())), "accepted");
    EXPECT_EQ(resume(inner), "out of order");
    EXPECT_EQ(resume({}), "accepted");
    EXPECT_EQ(house.state(inner)->status, CycleStatus::running);
    EXPECT_EQ(outcome(house.give(Suspend{.reason = "Ill."}, house.secretariat(), inner)),
              "accepted");
    EXPECT_EQ(resume(inner), "accepted") << "the cycle around it runs";
    expect_no_flaws(inner);
}

TEST_F(Ways, AParticipantThatJoinsLateGetsACycleToo) {
    publish("one-review", review);
    publish("all-reviews", reviewing("then: { closed: end as reported }"));
    ASSERT_TRUE(open("all-reviews", 1));
    house.body("late-comer", {"focal point"});
    EXPECT_EQ(outcome(house.give(
                  AddParticipant{.role = "members", .body = "late-comer", .reason = "Concerned."},
                  house.secretariat())),
              "accepted");
    EXPECT_EQ(outcome(answer_in("self report", "member-1", "sign", house.inside("member-1"))),
              "accepted");
    EXPECT_EQ(stage(house), "reviews");
    EXPECT_EQ(outcome(answer_in("self report", "late-comer", "sign", house.inside("late-comer"))),
              "accepted");
    EXPECT_EQ(stage(house), "end: reported");
    expect_no_flaws();
}

TEST_F(Ways, ARuleCountsWhatTheCyclesCameTo) {
    publish("one-review", review);
    publish("two-thirds", reviewing("passes: reviewed at least 2/3 of bodies\n"
                                    "    closes: as soon as it passes, or when all have answered\n"
                                    "    then: { passed: end as enough, not passed: end as few }"));
    ASSERT_TRUE(open("two-thirds"));
    const auto rest = house.inside("member-3");
    for (const auto* body : {"member-1", "member-2"})
        EXPECT_EQ(outcome(answer_in("self report", body, "sign", house.inside(body))), "accepted");
    EXPECT_EQ(stage(house), "end: enough");
    EXPECT_EQ(house.state(rest)->status, CycleStatus::abandoned);
    expect_no_flaws();
}

TEST_F(Ways, TheRestMayGoOn) {
    publish("one-review", review);
    publish("one-of-all", reviewing("closes: when 1 have answered\n    the rest: goes on\n"
                                    "    then: { closed: end as enough }"));
    ASSERT_TRUE(open("one-of-all"));
    const auto rest = house.inside("member-2");
    EXPECT_EQ(outcome(answer_in("self report", "member-1", "sign", house.inside("member-1"))),
              "accepted");
    EXPECT_EQ(stage(house), "end: enough");
    EXPECT_EQ(outcome(answer_in("self report", "member-2", "sign", rest)), "accepted");
    EXPECT_EQ(house.state(rest)->outcome, "reviewed");
    EXPECT_FALSE(house.seat("member-2").answer) << "it came after the round";
    expect_no_flaws();
}

TEST_F(Ways, EveryChoiceOfAnAttributeHasACycle) {
    publish("one-objective", R"(
start: hearing
stages:
  hearing:
    kind: comment
    who: members
    due: 5 working days
    then: { closed: end as heard }
)");
    publish("all-objectives", R"(
start: objectives
stages:
  objectives:
    kind: each
    choices of: objectives
    runs: one-objective
    as: objective
    outcomes: [heard]
    then: { closed: end as heard }
)");
    ASSERT_TRUE(open("all-objectives", 2, {{"objectives", json::array{"6", "21"}}}));
    const auto round = house.round();
    ASSERT_EQ(round.assignments.size(), 2u);
    EXPECT_EQ(round.assignments[1]->item, "21");
    const auto child = house.state(round.assignments[1]->child);
    EXPECT_EQ(child->opening->attributes.at("objective").as_string(), "21");
    EXPECT_EQ(child->title, "Draft: 21");
    house.at("2025-12-14 17:00");
    EXPECT_EQ(stage(house), "end: heard");
    expect_no_flaws();
}

TEST_F(Ways, ACalledProcedureGivesItsOutcome) {
    publish("one-review", R"(
start: signing
stages:
  signing:
    kind: sign off
    who: chair
    due: 5 working days
    then: { signed: end as cleared, declined: end as refused }
)");
    publish("caller", R"(
start: clearance
stages:
  clearance:
    kind: call
    runs: one-review
    then: { cleared: end as adopted, refused: end as returned, abandoned: end as returned }
)");
    ASSERT_TRUE(open("caller"));
    const auto child = house.round().assignments.front()->child;
    EXPECT_EQ(outcome(answer_in("signing", "foreign-affairs", "sign", child)), "accepted");
    EXPECT_EQ(stage(house), "end: adopted");
    expect_no_flaws();
    ASSERT_TRUE(open("caller"));
    const auto second = house.round().assignments.front()->child;
    EXPECT_EQ(outcome(house.give(Abandon{.reason = "No."}, house.secretariat(), second)),
              "accepted");
    EXPECT_EQ(stage(house), "end: returned");
}

TEST_F(Ways, ACycleDoesNotOpenWhereASubCycleCouldNot) {
    publish("caller", R"(
start: clearance
stages:
  clearance:
    kind: call
    runs: one-review
    then: { reviewed: end as adopted, abandoned: end as returned }
)");
    EXPECT_EQ(outcome(open("caller")), "unknown definition");
    publish("one-review", review);
    const auto refused = open("caller");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().text.find("can end as \"refused\""), std::string::npos)
        << refused.error().text;
}

TEST_F(Ways, ACycleThatRanBesideAnotherStandsAfterARestart) {
    publish("one-review", review);
    publish("all-reviews", reviewing("then: { closed: end as reported }"));
    ASSERT_TRUE(open("all-reviews"));
    EXPECT_EQ(outcome(answer_in("self report", "member-1", "sign", house.inside("member-1"))),
              "accepted");
    house.restart();
    for (const auto* body : {"member-2", "member-3"})
        EXPECT_EQ(outcome(answer_in("self report", body, "sign", house.inside(body))), "accepted");
    EXPECT_EQ(stage(house), "end: reported");
    expect_no_flaws();
}

}  // namespace
}  // namespace paraph::test
