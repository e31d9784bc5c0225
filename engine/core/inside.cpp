#include "engine/core/course.hpp"
#include "engine/core/handlers.hpp"

namespace paraph {

// What a procedure that runs inside a body hears from the outer cycle; sent by rule only.

Result<> handle(Decision& decision, const OuterClosed& command) {
    const auto& state = decision.state();
    if (state.status == CycleStatus::ended || state.status == CycleStatus::abandoned) return {};
    const Round* round = state.current();
    std::string why = "the outer round is over (" + command.result + ")";
    if (round) {
        why += "; it stood at: " + round->stage;
        tell_inside(decision, *round, command);
    }
    decision.record(Abandoned{.why = std::move(why)});
    return {};
}

Result<> handle(Decision& decision, const OuterMoved& command) {
    const auto& state = decision.state();
    const int index = state.open_round();
    if (state.status != CycleStatus::running || index < 0 || !command.due) return {};
    const auto& stage = decision.stage_of(decision.round(index));
    Instant due = *command.due;
    if (stage.due && stage.due->before_outer) {
        const Instant inner = decision.calendar().before(due, stage.due->span);
        if (inner > decision.now()) due = inner;
    }
    if (decision.round(index).due == due) return {};
    decision.record(Extended{.round = index,
                             .assignment = {},
                             .due = due,
                             .dues = times_of(decision, stage, index, due),
                             .voided = {},
                             .undone = {},
                             .outer_due = command.due});
    return {};
}

}  // namespace paraph
