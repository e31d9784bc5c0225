#pragma once

#include "engine/core/decision.hpp"

namespace paraph {

// The way from stage to stage, as the definition writes it. Used by the files of engine/core only.

/// Enters a stage: its loop limit, its condition, an empty level; else a round opens.
void enter(Decision& decision, const std::string& stage);

/// Follows a result's way: to a stage, or to the cycle's end.
void follow(Decision& decision, const Target& target);

/// Closes the round with `result` and follows its way. `how` says by what, for the record.
void close_round(Decision& decision, int round, const std::string& result, const std::string& how,
                 json::object secret = {});

/// After anything changed in the open round: closes it where the definition says so, and records
/// when it begins or ceases to qualify. Not while the cycle is put off: answers may still change.
void settle(Decision& decision);

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
/// Opens the procedure inside the body of a seat that has one.
void open_inside(Decision& decision, const Stage& stage, const Seat& seat,
                 std::optional<Instant> due);

/// Tells the procedures that run inside the round's bodies; those that have answered run no more.
void tell_inside(Decision& decision, const Round& round, const Command& command);

/// "the body": of the procedure that runs inside one; the first one bound, where none does.
std::string own_body(const State& state);

}  // namespace paraph
