#pragma once

#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/refusal.hpp"

namespace paraph {

/// A genuine sign-in link, not past its hour. It works once: the caller remembers the nonces that
/// were used until they expire.
struct SignIn {
    std::string person;
    Instant expires;
    std::string nonce;  // 16 bytes
};

/// A genuine session, not past its end. What the person may do is asked of the registry on every
/// request; this only says who it is, and since when, so that a caller can end all older ones.
struct OpenSession {
    std::string person;
    Instant issued;
    Instant expires;
};

/// Sign-in links and session cookies, sealed with the key and stored nowhere
/// (docs/formats/link.md).
class Sessions {
public:
    explicit Sessions(std::string key) : key_(std::move(key)) {}

    /// Precondition: `nonce` is 16 random bytes.
    std::string sign_in_token(std::string_view person, Instant expires,
                              std::string_view nonce) const;
    /// Refuses (unauthenticated) what is not ours and what has expired, in words for a page.
    Result<SignIn> open_sign_in(std::string_view token, Instant now) const;

    std::string session_token(std::string_view person, Instant issued, Instant expires) const;
    Result<OpenSession> open_session(std::string_view token, Instant now) const;

    /// What our own forms carry, so that no other site can post one: `purpose` names who the form
    /// was shown to and where it goes. Compare with equal_secrets.
    std::string form_token(std::string_view purpose) const;

private:
    std::string key_;
};

}  // namespace paraph
