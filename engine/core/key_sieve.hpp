#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace paraph {

/// Says of a command's key that it never came, or that it may have come: so that a new key, which
/// nearly every one is, costs no question to the store. A Bloom filter of 2 MB; with a million keys
/// of seven days one new key in fifty is asked for in vain. The key book's own.
class KeySieve {
public:
    /// Keys are digests in hex, so their digits are as good as hashes.
    void add(std::string_view key) {
        for (const auto bit : bits_of(key)) words_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }

    bool may_hold(std::string_view key) const {
        for (const auto bit : bits_of(key))
            if ((words_[bit / 64] >> (bit % 64) & 1) == 0) return false;
        return true;
    }

private:
    static constexpr std::size_t bits = std::size_t{1} << 24, digits = 6, hashes = 4;

    static std::array<std::size_t, hashes> bits_of(std::string_view key) {
        std::array<std::size_t, hashes> places{};
        for (std::size_t i = 0; i < hashes * digits && i < key.size(); ++i) {
            const auto c = static_cast<unsigned char>(key[i]);
            const std::size_t digit = c <= '9' ? c - '0' : c - 'a' + 10;
            places[i / digits] = (places[i / digits] << 4 | (digit & 15)) % bits;
        }
        return places;
    }

    std::vector<std::uint64_t> words_ = std::vector<std::uint64_t>(bits / 64);
};

}  // namespace paraph
