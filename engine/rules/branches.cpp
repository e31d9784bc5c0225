#include "engine/rules/branches.hpp"

#include <set>

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

int branches_done(const Definition& definition, const State& state, const Round& block) {
    std::set<std::string_view> done(block.done.begin(), block.done.end());
    for (const auto& round : state.rounds) {
        const auto* stage = is_open(*round) ? definition.stage(round->stage) : nullptr;
        const auto* at = stage ? directly_in(definition, *stage, block.stage) : nullptr;
        if (at) done.erase(at->branch);
    }
    return static_cast<int>(done.size());
}

}  // namespace paraph
