#include "engine/core/blind.hpp"

#include <map>

#include <gtest/gtest.h>

namespace paraph {
namespace {

std::vector<Seat> seats_for(const std::vector<std::string>& bodies) {
    std::vector<Seat> seats;
    for (const auto& body : bodies) {
        seats.emplace_back();
        seats.back().id = "asg_" + std::to_string(seats.size());
        seats.back().body = body;
    }
    return seats;
}

TEST(Blind, seats_are_numbered_by_the_lot_and_not_by_who_was_named_first) {
    const std::vector<std::string> bodies{"labour", "health", "finance", "home"};
    constexpr int lots = 400;
    std::map<std::string, int> first;
    for (int i = 0; i < lots; ++i) {
        auto seats = seats_for(bodies);
        order_by_lot(seats, to_hex(sha256(std::to_string(i))));
        ++first[seats.front().body];
        for (std::size_t at = 0; at < seats.size(); ++at)
            EXPECT_EQ(seats[at].id, "asg_" + std::to_string(at + 1));
    }
    for (const auto& body : bodies) {
        EXPECT_GT(first[body], lots / 4 - 40) << body;
        EXPECT_LT(first[body], lots / 4 + 40) << body;
    }
}

TEST(Blind, the_order_of_a_lot_is_the_same_whoever_was_named_first) {
    auto one = seats_for({"labour", "health", "finance"});
    auto other = seats_for({"finance", "labour", "health"});
    order_by_lot(one, "5f");
    order_by_lot(other, "5f");
    for (std::size_t at = 0; at < one.size(); ++at) EXPECT_EQ(one[at].body, other[at].body);
}

TEST(Blind, the_sides_are_those_who_review_and_those_whom_they_must_not_be) {
    Definition definition;
    definition.roles = {{.name = "author"}, {.name = "reviewers", .never = {"author"}}};
    Stage review{.name = "review", .kind = StageKind::review};
    review.who = {{Participant::Kind::role, "reviewers"}};
    definition.stages = {review};
    EXPECT_TRUE(sides_of_blind_reviews(definition).reviewers.empty());
    definition.stages[0].blind = Blind::single;
    EXPECT_FALSE(sides_of_blind_reviews(definition).both);
    definition.stages[0].blind = Blind::double_;
    const auto sides = sides_of_blind_reviews(definition);
    EXPECT_EQ(sides.reviewers, std::vector<std::string>{"reviewers"});
    EXPECT_EQ(sides.reviewed, std::vector<std::string>{"author"});
    EXPECT_TRUE(sides.both);
}

}  // namespace
}  // namespace paraph
