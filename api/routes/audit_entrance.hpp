#pragma once

#include "api/routes/page_support.hpp"

namespace paraph::api {

/// Whether the request may go on to a page of the reading room; else it is answered.
bool enter_as_auditor(const House& house, const http::Context& context, const http::Answer& answer);

}  // namespace paraph::api
