#pragma once

#include "engine/model/state.hpp"

namespace paraph {

/// What no reply of the assignment counts as: by the first of its roles that takes part in the
/// stage; of a body that the stage names by its id, by the role that is bound to it.
const Silence& silence_of(const Definition& definition, const Stage& stage,
                          const Assignment& assignment);

}  // namespace paraph
