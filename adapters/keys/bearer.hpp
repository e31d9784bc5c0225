#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"

namespace paraph {

/// An API token: "par_" and 43 characters of base64url (32 random bytes). Shown once, to whom it
/// is issued; kept only as `digest`, the SHA-256 of the whole text.
struct Bearer {
    std::string token;
    Digest digest{};
};

Bearer make_bearer();

/// The digest to look a presented token up by; empty where the text is no such token.
std::optional<Digest> bearer_digest(std::string_view token);

}  // namespace paraph
