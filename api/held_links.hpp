#pragma once

#include <cstdint>
#include <string>

#include "engine/model/registry.hpp"
#include "engine/model/state.hpp"

namespace paraph::api {

/// Of which generation a person's link to an assignment is; 0: the person holds none that lives. A
/// link that was revoked stays so; who stands in for somebody holds a link as long as that lasts.
std::uint64_t link_generation(const Registry& registry, const State& state, const Assignment& seat,
                              const std::string& person, Instant now);

}  // namespace paraph::api
