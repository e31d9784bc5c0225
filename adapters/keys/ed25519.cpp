#include "adapters/keys/ed25519.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/evp.h>

#include "engine/base/digest.hpp"

namespace paraph {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* data_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

}  // namespace

SigningKey::SigningKey(std::string_view seed)
    : key_(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, data_of(seed), seed.size()),
           [](void* key) { EVP_PKEY_free(static_cast<EVP_PKEY*>(key)); }) {
    require(key_ != nullptr, "read the signing key");
    std::size_t length = public_key_.size();
    require(EVP_PKEY_get_raw_public_key(static_cast<EVP_PKEY*>(key_.get()), public_key_.data(),
                                        &length) == 1,
            "derive the public key");
}

Signature SigningKey::sign(std::string_view message) const {
    const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    Signature signature{};
    std::size_t length = signature.size();
    require(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                                          static_cast<EVP_PKEY*>(key_.get())) == 1,
            "start a signature");
    require(EVP_DigestSign(context.get(), signature.data(), &length, data_of(message),
                           message.size()) == 1,
            "sign");
    return signature;
}

bool verify(const PublicKey& key, std::string_view message, const Signature& signature) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> public_key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()),
        EVP_PKEY_free);
    const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!public_key || !context) return false;
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), data_of(message),
                            message.size()) == 1;
}

std::string vkey(std::string_view name, const PublicKey& key) {
    std::string typed_key(1, '\x01');  // the note's signature type: Ed25519
    typed_key.append(key.begin(), key.end());
    const Digest hash = sha256(std::string(name) + "\n", typed_key);
    const std::string short_hash = to_hex(std::span(hash).first<4>());
    return std::string(name) + "+" + short_hash + "+" + to_base64(typed_key);
}

}  // namespace paraph
