#pragma once

#include <functional>

#include "engine/core/decide.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {

/// What a decision would write, entry by entry, each with the cycle as it is right after it: one
/// decision may open several rounds, and each is told of on its own.
void each_entry(const State& before, const Decided& decided, const Actor& actor, Instant now,
                const std::function<void(const Record<Fact>&, const State& after)>& take);

}  // namespace paraph::api
