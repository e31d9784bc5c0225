#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/by_rule.hpp"
#include "engine/core/judge.hpp"
#include "engine/core/results.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/silence.hpp"

namespace paraph {

// What follows by itself as time passes. Which due time it is that is being decided, the heading
// has shown (judge_heading.cpp); here is judged what it is for.

namespace {

/// Stages whose answers end when they are due; the others wait, unless `then: overdue`.
bool ends_when_due(StageKind kind) {
    switch (kind) {
        case StageKind::comment:
        case StageKind::circulate:
        case StageKind::silence:
        case StageKind::ballot:
        case StageKind::review:
        case StageKind::each:
            return true;
        default:
            return false;
    }
}

}  // namespace

/// Whether the end of the round's time, of one body's, or of the grace is what is being decided.
bool Judge::falls_due(int round) const {
    const auto& due = history_.falling;
    return due && due->round == round &&
           (due->kind == DueKind::due || due->kind == DueKind::assignment_due ||
            due->kind == DueKind::grace);
}

/// Whether it is this body's time that ends: its own, or the round's where it has no later one.
bool Judge::is_at_end(const Assignment& assignment) const {
    const auto& due = *history_.falling;
    if (!due.whom.empty()) return assignment.id == due.whom;
    return !assignment.due || *assignment.due <= due.at;
}

/// A level's time inside a body ends before the round does, which goes on.
bool Judge::ends_level(const Round& round) const {
    const auto& due = *history_.falling;
    return due.kind == DueKind::assignment_due && round.due && due.at < *round.due;
}

bool Judge::grace_ends_later(const Round& round) const {
    return grace_runs(state(), round, moment());
}

void Judge::check_lapsed(const Stage& stage, const Round& round) {
    for (const auto& assignment : round.assignments)
        if (is_at_end(*assignment) && must_maintain(stage, round, *assignment))
            flaw("the position of \"" + assignment->body + "\" had lapsed");
}

/// The silence of those whose time ended, and whose silence says something, stands counted before
/// the round goes on.
void Judge::check_counted(const Stage& stage, const Round& round) {
    for (const auto& assignment : round.assignments) {
        if (!is_at_end(*assignment) || assignment->status != AssignmentStatus::awaited) continue;
        const auto& silence = silence_of(*definition_, stage, *assignment);
        if (silence.kind == Silence::Kind::counts_as && stage.position(silence.position))
            flaw("the silence of \"" + assignment->body + "\" was not counted",
                 Flaw::Kind::figures);
    }
}

void Judge::operator()(const SilenceCounted& fact) {
    by_rule_only("silence is counted");
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("it names a round that is not open");
    const auto& stage = *stage_of(*round);
    if (fact.notice != round->entry) flaw("it does not name the entry by which they were asked");
    const bool over = falls_due(fact.round) && !ends_level(*round) && !grace_ends_later(*round);
    for (const auto& id : fact.assignments) {
        ++result_.silences;
        const auto seat = seated(id);
        if (seat.round != round) {
            flaw("it names an assignment that was never made");
            continue;
        }
        check_unsaid(seat);
        const auto& assignment = *seat.assignment;
        if (assignment.status != AssignmentStatus::awaited)
            flaw("\"" + assignment.body + "\" was not silent");
        if (!over || !is_at_end(assignment))
            flaw("\"" + assignment.body + "\" could still have answered");
        const auto& silence = silence_of(*definition_, stage, assignment);
        if (silence.kind != Silence::Kind::counts_as || silence.position != fact.position)
            flaw("the silence of \"" + assignment.body + "\" does not count as that");
    }
}

void Judge::operator()(const PositionLapsed& fact) {
    by_rule_only("a position lapses");
    if (const auto* round = open_round_at(fact.round)) check_unsealed(*round);
    for (const auto& id : fact.assignments) {
        const auto seat = seated(id);
        if (!seat.round) {
            flaw("it names an assignment that was never made");
            continue;
        }
        if (!falls_due(seat.index) || !is_at_end(*seat.assignment) ||
            !must_maintain(*stage_of(*seat.round), *seat.round, *seat.assignment))
            flaw("the position of \"" + seat.assignment->body + "\" stood");
    }
}

void Judge::operator()(const RoundFellDue& fact) {
    by_rule_only("it happens");
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("it names a round that is not open");
    // With its last body's own due time, or its grace, the round falls due, too.
    const auto kind = fact.grace                ? DueKind::grace
                      : fact.assignment.empty() ? DueKind::due
                                                : DueKind::assignment_due;
    const bool waits_for_more = std::ranges::any_of(state().due, [&](const DueTime& due) {
        const bool is_this = begins_ && due.kind == kind && due.whom == fact.assignment;
        return due.round == fact.round && !is_this &&
               (due.kind == DueKind::due || due.kind == DueKind::assignment_due);
    });
    const bool all = round->due && !waits_for_more && round->status != RoundStatus::overdue;
    if (begins_) {
        if (all && kind != DueKind::due) history_.owed.falls = fact.round;
        return check_stays_open(*stage_of(*round), *round);
    }
    if (!falls_due(fact.round) || kind != DueKind::due || !all) flaw("nothing fell due then");
}

/// The definition lets the round go on after what fell due, and what its end brings has been done.
void Judge::check_stays_open(const Stage& stage, const Round& round) {
    const char* closes = "the round was to close then";
    if (round.kind == StageKind::follow_up) {
        if (stage.then.contains(result_of(*definition_, stage, state(), round))) flaw(closes);
        return;
    }
    if (!ends_when_due(round.kind)) {
        if (stage.then.contains("overdue")) flaw(closes);
        return;
    }
    if (ends_level(round)) return;
    if (history_.falling->kind != DueKind::grace) check_lapsed(stage, round);
    if (grace_ends_later(round)) return;
    check_counted(stage, round);
    const bool hidden = !round.seals.empty();  // who would have to answer again can't be seen
    const bool at_due = stage.closes.at_due && stage.closes.by_act_of.empty() && round.due;
    if (at_due && !hidden && !settling().waits(stage, round)) flaw(closes);
}

void Judge::operator()(const Reminded& fact) {
    by_rule_only("it happens");
    if (!begins_) return flaw("no reminder was due then");
    const auto* round = round_at(fact.round);
    if (fact.commitment.empty() && round) check_reminded(*stage_of(*round), *round, fact);
}

/// Whoever has still to act is reminded. Whether a position under seal lapses can't be seen.
void Judge::check_reminded(const Stage& stage, const Round& round, const Reminded& fact) {
    for (const auto& id : fact.assignments)
        if (seated(id).round != &round) flaw("it names an assignment of another round");
    for (const auto& assignment : round.assignments) {
        const bool maintains = must_maintain(stage, round, *assignment);
        const bool awaited = takes_part(*assignment) && !may_be_left(state()) &&
                             is_reminded(stage, *assignment, fact.level) &&
                             (is_awaited(stage, *assignment) || maintains);
        const bool hidden = !round.seals.empty() && standing(*assignment);
        if (awaited != contains(fact.assignments, assignment->id) && !hidden)
            flaw("it does not remind those who had still to act");
    }
}

void Judge::operator()(const Escalated&) {
    by_rule_only("it happens");
    if (!begins_) flaw("it was not to go there then");
}

void Judge::operator()(const TakenUp& fact) {
    check_parked(fact.dues);
    if (!by_rule()) return by_act("resume");
    const bool with_outer = !record_.effective && state().stopped_outside;
    if (!begins_ && !with_outer) flaw("it was put off to a later time");
    check_status_around({CycleStatus::running, CycleStatus::ended});
}

/// Closes at the end of its time: by itself, once nobody's answer is waited for.
void Judge::check_due(const Stage& stage, const Round& round, const RoundClosed& fact) {
    if (!falls_due(fact.round)) return flaw("the round was not due");
    if (!ends_when_due(round.kind)) return;
    const bool in_grace = history_.falling->kind == DueKind::grace;
    if (in_grace != (fact.how == "grace")) flaw("it was another end of its time");
    check_lapsed(stage, round);
    check_counted(stage, round);
    if (!stage.closes.at_due || !stage.closes.by_act_of.empty() || !round.due || ends_level(round))
        flaw("the round does not close when it is due");
    if (settling().waits(stage, round) || grace_ends_later(round))
        flaw("an answer was still awaited");
}

}  // namespace paraph
