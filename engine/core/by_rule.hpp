#pragma once

#include "engine/core/decision.hpp"

namespace paraph {

// What becomes of positions by rule. Used by the files of engine/core only.

/// The position that a stage starts one of these roles with (`starts as`); "" for none.
std::string starting_position(const Stage& stage, const std::vector<std::string>& roles);

/// Gives the seats that carry nothing over the position that their role starts with.
void start_positions(const Decision& decision, const Stage& stage, std::vector<Seat>& seats);

/// Positions that lapse unless maintained, and that nobody maintained until now: they go, and the
/// conditions made with them. `only` one assignment, or all but those with a later due time.
void lapse(Decision& decision, int round, const std::string& only);

/// Whether the grace after the round's due time is still to end.
bool grace_runs(const State& state, const Round& round, Instant moment);

/// Whether an answer given now comes in the grace, after the body's due time.
bool is_late(const State& state, const Round& round, const Assignment& assignment, Instant moment);

/// Whether the body's time to answer is over although the round goes on: for those whose own was
/// extended, or who must answer.
bool is_over_for(const Definition& definition, const State& state, const Round& round,
                 const Assignment& assignment, Instant moment);

}  // namespace paraph
