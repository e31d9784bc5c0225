// Votes that were really held, with the rule and the outcome as they were published.

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "engine/rules/evaluate.hpp"
#include "tests/engine/rules/round.hpp"
#include "workflows/language/expression.hpp"

namespace paraph {
namespace {

using namespace test;

std::optional<json::value> published(const std::string& name) {
    const auto path = std::filesystem::path{PARAPH_SHARED} / "inputs" / name;
    std::ifstream in{path};
    if (!in) return std::nullopt;
    return json::parse(std::string{std::istreambuf_iterator<char>{in}, {}});
}

bool outcome(OneRound& round, std::string_view rule, std::vector<std::string> weights = {}) {
    Names names;
    for (const auto& each : round.stage().positions) names.positions.push_back(each.name);
    for (const auto& role : round.definition.roles) names.roles.push_back(role.name);
    names.weights = std::move(weights);
    const auto expression = parse_condition(rule, names);
    if (!expression) {
        ADD_FAILURE() << rule << ": " << expression.error().offset << ": "
                      << expression.error().text;
        return false;
    }
    return holds(*expression, round.figures(), {});
}

int number(const json::value& value) {
    return static_cast<int>(value.as_int64());
}

TEST(Votes, CabforumBallots) {
    const auto file = published("votes-cabforum/ballots.json");
    if (!file) GTEST_SKIP() << "the published ballots are not beside this checkout";
    int counted = 0;
    for (const auto& each : file->at("ballots").as_array()) {
        OneRound round(StageKind::ballot, {position("yes"), position("no"), position("abstain")});
        round.role("issuers").role("consumers");
        for (const std::string role : {"issuers", "consumers"}) {
            const auto& counts = each.at("counts").at(role);
            round.bodies(number(counts.at(0)), "yes", {role})
                .bodies(number(counts.at(1)), "no", {role})
                .bodies(number(counts.at(2)), "abstain", {role});
        }
        const std::string quorum = std::to_string(number(each.at("published_quorum")));
        const bool passed =
            outcome(round,
                    "yes of issuers at least 2/3 of (yes of issuers + no of issuers) "
                    "and yes of consumers more than half of (yes of consumers + no of consumers) "
                    "and yes of issuers at least 1 and yes of consumers at least 1 "
                    "and cast at least " +
                        quorum);
        EXPECT_EQ(passed, each.at("published_outcome").as_string() == "passed") << each.at("id");
        ++counted;
    }
    EXPECT_GE(counted, 10);
}

TEST(Votes, EuropeanCouncilByQualifiedMajority) {
    const auto file = published("votes-eu-council/qmv_cases.json");
    if (!file) GTEST_SKIP() << "the published votes are not beside this checkout";
    constexpr std::string_view rule =
        "favour at least 55% of bodies and "
        "(population of favour at least 65% of population of bodies or bodies - favour < 4)";
    for (const auto& each : file->at("cases").as_array()) {
        OneRound round(StageKind::ballot,
                       {position("favour"), position("against"), position("abstain")});
        const bool named = !each.at("in_favour").is_null();
        if (named) {
            for (const auto& [state, people] : file->at("population_2018").at("pop").as_object())
                round.opening.weights["population"][std::string(state)] = people.as_int64();
            const auto add = [&](const char* list, const char* says) {
                for (const auto& state : each.at(list).as_array())
                    round.body(std::string(state.as_string()), says);
            };
            add("in_favour", "favour");
            add("against", "against");
            add("abstain", "abstain");
        } else {
            round.bodies(number(each.at("counts").at("favour")), "favour")
                .bodies(number(each.at("counts").at("against")), "against")
                .bodies(number(each.at("counts").at("abstain")), "abstain");
        }
        const bool adopted = each.at("published_outcome").as_string() == "adopted";
        EXPECT_EQ(outcome(round, named ? rule : "favour at least 55% of bodies", {"population"}),
                  adopted)
            << each.at("id");
    }
}

TEST(Votes, IsoDraft29500) {
    const auto file = published("votes-iso/iso_ballots.json");
    if (!file) GTEST_SKIP() << "the published ballots are not beside this checkout";
    const auto& ballot = file->at("ballots").at(1);  // the one that states its figures
    const int p_yes = number(ballot.at("P").at("favour")),
              p_cast = number(ballot.at("P").at("cast"));
    const int no = number(ballot.at("all").at("negative")),
              cast = number(ballot.at("all").at("cast"));
    OneRound round(StageKind::ballot, {position("yes"), position("no"), not_cast("abstain")});
    round.role("p members").role("others");
    round.bodies(p_yes, "yes", {"p members"})
        .bodies(p_cast - p_yes, "no", {"p members"})
        .bodies(no - (p_cast - p_yes), "no", {"others"})
        .bodies(cast - p_cast - (no - (p_cast - p_yes)), "yes", {"others"});
    EXPECT_EQ(outcome(round,
                      "yes of p members at least 2/3 of cast of p members "
                      "and no at most 1/4 of cast"),
              ballot.at("outcome").as_string() == "approved");
}

}  // namespace
}  // namespace paraph
