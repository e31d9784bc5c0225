#include <algorithm>

#include <gtest/gtest.h>

#include "engine/core/verify.hpp"
#include "tests/scenarios/forge.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// What is missing from a history that an operator let stand: rounds that were complete and went on,
// due times that passed.

std::string hearing(std::string_view closes) {
    return R"(workflow: hearing
language: 1
title: A hearing
calendar: bangladesh-government
roles:
  members: { bodies: 2..9, silence: must answer }
start: hearing
stages:
  hearing:
    kind: comment
    who: members
    due: 5 working days
    closes: )" +
           std::string(closes) + R"(
    then: { closed: end as heard }
)";
}

const std::string vote = R"(workflow: vote
language: 1
title: A vote that the chair closes
calendar: bangladesh-government
roles:
  members: { bodies: 2..9 }
  chair:   { bodies: 1 }
start: vote
stages:
  vote:
    kind: ballot
    who: members
    positions: { agree: {}, object: { blocks: yes, reason: required } }
    passes: unanimity
    closes: by an act of chair
    then: { passed: end as passed, not passed: end as failed }
)";

class LeftOpen : public testing::Test {
protected:
    LeftOpen() { house.members(2); }
    void open(const std::string& name) {
        OpenCycle command;
        command.definition = name;
        command.title = "A draft";
        command.roles = {{"members", {"member-1", "member-2"}}};
        if (name == "vote") command.roles["chair"] = {"foreign-affairs"};
        command.text = "A text.\n";
        command.media_type = "text/markdown";
        ASSERT_EQ(outcome(house.open(command)), "accepted");
    }
    void take() {
        entries = house.entries();
        registry = house.own_store.stream(registry_stream, 0);
    }
    /// All from the first entry of a kind on.
    void cut(std::string_view kind) {
        const auto from = std::ranges::find(entries, kind, &Entry::kind);
        ASSERT_NE(from, entries.end()) << "no entry is \"" << kind << "\"";
        entries.erase(from, entries.end());
    }
    std::string found() {
        const auto flaws = verify(registry, entries, definitions()).flaws;
        return flaws.empty() ? "none" : flaws.front().text;
    }
    std::string kinds() {
        std::string all;
        for (const auto& entry : entries) all += (all.empty() ? "" : ", ") + entry.kind;
        return all;
    }

    House house;
    std::vector<Entry> entries, registry;
    const std::string complete =
        "nothing was left to wait for in \"hearing\", and it was not decided";
};

TEST_F(LeftOpen, ARoundThatAllAnsweredAfterItsDueTime) {
    for (const auto* closes : {"when all have answered", "at the due time"}) {
        house.publish(hearing(closes));
        open("hearing");
        house.to(house.clock.now() + std::chrono::days(30));
        ASSERT_EQ(house.round().status, RoundStatus::overdue) << closes;
        ASSERT_EQ(outcome(house.answer("member-1", "no comment")), "accepted");
        take();
        EXPECT_EQ(found(), "none") << "one is awaited still: " << closes;
        ASSERT_EQ(outcome(house.answer("member-2", "no comment")), "accepted");
        ASSERT_EQ(stage(house), "end: heard");
        take();
        EXPECT_EQ(found(), "none") << closes;
        cut("round closed");
        EXPECT_EQ(found(), complete) << closes;
    }
}

TEST_F(LeftOpen, ARoundThatAllAnsweredInTimeAndThatGoesOnWithAnotherAct) {
    house.publish(hearing("when all have answered, or at the due time"));
    open("hearing");
    ASSERT_EQ(outcome(house.answer("member-1", "no comment")), "accepted");
    ASSERT_EQ(outcome(house.give(IssueLink{.assignment = house.seat("member-2").id,
                                           .person = house.focal("member-2").person},
                                 house.secretariat())),
              "accepted");
    ASSERT_EQ(outcome(house.answer("member-2", "no comment")), "accepted");
    take();
    EXPECT_EQ(found(), "none") << kinds();
    cut("round closed");
    auto& link = *(entries.end() - 2);
    ASSERT_EQ(link.kind, "link issued") << kinds();
    rewrite(link, [](Record<Fact>& record) { ++record.sequence; });
    rewrite(entries.back(), [](Record<Fact>& record) { --record.sequence; });
    std::swap(link, entries.back());
    EXPECT_EQ(found(), complete) << kinds();
}

TEST_F(LeftOpen, WhatWasAnsweredWhileItWasPutOffIsLookedAtAfterwards) {
    house.publish(hearing("when all have answered"));
    open("hearing");
    ASSERT_EQ(outcome(house.give(Defer{.meeting = "Cabinet", .reason = "A summit."},
                                 house.secretariat())),
              "accepted");
    for (const auto* body : {"member-1", "member-2"})
        ASSERT_EQ(outcome(house.answer(body, "no comment")), "accepted");
    take();
    EXPECT_EQ(found(), "none") << "answers may still change";
    ASSERT_EQ(outcome(house.give(Resume{"It has met."}, house.secretariat())), "accepted");
    take();
    EXPECT_EQ(found(), "none") << kinds();
    cut("round closed");
    EXPECT_EQ(found(), complete);
}

TEST_F(LeftOpen, ABallotThatQualifiedAndDoesNotSaySo) {
    house.publish(vote);
    open("vote");
    for (const auto* body : {"member-1", "member-2"})
        ASSERT_EQ(outcome(house.answer(body, "agree")), "accepted");
    ASSERT_EQ(house.round().status, RoundStatus::qualified);
    const auto undecided = "nothing was left to wait for in \"vote\", and it was not decided";
    take();
    EXPECT_EQ(found(), "none") << kinds();
    cut("round qualified");
    EXPECT_EQ(found(), undecided);
    ASSERT_EQ(outcome(house.answer("member-1", "object", "On second thoughts.")), "accepted");
    take();
    EXPECT_EQ(found(), "none") << kinds();
    cut("round disqualified");
    EXPECT_EQ(found(), undecided);
}

TEST_F(LeftOpen, WhatFellDueWhileTheLogWentOn) {
    house.publish(hearing("when all have answered"));
    open("hearing");
    take();
    EXPECT_EQ(found(), "none") << "what is to come is not missing";
    house.to(house.clock.now() + std::chrono::days(30));
    house.body("onlookers", {"focal point"});  // the log goes on
    take();
    EXPECT_EQ(found(), "none");
    cut("round fell due");
    EXPECT_NE(found().find("and the log went on to"), std::string::npos) << found();
}

/// Held back, and written with its own time, once somebody has looked away.
TEST_F(LeftOpen, WhatFellDueAndWasWrittenLater) {
    house.publish(hearing("when all have answered"));
    open("hearing");
    house.to(house.clock.now() + std::chrono::days(30));
    house.body("onlookers", {"focal point"});  // the log goes on
    take();
    forge<RoundFellDue>(entries, [&](RoundFellDue&, Heading& heading) {
        heading.at = house.clock.now() + std::chrono::days(1);
    });
    entries.back().number = registry.back().number + 1;
    EXPECT_NE(found().find("and the log went on to"), std::string::npos) << found();
}

}  // namespace
}  // namespace paraph::test
