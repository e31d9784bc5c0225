#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph {

/// A moment, UTC, in milliseconds. The engine never reads a clock: instants are passed in.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using std::chrono::milliseconds;

/// "2026-03-01T03:00:00.000Z": the one form that stands in entries (24 characters, UTC).
std::string to_text(Instant instant);

/// Any RFC 3339 date-time with offset or Z, fractions cut to milliseconds. Years 1970 to 9999.
Result<Instant> parse_instant(std::string_view text);

}  // namespace paraph
