#include "adapters/keys/bearer.hpp"

#include "adapters/keys/random.hpp"

namespace paraph {
namespace {

constexpr std::string_view prefix = "par_";
constexpr std::size_t secret_bytes = 32;

}  // namespace

Bearer make_bearer() {
    Bearer bearer{std::string(prefix) + to_base64url(random_bytes(secret_bytes)), {}};
    bearer.digest = sha256(bearer.token);
    return bearer;
}

std::optional<Digest> bearer_digest(std::string_view token) {
    if (!token.starts_with(prefix)) return std::nullopt;
    const Result<std::string> secret = from_base64url(token.substr(prefix.size()));
    if (!secret || secret->size() != secret_bytes) return std::nullopt;
    return sha256(token);
}

}  // namespace paraph
