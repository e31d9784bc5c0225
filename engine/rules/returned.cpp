#include "engine/rules/returned.hpp"

namespace paraph {

const Round* returned_from(const State& state, int round) {
    const Round& opened = state.round(round);
    if (opened.kind != StageKind::sign_off) return nullptr;
    for (int i = round - 1; i >= 0; --i) {
        const Round& before = state.round(i);
        if (before.status == RoundStatus::undone || before.closed != opened.opened) continue;
        const bool declined = before.kind == StageKind::sign_off && before.result == "declined";
        return declined && before.revision == opened.revision ? &before : nullptr;
    }
    return nullptr;
}

const Assignment* declined_by(const Round& round) {
    for (const auto& seat : round.assignments)
        if (seat->answer && seat->status == AssignmentStatus::blocking) return seat.get();
    return nullptr;
}

}  // namespace paraph
