#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/routes/page_entrance.hpp"
#include "engine/core/decide.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {

/// What a decision would write, entry by entry, each with the cycle as it is right after it: one
/// decision may open several rounds, and each is told of on its own.
void each_entry(const State& before, const Decided& decided, const Actor& actor, Instant now,
                const std::function<void(const Record<Fact>&, const State& after)>& take);

/// A decision as its page shows it before it is made.
struct Foretold {
    std::vector<std::string> will_change;  // its events in words
    std::vector<std::string> told;         // whoever hears of any of them: "Labour: Rahima Khatun"
};
/// Nobody is named of whom the reader must not know.
Foretold foretell(const House& house, const CycleVisit& visit, const Decided& decided);

}  // namespace paraph::api
