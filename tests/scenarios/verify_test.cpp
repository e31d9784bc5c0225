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
    std::string first_flaw() {
        const auto found = flaws();
        return found.empty() ? "none" : found.front().text;
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
    EXPECT_EQ(first_flaw(), "silence is counted by rule only");
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
    // The due time came, and the answers after it were let pass as if it had not.
    const auto counted = std::ranges::find(entries, "silence counted", &Entry::kind);
    ASSERT_NE(counted, entries.end());
    entries.erase(counted, counted + 1);
    EXPECT_FALSE(flaws().empty());
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
