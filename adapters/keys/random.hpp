#pragma once

#include <cstddef>
#include <string>

#include "engine/base/id.hpp"

namespace paraph {

/// `count` bytes that nobody can foretell (OpenSSL). Throws std::runtime_error where the system
/// has no randomness to give: nothing may go on then.
std::string random_bytes(std::size_t count);

/// Randomness for id::make.
id::Seed random_seed();

}  // namespace paraph
