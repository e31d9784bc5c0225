#include "engine/base/digest.hpp"

#include <algorithm>
#include <memory>
#include <new>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace paraph {
namespace {

constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base64url_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// Fetching an algorithm takes locks, so it is done once; it lives as long as the process.
const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

void must(int ok) {
    if (ok != 1) throw std::bad_alloc{};  // the only way in which hashing memory can fail
}

std::string encode64(std::string_view bytes, std::string_view alphabet, bool padded) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = held << 8 | static_cast<std::uint8_t>(c);
        for (bits += 8; bits >= 6; bits -= 6) text += alphabet[held >> (bits - 6) & 63];
    }
    if (bits > 0) text += alphabet[held << (6 - bits) & 63];
    while (padded && text.size() % 4 != 0) text += '=';
    return text;
}

using Values = std::array<std::int8_t, 256>;  // -1: not of the alphabet

constexpr Values values_of(std::string_view alphabet) {
    Values values{};
    values.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        values[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::int8_t>(i);
    }
    return values;
}

/// `text` without padding. Refuses left-over bits that are set: one value has one text.
Result<std::string> decode64(std::string_view text, const Values& values) {
    const auto wrong = [] { return refuse(Refused::invalid, "This is not base64."); };
    if (text.size() % 4 == 1) return wrong();
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : text) {
        const auto value = values[static_cast<std::uint8_t>(c)];
        if (value < 0) return wrong();
        held = held << 6 | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 255);
    }
    if ((held & ((1u << bits) - 1)) != 0) return wrong();
    return bytes;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string_view view(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

Digest sha256(std::string_view first, std::string_view second) {
    thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
    Digest digest;
    must(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr));
    must(EVP_DigestUpdate(context.get(), first.data(), first.size()));
    must(EVP_DigestUpdate(context.get(), second.data(), second.size()));
    must(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr));
    return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view message) {
    constexpr std::size_t block = 64;
    const Digest hashed = key.size() > block ? sha256(key) : Digest{};
    if (key.size() > block) key = view(hashed);
    std::array<char, block> inner{}, outer{};
    std::copy(key.begin(), key.end(), inner.begin());
    std::copy(key.begin(), key.end(), outer.begin());
    for (char& c : inner) c ^= 0x36;
    for (char& c : outer) c ^= 0x5c;
    const Digest within = sha256({inner.data(), block}, message);
    const Digest result = sha256({outer.data(), block}, view(within));
    OPENSSL_cleanse(inner.data(), block);
    OPENSSL_cleanse(outer.data(), block);
    return result;
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

Result<Digest> digest_from_hex(std::string_view hex) {
    const auto wrong = [] {
        return refuse(Refused::invalid, "A digest is written as 64 lower-case hex digits.");
    };
    Digest digest;
    if (hex.size() != digest.size() * 2) return wrong();
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const int high = hex_value(hex[2 * i]);
        const int low = hex_value(hex[2 * i + 1]);
        if (high < 0 || low < 0) return wrong();
        digest[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return digest;
}

std::string to_base64(std::string_view bytes) {
    return encode64(bytes, base64_alphabet, true);
}

std::string to_base64url(std::string_view bytes) {
    return encode64(bytes, base64url_alphabet, false);
}

Result<std::string> from_base64(std::string_view text) {
    static constexpr Values values = values_of(base64_alphabet);
    if (text.size() % 4 != 0) return refuse(Refused::invalid, "Base64 lacks its padding.");
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
    return decode64(text, values);
}

Result<std::string> from_base64url(std::string_view text) {
    static constexpr Values values = values_of(base64url_alphabet);
    return decode64(text, values);
}

bool equal_secrets(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace paraph
