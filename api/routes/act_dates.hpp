#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/routes/naming.hpp"

namespace paraph::api {

/// By when the open rounds, and bodies that have a due time of their own, are due now; where no
/// round is open, when the last one was.
std::vector<std::string> dues_now(const Seen& seen, const Naming& naming);

// An extension that can be taken back: of all in the round, or of one of its bodies.
bool was_extended(const Round& round);
bool was_extended(const Round& round, const Assignment& assignment);

/// That nobody works on that day, and which is the next working day; nothing where it is one.
std::optional<std::string> closed_day(const CalendarVersion& calendar, Instant due,
                                      const pages::Language& language);

}  // namespace paraph::api
