#include "adapters/webhook/signature.hpp"

#include "engine/base/digest.hpp"

namespace paraph {
namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::size_t key_bytes_min = 24, key_bytes_max = 64;

}  // namespace

Result<std::string> webhook_key(std::string_view secret) {
    if (secret.starts_with(secret_prefix)) secret.remove_prefix(secret_prefix.size());
    Result<std::string> key = from_base64(secret);
    if (!key) return refuse(Refused::invalid, "The webhook's secret is not base64.");
    if (key->size() < key_bytes_min || key->size() > key_bytes_max) {
        return refuse(Refused::invalid, "The webhook's secret must hold 24 to 64 bytes.");
    }
    return key;
}

std::string webhook_signature(std::string_view key, std::string_view id, std::int64_t unix_seconds,
                              std::string_view body) {
    std::string message(id);
    message.append(".").append(std::to_string(unix_seconds)).append(".").append(body);
    const Digest mac = hmac_sha256(key, message);
    return "v1," + to_base64({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

Result<std::string> webhook_signatures(std::span<const std::string> secrets, std::string_view id,
                                       std::int64_t unix_seconds, std::string_view body) {
    std::string signatures;
    for (const std::string& secret : secrets) {
        const Result<std::string> key = webhook_key(secret);
        if (!key) return key.error();
        if (!signatures.empty()) signatures += ' ';
        signatures += webhook_signature(*key, id, unix_seconds, body);
    }
    if (signatures.empty()) return refuse(Refused::invalid, "A webhook needs a secret.");
    return signatures;
}

}  // namespace paraph
