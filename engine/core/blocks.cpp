#include "engine/core/blocks.hpp"

#include "engine/core/course.hpp"

namespace paraph {
namespace {

/// The stage itself, or the block around it, that lies directly in a branch of `block`.
const Stage* directly_in(const Definition& definition, const Stage& stage, std::string_view block) {
    const Stage* at = &stage;
    while (at && !at->block.empty() && at->block != block) at = definition.stage(at->block);
    return at && at->block == block ? at : nullptr;
}

}  // namespace

bool lies_in(const Definition& definition, const Stage& stage, std::string_view block) {
    return directly_in(definition, stage, block) != nullptr;
}

bool lies_in_branch(const Definition& definition, const Stage& stage, std::string_view block,
                    std::string_view branch) {
    const auto* at = directly_in(definition, stage, block);
    return at && at->branch == branch;
}

void open_branches(Decision& decision, int block) {
    const auto& stage = decision.stage_of(decision.round(block));
    for (const auto& branch : stage.branches) {
        if (!is_open(decision.round(block))) return;
        enter(decision, branch);
    }
}

void finish_branch(Decision& decision, const Stage& from) {
    const int index = decision.state().open_round(from.block);
    decision.record(BranchDone{.round = index, .branch = from.branch});
    const auto& block = decision.stage_of(decision.round(index));
    const auto branches = static_cast<int>(block.branches.size());
    const auto done = static_cast<int>(decision.round(index).done.size());
    if (done >= block.joins.of(branches)) close_round(decision, index, "joined", "branches done");
}

void leave_block(Decision& decision, const Stage& from, const std::string& result) {
    close_round(decision, decision.state().open_round(from.block), result, "left");
}

void cancel_branches(Decision& decision, int block) {
    const auto& name = decision.round(block).stage;
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        if (!lies_in(decision.definition(), decision.stage_of(round), name)) continue;
        tell_inside(decision, round, OuterClosed{.result = "cancelled"});
        decision.record(RoundCancelled{.round = index});
    }
}

}  // namespace paraph
