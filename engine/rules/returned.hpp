#pragma once

#include "engine/model/state.hpp"

namespace paraph {

/// The sign-off that was declined and so led back to this one, on the same text: the file was
/// returned. nullptr: it came in another way. `round` is an index into State::rounds.
const Round* returned_from(const State& state, int round);

/// Who declined there; nullptr: nobody that is known to the reader of this state.
const Assignment* declined_by(const Round& round);

}  // namespace paraph
