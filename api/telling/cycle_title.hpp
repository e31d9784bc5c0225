#pragma once

#include <string>

#include "api/pages/language.hpp"
#include "engine/core/access.hpp"

namespace paraph::api {

/// The title as whoever opened the cycle wrote it. That of a sub-cycle ends with a body's name,
/// which is said in the reader's language.
std::string title_of_cycle(const State& state, const Registry& registry,
                           const pages::Language& language);
std::string title_of_cycle(const Seen& seen, const pages::Language& language);

}  // namespace paraph::api
