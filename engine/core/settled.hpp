#pragma once

#include <optional>
#include <string>

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

// Closing as soon as nothing can change the result. Deciding, verifying and pages ask alike.

/// Whether an answer may not be changed, because its round closes as soon as nothing can change
/// the result: one that the body gave itself and that neither blocks nor lapses.
bool is_final(const Stage& stage, const Assignment& assignment);

/// The only result that a ballot can still come to, whatever its bodies do; nothing while it can
/// come to several. Whoever has no final answer may still answer, change what was carried over or
/// stands by rule, lift, recuse or stay silent; who must answer and has not keeps it open. Acts of
/// the secretariat (a participant more or less, another deadline) are not foreseen: who is added
/// counts as outstanding from then on.
std::optional<std::string> settled_result(const Definition& definition, const Stage& stage,
                                          const State& state, const Round& round);

}  // namespace paraph
