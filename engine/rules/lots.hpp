#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/digest.hpp"

namespace paraph {

/// For whom is drawn, and who must not be.
struct Lot {
    std::string subject;
    std::vector<std::string> excluded;
    std::vector<std::string> fixed;  // chosen by hand: they count for the load
};

/// `each` different bodies of `pool` for every subject, by lot. Nobody gets more than `load` (none:
/// as evenly as can be), and the most that anybody gets is as little as the exclusions allow. A
/// subject with `fixed` bodies is not drawn for. Whoever has the seed draws the same: which of two
/// goes first is decided by SHA-256(seed, subject, body). Nothing: it can't be done.
std::optional<std::map<std::string, std::vector<std::string>>> draw(
    const std::vector<Lot>& lots, const std::vector<std::string>& pool, int each,
    std::optional<int> load, const Digest& seed);

}  // namespace paraph
