#pragma once

#include "api/pages/views/board.hpp"
#include "api/routes/naming.hpp"

namespace paraph::api {

/// The bodies that ask for more time in rounds that are open, for whom can give it: the
/// secretariat. With a link to the act that does, filled in; none while the cycle stands still.
std::vector<pages::TimeRequestRow> time_requests(const House& house, const Seen& seen,
                                                 const Naming& naming);

}  // namespace paraph::api
