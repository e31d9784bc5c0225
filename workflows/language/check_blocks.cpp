#include "engine/base/words.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

Place way_place(const Node& root, const Stage& stage, std::string_view result) {
    return place_of(root, {"stages", stage.name, "then", result});
}

/// A way stays in its branch, or says that the branch is done, or leaves the block.
void check_way(const Definition& definition, const Stage& stage, const Target& target, Place place,
               Report& report) {
    switch (target.kind) {
        case Target::Kind::stage: {
            const auto* to = definition.stage(target.name);
            if (!to || (to->block == stage.block && to->branch == stage.branch)) return;
            report.error(place, "crosses-branch",
                         to->block.empty()
                             ? "This way leads out of the block " + quoted(stage.block) +
                                   ". Write \"done\" where the branch is done, or \"leave as\" and "
                                   "a result of the block."
                             : quoted(target.name) + " lies in the branch " + quoted(to->branch) +
                                   " of " + quoted(to->block) +
                                   ", and can be reached only within it.");
            return;
        }
        case Target::Kind::end:
            if (stage.block.empty()) return;
            report.error(place, "ends-in-branch",
                         "A branch can't end the cycle beside the others. Write \"leave as\" and a "
                         "result, and let " +
                             quoted(stage.block) + " end the cycle with it.");
            return;
        case Target::Kind::done:
        case Target::Kind::leave:
            break;
    }
    if (stage.block.empty()) {
        report.error(place, "no-branch",
                     "There is no branch here that could be done or left: " + quoted(stage.name) +
                         " lies in no \"parallel\" stage. Name a stage, or an end.");
        return;
    }
    const auto* block = definition.stage(stage.block);
    if (target.kind == Target::Kind::leave && block && !block->then.contains(target.name))
        report.error(place, "no-way",
                     "The block " + quoted(stage.block) + " can be left as " + quoted(target.name) +
                         ", but its \"then:\" does not say where that leads.");
}

void check_branches(const Definition& definition, const Stage& block, const Node& root,
                    Report& report) {
    for (std::size_t i = 0; i < block.branches.size(); ++i) {
        const auto* first = definition.stage(block.branches[i]);
        if (!first || (first->block == block.name && first->branch == first->name)) continue;
        report.error(
            place_of(root, {"stages", block.name, "branches"}), "shared-branch",
            quoted(first->name) +
                (first == &block ? " is the block itself."
                                 : " lies in another branch already: " + quoted(first->block) +
                                       ", " + quoted(first->branch) + ".") +
                " Each branch has stages of its own.");
    }
    const auto branches = static_cast<int>(block.branches.size());
    if (block.joins.kind == Needs::Kind::at_least && block.joins.count > branches)
        report.error(place_of(root, {"stages", block.name, "joins"}), "needs-too-many",
                     std::to_string(block.joins.count) + " branches must be done, but there are " +
                         std::to_string(branches) + ".");
}

}  // namespace

void check_blocks(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        for (const auto& [result, target] : stage.then)
            check_way(definition, stage, target, way_place(root, stage, result), report);
        if (stage.at_most)
            check_way(definition, stage, stage.at_most_then,
                      place_of(root, {"stages", stage.name, "at most"}), report);
        if (stage.kind == StageKind::parallel) check_branches(definition, stage, root, report);
    }
    const auto* start = definition.stage(definition.start);
    if (start && !start->block.empty())
        report.error(place_of(root, {"start"}), "crosses-branch",
                     quoted(start->name) + " lies in a branch of " + quoted(start->block) +
                         ". A cycle begins outside of every block.");
}

}  // namespace paraph
