#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "engine/core/links.hpp"

namespace paraph::api {

/// How long a link still reads receipt and outcome once its cycle has ended.
inline constexpr std::chrono::days link_reads{90};

/// Of which generation a person's link to an assignment is; 0: the person holds none that lives. As
/// engine/core/links.hpp says, but that one whose cycle ended longer than `link_reads` ago is dead.
std::uint64_t link_generation(const Registry& registry, const State& state, const Assignment& seat,
                              const std::string& person, Instant now);

/// A link that lived as long as the person stood in for a colleague, and does no more, for as long
/// as it would have been read.
std::optional<PastLink> ended_link(const Registry& registry, const State& state,
                                   const Assignment& seat, const std::string& person, Instant now);

/// Where the same is asked of the same body in the newest later round of the stage; nothing: there
/// is none.
Seated successor(const State& state, const Seated& seated);
/// Where a person's link leads now: to its own round as long as that is open; else to the newest
/// one of the same stage that asks the same, if the person holds a link to it; else it stays.
Seated led_by_link(const Registry& registry, const State& state, const Seated& seated,
                   const std::string& person, Instant now);

}  // namespace paraph::api
