#pragma once

#include <cstdint>
#include <string>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"

namespace paraph {

/// One line of the log, as it is stored and exported. docs/formats/trail.md
///
/// `body` is the canonical JSON that the leaf hash covers:
///   {"actor", "at", "effective"?, "fact": {"kind", …}, "seal"?, "sequence", "stream", "v": 1,
///   "via"}
/// `secret` is the erasable part beside it: {"salt", "text": {…}}; the body's seal is
/// SHA-256(salt bytes || canonical text), so that erasing leaves every hash as it was.
struct Entry {
    std::int64_t number = 0;    // 0-based, place in the tree
    std::string stream;         // a cycle's id, or "registry"
    std::int64_t sequence = 0;  // 1-based, gap-free within the stream
    Instant at{};
    std::string kind;
    std::string body;
    std::string secret;  // empty: none, or erased
    Digest leaf{};       // SHA-256(0x00 || body)
    std::string key;     // of the command: hex SHA-256 of principal, route, key and request, or ""
};

}  // namespace paraph
