#pragma once

#include <string>

#include "api/house.hpp"

namespace paraph::api {

/// The round of a cycle that is open to anyone.
struct PublicRound {
    Seen seen;  // keeps alive what the pointers point to
    const Round* round = nullptr;
    const Assignment* seat = nullptr;
};

/// Whoever comes without a name.
const Principal& the_public();

/// "Not found" where nothing is open to the public.
Result<PublicRound> public_round(const House& house, const std::string& cycle);

/// What a comment of the public comes with.
TakePosition public_position(const PublicRound& open);

}  // namespace paraph::api
