#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace paraph {

using Signature = std::array<std::uint8_t, 64>;
using PublicKey = std::array<std::uint8_t, 32>;

/// An Ed25519 private key (RFC 8032). May be used from several threads; a signature costs 60 us.
class SigningKey {
public:
    /// Precondition: `seed` is 32 bytes.
    explicit SigningKey(std::string_view seed);

    Signature sign(std::string_view message) const;
    const PublicKey& public_key() const { return public_key_; }

private:
    std::shared_ptr<void> key_;  // an EVP_PKEY
    PublicKey public_key_{};
};

/// False for a wrong signature and for bytes that are no key alike. Costs 155 us.
bool verify(const PublicKey& key, std::string_view message, const Signature& signature);

/// The verifier key of a C2SP signed note: "<name>+<8 hex digits>+<base64 of 0x01 and the key>".
/// Precondition: `name` is not empty and holds no space and no "+".
std::string vkey(std::string_view name, const PublicKey& key);

}  // namespace paraph
