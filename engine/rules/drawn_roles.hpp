#pragma once

#include <string>

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

// Roles that are assigned among the bodies of another one (`drawn from`): who carries them.

/// Whether the body has the role in the cycle, and has not recused there.
bool carries(const Role& role, const Definition& definition, const State& cycle,
             const std::string& body);

/// How many bodies the role is short of: the least that its definition draws, without those who
/// have recused. None where it is not drawn, or once the stages that ask it are over.
int lacking(const Role& role, const Definition& definition, const State& cycle);
/// Of all roles.
int lacking(const Definition& definition, const State& cycle);

}  // namespace paraph
