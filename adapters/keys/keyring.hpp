#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/keys/ed25519.hpp"
#include "adapters/keys/links.hpp"
#include "adapters/keys/sessions.hpp"
#include "engine/base/refusal.hpp"

namespace paraph {

/// The secrets of one house, in a folder of their own outside data folder, database and backup:
///
///   signing.key   signs checkpoints (an Ed25519 seed); signing.key.1, .2 … are those before it,
///                 kept until each has given its word for the next
///   links.key     makes links and what a link's POST leads to
///   sessions.key  makes sign-in mails and sessions
///   webhooks.key  makes the secrets of webhook subscriptions
///
/// Each file is 32 bytes in base64 and a line end, readable by its owner alone. Nothing that is
/// derived from them is stored: who loses the folder reissues links, who steals the database has
/// nothing (docs/decisions/0004-links.md). Immutable, so any thread may use it.
class KeyRing {
public:
    /// Reads the four files. Refuses, naming the file and the remedy: one that is missing, of
    /// another form, no regular file, or open to group or others.
    static Result<KeyRing> load(const std::filesystem::path& folder);
    /// Makes the folder and the files that are missing, never touches one that is there, and
    /// loads. `made()` then names what a new house must back up.
    static Result<KeyRing> create(const std::filesystem::path& folder);

    /// Puts a new signing key in the place of the one that is there, which stays beside it under
    /// the next number. Gives that file. No server may run meanwhile.
    static Result<std::filesystem::path> rotate(const std::filesystem::path& folder);

    Signature sign(std::string_view message) const { return signing_.sign(message); }
    const PublicKey& public_key() const { return signing_.public_key(); }

    /// The one with this public key, of all that have signed and are still here; nullptr: none.
    const SigningKey* signing_key(std::string_view public_key) const;

    /// Those that signed before, the oldest first.
    const std::vector<SigningKey>& retired() const { return retired_; }

    const Links& links() const { return links_; }
    const Sessions& sessions() const { return sessions_; }

    /// What a subscriber verifies deliveries with: "whsec_" and base64 of 32 bytes. A rotation
    /// raises the generation; until it ends deliveries carry two signatures.
    std::string webhook_secret(std::string_view webhook, std::uint64_t generation) const;

    const std::vector<std::filesystem::path>& made() const { return made_; }

private:
    KeyRing(SigningKey signing, Links links, Sessions sessions, std::string webhooks);

    SigningKey signing_;
    std::vector<SigningKey> retired_;
    Links links_;
    Sessions sessions_;
    std::string webhooks_;
    std::vector<std::filesystem::path> made_;
};

}  // namespace paraph
