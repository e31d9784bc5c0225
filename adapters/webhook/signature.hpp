#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/refusal.hpp"

namespace paraph {

// Standard Webhooks 1.0.0, symmetric signatures (docs/formats/webhook.md).

/// The key in "whsec_<base64>" (the prefix may be missing); 24 to 64 bytes, else refused.
Result<std::string> webhook_key(std::string_view secret);

/// "v1," and base64 of the HMAC-SHA-256 of "id.timestamp.body".
std::string webhook_signature(std::string_view key, std::string_view id, std::int64_t unix_seconds,
                              std::string_view body);

/// The value of `webhook-signature`: one signature for each secret, newest first, with spaces
/// between; two of them while a subscription's secret is being changed. Refuses a malformed
/// secret.
Result<std::string> webhook_signatures(std::span<const std::string> secrets, std::string_view id,
                                       std::int64_t unix_seconds, std::string_view body);

}  // namespace paraph
