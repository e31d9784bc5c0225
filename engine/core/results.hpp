#pragma once

#include <vector>

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

/// Before when a round of the stage that opened at `opened` can't be over: its minimum, or what a
/// leave left of it; nothing where there is none.
std::optional<Instant> least_due(const State& state, const Calendar& calendar, const Stage& stage,
                                 Instant opened);
/// The same of a round that is open: the time that the clock stood still meanwhile comes on top.
std::optional<Instant> least_due(const State& state, const Calendar& calendar, const Stage& stage,
                                 const Round& round);

/// What was to happen `at` happens so much later, after the clock stood still: by the time of the
/// clock, or by office hours; but never within the stop.
Instant after_stop(const Calendar& calendar, Instant at, const Stop& stop, bool by_clock);

/// When a round of the stage that opens at `now` falls due.
std::optional<Instant> due_of(const State& state, const Calendar& calendar, const Stage& stage,
                              Instant now);

/// Whether the due time is shorter than the stage's minimum allows without leave.
bool is_below_minimum(const State& state, const Calendar& calendar, const Stage& stage, Instant now,
                      std::optional<Instant> due);

/// What is left at least of a time that is made shorter.
inline constexpr Span notice_of_less_time{.count = 1, .unit = Unit::working_days};

/// Whether a block in the round still matters: the round is open, or a revision that is to meet it
/// is awaited.
bool takes_lifts(const State& state, int round);

/// Whether all that blocked in the latest round that asked for positions was lifted.
bool all_lifted(const Definition& definition, const State& state);

/// Whether the condition of a `choose` stage's way holds now.
bool is_way_open(const Definition& definition, const State& state, const Stage& stage,
                 const Way& way);

/// All that will happen by itself in a round that falls due at `due` and opens, or goes on, at
/// `now`; sorted by instant.
std::vector<DueTime> due_times(const Calendar& calendar, const Stage& stage, int round,
                               std::optional<Instant> due, Instant now);

}  // namespace paraph
