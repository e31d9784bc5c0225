#include "engine/core/judge.hpp"

namespace paraph {

// What is missing where nothing more is written: what fell due while the log went on, and what was
// to follow from the last entry.

bool is_behind(const History& history, Instant until) {
    const auto& due = history.state.due;
    const bool planned_since = history.behind && *history.behind >= until;
    return !due.empty() && due.front().at <= until && !planned_since;
}

std::string unsettled(const Round& round) {
    return "nothing was left to wait for in \"" + round.stage + "\", and it was not decided";
}

void judge_passing(const History& history, Instant passed, Verification& result) {
    if (!history.bound || !is_behind(history, passed)) return;
    result.flaws.push_back({history.state.sequence, "something fell due after it at " +
                                                        to_text(history.state.due.front().at) +
                                                        ", and the log went on to " +
                                                        to_text(passed) + " without it"});
}

namespace {

/// The definition that the history goes by; nullptr: its text is not there.
const Definition* definition_in_force(const History& history, const Registry& registry) {
    if (!history.bound || !history.state.opening) return nullptr;
    const auto& ref = history.state.opening->definition;
    const auto* found = registry.definition(ref.name, ref.version);
    return found ? found->definition.get() : nullptr;
}

void judge_owed(const History& history, Verification& result) {
    const auto flaw = [&](const char* text, Flaw::Kind kind = Flaw::Kind::step) {
        result.flaws.push_back({history.state.sequence, text, kind});
    };
    if (!history.ways.empty()) flaw("the history stops between two stages");
    if (history.owed.cancels) flaw(block_went_on);
    if (history.owed.opens >= 0) flaw(opened_went_on, Flaw::Kind::seal);
    if (history.owed.falls >= 0) flaw(time_went_on);
}

void judge_settled(const History& history, const Registry& registry, Verification& result) {
    const auto* definition = definition_in_force(history, registry);
    if (!definition) return;
    const auto& state = history.state;
    const Settling settling(*definition, state, history.last.effective.value_or(state.at));
    const int round = settling.first(history.owed.settles);
    if (round >= 0) result.flaws.push_back({state.sequence, unsettled(state.round(round))});
}

}  // namespace

void judge_end(const History& history, const Registry& registry, const OtherCycle& other,
               Instant until, Verification& result) {
    judge_owed(history, result);
    judge_settled(history, registry, result);
    judge_passing(history, until, result);
    if (!history.bound) return;
    const auto apart = flaw_of_end(history, registry, other);
    if (!apart.empty()) result.flaws.push_back({history.state.sequence, apart});
}

bool may_be_behind(const History& history) {
    const auto& owed = history.owed;
    const bool owes = owed.cancels || owed.opens >= 0 || owed.falls >= 0 || !owed.settles.empty();
    const auto& opening = history.state.opening;
    const bool runs_for_another = opening && opening->parent;
    return owes || !history.ways.empty() || !history.state.due.empty() || runs_for_another;
}

}  // namespace paraph
