#pragma once

#include <string>
#include <vector>

#include "workflows/tools/scenario/scene.hpp"

namespace paraph::scenario {

/// A moment as the calendar's wall shows it: "2025-12-22 17:00", with seconds where there are any.
std::string on_the_wall(Instant instant, const Calendar& calendar);

/// The trail of a scene in words, one line an entry, in English; several bodies that say the same
/// at the same moment share one. What runs inside a body says so.
std::vector<std::string> trail_in_words(const Scene& scene, const Calendar& calendar);

/// The kinds of entries of a cycle, in order: "position taken", …
std::vector<std::string> trail_kinds(const Scene& scene, const std::string& cycle);
/// The same, each in words, without the moment.
std::vector<std::string> trail_sentences(const Scene& scene, const std::string& cycle,
                                         const Calendar& calendar);

}  // namespace paraph::scenario
