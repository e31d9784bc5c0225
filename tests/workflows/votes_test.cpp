// Votes that were really held, with the rule and the outcome as they were published. The facts
// stand here, so that they can be replayed anywhere; where they come from stands beside them.

#include <array>
#include <cstdlib>

#include <gtest/gtest.h>

#include "engine/rules/evaluate.hpp"
#include "engine/rules/missing.hpp"
#include "engine/rules/missing_rule.hpp"
#include "tests/engine/rules/round.hpp"
#include "tests/workflows/support.hpp"
#include "workflows/language/expression.hpp"

namespace paraph {
namespace {

using namespace test;

std::optional<Expression> rule_of(OneRound& round, std::string_view rule) {
    Names names;
    for (const auto& each : round.stage().positions) names.positions.push_back(each.name);
    for (const auto& role : round.definition.roles) names.roles.push_back(role.name);
    names.weights = {"population"};
    const auto expression = parse_condition(rule, names);
    if (expression) return *expression;
    ADD_FAILURE() << rule << ": " << expression.error().offset << ": " << expression.error().text;
    return std::nullopt;
}

bool outcome(OneRound& round, std::string_view rule) {
    const auto expression = rule_of(round, rule);
    return expression && holds(*expression, round.figures(), {});
}

using Counts = std::array<int, 3>;  // yes, no, abstain

// ---- a body of two classes: cabforum/cabforum.org, the ballots' pages; Bylaws 2.3

struct TwoClasses {
    const char* ballot;
    const char* date;
    Counts issuers, consumers;
    int quorum;
};

// All of them were adopted.
constexpr std::array<TwoClasses, 15> cabforum{{
    {"187", "2017-03-08", {17, 1, 1}, {3, 0, 0}, 11},
    {"193", "2017-03-17", {24, 0, 3}, {5, 0, 1}, 11},
    {"190", "2017-09-19", {19, 0, 0}, {2, 0, 0}, 10},
    {"210", "2017-08-31", {18, 0, 0}, {3, 0, 0}, 10},
    {"207", "2017-10-23", {17, 0, 1}, {4, 0, 0}, 10},
    {"224", "2018-05-22", {22, 0, 0}, {5, 0, 0}, 10},
    {"SC3", "2018-08-16", {17, 0, 0}, {5, 0, 0}, 11},
    {"SC15", "2019-02-01", {23, 0, 0}, {5, 0, 0}, 10},
    {"SC19", "2019-05-21", {20, 0, 0}, {5, 0, 0}, 11},
    {"SC27v3", "2020-02-20", {9, 0, 6}, {4, 0, 0}, 11},
    {"SC31v3", "2020-07-16", {15, 4, 1}, {5, 0, 1}, 11},
    {"SC33", "2020-08-14", {22, 0, 0}, {6, 0, 0}, 11},
    {"SC54", "2022-03-24", {18, 0, 0}, {6, 0, 0}, 15},
    {"SC58", "2022-11-11", {19, 0, 0}, {3, 0, 0}, 15},
    {"NS-003", "2024", {18, 0, 0}, {4, 0, 0}, 8},
}};

/// Two thirds of the issuers and more than half of the consumers who voted yes or no, at least one
/// yes in each class, and a quorum to which abstentions count.
std::string bylaws(int quorum) {
    return "yes of issuers at least 2/3 of (yes of issuers + no of issuers) "
           "and yes of consumers more than half of (yes of consumers + no of consumers) "
           "and yes of issuers >= 1 and yes of consumers >= 1 and cast >= " +
           std::to_string(quorum);
}

OneRound two_classes(const Counts& issuers, const Counts& consumers, int silent = 0) {
    OneRound round(StageKind::ballot, {position("yes"), position("no"), position("abstain")});
    round.role("issuers").role("consumers");
    const auto add = [&](const Counts& counts, const std::string& role) {
        round.bodies(counts[0], "yes", {role})
            .bodies(counts[1], "no", {role})
            .bodies(counts[2], "abstain", {role});
    };
    add(issuers, "issuers");
    add(consumers, "consumers");
    round.bodies(silent, "", {"issuers"}).bodies(silent, "", {"consumers"});
    return round;
}

TEST(Votes, a_body_of_two_classes) {
    for (const auto& each : cabforum) {
        auto round = two_classes(each.issuers, each.consumers);
        EXPECT_TRUE(outcome(round, bylaws(each.quorum))) << each.ballot;
        // The same votes with the yes and no of one class exchanged would not have passed.
        auto other =
            two_classes({each.issuers[1], each.issuers[0], each.issuers[2]}, each.consumers);
        EXPECT_FALSE(outcome(other, bylaws(each.quorum))) << each.ballot;
    }
}

// ---- qualified majorities of the Council of the European Union: article 16(4) TEU. Populations of
// 2018 as in aProudCynic/eu-council-voting-react; how the states voted, from press reports.

struct State {
    const char* code;
    int people;
};
constexpr std::array favour{State{"AT", 8822267},  State{"BE", 11413058}, State{"CY", 864236},
                            State{"CZ", 10610055}, State{"DE", 82850000}, State{"DK", 5781190},
                            State{"EE", 1319133},  State{"EL", 10738868}, State{"ES", 46659302},
                            State{"FI", 5513130},  State{"FR", 67221943}, State{"HR", 4105493},
                            State{"IE", 4838259},  State{"IT", 60483973}, State{"LU", 602005},
                            State{"LV", 1934379},  State{"NL", 17181084}, State{"PT", 10291027},
                            State{"RO", 19523621}, State{"SE", 10120242}, State{"SI", 2066880}};
constexpr std::array against{State{"HU", 9778371}, State{"PL", 37976687}};
constexpr std::array abstained{State{"BG", 7050034}, State{"LT", 2808901}, State{"MT", 475701},
                               State{"SK", 5443120}};
constexpr std::string_view qualified_majority =
    "favour at least 55% of bodies and "
    "(population of favour at least 65% of population of bodies or bodies - favour < 4)";

OneRound council() {
    return OneRound(StageKind::ballot, {position("favour"), position("against"),
                                        position("abstain"), leaving("not participating")});
}

template <class States>
void add(OneRound& round, const States& states, const char* says) {
    for (const State& state : states) {
        round.opening.weights["population"][state.code] = state.people;
        round.body(state.code, says);
    }
}

TEST(Votes, the_pact_on_migration_had_its_qualified_majority) {  // 2023-06-08
    auto round = council();
    add(round, favour, "favour");
    add(round, against, "against");
    add(round, abstained, "abstain");
    EXPECT_TRUE(outcome(round, qualified_majority));
}

TEST(Votes, due_diligence_had_none) {  // 2024-02-28: 13, 1 against, 13 abstained
    auto round = council();
    round.bodies(13, "favour").bodies(1, "against").bodies(13, "abstain");
    EXPECT_FALSE(outcome(round, qualified_majority));
}

TEST(Votes, three_states_can_not_block_and_four_can) {
    const std::array largest{State{"DE", 82850000}, State{"FR", 67221943}, State{"IT", 60483973}};
    const auto with = [&](int small_against) {
        auto round = council();
        add(round, largest, "against");
        int named = 0;
        for (const auto& state : favour) {
            const bool large = std::ranges::any_of(largest, [&](const State& each) {
                return std::string_view(each.code) == state.code;
            });
            if (!large)
                add(round, std::array{state}, named++ < small_against ? "against" : "favour");
        }
        add(round, against, "favour");
        add(round, abstained, "favour");
        return outcome(round, qualified_majority);
    };
    EXPECT_TRUE(with(0));   // 24 of 27 with 53% of the population
    EXPECT_FALSE(with(1));  // a fourth, and they block
}

TEST(Votes, an_opt_out_leaves_the_base_of_both_fractions) {
    auto round = council();
    add(round, favour, "favour");
    add(round, against, "against");
    add(round, abstained, "not participating");
    const auto figures = round.figures();
    EXPECT_EQ(figures.bodies(), 23);
    EXPECT_EQ(figures.total_weight("population"),
              figures.weight("population", "favour") + figures.weight("population", "against"));
    EXPECT_TRUE(outcome(round, "favour at least 21/23 of bodies"));
    EXPECT_FALSE(outcome(round, "favour more than 21/23 of bodies"));
}

// ---- ISO: DIS 29500, the count of 2008-03-29, as published in the ballot's sheet

TEST(Votes, a_draft_international_standard) {
    const int p_yes = 24, p_cast = 32, negative = 10, cast = 71;
    OneRound round(StageKind::ballot, {position("yes"), position("no"), not_cast("abstain")});
    round.role("p members").role("others");
    round.bodies(p_yes, "yes", {"p members"})
        .bodies(p_cast - p_yes, "no", {"p members"})
        .bodies(negative - (p_cast - p_yes), "no", {"others"})
        .bodies(cast - p_cast - (negative - (p_cast - p_yes)), "yes", {"others"})
        .bodies(16, "abstain", {"others"});
    EXPECT_TRUE(outcome(round,
                        "yes of p members at least 2/3 of cast of p members "
                        "and no at most 1/4 of cast"));
    EXPECT_FALSE(outcome(round, "yes of p members more than 3/4 of cast of p members"));
}

// ---- General Assembly of the United Nations, from dgrtwo/unvotes and the resolutions

TEST(Votes, resolutions_of_the_general_assembly) {
    for (const Counts& counts : {Counts{152, 5, 12},    // A/RES/73/195, the Global Compact
                                 Counts{100, 11, 58}})  // A/RES/68/262
    {
        OneRound round(StageKind::ballot, {position("yes"), position("no"), not_cast("abstain")});
        round.bodies(counts[0], "yes").bodies(counts[1], "no").bodies(counts[2], "abstain");
        round.bodies(193 - counts[0] - counts[1] - counts[2], "");
        EXPECT_TRUE(outcome(round, "majority"));
        EXPECT_TRUE(outcome(round, "two-thirds"));
        EXPECT_FALSE(outcome(round, "unanimity"));
    }
}

// ---- failures with several causes: each is named

struct Failure {
    const char* what;
    Counts issuers, consumers;
    int silent;  // in each class
};
constexpr std::array<Failure, 20> failures{{
    {"one issuer short", {3, 2, 0}, {4, 0, 0}, 5},
    {"three issuers short", {5, 4, 0}, {4, 0, 0}, 5},
    {"no consumer", {9, 0, 0}, {0, 0, 0}, 5},
    {"no issuer", {0, 0, 0}, {9, 0, 0}, 5},
    {"a tie of consumers", {9, 0, 0}, {2, 2, 0}, 5},
    {"all consumers against", {9, 0, 0}, {0, 3, 0}, 5},
    {"all issuers against", {0, 3, 0}, {9, 0, 0}, 5},
    {"issuers and consumers short", {3, 2, 0}, {2, 2, 0}, 5},
    {"issuers short, no consumer", {3, 2, 5}, {0, 0, 0}, 5},
    {"both classes against", {0, 4, 0}, {0, 6, 0}, 5},
    {"no quorum", {4, 0, 0}, {4, 0, 0}, 5},
    {"no quorum, one vote only", {1, 0, 0}, {0, 0, 0}, 9},
    {"nobody voted", {0, 0, 0}, {0, 0, 0}, 9},
    {"all abstained", {0, 0, 8}, {0, 0, 8}, 2},
    {"no quorum, issuers short", {1, 2, 0}, {2, 0, 0}, 9},
    {"no quorum, consumers short", {3, 0, 0}, {1, 1, 0}, 9},
    {"no quorum, both short", {1, 1, 0}, {1, 1, 0}, 9},
    {"no quorum, both against", {0, 1, 0}, {0, 1, 0}, 9},
    {"issuers abstained", {0, 0, 9}, {3, 0, 0}, 5},
    {"consumers abstained, issuers short", {3, 2, 3}, {0, 0, 3}, 5},
}};

TEST(Votes, a_failure_with_several_causes_names_them_all) {
    std::string text;
    for (const auto& failure : failures) {
        auto round = two_classes(failure.issuers, failure.consumers, failure.silent);
        const auto rule = rule_of(round, bylaws(10));
        ASSERT_TRUE(rule);
        text += std::string(failure.what) + "\n";
        const auto lines = missing_for(*rule, round.figures(), {});
        EXPECT_FALSE(lines.empty()) << failure.what;
        for (const auto& line : lines)
            text += "  " +
                    in_words(line, "en", [](std::string_view body) { return std::string(body); }) +
                    "\n";
        // Each false part of the rule has its line, and no part that holds has one.
        std::size_t wrong = 0;
        for (const auto& part : rule->arguments) wrong += !holds(part, round.figures(), {});
        EXPECT_EQ(lines.size(), wrong) << failure.what;
    }
    const std::filesystem::path golden = PARAPH_ROOT "/tests/workflows/votes.golden";
    if (std::getenv("PARAPH_UPDATE_GOLDEN")) std::ofstream{golden} << text;
    EXPECT_EQ(text, test::read_file(golden));
}

}  // namespace
}  // namespace paraph
