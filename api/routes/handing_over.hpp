#pragma once

#include <string>

#include "api/house.hpp"

namespace paraph::api {

/// After the people of a body have changed: what it owes, and everybody who was asked for it has
/// left, passes to those who speak for it now, or have the same function. Each who never had a link
/// gets one, by mail, and an entry says so. Returns at once; may be repeated.
void pass_on_open_tasks(const House& house, const std::string& body);

}  // namespace paraph::api
