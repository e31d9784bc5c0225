#include "engine/rules/sketch.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace paraph {
namespace {

constexpr std::size_t hashes = 16;

/// FNV-1a. The numbers here are part of the format: do not change them.
std::uint64_t hash(std::string_view word) {
    std::uint64_t value = 14695981039346656037u;
    for (const char c : word) {
        value ^= static_cast<std::uint8_t>(c);
        value *= 1099511628211u;
    }
    return value;
}

/// SplitMix64's finalizer: another hash of the same word for each seed.
std::uint64_t mix(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

}  // namespace

std::string sketch_of(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    std::array<std::uint64_t, hashes> least;
    least.fill(std::numeric_limits<std::uint64_t>::max());
    while (!text.empty()) {
        const auto start = std::min(text.find_first_not_of(blanks), text.size());
        text.remove_prefix(start);
        const auto end = std::min(text.find_first_of(blanks), text.size());
        if (end == 0) break;
        const auto word = hash(text.substr(0, end));
        text.remove_prefix(end);
        for (std::size_t i = 0; i < hashes; ++i)
            least[i] = std::min(least[i], mix(word + (i + 1) * 0x9e3779b97f4a7c15u));
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string sketch;
    for (const auto value : least) {
        sketch += digits[(value >> 4) & 15];
        sketch += digits[value & 15];
    }
    return sketch;
}

int likeness(std::string_view sketch, std::string_view other) {
    if (sketch.size() != 2 * hashes || other.size() != 2 * hashes) return 0;
    int equal = 0;
    for (std::size_t i = 0; i < 2 * hashes; i += 2)
        equal += sketch.substr(i, 2) == other.substr(i, 2) ? 1 : 0;
    return equal;
}

}  // namespace paraph
