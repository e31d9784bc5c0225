#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/rules/calendar.hpp"
#include "workflows/tools/simulate/behaviour.hpp"

namespace paraph::simulation {

/// Chance from a seed, in whole numbers only: the same on every machine.
class Chance {
public:
    /// The `run`-th row of numbers of a seed.
    Chance(std::uint64_t seed, std::uint64_t run);

    /// 0 to `below` - 1, each as likely. Precondition: `below` is at least 1.
    std::uint64_t draw(std::uint64_t below);
    bool one_in_a_hundred(int parts) { return draw(100) < static_cast<std::uint64_t>(parts); }
    /// One of the names, by its parts; "" where all have none.
    std::string pick(const std::map<std::string, int>& odds);
    /// How long it takes, in clock time or in office hours of days that are `day` long.
    milliseconds time(const Pace& pace, milliseconds day);

private:
    std::uint64_t next();
    std::uint64_t state_;
};

bool in_working_time(const Pace& pace);

}  // namespace paraph::simulation
