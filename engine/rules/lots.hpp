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

/// By subject that is drawn for.
using Drawn = std::map<std::string, std::vector<std::string>>;

/// Up to `each` different bodies of `pool` for every subject, by lot. Nobody gets more than `load`
/// (none: as evenly as can be), and the most that anybody gets is as little as the exclusions
/// allow. Where they leave too few, as many places are filled as can be, the first ones of all
/// subjects before any second one, and what one subject lacks is lacking there only. A subject with
/// `fixed` bodies is not drawn for. Whoever has the seed draws the same: which of two goes first is
/// decided by SHA-256(seed, subject, body).
Drawn draw_what_can_be(const std::vector<Lot>& lots, const std::vector<std::string>& pool, int each,
                       std::optional<int> load, const Digest& seed);

/// The same where each subject gets `each`. Nothing: it can't be done.
std::optional<Drawn> draw(const std::vector<Lot>& lots, const std::vector<std::string>& pool,
                          int each, std::optional<int> load, const Digest& seed);

}  // namespace paraph
