#pragma once

#include <cstdint>
#include <string>

#include "api/config/config.hpp"

namespace paraph::cli {

// What is made of `public_url`, the house's address, and never of what a request claims.

/// Where links begin: without a slash at the end.
std::string public_root(const Config& config);

/// Its host, for Message-IDs and senders; "paraph.invalid" where there is none.
std::string public_host(const Config& config);

/// The log's name: host and port, and from the second log on, which one it is. "paraph.local"
/// without an address. Do not change what it gives: each checkpoint signs it and each witness knows
/// the log by it, so another name is another log.
std::string log_origin(const Config& config, std::int64_t epoch);

}  // namespace paraph::cli
