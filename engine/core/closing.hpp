#pragma once

#include "engine/core/decision.hpp"

namespace paraph {

/// What an act closes the round with. A role's closing act is for a round that qualifies; what it
/// has not come to after its due time may be stated too, and where the role chooses, any further
/// result, with its reason.
Result<std::string> result_to_close(const Decision& decision, const Round& round,
                                    const Close& command);

}  // namespace paraph
