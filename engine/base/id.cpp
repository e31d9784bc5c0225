#include "engine/base/id.hpp"

#include <algorithm>
#include <cassert>

namespace paraph::id {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford's base32
constexpr std::size_t suffix_size = 26;
constexpr std::size_t ordinal_size = 4;  // 4 characters of 5 bits are the ordinal's 20

constexpr std::array<std::int8_t, 256> values = [] {
    std::array<std::int8_t, 256> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        table[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::int8_t>(i);
    }
    return table;
}();

int value_of(char c) {
    return values[static_cast<std::uint8_t>(c)];
}

std::string_view suffix_of(std::string_view id) {
    assert(id.size() >= suffix_size);
    return id.substr(id.size() - suffix_size);
}

}  // namespace

Seed derived(const Seed& seed, std::string_view purpose, std::uint32_t number) {
    const std::string_view bytes{reinterpret_cast<const char*>(seed.data()), seed.size()};
    const Digest digest = sha256(bytes, std::string(purpose) + std::to_string(number));
    Seed drawn;
    std::copy_n(digest.begin(), drawn.size(), drawn.begin());
    return drawn;
}

std::string make(std::string_view prefix, Instant moment, const Seed& seed) {
    std::array<std::uint8_t, 16> uuid = seed;
    const auto ms = static_cast<std::uint64_t>(moment.time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i) uuid[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0f) | 0x70);  // version 7
    uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3f) | 0x80);  // variant of RFC 9562
    uuid[13] &= 0xf0;
    uuid[14] = uuid[15] = 0;
    return from_bytes(prefix, uuid);
}

std::string inside(std::string_view prefix, std::string_view cycle_id, std::uint32_t ordinal) {
    assert(ordinal <= ordinal_max);
    std::string text{prefix};
    text += '_';
    text += suffix_of(cycle_id).substr(0, suffix_size - ordinal_size);
    for (int shift = 15; shift >= 0; shift -= 5) text += alphabet[ordinal >> shift & 31];
    return text;
}

std::string cycle_of(std::string_view inner_id) {
    return inside(cycle, inner_id, 0);
}

std::uint32_t ordinal_of(std::string_view id) {
    std::uint32_t ordinal = 0;
    for (const char c : suffix_of(id).substr(suffix_size - ordinal_size)) {
        ordinal = ordinal << 5 | static_cast<std::uint32_t>(value_of(c));
    }
    return ordinal;
}

bool is(std::string_view prefix, std::string_view text) {
    if (text.size() != prefix.size() + 1 + suffix_size) return false;
    if (!text.starts_with(prefix) || text[prefix.size()] != '_') return false;
    const std::string_view suffix = suffix_of(text);
    return suffix.front() <= '7' &&
           std::ranges::all_of(suffix, [](char c) { return value_of(c) >= 0; });
}

std::array<std::uint8_t, 16> bytes(std::string_view id) {
    std::array<std::uint8_t, 16> result{};
    std::uint32_t held = 0;
    int bits = -2;  // 26 characters hold 130 bits: the first two are padding
    std::size_t size = 0;
    for (const char c : suffix_of(id)) {
        held = held << 5 | static_cast<std::uint32_t>(value_of(c));
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        result[size++] = static_cast<std::uint8_t>(held >> bits);
    }
    return result;
}

std::string from_bytes(std::string_view prefix, const std::array<std::uint8_t, 16>& bytes) {
    std::string text{prefix};
    text += '_';
    std::uint32_t held = 0;
    int bits = 2;
    for (const auto byte : bytes) {
        held = held << 8 | byte;
        for (bits += 8; bits >= 5; bits -= 5) text += alphabet[held >> (bits - 5) & 31];
    }
    return text;
}

}  // namespace paraph::id
