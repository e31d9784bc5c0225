#pragma once

#include "engine/core/decision.hpp"

namespace paraph {

// The way from stage to stage, as the definition writes it. Used by the files of engine/core only.

/// Enters a stage: its loop limit, its condition, an empty level; else a round opens.
void enter(Decision& decision, const std::string& stage);

/// Follows a way from `stage`: to another one, to the end of its branch or block, or of the cycle.
void follow(Decision& decision, const Stage& stage, const Target& target);

/// Closes the round with `result` and follows its way. `how` says by what, for the record.
void close_round(Decision& decision, int round, const std::string& result, const std::string& how,
                 json::object secret = {});

/// After anything changed in the open rounds: closes those that the definition says are complete,
/// and records when one begins or ceases to qualify. Not while the cycle is put off: answers may
/// still change.
void settle(Decision& decision);

/// Closes one open round where it is complete.
void settle_round(Decision& decision, int round);

/// Whether someone must still answer, or has a later due time of its own.
bool someone_may_wait(const Decision& decision, const Round& round);

/// The result that the open round would close with now.
std::string result_now(const Decision& decision, const Round& round);

/// Counts the silence of those that are awaited, by their roles' rules; `only` one assignment, or
/// all but those with a later due time of their own.
void count_silence(Decision& decision, int round, const std::string& only = {});

/// All that will happen by itself in a round that falls due at `due`.
std::vector<DueTime> times_of(const Decision& decision, const Stage& stage, int round,
                              std::optional<Instant> due);

/// One assignment of a round: who is asked, and whether a procedure runs inside the body.
Seat seat_for(Decision& decision, const Stage& stage, const std::string& body,
              std::vector<std::string> roles, const std::string& function);
/// "the body": of the procedure that runs inside one; the first one bound, where none does.
std::string own_body(const State& state);

}  // namespace paraph
