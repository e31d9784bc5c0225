#include "api/held_links.hpp"

#include <algorithm>

namespace paraph::api {

std::uint64_t link_generation(const Registry& registry, const State& state, const Assignment& seat,
                              const std::string& person, Instant now) {
    if (const auto own = seat.links.find(person); own != seat.links.end())
        return own->second > 0 ? static_cast<std::uint64_t>(own->second) : 0;
    int generation = 0;
    auto others = registry.delegators_of(person, state.id, now);
    if (state.is_inside())
        for (const auto* other : registry.delegators_of(person, state.opening->parent->cycle, now))
            others.push_back(other);
    for (const auto* other : others)
        if (const auto held = seat.links.find(other->id); held != seat.links.end())
            generation = std::max(generation, held->second);
    return static_cast<std::uint64_t>(generation);
}

}  // namespace paraph::api
