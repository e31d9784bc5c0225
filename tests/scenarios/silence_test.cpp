#include <gtest/gtest.h>

#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// P1: the silence procedure of UN General Assembly decision 74/544 and of the OSCE.

class SilenceProcedure : public testing::Test {
protected:
    House house{"2025-12-11 16:00"};
};

TEST_F(SilenceProcedure, SilenceOfAllAdoptsAtTheHour) {  // P1.1, P1.7
    ASSERT_TRUE(house.open(silence_procedure(house.members(193))));
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-14 16:00");
    house.at("2025-12-14 15:59");
    EXPECT_EQ(stage(house), "silence");
    house.at("2025-12-14 16:00");
    EXPECT_EQ(stage(house), "end: adopted");
    const auto round = house.round();
    EXPECT_EQ(count_of(house, round, "agree"), 193);
    EXPECT_EQ(silent_of(house, round, "agree"), 193);
    EXPECT_EQ(round.closed, dhaka("2025-12-14 16:00"));
}

TEST_F(SilenceProcedure, SeventyOneHoursAreRefusedNamingTheMinimum) {  // P1.2
    auto open = silence_procedure(house.members(3));
    open.dates = {{"silence", dhaka("2025-12-14 15:00")}};
    const auto refused = house.open(open);
    ASSERT_EQ(outcome(refused), "minimum");
    EXPECT_NE(refused.error().text.find("72 hours"), std::string::npos) << refused.error().text;
    EXPECT_EQ(refused.error().where, "/dates/silence");
}

TEST_F(SilenceProcedure, AnObjectionBeforeTheHourBreaksItAtOnce) {  // P1.3
    ASSERT_TRUE(house.open(silence_procedure(house.members(5))));
    house.at("2025-12-14 15:59:59");
    EXPECT_EQ(outcome(house.answer("member-2", "object", "Not our language.")), "accepted");
    EXPECT_EQ(stage(house), "end: not adopted");
    EXPECT_EQ(house.seat("member-2").status, AssignmentStatus::blocking);
    EXPECT_EQ(house.round().result, "broken");
    EXPECT_EQ(silent_of(house, house.round(), "agree"), 0);
}

TEST_F(SilenceProcedure, AnObjectionAtTheHourIsLateAndChangesNothing) {  // P1.4
    ASSERT_TRUE(house.open(silence_procedure(house.members(5))));
    house.clock.set(dhaka("2025-12-14 16:00"));
    const auto late = house.answer("member-2", "object", "Not our language.");
    ASSERT_EQ(outcome(late), "accepted");
    EXPECT_EQ(late->made, "late");
    EXPECT_EQ(stage(house), "end: adopted");
    EXPECT_EQ(house.seat("member-2").status, AssignmentStatus::silent);
    EXPECT_EQ(house.kinds().back(), "position late");
}

TEST_F(SilenceProcedure, AnAmendmentBreaksIt) {  // OSCE
    ASSERT_TRUE(house.open(silence_procedure(house.members(5))));
    EXPECT_EQ(outcome(house.answer("member-1", "amend")), "comments required");
    EXPECT_EQ(outcome(house.answer("member-1", "amend", {},
                                   {{.paragraph = "p1", .proposed = "All six."}})),
              "accepted");
    EXPECT_EQ(stage(house), "end: not adopted");
}

TEST_F(SilenceProcedure, ANewRevisionNeedsANewPeriod) {  // OSCE
    ASSERT_TRUE(house.open(silence_procedure(house.members(5))));
    house.at("2025-12-13 10:00");
    EXPECT_EQ(outcome(house.give(IssueRevision{.text = "All six languages.\n",
                                               .media_type = "text/markdown",
                                               .reason = "A word was missing."},
                                 house.secretariat())),
              "accepted");
    EXPECT_EQ(dhaka(*house.round().due), "2025-12-16 10:00");
    house.at("2025-12-14 16:00");
    EXPECT_EQ(stage(house), "silence");
    house.at("2025-12-16 10:00");
    EXPECT_EQ(stage(house), "end: adopted");
}

TEST_F(SilenceProcedure, CommentsAndAgreementsBreakNothing) {
    ASSERT_TRUE(house.open(silence_procedure(house.members(5))));
    EXPECT_EQ(outcome(house.answer("member-1", "comment", {}, {{.text = "A typo."}})), "accepted");
    EXPECT_EQ(outcome(house.answer("member-2", "agree")), "accepted");
    EXPECT_EQ(stage(house), "silence");
    house.at("2025-12-14 16:00");
    EXPECT_EQ(stage(house), "end: adopted");
    EXPECT_EQ(silent_of(house, house.round(), "agree"), 3);
    EXPECT_EQ(count_of(house, house.round(), "agree"), 4);
}

TEST_F(SilenceProcedure, ThreeHundredMembersWithTwoPeopleEachFitIntoOneEntry) {
    std::vector<std::string> members;
    for (int i = 0; i < 300; ++i) {
        members.push_back("a-rather-long-name-of-a-body-" + std::to_string(i));
        house.body(members.back(), {"focal point", "alternate"});
    }
    const auto opened = house.open(silence_procedure(members));
    if (!opened) {
        EXPECT_EQ(outcome(opened), "too large");  // a refusal, never a fault
        EXPECT_FALSE(house.desk->broken());
    }
}

}  // namespace
}  // namespace paraph::test
