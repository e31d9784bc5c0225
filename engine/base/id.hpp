#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"

namespace paraph {

/// A TypeID (github.com/jetify-com/typeid, spec 0.3): a short prefix and a UUIDv7 in 26 characters
/// of lower-case base32, "cyc_01h455vb4pex5vsknk084sn02q". Kept as text: that is how ids travel.
///
/// An id of something inside a cycle (assignment, comment) shares the cycle's first 108 bits; its
/// last 20 bits number it within the cycle, where the cycle's own are zero. So the cycle of an
/// assignment is known from its id, without a table (docs/decisions/0003-ids.md).
namespace id {

inline constexpr std::string_view cycle = "cyc", assignment = "asg", comment = "com",
                                  commitment = "cmt", delegation = "dgt", person = "per",
                                  token = "tok", webhook = "whk", delivery = "dlv";
inline constexpr std::uint32_t ordinal_max = (1u << 20) - 1;

using Seed = std::array<std::uint8_t, 16>;  // randomness, passed in by the caller

/// The `number`-th of the seeds that follow from one, for `purpose`.
Seed derived(const Seed& seed, std::string_view purpose, std::uint32_t number);

/// A new id of `prefix` at `moment`, its low 20 bits zero.
std::string make(std::string_view prefix, Instant moment, const Seed& seed);
/// The `ordinal`-th thing inside `cycle_id`, 1 to ordinal_max.
std::string inside(std::string_view prefix, std::string_view cycle_id, std::uint32_t ordinal);
/// The cycle that an assignment's or comment's id lies in. Precondition: `is(prefix, text)`.
std::string cycle_of(std::string_view inner_id);
std::uint32_t ordinal_of(std::string_view id);
/// Well formed: the prefix, "_", 26 characters of the alphabet, first one at most '7'.
bool is(std::string_view prefix, std::string_view text);

/// The 16 bytes of an id and back; for links, which carry them in their token.
std::array<std::uint8_t, 16> bytes(std::string_view id);
std::string from_bytes(std::string_view prefix, const std::array<std::uint8_t, 16>& bytes);

}  // namespace id
}  // namespace paraph
