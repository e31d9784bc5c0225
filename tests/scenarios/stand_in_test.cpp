#include <algorithm>

#include <gtest/gtest.h>

#include "engine/core/by_rule.hpp"
#include "engine/core/verify.hpp"
#include "tests/scenarios/forge.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// Somebody stands in for the colleague who was asked, by a link that is theirs as long as that
// lasts: the trail says for whom, and whoever recomputes it finds what came after the end.

class StandingIn : public testing::Test {
protected:
    StandingIn() {
        auto members = house.members(2);
        house.body("ministry", {"focal point", "deputy"});
        members.push_back("ministry");
        EXPECT_TRUE(house.open(write_round(members)));
        asked = house.focal("ministry");
        deputy = house.person("ministry", "deputy");
        deputy.via = "link";
        seat = house.seat("ministry").id;
    }

    std::string delegate(std::string_view from, std::string_view until) {
        const auto given = house.give(Delegate{.person = asked.person,
                                               .delegate = deputy.person,
                                               .cycle = house.cycle,
                                               .from = dhaka(from),
                                               .until = dhaka(until)});
        EXPECT_TRUE(given);
        return given ? given->made : "";
    }
    std::string link(const Actor& by) {
        return outcome(house.give(IssueLink{seat, deputy.person, asked.person}, by));
    }
    std::string answer(const std::string& position) {
        TakePosition command;
        command.assignment = seat;
        command.position = position;
        command.reason = "As agreed in the ministry.";
        command.revision = house.state()->revision()->number;
        command.digest = house.state()->revision()->digest;
        return outcome(house.give(std::move(command), deputy));
    }
    std::string behalf() const { return house.seat("ministry").answer.value().behalf; }

    std::vector<std::string> flaws(const std::vector<Entry>& entries) {
        std::vector<std::string> texts;
        const auto registry = house.own_store.stream(registry_stream, 0);
        for (const auto& flaw : verify(registry, entries, definitions()).flaws)
            texts.push_back(flaw.text);
        return texts;
    }
    bool holds() { return flaws(house.entries()).empty(); }

    House house;
    Actor asked, deputy;
    std::string seat;
};

TEST_F(StandingIn, ActsByTheLinkForTheOtherAndNotAfterwards) {
    EXPECT_EQ(link(asked), "forbidden");
    EXPECT_EQ(answer("agree"), "forbidden");
    delegate("2025-12-07 10:00", "2025-12-11 00:00");
    EXPECT_EQ(link(asked), "accepted");
    EXPECT_EQ(link(asked), "nothing to do");
    EXPECT_EQ(answer("agree"), "accepted");
    EXPECT_EQ(behalf(), asked.person);
    house.at("2025-12-11 00:00");
    EXPECT_EQ(answer("object"), "forbidden");
    EXPECT_TRUE(holds());
}

TEST_F(StandingIn, EndsWithTheActThatEndsIt) {
    const auto delegation = delegate("2025-12-07 10:00", "2025-12-20 00:00");
    EXPECT_EQ(link(asked), "accepted");
    EXPECT_EQ(outcome(house.give(EndDelegation{delegation})), "accepted");
    EXPECT_EQ(answer("object"), "forbidden");
    EXPECT_TRUE(holds());
}

TEST_F(StandingIn, ComesByTheOthersLinkWithoutOneGiven) {
    const auto delegation = delegate("2025-12-07 10:00", "2025-12-20 00:00");
    EXPECT_EQ(answer("agree"), "accepted");
    EXPECT_EQ(behalf(), asked.person);
    EXPECT_EQ(outcome(house.give(EndDelegation{delegation})), "accepted");
    EXPECT_EQ(answer("object"), "forbidden");
    EXPECT_TRUE(holds());
}

TEST_F(StandingIn, ALinkOfOnesOwnStays) {
    delegate("2025-12-07 10:00", "2025-12-11 00:00");
    EXPECT_EQ(link(asked), "accepted");
    EXPECT_EQ(outcome(house.give(IssueLink{seat, deputy.person}, house.secretariat())), "accepted");
    EXPECT_EQ(link(asked), "nothing to do");
    house.at("2025-12-11 00:00");
    EXPECT_EQ(answer("object"), "accepted");
    EXPECT_EQ(behalf(), "");
    EXPECT_TRUE(holds());
}

TEST_F(StandingIn, BeginsLaterAndIsGivenTheLinkByRuleOnce) {
    const auto first = delegate("2025-12-09 00:00", "2025-12-11 00:00");
    EXPECT_EQ(link(by_rule()), "forbidden");
    house.at("2025-12-09 00:00");
    EXPECT_EQ(link(by_rule()), "accepted");
    EXPECT_EQ(link(by_rule()), "nothing to do");
    EXPECT_EQ(answer("agree"), "accepted");
    house.at("2025-12-11 00:00");
    EXPECT_EQ(link(by_rule()), "forbidden");
    delegate("2025-12-12 00:00", "2025-12-13 00:00");
    house.at("2025-12-12 00:00");
    EXPECT_EQ(link(by_rule()), "accepted");
    EXPECT_EQ(house.seat("ministry").links.at(deputy.person), 2);
    EXPECT_TRUE(holds());
}

TEST_F(StandingIn, IsKeptOverARestart) {
    delegate("2025-12-07 10:00", "2025-12-11 00:00");
    EXPECT_EQ(link(asked), "accepted");
    house.restart();
    EXPECT_EQ(answer("agree"), "accepted");
    EXPECT_EQ(behalf(), asked.person);
    house.at("2025-12-11 00:00");
    house.restart();
    EXPECT_EQ(answer("object"), "forbidden");
}

TEST_F(StandingIn, WhatCameAfterTheEndIsFound) {
    delegate("2025-12-07 10:00", "2025-12-11 00:00");
    EXPECT_EQ(link(asked), "accepted");
    EXPECT_EQ(answer("agree"), "accepted");
    auto entries = house.entries();
    forge<PositionTaken>(
        entries, [](PositionTaken&, Heading& heading) { heading.at = dhaka("2025-12-12 00:00"); });
    const auto late = flaws(entries);
    for (const auto* text :
         {"whoever came by a link held none", "whoever acted for another had no delegation"})
        EXPECT_TRUE(std::ranges::find(late, text) != late.end()) << text;

    entries = house.entries();
    forge<LinkIssued>(entries, [&](LinkIssued& fact, Heading&) {
        fact.stands_in_for = house.focal("member-1").person;
    });
    const auto stranger = flaws(entries);
    ASSERT_FALSE(stranger.empty());
    EXPECT_EQ(stranger.front(), "the link is for somebody who stood in for nobody there");
}

}  // namespace
}  // namespace paraph::test
