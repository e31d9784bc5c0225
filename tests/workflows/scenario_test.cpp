// Scenarios that ship hold; those of scenarios/ fail, or can't be read, as their golden files say.

#include "workflows/tools/scenario/scenario.hpp"

#include <cstdlib>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"
#include "workflows/library/shipped.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;
using Verdict = ScenarioReport::Case::Verdict;

/// Definitions of `folder`, else those that ship.
FindDefinition definitions_in(const fs::path& folder) {
    return [folder](std::string_view name) -> std::optional<DefinitionSource> {
        const auto file = folder / (std::string(name) + ".yaml");
        if (fs::exists(file))
            return DefinitionSource{file.filename().string(), test::read_file(file)};
        for (const auto& each : shipped())
            if (each.kind == Shipped::Kind::definition && each.name == name)
                return DefinitionSource{std::string(name) + ".yaml", std::string(each.text)};
        return std::nullopt;
    };
}

std::vector<fs::path> scenarios_in(const std::string& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(PARAPH_ROOT) / folder))
        if (entry.path().string().ends_with(".scenario.yaml")) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::string name_of(const testing::TestParamInfo<fs::path>& file) {
    auto name = file.param.stem().stem().string();
    std::ranges::replace(name, '-', '_');
    return name;
}

class LibraryScenario : public testing::TestWithParam<fs::path> {};

TEST_P(LibraryScenario, holds) {
    const auto yaml = test::read_file(GetParam());
    const auto report = run_scenarios(yaml, definitions_in(GetParam().parent_path()));
    EXPECT_EQ(render(report, GetParam().filename().string(), yaml), "");
    EXPECT_GT(report.count(Verdict::holds), 0);
}

INSTANTIATE_TEST_SUITE_P(Library, LibraryScenario,
                         testing::ValuesIn(scenarios_in("workflows/library")), name_of);
INSTANTIATE_TEST_SUITE_P(Patterns, LibraryScenario,
                         testing::ValuesIn(scenarios_in("tests/scenarios/patterns")), name_of);
INSTANTIATE_TEST_SUITE_P(Tutorial, LibraryScenario,
                         testing::ValuesIn(scenarios_in("docs/tutorial")), name_of);
INSTANTIATE_TEST_SUITE_P(Examples, LibraryScenario,
                         testing::ValuesIn(scenarios_in("docs/examples")), name_of);

/// What a round counts and when it closes, one small definition for each word of it.
INSTANTIATE_TEST_SUITE_P(Rounds, LibraryScenario,
                         testing::ValuesIn(scenarios_in("tests/workflows/rounds")), name_of);

/// Each definition that ships has scenarios beside it.
TEST(Scenarios, no_definition_ships_without_them) {
    for (const auto& file : shipped()) {
        if (file.kind != Shipped::Kind::definition) continue;
        const auto beside = fs::path(PARAPH_ROOT) / "workflows/library" /
                            (std::string(file.name) + ".scenario.yaml");
        EXPECT_TRUE(fs::exists(beside)) << beside;
    }
}

class FailingScenario : public testing::TestWithParam<fs::path> {};

/// PARAPH_UPDATE_GOLDEN=1 rewrites the golden files; then read the difference.
TEST_P(FailingScenario, says_what_is_wrong_as_a_person_needs_it) {
    const auto& file = GetParam();
    const auto yaml = test::read_file(file);
    const auto report = run_scenarios(yaml, definitions_in(file.parent_path()));
    const auto text = render(report, file.filename().string(), yaml);
    const auto golden = file.parent_path() / (file.stem().stem().string() + ".golden");
    if (std::getenv("PARAPH_UPDATE_GOLDEN")) std::ofstream{golden, std::ios::binary} << text;
    EXPECT_EQ(text, test::read_file(golden));
}

INSTANTIATE_TEST_SUITE_P(Broken, FailingScenario,
                         testing::ValuesIn(scenarios_in("tests/workflows/scenarios")), name_of);

TEST(Scenarios, a_case_holds_fails_or_is_not_run_and_the_report_says_which) {
    const fs::path file = PARAPH_ROOT "/tests/workflows/scenarios/failing.scenario.yaml";
    const auto report = run_scenarios(test::read_file(file), definitions_in(file.parent_path()));
    EXPECT_TRUE(report.could_run());
    EXPECT_EQ(report.count(Verdict::holds), 1);
    EXPECT_EQ(report.count(Verdict::not_run), 1);
    EXPECT_GT(report.count(Verdict::fails), 5);
    const auto json = to_json(report);
    const auto& second = json.at("cases").as_array().at(1).as_object();
    EXPECT_EQ(second.at("verdict"), "fails");
    EXPECT_GT(second.at("failures").as_array().size(), 10u);
    EXPECT_FALSE(second.at("trail").as_array().empty());
}

TEST(Scenarios, the_same_file_gives_the_same_report) {
    const fs::path file = PARAPH_ROOT "/tests/workflows/scenarios/failing.scenario.yaml";
    const auto yaml = test::read_file(file);
    const auto once = render(run_scenarios(yaml, definitions_in(file.parent_path())), "f", yaml);
    EXPECT_EQ(render(run_scenarios(yaml, definitions_in(file.parent_path())), "f", yaml), once);
}

TEST(Scenarios, the_first_taste_of_scenarios_holds) {
    const fs::path taste = PARAPH_SHARED "/design/example-write-round.scenario.yaml";
    NEEDS_BESIDE(taste);
    const auto yaml = test::read_file(taste);
    const auto report = run_scenarios(yaml, definitions_in(PARAPH_ROOT "/workflows/library"));
    EXPECT_EQ(render(report, "taste", yaml), "");
    EXPECT_EQ(report.count(Verdict::holds), 4);
}

// ---- the examples of docs/scenarios.md

struct Example {
    int line = 0;
    std::string text;
};

std::vector<Example> examples_of(const std::string& document) {
    std::vector<Example> found;
    std::istringstream in{test::read_file(fs::path(PARAPH_ROOT) / document)};
    bool inside = false;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (!inside && line == "```yaml") found.push_back({number + 1, ""});
        if (inside && line != "```") found.back().text += line + '\n';
        if (line == "```yaml" || line == "```") inside = line == "```yaml";
    }
    return found;
}

TEST(Scenarios, every_example_of_the_reference_holds) {
    const auto examples = examples_of("docs/scenarios.md");
    ASSERT_GE(examples.size(), 5u);
    const auto beginning = examples.front().text.substr(0, examples.front().text.find("cases:\n"));
    for (const auto& example : examples) {
        const bool whole = example.text.starts_with("definition:");
        const auto yaml = whole ? example.text : beginning + "cases:\n" + example.text;
        const auto report = run_scenarios(yaml, definitions_in(PARAPH_ROOT "/workflows/library"));
        EXPECT_EQ(render(report, "docs/scenarios.md", yaml), "")
            << "the example at line " << example.line;
        EXPECT_GT(report.count(Verdict::holds), 0);
    }
}

}  // namespace
}  // namespace paraph
