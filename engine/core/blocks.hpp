#pragma once

#include "engine/core/decision.hpp"
#include "engine/rules/branches.hpp"

namespace paraph {

// Parallel stages. A block is a round of its own that asks nobody; its branches run beside each
// other in the same cycle until enough of them are done. Used by the files of engine/core only.

/// Enters the branches of the block that has just opened, in the order written, as long as it is
/// open: a branch whose stages are all skipped is done at once.
void open_branches(Decision& decision, int block);

/// The branch in which `from` lies is done; with it, perhaps, the block.
void finish_branch(Decision& decision, const Stage& from);

/// The innermost block around `from` ends at once with `result`.
void leave_block(Decision& decision, const Stage& from, const std::string& result);

/// Ends what still runs in the block's branches, other blocks inside them included.
void cancel_branches(Decision& decision, int block);

}  // namespace paraph
