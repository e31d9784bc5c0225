#include <algorithm>

#include "engine/core/access.hpp"
#include "engine/core/course.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/results.hpp"
#include "engine/core/seats.hpp"
#include "engine/core/subcycles.hpp"
#include "engine/rules/branches.hpp"

namespace paraph {

// The acts that move a deadline: later, back again, or of a round that had closed.

namespace {

/// The newest round of `stage` that was not undone, or the newest of all; -1: none.
int latest_round(const State& state, const std::string& stage) {
    for (int i = static_cast<int>(state.rounds.size()) - 1; i >= 0; --i) {
        const auto& round = state.round(i);
        if (round.status == RoundStatus::undone || round.status == RoundStatus::superseded)
            continue;
        if (stage.empty() || round.stage == stage) return i;
    }
    return -1;
}

/// Rounds that followed `index` and still stand: they are undone when it opens again. Of one in a
/// block, those of its own branch.
std::vector<int> later_rounds(const Decision& decision, int index) {
    const auto& state = decision.state();
    const auto& stage = decision.stage_of(decision.round(index));
    std::vector<int> later;
    for (int i = static_cast<int>(state.rounds.size()) - 1; i > index; --i) {
        const Round& round = decision.round(i);
        if (round.status == RoundStatus::undone || round.status == RoundStatus::superseded)
            continue;
        if (stage.block.empty() || lies_in_branch(decision.definition(), decision.stage_of(round),
                                                  stage.block, stage.branch))
            later.push_back(i);
    }
    return later;
}

/// A round can open again as long as the block around it runs; a block itself can't.
Result<> check_block(const Decision& decision, const Stage& stage) {
    if (stage.kind == StageKind::parallel)
        return refuse(Refused::out_of_order,
                      "A block of branches can't open again; reopen the stage before it.",
                      "/stage");
    if (stage.block.empty() || decision.state().open_round(stage.block) >= 0) return {};
    return refuse(Refused::out_of_order,
                  "\"" + stage.name + "\" lies in \"" + stage.block +
                      "\", which is over; reopen the stage before that.",
                  "/stage");
}

Refusal cut_off(const Round& round) {
    return refuse(
        Refused::out_of_order,
        "\"" + round.stage +
            "\" was cut off when the block around it ended; reopen the stage before that.",
        "/stage");
}

/// What a hidden round holds must not come out by being undone.
Result<> check_undone(const Decision& decision, const std::vector<int>& undone) {
    for (const int index : undone) {
        const Round& round = decision.round(index);
        const bool holds = is_hidden(decision.definition(), round) &&
                           std::ranges::any_of(round.assignments, [](const auto& assignment) {
                               return assignment->answer.has_value();
                           });
        if (holds)
            return refuse(
                Refused::out_of_order,
                "\"" + round.stage +
                    "\" holds answers that nobody reads before it closes; close it first.",
                "/stage");
    }
    return {};
}

std::vector<std::string> counted_silent(const Round& round, const std::string& body) {
    std::vector<std::string> ids;
    for (const auto& assignment : round.assignments)
        if (assignment->status == AssignmentStatus::silent &&
            (body.empty() || assignment->body == body))
            ids.push_back(assignment->id);
    return ids;
}

void undo_inside(Decision& decision, const std::vector<int>& rounds) {
    for (const int index : rounds)
        tell_inside(decision, decision.round(index), OuterClosed{.result = "undone"});
}

Result<int> round_to_extend(const Decision& decision, const Extend& command) {
    const auto open = open_round_for(decision, command.stage);
    if (!open) return open.error();
    const int index = *open >= 0 ? *open : latest_round(decision.state(), command.stage);
    if (index < 0) return refuse(Refused::unknown_stage, "No such round was opened.", "/stage");
    if (decision.round(index).status == RoundStatus::cancelled)
        return cut_off(decision.round(index));
    if (command.due <= decision.now())
        return refuse(Refused::not_a_deadline, "The new due time has passed.", "/due");
    return index;
}

/// Extending makes it later than it is now, for the round or for the one body.
Result<> check_later(const Decision& decision, const Round& round, std::optional<Instant> own,
                     Instant due) {
    const auto now = own ? own : round.due;
    if (round.status == RoundStatus::closed || !now || due > *now) return {};
    return refuse(
        Refused::not_a_deadline,
        "It is due at " + decision.calendar().in_words(*now) + " now; extending makes that later.",
        "/due");
}

/// What is taken back is an extension, and no more of the time than it gave.
Result<> check_back(const Decision& decision, std::optional<Instant> now,
                    std::optional<Instant> before, Instant due) {
    if (!now || !before || *before >= *now)
        return refuse(Refused::nothing_to_do,
                      "It has not been extended, so there is nothing to take back.", "/due");
    const auto& calendar = decision.calendar();
    if (due >= *now)
        return refuse(Refused::not_a_deadline,
                      "It is due at " + calendar.in_words(*now) +
                          " now; taking an extension back makes that earlier.",
                      "/due");
    const Instant notice = calendar.deadline(decision.now(), notice_of_less_time);
    if (due < notice)
        return refuse(Refused::not_a_deadline,
                      "Those who are asked must have time to hear of it: at the earliest it is due "
                      "at " +
                          calendar.in_words(notice) + ".",
                      "/due");
    if (due < *before)
        return refuse(Refused::not_a_deadline,
                      "It was due at " + calendar.in_words(*before) +
                          " before it was extended; it can't be earlier than that.",
                      "/due");
    return {};
}

Result<const Assignment*> seat_of(const Round& round, const std::string& body) {
    for (const auto& assignment : round.assignments)
        if (assignment->body == body && takes_part(*assignment)) return assignment.get();
    return refuse(Refused::unknown_body, "Nothing is asked of \"" + body + "\" in this round.",
                  "/body");
}

/// The round's times with one body's own due time among them, where it is another than the
/// round's.
std::vector<DueTime> with_own_due(const State& state, int round, const std::string& assignment,
                                  Instant due) {
    std::vector<DueTime> times;
    for (const auto& time : state.due)
        if (time.round == round && time.whom != assignment && !is_of_commitment(time))
            times.push_back(time);
    if (due != state.round(round).due)
        times.push_back(
            {.at = due, .kind = DueKind::assignment_due, .round = round, .whom = assignment});
    return times;
}

/// The round's times for a new due time; bodies that have a still later one keep it.
std::vector<DueTime> with_later_dues(const Decision& decision, int index, Instant due) {
    const auto& round = decision.round(index);
    auto times = times_of(decision, decision.stage_of(round), index, due);
    for (const auto& assignment : round.assignments)
        if (takes_part(*assignment) && assignment->due && *assignment->due > due)
            times.push_back({.at = *assignment->due,
                             .kind = DueKind::assignment_due,
                             .round = index,
                             .whom = assignment->id});
    std::ranges::stable_sort(times, {}, &DueTime::at);
    return times;
}

/// What begins anew where a round opens again: `only` one body's, or all.
std::map<std::string, std::string> begin_inside(Decision& decision, const Round& round,
                                                const std::string& only) {
    std::map<std::string, std::string> cycles;
    for (auto& assignment : begun_anew(decision.stage_of(round), round, only))
        cycles.emplace(std::move(assignment), decision.new_cycle());
    return cycles;
}

/// Opens what `begin_inside` named, once the round is open again.
void open_children(Decision& decision, int index,
                   const std::map<std::string, std::string>& cycles) {
    const auto& round = decision.round(index);
    for (const auto& assignment : round.assignments) {
        if (!cycles.contains(assignment->id)) continue;
        const Seat seat{
            .id = assignment->id,
            .body = assignment->body,
            .item = assignment->item.empty() ? std::nullopt : std::optional(assignment->item),
            .roles = assignment->roles,
            .function = assignment->function,
            .child = assignment->child,
            .status = assignment->status,
            .bound = assignment->bound};
        open_child(decision, decision.stage_of(round), seat, due_of(round, *assignment));
    }
}

/// What runs inside follows the new due time. `only` one body, or all; not what has just `begun`.
void move_inside(Decision& decision, int index, const std::string& only,
                 const std::map<std::string, std::string>& begun) {
    const Round& round = decision.round(index);
    for (const auto& assignment : round.assignments)
        if (may_run(decision, *assignment, round.kind) && !begun.contains(assignment->id) &&
            (only.empty() || assignment->body == only))
            decision.send(assignment->child, OuterMoved{.due = due_of(round, *assignment)});
}

}  // namespace

Result<> handle(Decision& decision, const Extend& command) {
    if (auto r = check_act(decision, "extend", command.reason); !r) return r;
    const auto& state = decision.state();
    if (state.status != CycleStatus::running && state.status != CycleStatus::ended)
        return must_be_running(state);
    const auto index = round_to_extend(decision, command);
    if (!index) return index.error();
    const Round& round = decision.round(*index);
    Extended fact;
    fact.round = *index;
    fact.due = command.due;
    fact.voided = counted_silent(round, command.body);
    if (round.status == RoundStatus::closed) {
        if (auto r = check_block(decision, decision.stage_of(round)); !r) return r;
        fact.undone = later_rounds(decision, *index);
        if (auto r = check_undone(decision, fact.undone); !r) return r;
    }
    std::optional<Instant> own;
    if (!command.body.empty()) {
        const auto seat = seat_of(round, command.body);
        if (!seat) return seat.error();
        fact.assignment = (*seat)->id;
        own = due_of(round, **seat);
        fact.dues = with_own_due(state, *index, (*seat)->id, command.due);
    } else {
        fact.dues = with_later_dues(decision, *index, command.due);
    }
    if (auto r = check_later(decision, round, own, command.due); !r) return r;
    fact.inside = begin_inside(decision, round, command.body);
    const auto begun = fact.inside;
    undo_inside(decision, fact.undone);
    decision.record(std::move(fact), because(command.reason));
    open_children(decision, *index, begun);
    move_inside(decision, *index, command.body, begun);
    return {};
}

Result<> handle(Decision& decision, const Shorten& command) {
    if (auto r = check_act(decision, "extend", command.reason); !r) return r;
    const auto& state = decision.state();
    if (auto r = must_be_running(state); !r) return r;
    const auto index = open_round_for(decision, command.stage);
    if (!index) return index.error();
    if (*index < 0) return refuse(Refused::unknown_stage, "No such round is open.", "/stage");
    const Round& round = decision.round(*index);
    Shortened fact{.round = *index, .due = command.due};
    if (command.body.empty()) {
        if (auto r = check_back(decision, round.due, round.due_before, command.due); !r) return r;
        fact.dues = with_later_dues(decision, *index, command.due);
    } else {
        const auto seat = seat_of(round, command.body);
        if (!seat) return seat.error();
        if (auto r = check_back(decision, (*seat)->due, round.due, command.due); !r) return r;
        fact.assignment = (*seat)->id;
        fact.dues = with_own_due(state, *index, (*seat)->id, command.due);
    }
    decision.record(std::move(fact), because(command.reason));
    move_inside(decision, *index, command.body, {});
    return {};
}

Result<> handle(Decision& decision, const Reopen& command) {
    if (auto r = check_act(decision, "reopen", command.reason); !r) return r;
    const auto& state = decision.state();
    if (state.status != CycleStatus::running && state.status != CycleStatus::ended)
        return must_be_running(state);
    if (command.stage.empty())
        return refuse(Refused::invalid, "Say which stage to reopen.", "/stage");
    const int index = latest_round(state, command.stage);
    if (index < 0)
        return refuse(Refused::unknown_stage,
                      "No round of \"" + command.stage + "\" has been opened.", "/stage");
    const Round& round = decision.round(index);
    if (round.status == RoundStatus::cancelled) return cut_off(round);
    if (round.status != RoundStatus::closed)
        return refuse(Refused::out_of_order, "That round is open; extend it instead.", "/stage");
    if (auto r = check_block(decision, decision.stage_of(round)); !r) return r;
    if (command.due <= decision.now())
        return refuse(Refused::not_a_deadline, "The new due time has passed.", "/due");
    Reopened fact;
    fact.round = index;
    fact.due = command.due;
    fact.dues = times_of(decision, decision.stage_of(round), index, command.due);
    fact.voided = counted_silent(round, {});
    fact.undone = later_rounds(decision, index);
    if (auto r = check_undone(decision, fact.undone); !r) return r;
    fact.inside = begin_inside(decision, round, {});
    const auto inside = fact.inside;
    undo_inside(decision, fact.undone);
    decision.record(std::move(fact), because(command.reason));
    open_children(decision, index, inside);
    return {};
}

}  // namespace paraph
