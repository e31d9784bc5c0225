#pragma once

#include "workflows/tools/scenario/scenario.hpp"
#include "workflows/tools/scenario/script.hpp"

namespace paraph::scenario {

/// A file of scenarios, ready to be played.
struct Script {
    Library library;
    std::shared_ptr<const Calendar> clock;  // by which the file's times are read
    std::string zone;                       // of that clock
    std::vector<Case> cases;
};

/// Nothing where the report has findings, or names a definition that is broken.
std::optional<Script> read_script(std::string_view yaml, const FindDefinition& find,
                                  ScenarioReport& report);

}  // namespace paraph::scenario
