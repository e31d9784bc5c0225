#pragma once

#include <string>

#include "api/house.hpp"

namespace paraph::api {

/// The procedure and where the cycle stands in it, as SVG, with what the reader may see: for the
/// API, pages and mails.
std::string picture_of(const Seen& seen, const std::string& language, bool downward = false);

}  // namespace paraph::api
