#include <algorithm>
#include <stdexcept>

#include "engine/core/by_rule.hpp"
#include "engine/core/course.hpp"
#include "engine/core/handlers.hpp"
#include "engine/rules/attention.hpp"

namespace paraph {
namespace {

/// Whom the reminder is for that is due: who has still to act.
std::vector<std::string> awaited(const Decision& decision, const DueTime& due) {
    std::vector<std::string> ids;
    if (may_be_left(decision.state())) return ids;
    const Round& round = decision.round(due.round);
    const auto& stage = decision.stage_of(round);
    for (const auto& assignment : round.assignments)
        if (takes_part(*assignment) && is_reminded(stage, *assignment, due.whom) &&
            (is_awaited(stage, *assignment) || must_maintain(stage, round, *assignment)))
            ids.push_back(assignment->id);
    return ids;
}

/// The round's own due time has passed, and no body has a later one. Where the round has none, a
/// body's own concerns that body alone.
bool is_past_due(const Decision& decision, int index) {
    const auto& round = decision.round(index);
    if (!round.due) return false;
    const bool waits = std::ranges::any_of(decision.state().due, [&](const DueTime& due) {
        return due.round == index &&
               (due.kind == DueKind::due || due.kind == DueKind::assignment_due);
    });
    return !waits && round.status != RoundStatus::overdue;
}

void record_fall(Decision& decision, const DueTime& due) {
    const int index = due.round;
    decision.record(
        RoundFellDue{.round = index, .assignment = due.whom, .grace = due.kind == DueKind::grace});
    if (is_past_due(decision, index)) decision.record(RoundFellDue{.round = index});
}

/// A level's time inside a body ends before the round does, which goes on.
bool ends_level(const Round& round, const DueTime& due) {
    return due.kind == DueKind::assignment_due && round.due && due.at < *round.due;
}

/// Of stages whose answers end with their time: what lapses goes, silence counts, and the round
/// closes unless somebody may still answer.
void end_answers(Decision& decision, const Stage& stage, const DueTime& due) {
    const int index = due.round;
    if (ends_level(decision.round(index), due)) return record_fall(decision, due);
    if (due.kind != DueKind::grace) lapse(decision, index, due.whom);
    if (grace_runs(decision.state(), decision.round(index), decision.moment())) {
        record_fall(decision, due);
        return settle_round(decision, index);
    }
    count_silence(decision, index, due.whom);
    const Round& round = decision.round(index);
    const bool closes = stage.closes.at_due && stage.closes.by_act_of.empty() && round.due;
    if (closes && !someone_may_wait(decision, round))
        return close_round(decision, index, result_now(decision, round),
                           due.kind == DueKind::grace ? "grace" : "due");
    record_fall(decision, due);
    settle_round(decision, index);
}

void fall_due(Decision& decision, const DueTime& due) {
    const int index = due.round;
    const auto& stage = decision.stage_of(decision.round(index));
    switch (stage.kind) {
        case StageKind::comment:
        case StageKind::circulate:
        case StageKind::silence:
        case StageKind::ballot:
        case StageKind::review:
        case StageKind::each:
            return end_answers(decision, stage, due);
        case StageKind::follow_up: {
            const auto result = result_now(decision, decision.round(index));
            if (stage.then.contains(result)) return close_round(decision, index, result, "due");
            return record_fall(decision, due);
        }
        case StageKind::revise:
        case StageKind::sign_off:
        case StageKind::meet:
        case StageKind::choose:
        case StageKind::parallel:
        case StageKind::call:
            if (stage.then.contains("overdue"))
                return close_round(decision, index, "overdue", "due");
            record_fall(decision, due);
            settle_round(decision, index);  // it was reopened, and all had answered before
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
            decision.record(Reminded{
                .round = due.round, .assignments = awaited(decision, due), .level = due.whom});
            break;
        case DueKind::escalate:
            decision.record(Escalated{.round = due.round, .to = due.whom});
            break;
        case DueKind::due:
        case DueKind::assignment_due:
        case DueKind::grace:
            fall_due(decision, due);
            break;
        case DueKind::commitment_remind:
            decision.record(Reminded{.round = due.round, .commitment = due.whom});
            break;
        case DueKind::commitment_due:
            decision.record(CommitmentFellDue{.round = due.round, .commitment = due.whom});
            break;
        case DueKind::take_up:
            resume_clock(decision);
            break;
    }
    return std::move(decision).finish();
}

}  // namespace paraph
