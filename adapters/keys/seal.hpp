#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"

namespace paraph {

// What every token of this folder is made of: fields of fixed size, then their HMAC-SHA-256, all
// in base64url. Fixed sizes and a purpose in front of the HMAC's message: no two kinds of token,
// and no two ways to cut one, give the same message.

inline constexpr std::size_t id_bytes = 16, number_bytes = 8;

/// An id's 16 bytes, a number's or an instant's 8 (big endian), to join into fields.
std::string field(std::string_view id);
std::string field(std::uint64_t number);
std::string field(Instant instant);

std::string id_at(std::string_view fields, std::size_t offset, std::string_view prefix);
Instant instant_at(std::string_view fields, std::size_t offset);

/// HMAC of `purpose`, a zero byte, `fields`, and `unsaid`: what the token does not carry.
Digest seal(std::string_view key, std::string_view purpose, std::string_view fields,
            std::string_view unsaid = {});

/// base64url of `fields` and `mac`.
std::string join_token(std::string_view fields, const Digest& mac);

/// A token taken apart again, unverified.
struct SplitToken {
    std::string fields;
    Digest mac{};
};

/// Empty where `text` is not the one spelling of exactly `fields_bytes` and a MAC.
std::optional<SplitToken> split_token(std::string_view text, std::size_t fields_bytes);

bool same(const Digest& a, const Digest& b);  // in constant time

}  // namespace paraph
