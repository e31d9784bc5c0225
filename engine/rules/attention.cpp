#include "engine/rules/attention.hpp"

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
        case StageKind::ballot:
        case StageKind::silence:
            break;
    }
    return "answer";
}

/// Those whose act closes the round, once it qualifies.
void add_closers(const Stage& stage, const State& state, const Round& round,
                 std::vector<Attention>& result) {
    if (stage.closes.by_act_of.empty() || !round.qualifies) return;
    const auto bodies = state.opening->roles.find(stage.closes.by_act_of);
    if (bodies == state.opening->roles.end()) return;
    for (const std::string& body : bodies->second)
        result.push_back({body, {}, {}, {}, "close", std::nullopt, false});
}

}  // namespace

bool is_awaited(const Stage& stage, const Assignment& assignment) {
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

bool in_turn(const Stage& stage, const Round& round, std::size_t assignment) {
    if (!stage.in_order) return true;
    for (std::size_t earlier = 0; earlier < assignment; ++earlier)
        if (is_awaited(stage, *round.assignments[earlier])) return false;
    return true;
}

std::vector<Attention> attention(const Definition& definition, const State& state) {
    std::vector<Attention> result;
    const Round* round = state.current();
    if (state.status != CycleStatus::running || round == nullptr) return result;
    const Stage* stage = definition.stage(round->stage);
    if (stage == nullptr || stage->kind == StageKind::silence) return result;
    for (std::size_t i = 0; i < round->assignments.size(); ++i) {
        const Assignment& each = *round->assignments[i];
        if (!is_awaited(*stage, each)) continue;
        const auto due = each.due ? each.due : round->due;
        result.push_back({each.body, each.id, each.function, each.people, what_of(stage->kind), due,
                          due && state.at >= *due});
        if (stage->in_order) break;  // whoever comes after is not in turn yet
    }
    add_closers(*stage, state, *round, result);
    return result;
}

}  // namespace paraph
