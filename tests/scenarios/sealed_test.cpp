// A round that hides its answers is commit and reveal: the log holds seals until it closes, then
// one opening for each, by which a stranger counts without any private part.

#include <algorithm>

#include <gtest/gtest.h>

#include "engine/base/codec.hpp"
#include "engine/core/replay.hpp"
#include "engine/core/verify.hpp"
#include "tests/scenarios/forge.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

class Sealed : public testing::Test {
protected:
    Sealed() {
        house.publish(sealed_ballot_source());
        EXPECT_TRUE(house.open(sealed_ballot(house.members(4))));
        EXPECT_EQ(
            outcome(house.answer("member-1", "object", "The quorum is too low.", condition())),
            "accepted");
        EXPECT_EQ(outcome(house.answer("member-2", "agree")), "accepted");
        EXPECT_EQ(outcome(house.answer("member-3", "agree")), "accepted");
    }

    static std::vector<NewComment> condition() {
        return {{.paragraph = "p1", .force = Force::condition, .text = "Raise it."}};
    }

    /// One says otherwise, one lifts its objection; then the time is over.
    void close() {
        const auto seat = house.seat("member-1").id;
        EXPECT_EQ(outcome(house.give(LiftBlock{.assignment = seat}, house.focal("member-1"))),
                  "accepted");
        EXPECT_EQ(outcome(house.answer("member-3", "abstain")), "accepted");
        const auto comment = house.state()->comments[0]->id;
        EXPECT_EQ(outcome(house.give(LiftComment{.comment = comment}, house.focal("member-1"))),
                  "accepted");
        house.at("2025-12-20 11:00");
    }

    Verification checked() const { return checked(house.entries()); }
    Verification checked(const std::vector<Entry>& entries) const {
        return verify(house.store->stream(registry_stream, 0), entries, definitions());
    }
    std::string first_flaw(const std::vector<Entry>& entries) const {
        const auto found = checked(entries).flaws;
        if (found.empty()) return "none";
        EXPECT_EQ(found.front().kind, Flaw::Kind::seal) << found.front().text;
        return found.front().text;
    }

    House house;
};

std::vector<Entry> without_private_parts(std::vector<Entry> entries) {
    for (auto& entry : entries) entry.secret.clear();
    return entries;
}

TEST_F(Sealed, UntilItClosesTheLogHoldsNothingButSeals) {
    int seals = 0;
    for (const auto& entry : house.entries()) {
        EXPECT_NE(entry.kind, "position taken");
        EXPECT_NE(entry.kind, "round disqualified");
        if (entry.kind != "answer sealed") continue;
        ++seals;
        for (const auto* word : {"agree", "object", "blocking", "condition", "reason", "com_"})
            EXPECT_EQ(entry.body.find(word), std::string::npos) << word << " in " << entry.body;
    }
    EXPECT_EQ(seals, 3);
    const auto verified = checked();
    EXPECT_TRUE(verified.flaws.empty()) << verified.flaws.front().text;
    EXPECT_EQ(verified.sealed, 3);
    EXPECT_EQ(verified.unsealed, 0);
}

TEST_F(Sealed, WhatIsSaidTheSameTwiceIsSealedDifferently) {
    std::vector<std::string> commitments;
    for (const auto& entry : house.entries())
        if (const auto fact = read_entry(entry.body, entry.secret).value().fact;
            std::holds_alternative<AnswerSealed>(fact))
            commitments.push_back(to_hex(std::get<AnswerSealed>(fact).commitment));
    ASSERT_EQ(commitments.size(), 3u);
    EXPECT_NE(commitments[1], commitments[2]);
}

TEST_F(Sealed, TheHouseItselfKnowsWhatWasSaid) {
    EXPECT_EQ(house.seat("member-1").answer->position, "object");
    EXPECT_EQ(house.seat("member-1").status, AssignmentStatus::blocking);
    EXPECT_EQ(house.state()->comments.size(), 1u);
}

TEST_F(Sealed, ARestartInTheMiddleGoesOnExactlyThere) {
    const auto before = encode(*house.state());
    house.restart();
    EXPECT_EQ(encode(*house.state()), before);
    close();
    EXPECT_EQ(house.state()->outcome, "elected");
}

TEST_F(Sealed, WhatIsLiftedByLetterIsSealedAsTheSecretariatWroteItDown) {
    const auto comment = house.state()->comments[0]->id;
    EXPECT_EQ(outcome(house.give(
                  LiftBlock{.assignment = house.seat("member-1").id, .received = "by letter"},
                  house.secretariat())),
              "accepted");
    EXPECT_EQ(outcome(house.give(LiftComment{.comment = comment, .received = "by letter"},
                                 house.secretariat())),
              "accepted");
    EXPECT_EQ(house.kinds().back(), "answer sealed");
    EXPECT_EQ(first_flaw(house.entries()), "none");
    house.at("2025-12-20 11:00");
    EXPECT_EQ(first_flaw(house.entries()), "none");
}

TEST_F(Sealed, WhatIsWithdrawnByLetterIsSealedAsTheSecretariatWroteItDown) {
    const auto comment = house.state()->comments[0]->id;
    EXPECT_EQ(outcome(house.give(WithdrawComment{.comment = comment, .received = "by letter"},
                                 house.secretariat())),
              "accepted");
    EXPECT_EQ(first_flaw(house.entries()), "none");
    house.at("2025-12-20 11:00");
    EXPECT_EQ(first_flaw(house.entries()), "none");
}

TEST_F(Sealed, AtTheCloseEachIsOpenedOnceAndInOrder) {
    close();
    EXPECT_EQ(house.state()->outcome, "elected");
    std::vector<std::int64_t> sealed, opened;
    std::int64_t closed = 0;
    for (const auto& entry : house.entries()) {
        const auto record = read_entry(entry.body, entry.secret).value();
        if (std::holds_alternative<AnswerSealed>(record.fact)) sealed.push_back(record.sequence);
        if (const auto* fact = std::get_if<AnswerOpened>(&record.fact))
            opened.push_back(fact->sealed);
        if (entry.kind == "round closed") closed = entry.sequence;
        if (entry.kind == "answer opened") {
            EXPECT_EQ(closed, 0) << "opened after the close";
        }
    }
    EXPECT_EQ(opened, sealed);
    EXPECT_EQ(sealed.size(), 6u);
    EXPECT_TRUE(house.round().seals.empty());
}

TEST_F(Sealed, ThePublicRecordAloneGivesTallyAndOutcome) {
    close();
    State state;
    state.id = house.cycle;
    replay(state, without_private_parts(house.entries()));
    const auto known = house.state();
    EXPECT_EQ(state.outcome, known->outcome);
    EXPECT_EQ(encode(state.rounds), encode(known->rounds));
    EXPECT_EQ(encode(state.comments), encode(known->comments));
    const auto verified = checked(without_private_parts(house.entries()));
    EXPECT_TRUE(verified.flaws.empty()) << verified.flaws.front().text;
    EXPECT_EQ(verified.unsealed, 6);
    EXPECT_EQ(verified.positions, 4);
}

TEST_F(Sealed, ApplyIsTotalWithoutTheSealedHalf) {
    State state;
    state.id = house.cycle;
    replay(state, without_private_parts(house.entries()));
    const auto& seat = *state.rounds.back()->assignments.front();
    EXPECT_EQ(seat.status, AssignmentStatus::answered);
    EXPECT_EQ(seat.answer->position, "");
    EXPECT_EQ(state.rounds.back()->seals.size(), 3u);
    EXPECT_TRUE(state.comments.empty());
}

TEST_F(Sealed, ABodyThatWasRemovedBeforeTheCloseDoesNotCount) {
    RemoveParticipant removed;
    removed.body = "member-1";
    removed.reason = "It was merged.";
    ASSERT_EQ(outcome(house.give(removed, house.secretariat())), "accepted");
    house.at("2025-12-20 11:00");
    EXPECT_EQ(house.state()->outcome, "elected");
    State state;
    state.id = house.cycle;
    replay(state, without_private_parts(house.entries()));
    EXPECT_EQ(encode(state.rounds), encode(house.state()->rounds));
    EXPECT_TRUE(checked().flaws.empty()) << checked().flaws.front().text;
}

TEST_F(Sealed, NobodyElseTouchesACommentThatIsHidden) {
    const auto comment = house.state()->comments[0]->id;
    AnswerComment answer{
        .comment = comment, .disposition = Disposition::noted, .observation = "No."};
    EXPECT_EQ(outcome(house.give(answer, house.secretariat())), "not found");
    EXPECT_EQ(outcome(house.give(ReplyToComment{.comment = comment, .text = "Why?"},
                                 house.secretariat())),
              "not found");
    EXPECT_EQ(outcome(house.give(ReplyToComment{.comment = comment, .text = "More."},
                                 house.focal("member-1"))),
              "accepted");
    EXPECT_EQ(house.entries().back().kind, "answer sealed");
    house.at("2025-12-20 11:00");
    EXPECT_TRUE(checked().flaws.empty()) << checked().flaws.front().text;
}

TEST_F(Sealed, AnAnswerThatWasChangedOnTheWayIsFound) {
    close();
    auto entries = house.entries();
    forge<AnswerOpened>(entries, [](AnswerOpened& fact, Heading&) {
        std::get<PositionTaken>(fact.fact).position = "abstain";
    });
    EXPECT_TRUE(first_flaw(entries).starts_with("what it opens is not what was sealed"));
}

TEST_F(Sealed, ASaltThatWasChangedIsFound) {
    close();
    auto entries = house.entries();
    forge<AnswerOpened>(entries,
                        [](AnswerOpened& fact, Heading&) { fact.salt = std::string(32, '0'); });
    EXPECT_TRUE(first_flaw(entries).starts_with("what it opens is not what was sealed"));
}

TEST_F(Sealed, AnAnswerThatIsNotOpenedIsFound) {
    close();
    auto entries = house.entries();
    leave_out(entries, "answer opened");
    const auto found = checked(entries).flaws;
    EXPECT_TRUE(std::ranges::any_of(found, [](const Flaw& flaw) {
        return flaw.kind == Flaw::Kind::seal && flaw.text.find("not opened") != std::string::npos;
    }));
}

TEST_F(Sealed, AnswersThatAreOpenedInAnotherOrderAreFound) {
    close();
    auto entries = house.entries();
    std::vector<Fact> opened;
    for (const auto& entry : entries)
        if (entry.kind == "answer opened")
            opened.push_back(read_entry(entry.body, entry.secret).value().fact);
    ASSERT_GT(opened.size(), 1u);
    for (const int nth : {0, 1})
        forge_record<AnswerOpened>(
            entries, [&](Record<Fact>& record) { record.fact = opened[nth == 0 ? 1 : 0]; }, nth);
    EXPECT_EQ(first_flaw(entries), "another answer was sealed before it, and is not opened yet");
}

TEST_F(Sealed, AnswersThatAreOpenedWhileTheRoundGoesOnAreFound) {
    close();
    auto entries = house.entries();
    leave_out(entries, "round closed");
    const auto found = checked(entries).flaws;
    EXPECT_TRUE(std::ranges::any_of(found, [](const Flaw& flaw) {
        return flaw.text == "answers were opened, and their round went on";
    }));
}

TEST_F(Sealed, WhatIsKeptForASealMustBeWhatItSeals) {
    auto entries = house.entries();
    forge<AnswerSealed>(entries, [](AnswerSealed& fact, Heading&) { fact.commitment[0] ^= 1; });
    EXPECT_EQ(first_flaw(entries), "what is kept for it is not what it seals");
}

TEST_F(Sealed, WhoSealsForAnotherBodyIsFound) {
    auto entries = house.entries();
    const auto stranger = house.focal("member-2").person;
    forge<AnswerSealed>(entries,
                        [&](AnswerSealed&, Heading& heading) { heading.actor = stranger; });
    const auto found = checked(entries).flaws;
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().text, "whoever took it does not speak for the body");
}

}  // namespace
}  // namespace paraph::test
