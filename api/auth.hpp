#pragma once

#include "api/house.hpp"

namespace paraph::api {

/// Who is asking: the control socket, a bearer token, or a session's cookie; nobody otherwise.
/// Roles are asked of the registry on every request, so a revoked one fails on the next.
Result<Principal> authenticate(const House& house, const http::Request& request);

/// The person a session's cookie names, with the rights that the registry gives now.
Result<Principal> principal_of_person(const Registry& registry, const std::string& person,
                                      std::string_view via);

/// A session lasts a working day. The cookie is Secure: browsers take it over HTTPS, and from
/// this machine itself.
inline constexpr std::string_view session_cookie = "__Host-paraph";
inline constexpr std::chrono::hours session_length{12};

}  // namespace paraph::api
