#include "adapters/keys/seal.hpp"

#include <algorithm>

#include "engine/base/id.hpp"

namespace paraph {
namespace {

std::string_view view(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

std::string field(std::string_view id) {
    const auto bytes = id::bytes(id);
    return {bytes.begin(), bytes.end()};
}

std::string field(std::uint64_t number) {
    std::string bytes(number_bytes, '\0');
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, number >>= 8) {
        *byte = static_cast<char>(number & 0xff);
    }
    return bytes;
}

std::string field(Instant instant) {
    return field(static_cast<std::uint64_t>(instant.time_since_epoch().count()));
}

std::string id_at(std::string_view fields, std::size_t offset, std::string_view prefix) {
    std::array<std::uint8_t, id_bytes> bytes{};
    std::copy_n(fields.begin() + static_cast<std::ptrdiff_t>(offset), id_bytes, bytes.begin());
    return id::from_bytes(prefix, bytes);
}

Instant instant_at(std::string_view fields, std::size_t offset) {
    std::uint64_t number = 0;
    for (const char byte : fields.substr(offset, number_bytes)) {
        number = number << 8 | static_cast<std::uint8_t>(byte);
    }
    return Instant(milliseconds(static_cast<std::int64_t>(number)));
}

Digest seal(std::string_view key, std::string_view purpose, std::string_view fields,
            std::string_view unsaid) {
    std::string message(purpose);
    message += '\0';
    message += fields;
    message += unsaid;
    return hmac_sha256(key, message);
}

std::string join_token(std::string_view fields, const Digest& mac) {
    return to_base64url(std::string(fields).append(view(mac)));
}

std::optional<SplitToken> split_token(std::string_view text, std::size_t fields_bytes) {
    const std::size_t bytes = fields_bytes + Digest{}.size();
    if (text.size() != (bytes * 8 + 5) / 6) return std::nullopt;
    const Result<std::string> decoded = from_base64url(text);
    if (!decoded || decoded->size() != bytes) return std::nullopt;
    SplitToken split{decoded->substr(0, fields_bytes), {}};
    std::copy(decoded->begin() + static_cast<std::ptrdiff_t>(fields_bytes), decoded->end(),
              split.mac.begin());
    return split;
}

bool same(const Digest& a, const Digest& b) {
    return equal_secrets(view(a), view(b));
}

}  // namespace paraph
