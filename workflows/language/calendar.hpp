#pragma once

#include <string_view>

#include "engine/base/refusal.hpp"
#include "engine/model/registry.hpp"

namespace paraph {

/// Reads a calendar's YAML, as in workflows/library/calendars: `calendar` (its name), `zone`
/// (IANA), `weekend` (days of the week; may be empty), `office hours` (09:00-17:00), `holidays`
/// (date: name). The version is 0; whoever publishes it numbers it. Refused with the first thing
/// that is wrong, `where` is LINE:COL. Whether the zone exists is the rules' business
/// (Calendar::make).
Result<CalendarVersion> read_calendar(std::string_view yaml);

}  // namespace paraph
