#include "engine/core/closing.hpp"
#include "engine/core/course.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/results.hpp"
#include "engine/core/subcycles.hpp"
#include "engine/rules/spans.hpp"

namespace paraph {
namespace {

/// A procedure inside a body follows the outer one, and may have come to rest before it.
bool by_outer(const Decision& decision) {
    return decision.actor().id == "rule" && decision.state().opening->parent;
}

void tell_all_inside(Decision& decision, const Command& command) {
    for (const int index : decision.state().open_rounds())
        tell_inside(decision, decision.round(index), command);
}

/// What is still to come, later by the time that the clock stood still.
std::vector<DueTime> moved(const Decision& decision, const std::vector<DueTime>& parked) {
    const auto& state = decision.state();
    const Stop stop{.from = *state.stopped, .until = decision.now()};
    std::vector<DueTime> times;
    for (auto time : parked) {
        const auto& due = decision.stage_of(decision.round(time.round)).due;
        const bool by_clock = due && runs_by_clock(span_for(*due, state.opening->attributes));
        time.at = after_stop(decision.calendar(), time.at, stop, by_clock);
        times.push_back(time);
    }
    return times;
}

/// A sub-cycle goes on only with the cycle around it, which had taken it as abandoned.
Result<> may_go_on(const Decision& decision) {
    if (!decision.state().opening->parent || decision.actor().id == "rule") return {};
    return refuse(Refused::out_of_order,
                  "It ran as a part of another cycle, which has gone on without it.");
}

/// What runs for a round that is open stands still as long as the cycle around it: what it came to
/// could not be told there.
Result<> may_go_on_alone(const Decision& decision) {
    const auto& parent = decision.state().opening->parent;
    const auto outer = parent ? decision.cycle(parent->cycle) : nullptr;
    if (!outer || decision.actor().id == "rule" || !stands_still(*outer)) return {};
    const auto seat = outer->seated(parent->assignment);
    if (!seat || !is_open(*seat.round)) return {};
    return refuse(Refused::out_of_order,
                  "The cycle around it stands still; it goes on together with that one.");
}

}  // namespace

Result<int> open_round_for(const Decision& decision, const std::string& stage) {
    const auto& state = decision.state();
    if (!stage.empty()) return state.open_round(stage);
    std::vector<int> open;
    for (const int index : state.open_rounds())
        if (decision.round(index).kind != StageKind::parallel) open.push_back(index);
    if (open.empty()) return -1;
    if (open.size() == 1) return open.front();
    std::string names;
    for (const int index : open)
        names += (names.empty() ? "\"" : "\", \"") + decision.round(index).stage;
    return refuse(Refused::invalid, "Several rounds are open: " + names + "\". Say which stage.",
                  "/stage");
}

Result<> check_act(const Decision& decision, std::string_view act, const std::string& reason) {
    if (auto r = may_act(decision, act); !r) return r;
    return check_reason(reason, decision.actor().id != "rule");
}

Result<> check_reason(const std::string& reason, bool is_needed) {
    if (reason.empty() && is_needed)
        return refuse(Refused::reason_required, "Every act carries a reason.", "/reason");
    if (reason.size() > 10'000)
        return refuse(Refused::too_large, "At most 10,000 bytes of reason.", "/reason");
    return {};
}

json::object because(const std::string& reason) {
    if (reason.empty()) return {};
    return {{"reason", reason}};
}

Result<> handle(Decision& decision, const Suspend& command) {
    if (auto r = check_act(decision, "suspend", command.reason); !r) return r;
    if (by_outer(decision) && decision.state().status != CycleStatus::running) return {};
    if (auto r = must_be_running(decision.state()); !r) return r;
    tell_all_inside(decision, command);
    decision.record(Suspended{}, because(command.reason));
    return {};
}

Result<> handle(Decision& decision, const Resume& command) {
    if (auto r = check_act(decision, "resume", command.reason); !r) return r;
    const auto status = decision.state().status;
    // What was abandoned goes on only where that was. A seat that carries an answer over still
    // names what ran for the one before it, and was abandoned with that.
    const bool abandoned = status == CycleStatus::abandoned;
    const bool follows =
        command.abandoned ? abandoned : decision.state().stopped_outside && !abandoned;
    if (by_outer(decision) && !follows) return {};
    if (status == CycleStatus::abandoned) {
        if (auto r = may_go_on(decision); !r) return r;
    } else if (!stands_still(decision.state())) {
        return refuse(Refused::out_of_order,
                      "The cycle is neither suspended nor deferred nor abandoned.");
    } else if (auto r = may_go_on_alone(decision); !r) {
        return r;
    }
    resume_clock(decision, because(command.reason));
    return {};
}

void resume_clock(Decision& decision, json::object reason) {
    const auto before = decision.state().status;
    auto times = moved(decision, decision.state().parked);
    if (before == CycleStatus::deferred)
        decision.record(TakenUp{.dues = std::move(times)}, std::move(reason));
    else
        decision.record(Resumed{.dues = std::move(times)}, std::move(reason));
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        tell_inside(decision, round, Resume{.abandoned = before == CycleStatus::abandoned});
        tell_inside(decision, round, OuterMoved{.due = round.due});
    }
    settle(decision);
}

Result<> handle(Decision& decision, const Defer& command) {
    if (auto r = check_act(decision, "defer", command.reason); !r) return r;
    if (by_outer(decision) && decision.state().status != CycleStatus::running) return {};
    if (auto r = must_be_running(decision.state()); !r) return r;
    if (!command.until && command.meeting.empty())
        return refuse(Refused::invalid, "Defer to a date or to a named meeting.", "/until");
    if (command.until && *command.until <= decision.now())
        return refuse(Refused::not_a_deadline, "This date has passed.", "/until");
    tell_all_inside(decision, Defer{.until = command.until, .meeting = command.meeting});
    decision.record(Deferred{.until = command.until, .meeting = command.meeting},
                    because(command.reason));
    return {};
}

Result<> handle(Decision& decision, const Abandon& command) {
    if (auto r = check_act(decision, "abandon", command.reason); !r) return r;
    const auto status = decision.state().status;
    if (status == CycleStatus::ended || status == CycleStatus::abandoned)
        return must_be_running(decision.state());
    tell_all_inside(decision, OuterClosed{.result = "abandoned"});
    decision.record(Abandoned{}, because(command.reason));
    report_abandoned(decision);
    return {};
}

Result<> handle(Decision& decision, const Close& command) {
    const auto& state = decision.state();
    const auto index = open_round_for(decision, command.stage);
    if (!index) return index.error();
    if (*index < 0) {
        if (auto r = must_be_running(state); !r) return r;
        return refuse(Refused::unknown_stage, "No such round is open.", "/stage");
    }
    const Round& round = decision.round(*index);
    const auto& stage = decision.stage_of(round);
    const auto& by = stage.closes.by_act_of;
    if (!by.empty() && !holds_role(decision, by))
        return refuse(Refused::forbidden, "Only " + by + " closes this round.");
    if (by.empty())
        if (auto r = check_act(decision, "close", command.reason); !r) return r;
    if (auto r = must_be_running(state); !r) return r;
    const auto result = result_to_close(decision, round, command);
    if (!result) return result.error();
    if (auto r = keeps_four_eyes(decision, stage); !r) return r;
    close_round(decision, *index, *result, "act", because(command.reason));
    return {};
}

Result<> handle(Decision& decision, const Waive& command) {
    if (auto r = check_act(decision, "waive", command.reason); !r) return r;
    if (auto r = must_be_running(decision.state()); !r) return r;
    const auto* stage = decision.definition().stage(command.stage);
    if (!stage || !stage->minimum)
        return refuse(Refused::unknown_stage, "No stage \"" + command.stage + "\" has a minimum.",
                      "/stage");
    decision.record(MinimumWaived{.stage = command.stage}, because(command.reason));
    return {};
}

}  // namespace paraph
