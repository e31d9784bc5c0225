#include "engine/core/overview.hpp"

#include "engine/base/codec.hpp"
#include "engine/rules/attention.hpp"

namespace paraph {
namespace {

std::string needs(const State& state, const Round* round, const Progress& progress) {
    if (state.status == CycleStatus::ended || state.status == CycleStatus::abandoned)
        return "settled";
    if (!round || state.status != CycleStatus::running) return "you";
    const bool stuck = progress.overdue || progress.blocking > 0 || round->kind == StageKind::meet;
    return stuck ? "you" : "others";
}

}  // namespace

Progress progress_of(const Definition& definition, const Round& round) {
    Progress progress;
    progress.overdue = round.status == RoundStatus::overdue;
    progress.qualifies = round.qualifies;
    const auto* stage = definition.stage(round.stage);
    for (const auto& assignment : round.assignments) {
        if (!takes_part(*assignment)) continue;
        ++progress.asked;
        if (assignment->status == AssignmentStatus::blocking) ++progress.blocking;
        if (!is_awaited(*stage, *assignment)) ++progress.answered;
    }
    return progress;
}

CycleRow row_of(const State& state, const Registry& registry) {
    const auto& opening = *state.opening;
    CycleRow row;
    row.id = state.id;
    if (state.is_inside()) {
        row.parent = opening.parent->cycle;
        row.body = opening.parent->body;
    }
    row.definition = opening.definition.name;
    row.title = state.title;
    row.status = enum_text(state.status);
    row.outcome = state.outcome;
    row.opened = state.opened;
    row.changed = state.at;
    row.next_due = state.next_due();
    row.sequence = state.sequence;
    Progress progress;
    const Round* round = state.current();
    if (round) {
        const auto* definition =
            registry.definition(opening.definition.name, opening.definition.version);
        row.stage = round->stage;
        row.due = round->due;
        progress = progress_of(*definition->definition, *round);
    }
    row.needs = needs(state, round, progress);
    row.summary = encode(progress);
    return row;
}

}  // namespace paraph
