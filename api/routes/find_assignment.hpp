#pragma once

#include "api/house.hpp"

namespace paraph::api {

/// Where the assignment of the address stands, in the cycle as its reader may know it.
struct FoundAssignment {
    Seen seen;
    const Round* round = nullptr;
    const Assignment* assignment = nullptr;
};
/// Refused alike where there is none, and where it is not the reader's to know.
Result<FoundAssignment> find_assignment(const House& house, const http::Context& context);

}  // namespace paraph::api
