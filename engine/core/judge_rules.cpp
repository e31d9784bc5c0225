#include <algorithm>

#include "engine/core/judge.hpp"
#include "engine/core/seats.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/silence.hpp"

namespace paraph {

// What follows by itself as time passes.

void Judge::operator()(const SilenceCounted& fact) {
    by_rule_only("silence is counted");
    const auto* round = round_at(fact.round);
    if (!round) return flaw("it names a round that was never opened");
    const auto& stage = *stage_of(*round);
    if (fact.notice != round->entry) flaw("it does not name the entry by which they were asked");
    for (const auto& id : fact.assignments) {
        ++result_.silences;
        const auto seat = seated(id);
        if (seat.round != round) {
            flaw("it names an assignment that was never made");
            continue;
        }
        const auto& assignment = *seat.assignment;
        if (assignment.status != AssignmentStatus::awaited)
            flaw("\"" + assignment.body + "\" was not silent");
        if (!is_over(stage, *round, assignment))
            flaw("\"" + assignment.body + "\" could still have answered");
        const auto& silence = silence_of(*definition_, stage, assignment);
        if (silence.kind != Silence::Kind::counts_as || silence.position != fact.position)
            flaw("the silence of \"" + assignment.body + "\" does not count as that");
    }
}

/// Whether the body's time to answer, and the grace after it, has passed.
bool Judge::is_over(const Stage& stage, const Round& round, const Assignment& assignment) const {
    auto end = due_of(round, assignment);
    if (end && stage.grace && end == round.due) end = calendar_->after(*end, *stage.grace);
    return end && record_.at >= *end;
}

void Judge::operator()(const PositionLapsed& fact) {
    by_rule_only("a position lapses");
    for (const auto& id : fact.assignments) {
        const auto seat = seated(id);
        if (!seat.round) {
            flaw("it names an assignment that was never made");
            continue;
        }
        const auto due = due_of(*seat.round, *seat.assignment);
        if (!due || record_.at < *due ||
            !must_maintain(*stage_of(*seat.round), *seat.round, *seat.assignment))
            flaw("the position of \"" + seat.assignment->body + "\" stood");
    }
}

void Judge::operator()(const RoundFellDue& fact) {
    by_rule_only("it happens");
    if (!round_at(fact.round)) return flaw("it names a round that was never opened");
    if (fact.grace) {
        if (!lies_due(DueKind::grace, fact.round, "")) flaw("no grace ended then");
        return;
    }
    // With its last body's own due time the round falls due, too.
    const auto due = round_at(fact.round)->due;
    const bool own = !fact.assignment.empty();
    if (own ? !lies_due(DueKind::assignment_due, fact.round, fact.assignment)
            : !due || record_.at < *due)
        flaw("nothing fell due then");
}

void Judge::operator()(const Reminded& fact) {
    by_rule_only("it happens");
    const auto kind = fact.commitment.empty() ? DueKind::remind : DueKind::commitment_remind;
    if (!lies_due(kind, fact.round, fact.commitment)) flaw("no reminder was due then");
}

void Judge::operator()(const Escalated& fact) {
    by_rule_only("it happens");
    if (!lies_due(DueKind::escalate, fact.round, fact.to)) flaw("it was not to go there then");
}

void Judge::operator()(const TakenUp&) {
    const bool due = std::ranges::any_of(state().due, [&](const DueTime& time) {
        return time.kind == DueKind::take_up && time.at <= record_.at;
    });
    if (by_rule() ? !due && !opening().parent : false) flaw("it was put off to a later time");
    if (!by_rule()) by_act("resume");
}

}  // namespace paraph
