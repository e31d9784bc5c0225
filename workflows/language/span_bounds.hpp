#pragma once

#include <optional>

#include "engine/model/definition.hpp"

namespace paraph {

// How long a length of time can be, whatever the day of issue and the holidays.

/// The least and the most hours that a span can mean; days end with the office, so each bound has
/// a day to spare. Working days have no upper bound: holidays may come in between.
struct Hours {
    int least = 0;
    std::optional<int> most;
};

Hours hours_of(const Span& span);

/// Certainly shorter; certainly as long, or longer. Neither: it depends on the calendar.
bool surely_shorter(const Span& a, const Span& b);
bool surely_as_long(const Span& a, const Span& b);
/// In the same unit, or both in working days, so that their counts tell.
bool are_alike(const Span& a, const Span& b);

bool from_opening(const Deadline& due);

}  // namespace paraph
