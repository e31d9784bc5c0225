#pragma once

#include "api/house.hpp"

namespace paraph::api {

/// What the router and the server refuse: as a page in the reader's language where a person's
/// browser asks for one, as problem details everywhere else.
http::Response refusal_for(const House& house, const http::Request& request,
                           const Refusal& refusal);

}  // namespace paraph::api
