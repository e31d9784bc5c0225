#pragma once

#include <string>

#include "api/house.hpp"

namespace paraph::api {

/// A file of the cycle, to be saved; "not found" where there is none, or not for this reader. Reads
/// the disk.
Result<http::Response> attached_file(const House& house, const Seen& seen,
                                     const std::string& digest);

}  // namespace paraph::api
