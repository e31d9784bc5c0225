#pragma once

#include "engine/core/decision.hpp"

namespace paraph {

// Who sits where in a round. Used by the files of engine/core only.

/// One assignment for each body that takes part; a body with several roles has one.
std::vector<Seat> seats_of(Decision& decision, const Stage& stage);

/// Whether nobody could act: no body bound, or, in a chain, nobody with the level's function.
bool nobody_at(const Registry& registry, const State& state, const Stage& stage);
inline bool nobody_at(const Decision& decision, const Stage& stage) {
    return nobody_at(decision.registry(), decision.state(), stage);
}

/// Who is asked for a body: those with the level's function; where there is no level its focal
/// points, alternates and chairs, else everyone it has.
std::vector<std::string> people_asked(const Registry& registry, std::string_view body,
                                      const std::string& function);

/// Whether a procedure of the body's own answers for it: one that it has people for.
bool answers_inside(const Registry& registry, const Stage& stage, const Definition& inside,
                    std::string_view body);

/// Answers from the stage's round before that stay good, as `carry over` says.
void carry_over(const Decision& decision, const Stage& stage, std::vector<Seat>& seats);

/// Whether an answer stays good on the text in force, when the stage is held again.
bool carries(const State& state, const Stage& stage, const Assignment& before);

/// Answers to the older text that don't carry over when the round gives way: its own, and where
/// signing begins anew, the signatures before it.
std::vector<std::string> outdated(const Definition& definition, const State& state, int round);

}  // namespace paraph
