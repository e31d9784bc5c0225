#pragma once

#include <string_view>

#include "engine/base/refusal.hpp"
#include "engine/model/registry.hpp"

namespace paraph {

struct Node;
class Reader;

/// Reads a calendar's YAML, as in workflows/library/calendars: `calendar` (its name), `zone`
/// (IANA), `weekend` (days of the week; may be empty), `office hours` (09:00-17:00), `holidays`
/// (date: name). The version is 0; whoever publishes it numbers it. Refused with the first thing
/// that is wrong, `where` is LINE:COL. Whether the zone exists is the rules' business
/// (Calendar::make).
Result<CalendarVersion> read_calendar(std::string_view yaml);

/// A calendar as a scenario gives it: its `name`, and what is to be another than in `calendar`,
/// which is left as it is where nothing is said. Holidays are all there are, also as a list of
/// dates. Mistakes go to the reader's report.
void read_calendar_of_scenario(Reader& reader, const Node& node, CalendarVersion& calendar);

}  // namespace paraph
