#include "engine/core/settled.hpp"

#include <algorithm>

#include "engine/core/results.hpp"
#include "engine/core/seats.hpp"
#include "engine/rules/outlook.hpp"
#include "engine/rules/silence.hpp"

namespace paraph {
namespace {

/// What the body's silence amounts to.
Option silence_option(const Definition& definition, const Stage& stage,
                      const Assignment& assignment) {
    const auto& silence = silence_of(definition, stage, assignment);
    if (silence.kind == Silence::Kind::counts_as && assignment.status != AssignmentStatus::outdated)
        return {silence.position, AssignmentStatus::silent};
    return {{}, AssignmentStatus::awaited};
}

/// Whatever the body may still come to say, what it says now among it.
std::vector<Option> options_of(const Definition& definition, const Stage& stage,
                               const Assignment& assignment) {
    const Answer* answer = standing(assignment);
    if (answer && is_final(stage, assignment)) return {{answer->position, assignment.status}};
    auto options = every_option(stage);
    options.pop_back();  // saying nothing is not always possible, and has its meaning
    if (answer) options.push_back({answer->position, assignment.status});
    if (assignment.status == AssignmentStatus::blocking)
        options.push_back({answer->position, AssignmentStatus::lifted});
    const auto* rule = answer ? stage.position(answer->position) : nullptr;
    if (!answer || (rule && rule->lapses))
        options.push_back(silence_option(definition, stage, assignment));
    return options;
}

bool may_block(const Party& party) {
    return std::ranges::any_of(party.options, [](const Option& option) {
        return option.status == AssignmentStatus::blocking;
    });
}

bool may_set_conditions(const Stage& stage, const Party& party) {
    return party.options.size() > 1 &&
           std::ranges::any_of(stage.positions,
                               [](const PositionRule& rule) { return !rule.conditions_refused; });
}

Prospect prospect_of(const Definition& definition, const Stage& stage, const State& state,
                     const Round& round) {
    Prospect prospect{.definition = definition,
                      .stage = stage,
                      .weights = state.opening->weights,
                      .conditions_max = figures(definition, stage, state, round).open_conditions(),
                      .attributes = &state.opening->attributes};
    for (const auto& assignment : round.assignments) {
        if (!takes_part(*assignment)) continue;
        prospect.parties.push_back({.body = assignment->body,
                                    .roles = assignment->roles,
                                    .options = options_of(definition, stage, *assignment)});
        if (may_set_conditions(stage, prospect.parties.back())) prospect.conditions_max.reset();
    }
    return prospect;
}

}  // namespace

bool is_final(const Stage& stage, const Assignment& assignment) {
    if (!stage.closes.when_settled || assignment.status != AssignmentStatus::answered) return false;
    const auto* rule = stage.position(assignment.answer->position);
    return assignment.answer->how == How::explicit_ && rule && !rule->lapses;
}

std::optional<std::string> settled_result(const Definition& definition, const Stage& stage,
                                          const State& state, const Round& round) {
    if (must_still_answer(definition, stage, round)) return std::nullopt;  // or else it waits
    const auto prospect = prospect_of(definition, stage, state, round);
    const Chance always{true, false};
    const Chance quorum = stage.quorum ? chance(*stage.quorum, prospect) : always;
    const Chance rule = stage.passes ? chance(*stage.passes, prospect) : always;
    const bool blocked = std::ranges::any_of(prospect.parties, may_block);
    std::vector<std::string> results;
    if (quorum.can_hold && rule.can_hold) results.emplace_back("passed");
    if (quorum.can_hold && (rule.can_fail || blocked)) results.emplace_back("not passed");
    if (quorum.can_fail)
        results.emplace_back(stage.then.contains("no quorum") ? "no quorum" : "not passed");
    const bool one = std::ranges::all_of(
        results, [&](const std::string& result) { return result == results.front(); });
    if (results.empty() || !one) return std::nullopt;
    return results.front();
}

}  // namespace paraph
