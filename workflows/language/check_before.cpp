// What deadlines, choices and "separate from" count on must have come before.

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/words.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/missing_rule.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

/// Whether what a deadline counts from can have happened when the stage opens: a block is closed
/// only once the way has led on from it.
bool may_have_happened(const Definition& definition, const Deadline& due, const Stage& other,
                       const Stage& stage) {
    const bool over = due.from == Deadline::From::closed && other.kind == StageKind::parallel &&
                      other.block.empty();
    if (!over) return may_come_before(definition, other, stage);
    return std::ranges::any_of(other.then, [&](const auto& way) {
        const auto* next = way.second.to_stage() ? definition.stage(way.second.name) : nullptr;
        return next && (next == &stage || may_come_before(definition, *next, stage));
    });
}

/// A deadline that counts from a stage which comes only later counts from its own opening instead.
void check_event(const Definition& definition, const Stage& stage, const Node& root,
                 Report& report) {
    const auto& due = stage.due;
    if (!due || (due->from != Deadline::From::opened && due->from != Deadline::From::closed))
        return;
    const auto* other = definition.stage(due->of);
    if (!other || other == &stage || may_have_happened(definition, *due, *other, stage)) return;
    report.error(place_of(root, {"stages", stage.name, "due"}), "later-event",
                 "No way leads from " + quoted(other->name) + " to " + quoted(stage.name) +
                     ", so there is nothing yet to count from when it opens. Name a stage that "
                     "comes before.");
}

/// The ways that a choice can take while there are no figures: the answers of nobody.
std::vector<const Target*> ways_without_figures(const Stage& choice) {
    std::vector<const Target*> ways;
    for (const auto& way : choice.ways) {
        const bool counts = way.when && reads_figures(*way.when);
        const bool depends = way.when && (!counts || reads(*way.when, Expression::Op::attribute));
        if (counts && !depends && !holds(*way.when, json::object{})) continue;
        const auto target = choice.then.find(way.name);
        if (target != choice.then.end()) ways.push_back(&target->second);
        if (choice.who.empty() && !depends) break;
    }
    return ways;
}

std::vector<const Target*> ways_of(const Stage& stage) {
    std::vector<const Target*> ways;
    for (const auto& [result, target] : stage.then) ways.push_back(&target);
    return ways;
}

/// All stages that the ways lead to from those in `open`, these included. `ways` gives the targets
/// of a stage's results.
template <class Ways>
std::set<const Stage*> reached_from(const Definition& definition, std::vector<const Stage*> open,
                                    Ways ways) {
    std::set<const Stage*> reached;
    const auto add = [&](const Target& target) {
        if (target.to_stage()) open.push_back(definition.stage(target.name));
    };
    while (!open.empty()) {
        const auto* stage = open.back();
        open.pop_back();
        if (!stage || !reached.insert(stage).second) continue;
        for (const auto* target : ways(*stage)) add(*target);
        if (stage->at_most) add(stage->at_most_then);
        for (const auto& branch : stage->branches) open.push_back(definition.stage(branch));
    }
    return reached;
}

/// Whether any cycle comes to `wanted` while `choice`, if that is named, has no figures.
bool comes_to(const Definition& definition, const Stage& wanted, const Stage* choice) {
    const auto ways = [&](const Stage& stage) {
        return &stage == choice ? ways_without_figures(stage) : ways_of(stage);
    };
    return reached_from(definition, {definition.stage(definition.start)}, ways).contains(&wanted);
}

void check_figures(const Definition& definition, const Stage& choice, const Node& root,
                   Report& report) {
    const auto* counted = definition.stage(choice.figures_of);
    if (!counted || !comes_to(definition, *counted, nullptr)) return;  // said already
    if (comes_to(definition, *counted, &choice)) return;
    report.error(place_of(root, {"stages", choice.name, "figures of"}), "idle-figures",
                 "No cycle comes to " + quoted(counted->name) +
                     " before this choice, so there is nothing to count. Name a stage that comes "
                     "before.");
}

/// What runs beside the branch in which a stage lies, and what follows its block.
std::vector<const Stage*> around(const Definition& definition, const Stage& inner) {
    std::vector<const Stage*> found;
    const auto* stage = &inner;
    for (std::size_t depth = 0; depth < definition.stages.size(); ++depth) {
        const auto* block = stage->block.empty() ? nullptr : definition.stage(stage->block);
        if (!block) break;
        for (const auto& [result, target] : block->then)
            if (target.to_stage()) found.push_back(definition.stage(target.name));
        for (const auto& branch : block->branches)
            if (branch != stage->branch) found.push_back(definition.stage(branch));
        stage = block;
    }
    return found;
}

}  // namespace

bool may_come_before(const Definition& definition, const Stage& from, const Stage& to) {
    if (&from == &to) return false;
    auto open = around(definition, from);
    open.push_back(&from);
    return reached_from(definition, std::move(open), ways_of).contains(&to);
}

void check_before(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_event(definition, stage, root, report);
        check_figures(definition, stage, root, report);
    }
}

}  // namespace paraph
