#pragma once

#include <string>
#include <vector>

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// Done, or dropped.
bool is_settled(const Commitment& commitment);

/// The commitments of a follow-up that are not settled.
std::vector<const Commitment*> open_commitments(const State& state, const Round& round);

/// Recommendations that were accepted, also with a modification, in the stages that the follow-up
/// names, and have not become a commitment yet.
std::vector<const Comment*> without_commitment(const Stage& stage, const State& state);

/// Whether any recommendation was accepted in the stages that the follow-up names.
bool anything_accepted(const Stage& stage, const State& state);

}  // namespace paraph
