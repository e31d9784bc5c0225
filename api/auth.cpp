#include "api/auth.hpp"

#include "adapters/keys/bearer.hpp"
#include "api/http/cookies.hpp"

namespace paraph::api {
namespace {

Role right_of(HouseRole role) {
    switch (role) {
        case HouseRole::secretariat:
            return Role::secretariat;
        case HouseRole::participant:
            return Role::participant;
        case HouseRole::auditor:
            return Role::auditor;
        case HouseRole::operator_:
            return Role::operations;
    }
    return Role::participant;
}

Refusal unknown_token() {
    return refuse(Refused::unauthenticated, "This token is unknown or was revoked.",
                  "Authorization");
}

/// Which cycles an auditor is to read; none: nobody has said, and it reads all.
std::optional<std::vector<std::string>> audits_of(const Registry& registry, const std::string& id) {
    const auto found = registry.audits.find(id);
    if (found == registry.audits.end()) return std::nullopt;
    return std::vector<std::string>(found->second.begin(), found->second.end());
}

Result<Principal> by_token(const Registry& registry, std::string_view authorization) {
    constexpr std::string_view scheme = "Bearer ";
    if (!authorization.starts_with(scheme))
        return refuse(Refused::unauthenticated, "Send \"Authorization: Bearer …\".",
                      "Authorization");
    const auto digest = bearer_digest(authorization.substr(scheme.size()));
    const auto found =
        digest ? registry.token_by_digest.find(*digest) : registry.token_by_digest.end();
    if (found == registry.token_by_digest.end()) return unknown_token();
    const auto& token = *registry.tokens.at(found->second);
    if (token.revoked) return unknown_token();
    return Principal{.id = token.id,
                     .body = token.body,
                     .roles = right_of(token.role),
                     .via = "api",
                     .audits = audits_of(registry, token.id)};
}

}  // namespace

Result<Principal> principal_of_person(const Registry& registry, const std::string& name,
                                      std::string_view via) {
    const auto* person = registry.person(name);
    if (!person || !person->active)
        return refuse(Refused::unauthenticated, "You have no access any more.");
    Principal principal{.id = name, .person = name, .body = person->body, .via = std::string(via)};
    principal.roles = Role::participant;
    for (const auto role : person->roles) principal.roles = principal.roles | right_of(role);
    principal.audits = audits_of(registry, name);
    return principal;
}

Result<Principal> authenticate(const House& house, const http::Request& request) {
    const auto registry = house.desk.registry();
    if (const auto authorization = request.headers.find("Authorization"))
        return by_token(*registry, *authorization);
    if (request.local_control)
        return Principal{
            .id = "control", .roles = Role::operations | Role::secretariat, .via = "control"};
    const auto cookie = http::cookie(request, session_cookie);
    if (!cookie) return refuse(Refused::unauthenticated, "Sign in, or send a token.");
    const auto session = house.keys.sessions().open_session(*cookie, house.clock.now());
    if (!session) return session.error();
    return principal_of_person(*registry, session->person, "page");
}

}  // namespace paraph::api
