#pragma once

#include <vector>

#include "engine/model/state.hpp"

namespace paraph {

/// Which old paragraph lives on as which new one: for each old index the new one, or -1.
struct Alignment {
    std::vector<int> after;
    std::vector<bool> moved;  // to another place among its neighbours
};

/// Equal paragraphs in order first (longest common subsequence), then equal ones that moved; of the
/// rest those between the same neighbours whose words are most alike, then any that are much alike
/// though they stand apart, and at last, between two neighbours that stayed, one for one in order.
/// Of `after` only digest and sketch are read. Near linear where texts resemble each other; what is
/// quadratic in the paragraphs that differ is bounded.
Alignment align(const std::vector<Paragraph>& before, const std::vector<Paragraph>& after);

/// The longest part of `places` (each once, -1 for none) that rises: true where it is in it.
std::vector<bool> longest_rise(const std::vector<int>& places);

}  // namespace paraph
