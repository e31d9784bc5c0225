// Reviewers by lot: fair, within the constraints, and the same for whoever draws again.

#include "engine/rules/lots.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace paraph {
namespace {

std::vector<std::string> bodies(int count) {
    std::vector<std::string> all;
    for (int i = 1; i <= count; ++i) all.push_back("body-" + std::to_string(i));
    return all;
}

/// Each body's report, which it does not review itself.
std::vector<Lot> reports(const std::vector<std::string>& pool) {
    std::vector<Lot> lots;
    for (const auto& body : pool) lots.push_back({.subject = body, .excluded = {body}});
    return lots;
}

std::map<std::string, int> loads(const std::map<std::string, std::vector<std::string>>& drawn) {
    std::map<std::string, int> counts;
    for (const auto& [subject, reviewers] : drawn)
        for (const auto& body : reviewers) ++counts[body];
    return counts;
}

TEST(Lots, everybody_reviews_as_often_as_all_others_and_never_its_own) {
    for (int seed = 0; seed < 50; ++seed) {
        const auto pool = bodies(3 + seed % 20);
        const auto drawn = draw(reports(pool), pool, 2, std::nullopt, sha256(std::to_string(seed)));
        ASSERT_TRUE(drawn) << "seed " << seed;
        for (const auto& [subject, reviewers] : *drawn) {
            EXPECT_EQ(std::set(reviewers.begin(), reviewers.end()).size(), 2u);
            EXPECT_EQ(std::ranges::find(reviewers, subject), reviewers.end());
        }
        for (const auto& [body, count] : loads(*drawn)) EXPECT_EQ(count, 2) << "seed " << seed;
    }
}

TEST(Lots, the_same_seed_gives_the_same_and_another_one_another) {
    const auto pool = bodies(12);
    const auto first = draw(reports(pool), pool, 2, std::nullopt, sha256("a"));
    EXPECT_EQ(first, draw(reports(pool), pool, 2, std::nullopt, sha256("a")));
    EXPECT_NE(first, draw(reports(pool), pool, 2, std::nullopt, sha256("b")));
}

TEST(Lots, a_way_that_there_is_is_found_however_the_lot_falls) {
    // Only one way is left: 1 for 2, 2 for 3, 3 for 1.
    const auto pool = bodies(3);
    const std::vector<Lot> lots{{.subject = "body-1", .excluded = {"body-1", "body-2"}},
                                {.subject = "body-2", .excluded = {"body-2"}},
                                {.subject = "body-3", .excluded = {"body-3"}}};
    for (int seed = 0; seed < 20; ++seed) {
        const auto drawn = draw(lots, pool, 1, 1, sha256(std::to_string(seed)));
        ASSERT_TRUE(drawn);
        EXPECT_EQ(drawn->at("body-1"), std::vector<std::string>{"body-3"});
        EXPECT_EQ(drawn->at("body-2"), std::vector<std::string>{"body-1"});
        EXPECT_EQ(drawn->at("body-3"), std::vector<std::string>{"body-2"});
    }
}

TEST(Lots, what_can_t_be_is_nothing_and_what_was_chosen_by_hand_counts) {
    const auto pool = bodies(3);
    EXPECT_FALSE(draw(reports(pool), pool, 3, std::nullopt, sha256("a")));
    EXPECT_FALSE(draw(reports(pool), pool, 2, 1, sha256("a")));
    auto lots = reports(pool);
    lots[0].fixed = {"body-2"};
    const auto drawn = draw(lots, pool, 1, 1, sha256("a"));
    ASSERT_TRUE(drawn);
    EXPECT_FALSE(drawn->contains("body-1"));
    EXPECT_EQ(drawn->at("body-3"), std::vector<std::string>{"body-1"});
}

TEST(Lots, what_one_lacks_is_lacking_there_only) {
    for (int seed = 0; seed < 30; ++seed) {
        const auto pool = bodies(8);
        auto lots = reports(pool);
        lots[0].excluded = pool;  // in conflict with all others
        for (std::size_t i = 1; i < lots.size(); ++i) lots[i].excluded.push_back("body-1");
        const auto of = sha256(std::to_string(seed));
        EXPECT_FALSE(draw(lots, pool, 2, 4, of));
        const auto drawn = draw_what_can_be(lots, pool, 2, 4, of);
        EXPECT_TRUE(drawn.at("body-1").empty());
        for (std::size_t i = 1; i < lots.size(); ++i)
            EXPECT_EQ(drawn.at(lots[i].subject).size(), 2u) << lots[i].subject << " of " << seed;
        for (const auto& [body, count] : loads(drawn)) EXPECT_EQ(count, 2) << body;
    }
}

TEST(Lots, all_have_a_first_one_before_anybody_has_a_second) {
    const auto pool = bodies(3);
    const auto drawn = draw_what_can_be(reports(pool), pool, 2, 1, sha256("a"));
    for (const auto& [subject, reviewers] : drawn) EXPECT_EQ(reviewers.size(), 1u) << subject;
}

}  // namespace
}  // namespace paraph
