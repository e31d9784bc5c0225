#pragma once

#include <vector>

#include "workflows/tools/simulate/run.hpp"
#include "workflows/tools/simulate/simulate.hpp"

namespace paraph::simulation {

/// Adds up what the runs came to; `day`: how long a working day is.
void add_up(const std::vector<RunResult>& runs, const Definition& definition,
            const scenario::Names& names, milliseconds day, Simulation& into);

}  // namespace paraph::simulation
