#include <algorithm>

#include "engine/core/course.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/subcycles.hpp"

namespace paraph {

// What a procedure that runs inside a body hears from the outer cycle; sent by rule only.

namespace {

/// Whether it is a level's own end, where it still is one, or reminds of it.
bool is_of_level(const Decision& decision, const DueTime& time, Instant round_ends) {
    const auto* level = decision.state().seated(time.whom).assignment;
    return level && level->due && *level->due < round_ends;
}

/// Levels' own ends that had given way to a shorter round, and have room again.
void add_ends_of_levels(const Decision& decision, int index, Instant round_ends,
                        std::vector<DueTime>& times) {
    for (const auto& level : decision.round(index).assignments) {
        const bool ends = level->due && *level->due<round_ends&& * level->due> decision.now();
        const bool known = std::ranges::any_of(times, [&](const DueTime& time) {
            return time.kind == DueKind::assignment_due && time.whom == level->id;
        });
        if (ends && !known)
            times.push_back({.at = *level->due,
                             .kind = DueKind::assignment_due,
                             .round = index,
                             .whom = level->id});
    }
}

/// A level's due time follows the outer round's; in a sub-cycle only where it is counted from it.
void move_with_outer(Decision& decision, int index, Instant outer) {
    const auto& stage = decision.stage_of(decision.round(index));
    const bool counted = stage.due && stage.due->before_outer();
    if (!counted && !decision.state().is_inside()) return;
    Instant due = outer;
    if (counted) {
        const Instant inner = decision.calendar().before(due, stage.due->span);
        if (inner > decision.now()) due = inner;
    }
    if (decision.round(index).due == due) return;
    auto times = times_of(decision, stage, index, due);
    for (const auto& time : decision.state().due)
        if (time.round == index && is_of_level(decision, time, due)) times.push_back(time);
    add_ends_of_levels(decision, index, due, times);
    std::ranges::stable_sort(times, {}, &DueTime::at);
    decision.record(
        Extended{.round = index, .due = due, .dues = std::move(times), .outer_due = outer});
}

}  // namespace

Result<> handle(Decision& decision, const OuterClosed& command) {
    const auto& state = decision.state();
    if (state.status == CycleStatus::ended || state.status == CycleStatus::abandoned) return {};
    std::string why = "the outer round is over (" + command.result + ")";
    if (const auto* round = state.current()) why += "; it stood at: " + round->stage;
    for (const int index : state.open_rounds())
        tell_inside(decision, decision.round(index), command);
    decision.record(Abandoned{.why = std::move(why)});
    return {};
}

Result<> handle(Decision& decision, const OuterMoved& command) {
    const auto& state = decision.state();
    if (state.status != CycleStatus::running || !command.due) return {};
    for (const int index : state.open_rounds()) move_with_outer(decision, index, *command.due);
    return {};
}

}  // namespace paraph
