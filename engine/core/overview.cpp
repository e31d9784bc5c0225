#include "engine/core/overview.hpp"

#include <algorithm>

#include "engine/base/codec.hpp"
#include "engine/rules/attention.hpp"

namespace paraph {
namespace {

std::string needs(const State& state, const std::vector<const Round*>& rounds,
                  const Progress& progress) {
    if (state.status == CycleStatus::ended || state.status == CycleStatus::abandoned)
        return "settled";
    if (rounds.empty() || state.status != CycleStatus::running) return "you";
    const bool meets = std::ranges::any_of(
        rounds, [](const Round* round) { return round->kind == StageKind::meet; });
    const bool stuck = progress.overdue || progress.blocking > 0 || meets;
    return stuck ? "you" : "others";
}

void add(Progress& all, const Progress& one) {
    all.answered += one.answered;
    all.asked += one.asked;
    all.blocking += one.blocking;
    all.overdue = all.overdue || one.overdue;
    all.qualifies = all.qualifies || one.qualifies;
}

}  // namespace

std::vector<const Round*> rounds_at_work(const State& state) {
    std::vector<const Round*> rounds;
    for (const auto& round : state.rounds)
        if (is_open(*round) && round->kind != StageKind::parallel) rounds.push_back(round.get());
    return rounds;
}

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
    const auto rounds = rounds_at_work(state);
    const auto* definition =
        registry.definition(opening.definition.name, opening.definition.version);
    for (const auto* round : rounds) {
        row.stage += (row.stage.empty() ? "" : ", ") + round->stage;
        if (round->due && (!row.due || *round->due < *row.due)) row.due = round->due;
        add(progress, progress_of(*definition->definition, *round));
    }
    row.needs = needs(state, rounds, progress);
    row.summary = encode(progress);
    return row;
}

}  // namespace paraph
