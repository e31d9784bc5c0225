#include <algorithm>

#include <gtest/gtest.h>

#include "engine/core/verify.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// P2: clearance by correspondence, after the UK Cabinet's rules.

const std::string covered =
    "Recruitment fees, also of domestic workers, are borne by the employer.\n\n"
    "The ministry publishes a list of licensed agencies every quarter.\n";

class WriteRound : public testing::Test {
protected:
    void open(int members = 12) { ASSERT_TRUE(house.open(write_round(house.members(members)))); }
    Result<Settled> sign(const std::string& chair) { return house.answer(chair, "sign"); }
    Result<Settled> dispose(const std::string& comment) {
        return house.give(AnswerComment{.comment = comment,
                                        .disposition = Disposition::accepted,
                                        .observation = "Covered now."},
                          house.focal("labour"));
    }
    Result<Settled> revise(const std::string& text) {
        return house.give(IssueRevision{.text = text, .media_type = "text/markdown"},
                          house.focal("labour"));
    }
    bool verifies() const {
        return verify(house.store->stream(registry_stream, 0), house.entries(), definitions())
            .flaws.empty();
    }
    void set_condition(const std::string& body) {
        ASSERT_EQ(outcome(house.answer(body, "comment", {},
                                       {{.paragraph = "p1",
                                         .force = Force::condition,
                                         .text = "Domestic workers must be covered."}})),
                  "accepted");
    }

    House house;
};

TEST_F(WriteRound, NilReturnsAndSilenceQualifyAndTheChairsAreAwaited) {  // P2.1
    open();
    house.at("2025-12-08 11:00");
    for (int i = 1; i <= 3; ++i)
        EXPECT_EQ(outcome(house.answer("member-" + std::to_string(i), "agree")), "accepted");
    house.at("2025-12-22 16:59");
    EXPECT_EQ(stage(house), "request");
    EXPECT_EQ(awaited(house).size(), 9u);
    EXPECT_EQ(awaited(house).front(), "member-4");
    house.at("2025-12-22 17:00");
    EXPECT_EQ(stage(house), "clearance");
    const auto request = *house.state()->rounds.front();
    EXPECT_EQ(request.result, "passed");
    EXPECT_EQ(count_of(house, request, "agree"), 12);
    EXPECT_EQ(silent_of(house, request, "agree"), 9);
    EXPECT_EQ(awaited(house), (std::vector<std::string>{"foreign-affairs", "expatriates-welfare"}));
}

TEST_F(WriteRound, OnlyBothChairsClear) {  // P2.2
    open();
    house.at("2025-12-23 10:00");
    EXPECT_EQ(stage(house), "clearance");
    EXPECT_EQ(outcome(sign("foreign-affairs")), "accepted");
    EXPECT_EQ(stage(house), "clearance");
    EXPECT_EQ(missing_codes(house), "signature");
    EXPECT_EQ(awaited(house), std::vector<std::string>{"expatriates-welfare"});
    house.at("2025-12-23 12:00");
    EXPECT_EQ(outcome(sign("expatriates-welfare")), "accepted");
    EXPECT_EQ(stage(house), "end: cleared");
    for (const auto& assignment : house.state()->rounds.front()->assignments) {
        EXPECT_EQ(assignment->status, AssignmentStatus::silent);
        EXPECT_EQ(assignment->answer->how, How::silence);
    }
}

TEST_F(WriteRound, AConditionBlocksAndIsLiftedAfterTheRevision) {  // P2.3, P2.4
    open();
    house.at("2025-12-09 09:00");
    set_condition("member-5");
    const std::string condition = house.state()->comments[0]->id;
    house.at("2025-12-22 17:00");
    EXPECT_EQ(stage(house), "resolution");
    EXPECT_EQ(house.state()->rounds.front()->result, "not passed");

    house.at("2025-12-23 10:00");
    EXPECT_EQ(outcome(revise(covered)), "comment unanswered");
    EXPECT_EQ(outcome(dispose(condition)), "accepted");
    EXPECT_EQ(outcome(revise(covered)), "accepted");
    EXPECT_EQ(stage(house), "request");
    EXPECT_EQ(house.round().number, 2);
    EXPECT_EQ(house.state()->revision()->number, 2);
    EXPECT_EQ(awaited(house), std::vector<std::string>{"member-5"});  // the others' carry over
    EXPECT_EQ(house.seat("member-1").answer->how, How::carried);

    house.at("2025-12-24 09:00");
    EXPECT_EQ(outcome(house.give(LiftComment{condition}, house.focal("member-5"))), "accepted");
    EXPECT_EQ(outcome(house.answer("member-5", "agree")), "accepted");
    EXPECT_EQ(stage(house), "clearance");
    const auto kinds = house.kinds();
    EXPECT_NE(std::ranges::find(kinds, "comment lifted"), kinds.end());
    EXPECT_EQ(std::ranges::count(kinds, "revision issued"), 2);
}

TEST_F(WriteRound, AParagraphThatChangesInAVersionOnlyHasChanged) {
    auto open = write_round(house.members(3));
    const NewVersion bangla{.language = "bn",
                            .media_type = "text/markdown",
                            .text = "নিয়োগ ফি নিয়োগকর্তা বহন করবেন।\n\nতালিকা উন্মুক্ত।\n"};
    auto secret = bangla;
    secret.text = "নিয়োগ ফি নিয়োগকর্তা বহন করবেন।\n\nতালিকা গোপন।\n";
    open.versions = {bangla};
    ASSERT_TRUE(house.open(open));
    EXPECT_EQ(outcome(house.answer("member-1", "comment", {},
                                   {{.paragraph = "p2", .text = "Good that it is public."}})),
              "accepted");
    set_condition("member-2");
    EXPECT_EQ(outcome(house.answer("member-3", "agree")), "accepted");
    EXPECT_EQ(stage(house), "resolution");
    const auto answered = house.state();
    for (const auto& comment : answered->comments)
        EXPECT_EQ(outcome(dispose(comment->id)), "accepted");
    const auto reissue = [&](std::vector<NewVersion> versions) {
        return outcome(house.give(
            IssueRevision{
                .text = open.text, .media_type = "text/markdown", .versions = std::move(versions)},
            house.focal("labour")));
    };
    ASSERT_EQ(reissue({secret}), "accepted");
    EXPECT_EQ(house.state()->revision()->changed, std::vector<std::string>{"p2"});
    EXPECT_EQ(awaited(house), std::vector<std::string>{"member-1"}) << "its paragraph changed";
    EXPECT_EQ(house.seat("member-2").answer->how, How::carried);

    ASSERT_EQ(reissue({}), "accepted");
    EXPECT_TRUE(house.state()->revision()->changed.empty()) << "a language left out";
    ASSERT_EQ(reissue({bangla}), "accepted");
    EXPECT_EQ(house.state()->revision()->changed, std::vector<std::string>{"p2"})
        << "it is held against what it said last";
    EXPECT_TRUE(verifies());
}

TEST_F(WriteRound, AnAnswerToACommentHoldsToTheCycleAsItWasRead) {
    open(3);
    set_condition("member-1");
    AnswerComment answer{.comment = house.state()->comments[0]->id,
                         .disposition = Disposition::accepted,
                         .observation = "Covered now.",
                         .if_sequence = house.state()->sequence};
    house.at("2025-12-22 17:00");
    EXPECT_EQ(outcome(house.give(answer, house.focal("labour"))), "stale");
    answer.if_sequence = house.state()->sequence;
    EXPECT_EQ(outcome(house.give(answer, house.focal("labour"))), "accepted");
}

TEST_F(WriteRound, RecommendationsAndRemarksDoNotBlock) {  // P2.5
    open(3);
    for (const auto& [body, force] :
         {std::pair{"member-1", Force::recommendation}, {"member-2", Force::remark}})
        EXPECT_EQ(outcome(house.answer(body, "comment", {}, {{.force = force, .text = "Well."}})),
                  "accepted");
    EXPECT_EQ(outcome(house.answer("member-3", "agree")), "accepted");
    EXPECT_EQ(stage(house), "clearance");
}

TEST_F(WriteRound, TenClearWorkingDaysWithTheTwoHolidays) {  // P2.8
    open(2);
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-22 17:00");
}

TEST_F(WriteRound, WhereMoneyIsInvolvedFinanceComesFirst) {
    auto open = write_round(house.members(2));
    open.attributes["financial"] = true;
    ASSERT_TRUE(house.open(open));
    EXPECT_EQ(stage(house), "finance statement");
    EXPECT_EQ(awaited(house), std::vector<std::string>{"finance"});
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "unknown body");
    EXPECT_EQ(outcome(house.answer("finance", "sign")), "accepted");
    EXPECT_EQ(stage(house), "request");
}

TEST_F(WriteRound, FinanceMayDeclineAndThenAMeetingDecides) {
    auto open = write_round(house.members(2));
    open.attributes["financial"] = true;
    ASSERT_TRUE(house.open(open));
    EXPECT_EQ(outcome(house.answer("finance", "decline")), "reason required");
    EXPECT_EQ(outcome(house.answer("finance", "decline", "No budget line.")), "accepted");
    EXPECT_EQ(stage(house), "meeting");
    EXPECT_EQ(outcome(house.give(RecordMeeting{.result = "adjourned"}, house.secretariat())),
              "invalid");
    EXPECT_EQ(outcome(house.give(RecordMeeting{.result = "refused", .minutes = "Not now."},
                                 house.focal("secretariat"))),
              "accepted");
    EXPECT_EQ(stage(house), "end: refused");
}

TEST_F(WriteRound, SilentFinanceIsOverdueAndEscalated) {
    auto open = write_round(house.members(2));
    open.attributes["financial"] = true;
    ASSERT_TRUE(house.open(open));
    house.at("2025-12-30 10:00");
    EXPECT_EQ(stage(house), "finance statement");
    EXPECT_EQ(house.round().status, RoundStatus::overdue);
    EXPECT_EQ(house.kinds().back(), "escalated");
}

TEST_F(WriteRound, TheMinimumHolds) {
    auto open = write_round(house.members(2));
    open.dates = {{"request", dhaka("2025-12-10 17:00")}};
    const auto refused = house.open(open);
    ASSERT_EQ(outcome(refused), "minimum");
    EXPECT_NE(refused.error().text.find("10 clear working days"), std::string::npos)
        << refused.error().text;
}

TEST_F(WriteRound, AWaiverWithAReasonAllowsLess) {
    auto open = write_round(house.members(2));
    open.dates = {{"request", dhaka("2025-12-10 17:00")}};
    open.waive = {{"request", ""}};
    EXPECT_EQ(outcome(house.open(open)), "reason required");
    open.waive = {{"request", "The conference begins on the 12th."}};
    ASSERT_EQ(outcome(house.open(open)), "accepted");
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-10 17:00");
    house.at("2025-12-10 17:00");
    EXPECT_EQ(stage(house), "clearance");
}

TEST_F(WriteRound, WhereTheRequestGoesOutLaterTheMinimumCountsFromThere) {
    auto open = write_round(house.members(2));
    open.attributes["financial"] = true;
    open.dates = {{"request", dhaka("2025-12-22 17:00")}};
    ASSERT_EQ(outcome(house.open(open)), "accepted");
    house.at("2025-12-14 12:00");
    EXPECT_EQ(outcome(house.answer("finance", "sign")), "accepted");
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-30 17:00");
}

TEST_F(WriteRound, AnObjectionIsLiftedInResolutionAndClears) {
    open(3);
    EXPECT_EQ(outcome(house.answer("member-1", "object", "Too costly.")), "accepted");
    house.at("2025-12-22 17:00");
    EXPECT_EQ(stage(house), "resolution");
    EXPECT_EQ(outcome(house.give(LiftBlock{house.seat("member-1").id}, house.focal("member-2"))),
              "forbidden");
    EXPECT_EQ(outcome(house.give(LiftBlock{house.seat("member-1").id}, house.focal("member-1"))),
              "accepted");
    EXPECT_EQ(stage(house), "clearance");
}

TEST_F(WriteRound, TheSecretariatWritesDownWhatABodyLiftsByLetter) {
    open(3);
    EXPECT_EQ(outcome(house.answer("member-1", "object", "Too costly.")), "accepted");
    set_condition("member-2");
    const auto condition = house.state()->comments[0]->id;
    const LiftComment by_letter{.comment = condition, .received = "by letter"};
    EXPECT_EQ(outcome(house.give(LiftComment{condition}, house.secretariat())), "forbidden");
    EXPECT_EQ(outcome(house.give(by_letter, house.focal("member-2"))), "forbidden");
    EXPECT_EQ(outcome(house.give(by_letter, house.secretariat())), "accepted");
    house.at("2025-12-22 17:00");
    ASSERT_EQ(stage(house), "resolution");
    const auto seat = house.seat("member-1").id;
    const LiftBlock block{.assignment = seat, .received = "by letter of 21 December"};
    EXPECT_EQ(outcome(house.give(LiftBlock{seat}, house.secretariat())), "forbidden");
    EXPECT_EQ(outcome(house.give(block, house.focal("member-1"))), "forbidden");
    EXPECT_EQ(outcome(house.give(block, house.secretariat())), "accepted");
    EXPECT_EQ(stage(house), "clearance");
    EXPECT_TRUE(verifies());
}

TEST_F(WriteRound, WhoeverWroteTheRevisionDoesNotClearIt) {
    auto open = write_round(house.members(2));
    open.roles["chairs"] = {"labour", "foreign-affairs"};
    ASSERT_TRUE(house.open(open));
    set_condition("member-1");
    const std::string condition = house.state()->comments[0]->id;
    house.at("2025-12-22 17:00");
    EXPECT_EQ(outcome(dispose(condition)), "accepted");
    EXPECT_EQ(outcome(revise(covered)), "accepted");
    EXPECT_EQ(outcome(house.give(WithdrawComment{condition}, house.focal("member-1"))), "accepted");
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    ASSERT_EQ(stage(house), "clearance");
    EXPECT_EQ(outcome(sign("labour")), "four eyes");
    EXPECT_EQ(outcome(sign("foreign-affairs")), "accepted");
}

}  // namespace
}  // namespace paraph::test
