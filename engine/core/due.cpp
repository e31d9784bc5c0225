#include <algorithm>
#include <stdexcept>

#include "engine/core/course.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/seats.hpp"
#include "engine/rules/attention.hpp"

namespace paraph {
namespace {

std::vector<std::string> awaited(const Decision& decision, const Round& round) {
    std::vector<std::string> ids;
    const auto& stage = decision.stage_of(round);
    for (const auto& assignment : round.assignments)
        if (takes_part(*assignment) && is_awaited(stage, *assignment)) ids.push_back(assignment->id);
    return ids;
}

/// Whether someone must still answer, or has a later due time of its own.
bool someone_may_wait(const Decision& decision, const Round& round) {
    const auto& stage = decision.stage_of(round);
    return std::ranges::any_of(round.assignments, [&](const auto& assignment) {
        if (!takes_part(*assignment) || !is_awaited(stage, *assignment)) return false;
        const bool later = assignment->due && *assignment->due > decision.now();
        const auto& silence = silence_of(decision.definition(), stage, *assignment);
        return later || silence.kind == Silence::Kind::must_answer;
    });
}

void fall_due(Decision& decision, int index, const std::string& assignment) {
    const auto& stage = decision.stage_of(decision.round(index));
    switch (stage.kind) {
        case StageKind::comment:
        case StageKind::silence:
        case StageKind::ballot: {
            count_silence(decision, index, assignment);
            const bool closes = stage.closes.at_due && stage.closes.by_act_of.empty();
            if (closes && !someone_may_wait(decision, decision.round(index)))
                return close_round(decision, index, result_now(decision, decision.round(index)),
                                   "due");
            decision.record(RoundFellDue{.round = index, .assignment = assignment});
            return settle(decision);
        }
        case StageKind::revise:
        case StageKind::sign_off:
        case StageKind::meet:
            if (stage.then.contains("overdue"))
                return close_round(decision, index, "overdue", "due");
            decision.record(RoundFellDue{.round = index, .assignment = assignment});
    }
}

}  // namespace

Decided decide_due(const State& state, const Setting& setting) {
    if (state.due.empty() || state.due.front().at > setting.now)
        throw std::logic_error("nothing is due in " + state.id);
    const DueTime due = state.due.front();
    const Actor rule = by_rule();
    Decision decision(state, rule, setting, due.at);
    switch (due.kind) {
        case DueKind::remind:
            decision.record(Reminded{.round = due.round,
                                     .assignments = awaited(decision, decision.round(due.round))});
            break;
        case DueKind::escalate:
            decision.record(Escalated{.round = due.round, .to = due.whom});
            break;
        case DueKind::due:
        case DueKind::assignment_due:
            fall_due(decision, due.round, due.whom);
            break;
        case DueKind::take_up:
            resume_clock(decision, false);
            break;
    }
    return std::move(decision).finish();
}

}  // namespace paraph
