#pragma once

#include <algorithm>
#include <ranges>

namespace paraph {

/// Whether `item` stands in `list`. What std::ranges::contains will be, where the library has it.
constexpr bool contains(const auto& list, const auto& item) {
    return std::ranges::find(list, item) != std::ranges::end(list);
}

}  // namespace paraph
