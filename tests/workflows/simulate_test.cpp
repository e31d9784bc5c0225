// Simulation: the same seed gives the same answer, and chance obeys the behaviour it is given.

#include "workflows/tools/simulate/simulate.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"
#include "workflows/library/shipped.hpp"

namespace paraph {
namespace {

std::optional<DefinitionSource> shipped_definition(std::string_view name) {
    for (const auto& each : shipped())
        if (each.kind == Shipped::Kind::definition && each.name == name)
            return DefinitionSource{std::string(name) + ".yaml", std::string(each.text)};
    return std::nullopt;
}

Simulation play(const std::string& definition, const std::string& behaviour = {}, int runs = 100,
                std::uint64_t seed = 1, int threads = 1) {
    SimulationOrder order{.definition = definition, .runs = runs, .seed = seed, .threads = threads};
    if (!behaviour.empty()) order.behaviour_yaml = "behaviour: of a test\n" + behaviour;
    return simulate(order, shipped_definition, {});
}

/// Of a hundred runs, how many ended so.
int of(const Simulation& simulation, std::string_view outcome) {
    for (const auto& each : simulation.outcomes)
        if (each.name == outcome) return each.runs;
    return 0;
}

int median(const Simulation& simulation) {
    for (const auto& each : simulation.percentiles)
        if (each.name == "50%") return each.working_days;
    return -1;
}

TEST(Simulate, every_definition_that_ships_ends_in_every_run) {
    for (const auto& file : shipped()) {
        const auto definition = read_definition(file.text).definition;
        // What only runs inside another procedure has nobody to play it alone.
        if (file.kind != Shipped::Kind::definition || definition->roles.empty()) continue;
        const auto result = play(std::string(file.name));
        EXPECT_TRUE(result.could_run()) << render(result.findings, file.name, "");
        for (const auto& outcome : result.outcomes)
            EXPECT_TRUE(outcome.ended) << file.name << ": " << outcome.name;
        EXPECT_TRUE(result.refusals.empty()) << file.name << ":\n" << to_text(result);
    }
}

TEST(Simulate, the_same_seed_gives_the_same_answer_with_any_number_of_threads) {
    const auto one = play("write-round", {}, 200, 7, 1);
    EXPECT_EQ(to_text(play("write-round", {}, 200, 7, 1)), to_text(one));
    EXPECT_EQ(to_text(play("write-round", {}, 200, 7, 3)), to_text(one));
    EXPECT_EQ(json::serialize(to_json(play("write-round", {}, 200, 7, 2))),
              json::serialize(to_json(one)));
    EXPECT_EQ(to_svg(play("write-round", {}, 200, 7, 2)), to_svg(one));
    EXPECT_NE(to_text(play("write-round", {}, 200, 8, 1)), to_text(one));
}

TEST(Simulate, where_nobody_objects_all_is_adopted_at_the_hour) {
    const auto result =
        play("silence-procedure",
             "everyone: { answers: { agrees: 0, comments: 0, objects: 0, nothing: 100 } }\n");
    EXPECT_EQ(of(result, "adopted"), 100);
    EXPECT_EQ(result.percentiles.front().calendar_days, 30);  // 72 hours, in tenths
    EXPECT_EQ(result.percentiles.back().calendar_days, 30);
    ASSERT_FALSE(result.waits.empty());
    EXPECT_EQ(result.waits.front().who, "");  // nothing but the due time was waited for
    EXPECT_EQ(result.waits.front().share, 1000);
}

TEST(Simulate, where_all_object_none_is_adopted_and_it_ends_early) {
    const auto result = play("silence-procedure",
                             "roles: { members: { answers: { object: 100, agrees: 0, comments: 0, "
                             "amend: 0, nothing: 0 },"
                             " after: { half within: 5 hours, nine in ten within: 9 hours } } }\n");
    EXPECT_EQ(of(result, "not adopted"), 100);
    EXPECT_LT(result.percentiles.back().calendar_days, 8);
}

TEST(Simulate, odds_come_out_as_they_go_in) {
    const auto result = play("write-round",
                             "attributes: { financial: { no: 1 } }\n"
                             "everyone: { answers: { objects: 100, agrees: 0, comments: 0, "
                             "abstains: 0, nothing: 0, unchanged: 100, revised: 0, withdrawn: 0 }, "
                             "lifts early: 0 }\n"
                             "stages: { meeting: { answers: { cleared: 25, refused: 75, "
                             "returned: 0 } } }\n",
                             1000);
    EXPECT_NEAR(of(result, "cleared"), 250, 50);  // four standard deviations are 55
    EXPECT_EQ(of(result, "cleared") + of(result, "refused"), 1000);
}

TEST(Simulate, faster_people_make_shorter_cycles) {
    const std::string slow =
        "everyone: { after: { half within: 6 working days, nine in ten "
        "within: 12 working days } }\n";
    const std::string fast =
        "everyone: { after: { half within: 2 hours, nine in ten within: 5 "
        "hours }, answers: { nothing: 0 } }\n";
    EXPECT_LT(median(play("write-round", fast)), median(play("write-round", slow)));
}

TEST(Simulate, the_one_who_is_slow_is_found) {
    const auto result =
        play("write-round",
             "given: { roles: { members: 6, lead: labour, chairs: [foreign-affairs, home] } }\n"
             "attributes: { financial: { no: 1 } }\n"
             "everyone: { after: { half within: 1 hour, nine in ten within: 2 hours }, answers: { "
             "nothing: 0, objects: 0, comments: 0 } }\n"
             "bodies: { home: { after: { half within: 20 working days, nine in ten within: 30 "
             "working days } } }\n");
    ASSERT_FALSE(result.waits.empty());
    EXPECT_EQ(result.waits.front().who, "home");
    EXPECT_GT(result.waits.front().share, 500);
    EXPECT_EQ(of(result, "cleared"), 100);
}

TEST(Simulate, a_procedure_inside_bodies_is_played_too) {
    const std::string chain =
        "given: { roles: { members: 3 }, people: { member 1 to member 3: [desk officer, director, "
        "secretary] } }\nattributes: { financial: { no: 1 } }\n";
    const auto inside = play("write-round", chain +
                                                "everyone: { answers: { nothing: 0, objects: 0, "
                                                "decline: 0, comments: 0 }, after: { half within: "
                                                "6 hours, nine in ten within: 12 hours } }\n");
    EXPECT_EQ(of(inside, "cleared"), 100);
    EXPECT_TRUE(inside.refusals.empty()) << to_text(inside);
    // Where desks never forward, only the deadline ends the round.
    const auto stuck = play("write-round", chain +
                                               "functions: { desk officer: { answers: { "
                                               "agrees: 0, nothing: 1 } } }\n");
    ASSERT_FALSE(stuck.waits.empty());
    EXPECT_EQ(stuck.waits.front().who, "");
}

TEST(Simulate, what_only_runs_inside_another_procedure_is_not_played_alone) {
    const auto result = play("ministry-chain");
    EXPECT_FALSE(result.could_run());
    EXPECT_NE(result.broken.find("no roles"), std::string::npos);
}

TEST(Simulate, mistakes_stand_at_their_places) {
    const auto result = play("write-round",
                             "everyon: {}\n"
                             "everyone: { answers: { agre: 1, agrees: x }, lifts: 200 }\n"
                             "stages: { meting: {} }\n"
                             "roles: { members: { after: { half within: 3 days, nine in ten "
                             "within: 3 working days } } }\n"
                             "opens: tomorrow\n"
                             "attributes: { financal: { yes: 1 } }\n");
    EXPECT_EQ(test::places(result.findings),
              "2:1 unknown-word\n3:24 unknown-position\n3:41 wrong-value\n3:53 wrong-value\n"
              "4:11 unknown-stage\n5:28 wrong-value\n6:8 wrong-value\n7:15 unknown-attribute\n");
    EXPECT_FALSE(result.could_run());
}

TEST(Simulate, the_reference_shows_the_usual_behaviour_and_its_examples_run) {
    std::istringstream in{test::read_file(PARAPH_ROOT "/docs/simulate.md")};
    std::vector<std::string> examples;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line == "```yaml") examples.emplace_back();
        if (inside && line != "```") examples.back() += line + '\n';
        if (line.starts_with("```")) inside = line == "```yaml";
    }
    ASSERT_EQ(examples.size(), 2u);
    EXPECT_EQ(examples[0], usual_behaviour());
    SimulationOrder order{.definition = "write-round", .behaviour_yaml = examples[1], .runs = 50};
    const auto result = simulate(order, shipped_definition, {});
    EXPECT_EQ(render(result.findings, "docs/simulate.md", examples[1]), "");
    EXPECT_FALSE(result.outcomes.empty());
}

}  // namespace
}  // namespace paraph
