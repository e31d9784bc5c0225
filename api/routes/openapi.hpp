#pragma once

#include <span>
#include <string>

#include "api/http/router.hpp"
#include "engine/base/json.hpp"

namespace paraph::api {

/// The OpenAPI 3.1 document around the router's paths; pages are left out.
json::object openapi_document(json::object paths);

/// The same for people: one table of all routes, and what each problem means. Plain pages that
/// need no catalogue: their readers are engineers.
std::string docs_page(std::span<const http::Route> table);
std::string problems_page();

}  // namespace paraph::api
