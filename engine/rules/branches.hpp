#pragma once

#include <string_view>

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// Whether `stage` lies in a branch of `block`, or of a block inside it.
bool lies_in(const Definition& definition, const Stage& stage, std::string_view block);

/// The same for one branch.
bool lies_in_branch(const Definition& definition, const Stage& stage, std::string_view block,
                    std::string_view branch);

/// How many of the block's branches are done: each once, and none of which a round is open, since
/// it was reopened.
int branches_done(const Definition& definition, const State& state, const Round& block);

}  // namespace paraph
