#pragma once

#include <string>
#include <vector>

#include "engine/base/refusal.hpp"

namespace paraph::cli {

/// The checkpoints that somebody kept in a file, in its order, at least one: a note by itself, or
/// what `heads.file` holds, an empty line after each. Refused where one of them is none.
Result<std::vector<std::string>> read_checkpoints(const std::string& file);

}  // namespace paraph::cli
