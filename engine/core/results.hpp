#pragma once

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"
#include "engine/rules/calendar.hpp"

namespace paraph {

// What deciding and verifying compute alike, from state and definition alone.

/// The result that the round would close with as it stands; "" where only an act gives one, or a
/// signature is still awaited.
std::string result_of(const Definition& definition, const Stage& stage, const State& state,
                      const Round& round);

/// Whether a body that must answer has not.
bool must_still_answer(const Definition& definition, const Stage& stage, const Round& round);

/// Whether whoever closes the round may choose `result`, where the rule gives `given`: what the
/// rule gives, or another of the results that `then` names, but none that only figures give.
bool may_choose(const Stage& stage, const std::string& result, const std::string& given);

/// Whether a position blocks.
bool blocks(const Round& round);

/// When a round of the stage that opens at `now` falls due.
std::optional<Instant> due_of(const State& state, const Calendar& calendar, const Stage& stage,
                              Instant now);

/// Whether the due time is shorter than the stage's minimum allows without leave.
bool is_below_minimum(const State& state, const Calendar& calendar, const Stage& stage, Instant now,
                      std::optional<Instant> due);

}  // namespace paraph
