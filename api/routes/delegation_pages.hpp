#pragma once

#include <vector>

#include "api/pages/views/inside.hpp"
#include "api/routes/page_support.hpp"

namespace paraph::api {

/// Delegations that the secretariat is to consent to, of all bodies, and that are not over
/// meanwhile; none for anybody else.
std::vector<pages::ConsentRow> consent_rows(const House& house, const Principal& principal,
                                            const pages::Language& language);

}  // namespace paraph::api
