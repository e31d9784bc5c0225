#include "engine/trail/ed25519.hpp"

#include <memory>

#include <openssl/err.h>
#include <openssl/evp.h>

namespace paraph {
namespace {

const unsigned char* bytes(std::string_view view) {
    return reinterpret_cast<const unsigned char*>(view.data());
}

}  // namespace

bool ed25519_holds(std::string_view key, std::string_view message, std::string_view signature) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> public_key{
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(key), key.size()),
        &EVP_PKEY_free};
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                          &EVP_MD_CTX_free};
    const bool holds =
        public_key && context &&
        EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1 &&
        EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(message),
                         message.size()) == 1;
    ERR_clear_error();  // what was wrong with the bytes is nobody's concern later in this thread
    return holds;
}

}  // namespace paraph
