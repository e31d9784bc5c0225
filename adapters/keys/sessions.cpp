#include "adapters/keys/sessions.hpp"

#include "adapters/keys/seal.hpp"
#include "engine/base/id.hpp"

namespace paraph {
namespace {

constexpr std::string_view sign_in_purpose = "sign-in", session_purpose = "session",
                           form_purpose = "form";
constexpr std::size_t nonce_bytes = 16;

}  // namespace

std::string Sessions::sign_in_token(std::string_view person, Instant expires,
                                    std::string_view nonce) const {
    const std::string fields = (field(person) + field(expires)).append(nonce);
    return join_token(fields, seal(key_, sign_in_purpose, fields));
}

Result<SignIn> Sessions::open_sign_in(std::string_view token, Instant now) const {
    const auto split = split_token(token, id_bytes + number_bytes + nonce_bytes);
    if (!split || !same(split->mac, seal(key_, sign_in_purpose, split->fields))) {
        return refuse(Refused::unauthenticated,
                      "This is not a sign-in link of ours. Copy the whole link from the mail, or "
                      "ask for a new one.");
    }
    SignIn sign_in{id_at(split->fields, 0, id::person), instant_at(split->fields, id_bytes),
                   split->fields.substr(id_bytes + number_bytes)};
    if (now >= sign_in.expires) {
        return refuse(Refused::unauthenticated,
                      "This sign-in link has expired. Ask for a new one.");
    }
    return sign_in;
}

std::string Sessions::session_token(std::string_view person, Instant issued,
                                    Instant expires) const {
    const std::string fields = field(person) + field(issued) + field(expires);
    return join_token(fields, seal(key_, session_purpose, fields));
}

Result<OpenSession> Sessions::open_session(std::string_view token, Instant now) const {
    const auto split = split_token(token, id_bytes + 2 * number_bytes);
    if (!split || !same(split->mac, seal(key_, session_purpose, split->fields))) {
        return refuse(Refused::unauthenticated, "You are not signed in.");
    }
    OpenSession session{id_at(split->fields, 0, id::person), instant_at(split->fields, id_bytes),
                        instant_at(split->fields, id_bytes + number_bytes)};
    if (now >= session.expires) {
        return refuse(Refused::unauthenticated, "Your session has ended. Sign in again.");
    }
    return session;
}

std::string Sessions::form_token(std::string_view purpose) const {
    return join_token({}, seal(key_, form_purpose, purpose));
}

}  // namespace paraph
