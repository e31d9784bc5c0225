#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "workflows/language/finding.hpp"

namespace paraph {

/// What became of a file of scenarios (docs/scenarios.md).
struct ScenarioReport {
    struct Case {
        enum class Verdict { holds, fails, not_run };
        std::string name;
        int line = 0;
        Verdict verdict = Verdict::holds;
        int expectations = 0;            // that were held against what happened
        std::vector<Finding> failures;   // of one step: the first that did not go as it should
        std::vector<std::string> trail;  // up to there, in words
        std::string zone;                // of the trail's times
    };
    std::string definition;
    std::vector<Finding> findings;  // mistakes in the file: nothing was run
    std::string broken;             // the definition's own findings, as `paraph check` prints them
    std::vector<Case> cases;

    bool could_run() const { return findings.empty() && broken.empty(); }
    int count(Case::Verdict verdict) const;
};

/// A definition's YAML, and the file it is from, by its name.
struct DefinitionSource {
    std::string file, text;
};
using FindDefinition = std::function<std::optional<DefinitionSource>(std::string_view name)>;

/// Reads a file of scenarios and plays its cases, each in a house of its own on a virtual clock.
/// Never throws for what is in the file.
ScenarioReport run_scenarios(std::string_view yaml, const FindDefinition& find);

/// What a person needs to mend the definition or the scenario: each failure at its place, with what
/// is the case instead, then the trail up to there. "" where all cases hold.
std::string render(const ScenarioReport& report, std::string_view file, std::string_view yaml);
json::object to_json(const ScenarioReport& report);

}  // namespace paraph
