#include "engine/rules/attention.hpp"

#include <algorithm>

#include "engine/rules/commitments.hpp"
#include "engine/rules/silence.hpp"

namespace paraph {

namespace {

std::string what_of(StageKind kind) {
    switch (kind) {
        case StageKind::comment:
            return "comment";
        case StageKind::revise:
            return "revise";
        case StageKind::sign_off:
            return "sign";
        case StageKind::meet:
            return "record the meeting";
        case StageKind::circulate:
            return "acknowledge";
        case StageKind::choose:
            return "choose";
        case StageKind::review:
            return "review";
        default:
            return "answer";
    }
}

/// Whether somebody sits there who is asked to act.
bool asks(StageKind kind) {
    switch (kind) {
        case StageKind::silence:
        case StageKind::parallel:
        case StageKind::each:
        case StageKind::call:
        case StageKind::follow_up:
            return false;
        default:
            return true;
    }
}

/// Those whose act closes the round, once it qualifies.
void add_closers(const Stage& stage, const State& state, const Round& round,
                 std::vector<Attention>& result) {
    // Where nothing has to qualify, or another result can be chosen, it is awaited when due.
    const bool anyhow = stage.closes.chooses || stage.kind == StageKind::comment;
    const bool awaited = round.qualifies || (anyhow && round.status == RoundStatus::overdue);
    if (stage.closes.by_act_of.empty() || !awaited) return;
    for (const std::string& body : bound_to(state.opening->roles, stage.closes.by_act_of))
        result.push_back({body, {}, {}, {}, "close", std::nullopt, false});
}

}  // namespace

bool is_awaited(const Stage& stage, const Assignment& assignment) {
    if (assignment.body == anyone) return false;
    switch (assignment.status) {
        case AssignmentStatus::awaited:
        case AssignmentStatus::outdated:
            return true;
        case AssignmentStatus::lifted:
            return stage.kind == StageKind::sign_off;
        default:
            return false;
    }
}

bool must_maintain(const Stage& stage, const Round& round, const Assignment& assignment) {
    const bool stands = assignment.status == AssignmentStatus::answered ||
                        assignment.status == AssignmentStatus::blocking;
    const auto due = due_of(round, assignment);
    if (!stands || !due || assignment.answer->maintained || assignment.answer->at >= *due)
        return false;
    const auto* rule = stage.position(assignment.answer->position);
    return rule && rule->lapses;
}

bool is_reminded(const Stage& stage, const Assignment& assignment, const std::string& level) {
    return level.empty() ? !stage.clearance || !assignment.due : assignment.id == level;
}

bool may_be_left(const State& state) {
    if (!state.opening || !state.opening->parent || !state.opening->parent->answered) return false;
    return std::ranges::none_of(state.rounds, [](const auto& round) {
        return std::ranges::any_of(round->assignments,
                                   [](const auto& level) { return level->answer.has_value(); });
    });
}

bool in_turn(const Stage& stage, const Round& round, std::size_t assignment) {
    if (!stage.in_order) return true;
    for (std::size_t earlier = 0; earlier < assignment; ++earlier)
        if (is_awaited(stage, *round.assignments[earlier])) return false;
    return true;
}

namespace {

void add_awaited(const Stage& stage, const State& state, const Round& round,
                 std::vector<Attention>& result) {
    for (const auto& shared : round.assignments) {
        const Assignment& each = *shared;
        if (!is_awaited(stage, each)) continue;
        const auto due = due_of(round, each);
        result.push_back({each.body, each.id, each.function, each.people, what_of(stage.kind), due,
                          due && state.at >= *due});
        if (stage.in_order) break;  // whoever comes after is not in turn yet
    }
    for (const auto& each : round.assignments)
        if (must_maintain(stage, round, *each))
            result.push_back({each->body, each->id, each->function, each->people, "maintain",
                              due_of(round, *each), false});
}

/// In a silence procedure nobody is asked to act but those who must.
void add_bound_to_answer(const Definition& definition, const Stage& stage, const State& state,
                         const Round& round, std::vector<Attention>& result) {
    for (const auto& each : round.assignments) {
        if (!is_awaited(stage, *each) ||
            silence_of(definition, stage, *each).kind != Silence::Kind::must_answer)
            continue;
        const auto due = due_of(round, *each);
        result.push_back(
            {each->body, each->id, {}, each->people, "answer", due, due && state.at >= *due});
    }
}

/// Who has still to commit itself, and whose commitments are late.
void add_owners(const Stage& stage, const State& state, const Round& round,
                std::vector<Attention>& result) {
    const bool uncovered = !without_commitment(stage, state).empty();
    const auto open = open_commitments(state, round);
    for (const auto& seat : round.assignments) {
        if (!takes_part(*seat)) continue;
        if (uncovered)
            result.push_back({seat->body, seat->id, {}, seat->people, "commit", round.due, false});
        for (const auto* commitment : open)
            if (commitment->body == seat->body && commitment->status == CommitmentStatus::late)
                result.push_back(
                    {seat->body, seat->id, {}, seat->people, "report", commitment->due, true});
    }
}

}  // namespace

std::vector<Attention> attention(const Definition& definition, const State& state) {
    std::vector<Attention> result;
    if (state.status != CycleStatus::running || may_be_left(state)) return result;
    for (const auto& round : state.rounds) {
        const Stage* stage = is_open(*round) ? definition.stage(round->stage) : nullptr;
        if (!stage) continue;
        if (asks(stage->kind)) add_awaited(*stage, state, *round, result);
        if (stage->kind == StageKind::silence)
            add_bound_to_answer(definition, *stage, state, *round, result);
        if (stage->kind == StageKind::follow_up) add_owners(*stage, state, *round, result);
        add_closers(*stage, state, *round, result);
    }
    // What is due first stands first; what has no due time comes last.
    std::ranges::stable_sort(
        result, {}, [](const Attention& each) { return each.due.value_or(Instant::max()); });
    return result;
}

}  // namespace paraph
