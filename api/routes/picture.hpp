#pragma once

#include <string>

#include "api/house.hpp"
#include "workflows/tools/draw.hpp"

namespace paraph::api {

/// Where the cycle stands in its procedure, as far as the reader may see it.
Standing standing_of(const Seen& seen, const std::string& language);

/// The procedure and where the cycle stands in it, as SVG: for the API, pages and mails.
std::string picture_of(const Seen& seen, const std::string& language, bool downward = false);

}  // namespace paraph::api
