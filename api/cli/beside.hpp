#pragma once

#include <string>

#include "workflows/tools/scenario/scenario.hpp"

namespace paraph::cli {

/// Definitions that lie beside a file, else those that ship.
FindDefinition beside(const std::string& file);

}  // namespace paraph::cli
