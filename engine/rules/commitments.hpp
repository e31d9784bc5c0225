#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// Done, or dropped.
bool is_settled(const Commitment& commitment);

/// Whether the body reports on what it has committed itself to, which it does also after the
/// follow-up and the cycle have ended; not in a cycle that stands still, or was abandoned.
bool owes_reports(const State& state, std::string_view body);
/// The same of whose seat it is, where that is a follow-up's: evidence comes with reports.
bool owes_reports(const State& state, const Seated& seat);

/// The body's commitments that are open though their follow-up is over.
std::vector<const Commitment*> left_open(const State& state, std::string_view body);

/// The commitments of a follow-up that are not settled.
std::vector<const Commitment*> open_commitments(const State& state, const Round& round);

/// Recommendations that were accepted, also with a modification, in the stages that the follow-up
/// names, and have not become a commitment yet.
std::vector<const Comment*> without_commitment(const Stage& stage, const State& state);

/// Whether any recommendation was accepted in the stages that the follow-up names.
bool anything_accepted(const Stage& stage, const State& state);

}  // namespace paraph
