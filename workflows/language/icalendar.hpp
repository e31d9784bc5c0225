#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph {

/// What a calendar of working days takes from an iCalendar file (RFC 5545), in which governments
/// publish their holidays.
struct ICalendar {
    std::string zone;                         // X-WR-TIMEZONE; empty: it says none
    std::map<std::string, std::string> days;  // "2025-12-16" and what it is called
};

/// Reads the file's whole days, each day of a longer event by itself; what is cancelled is left
/// out. Refused, `where` is LINE:1: events that begin at an hour or repeat by a rule, of which
/// nobody could say which days they close the office.
Result<ICalendar> read_icalendar(std::string_view text);

}  // namespace paraph
