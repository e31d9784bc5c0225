#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of `first` followed by `second` (either may be empty). About 0.4 us for 400 bytes:
/// one fetched algorithm, one context per thread.
Digest sha256(std::string_view first, std::string_view second = {});

/// HMAC-SHA-256 (RFC 2104).
Digest hmac_sha256(std::string_view key, std::string_view message);

std::string to_hex(std::span<const std::uint8_t> bytes);  // lower case
Result<Digest> digest_from_hex(std::string_view hex);     // exactly 64 lower-case digits

/// RFC 4648: base64 with padding, and base64url without.
std::string to_base64(std::string_view bytes);
Result<std::string> from_base64(std::string_view text);
std::string to_base64url(std::string_view bytes);
Result<std::string> from_base64url(std::string_view text);

/// Equal in constant time; false when the lengths differ.
bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace paraph
