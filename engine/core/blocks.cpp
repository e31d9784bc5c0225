#include "engine/core/blocks.hpp"

#include "engine/core/course.hpp"
#include "engine/core/subcycles.hpp"

namespace paraph {

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
    const auto done = branches_done(decision.definition(), decision.state(), decision.round(index));
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
