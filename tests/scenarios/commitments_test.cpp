#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "engine/core/verify.hpp"
#include "tests/scenarios/forge.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

/// A follow-up that was over before its commitment was due; then the cycle ends, or goes on.
std::string followed_up(bool goes_on) {
    const std::string news = R"(  news:
    kind: circulate
    who: members
    due: 60 working days
    then: { settled: end as told }
)";
    return R"(workflow: promised
language: 1
title: Promised
calendar: bangladesh-government
roles:
  members: { bodies: 2..12 }
start: follow up
stages:
  follow up:
    kind: follow up
    who: members
    due: 20 working days
    remind: [5 working days before]
    then: { settled: end as implemented, open: )" +
           (goes_on ? "news }\n" + news : "end as open }\n");
}

class PassingOn : public testing::Test {
protected:
    void open(bool goes_on) {
        house.body("interior", {"focal point"});
        house.publish(followed_up(goes_on));
        OpenCycle command;
        command.definition = "promised";
        command.title = "Fees";
        command.roles = {{"members", house.members(2)}};
        command.text = "Fees are borne by the employer.\n";
        command.media_type = "text/markdown";
        ASSERT_EQ(outcome(house.open(command)), "accepted");
        MakeCommitment promise{.text = "We publish it."};
        promise.due = dhaka("2026-03-01 17:00");
        ASSERT_EQ(outcome(house.give(promise, house.focal("member-1"))), "accepted");
        commitment = house.state()->commitments.front()->id;
        house.at("2026-01-15 10:00");
    }
    Result<Settled> replace(const std::string& body, const std::string& successor) {
        return house.give(
            ReplaceParticipant{.body = body, .successor = successor, .reason = "Renamed."},
            house.secretariat());
    }
    Result<Settled> report(const std::string& body) {
        return house.give(
            ReportCommitment{
                .commitment = commitment, .status = CommitmentStatus::done, .text = "Published."},
            house.focal(body));
    }
    std::string first_flaw(std::vector<Entry> entries) {
        const auto found =
            verify(house.own_store.stream(registry_stream, 0), entries, definitions()).flaws;
        return found.empty() ? "none" : found.front().text;
    }
    std::string flaw_of(const std::function<void(CommitmentsPassedOn&)>& change) {
        auto entries = house.entries();
        forge<CommitmentsPassedOn>(entries,
                                   [&](CommitmentsPassedOn& fact, Heading&) { change(fact); });
        return first_flaw(std::move(entries));
    }

    House house;
    std::string commitment;
};

TEST_F(PassingOn, AfterTheEndMovesWhatIsOpenAndNothingElse) {
    open(false);
    const auto before = house.state();
    ASSERT_EQ(stage(house), "end: open");
    EXPECT_EQ(outcome(replace("member-2", "interior")), "nothing to do");
    EXPECT_EQ(outcome(replace("member-1", "nobody")), "unknown body");
    EXPECT_EQ(outcome(replace("member-1", "interior")), "accepted");
    const auto after = house.state();
    EXPECT_EQ(after->status, CycleStatus::ended);
    EXPECT_EQ(after->opening->roles, before->opening->roles);
    EXPECT_EQ(after->commitments.front()->body, "interior");
    EXPECT_EQ(house.seat("interior").people.size(), 1u);
    EXPECT_EQ(house.seat("member-1").status, AssignmentStatus::closed);
    EXPECT_EQ(outcome(report("member-1")), "forbidden");
    house.at("2026-03-01 17:00");
    EXPECT_EQ(house.state()->commitments.front()->status, CommitmentStatus::late);
    EXPECT_EQ(outcome(report("interior")), "accepted");
    EXPECT_EQ(first_flaw(house.entries()), "none");
}

TEST_F(PassingOn, GoesBackToTheBodyThatHadIt) {
    open(false);
    EXPECT_EQ(outcome(replace("member-1", "interior")), "accepted");
    const auto seats = house.round().assignments.size();
    EXPECT_EQ(outcome(replace("interior", "member-1")), "accepted");
    EXPECT_EQ(house.round().assignments.size(), seats) << "it sits there already";
    EXPECT_EQ(outcome(report("member-1")), "accepted");
    EXPECT_EQ(outcome(replace("member-1", "interior")), "not running") << "nothing is open";
    EXPECT_EQ(first_flaw(house.entries()), "none");
}

TEST_F(PassingOn, GivesASeatToReportFromAlsoWhileTheCycleGoesOn) {
    open(true);
    ASSERT_EQ(stage(house), "news");
    EXPECT_EQ(outcome(replace("member-1", "interior")), "accepted");
    const auto& followed = house.state()->round(0).assignments;
    EXPECT_TRUE(
        std::ranges::any_of(followed, [](const auto& seat) { return seat->body == "interior"; }));
    EXPECT_EQ(outcome(report("interior")), "accepted");
    EXPECT_EQ(first_flaw(house.entries()), "none");
}

TEST_F(PassingOn, IsHeldToWhatWasOpenAndToASeat) {
    open(false);
    ASSERT_EQ(outcome(replace("member-1", "interior")), "accepted");
    EXPECT_EQ(flaw_of([](auto& fact) { fact.body = "member-2"; }),
              "it does not pass on what the body had still to do");
    EXPECT_EQ(flaw_of([](auto& fact) { fact.successor = "member-1"; }),
              "they pass on to no other body");
    EXPECT_EQ(flaw_of([](auto& fact) { fact.seats.clear(); }),
              "the successor has no seat to report from");
    EXPECT_EQ(flaw_of([](auto& fact) { fact.seats.front().seat.body = "member-2"; }),
              "it adds a seat for another body or role");
    EXPECT_EQ(flaw_of([](auto& fact) { fact.seats.front().seat.people.clear(); }),
              "it does not ask the people who speak for \"interior\"");
    EXPECT_EQ(flaw_of([](auto& fact) { fact.seats.push_back(fact.seats.front()); }),
              "it adds a seat where there is nothing to report");
}

}  // namespace
}  // namespace paraph::test
