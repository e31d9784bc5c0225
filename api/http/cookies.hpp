#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "api/http/message.hpp"

namespace paraph::http {

/// The value of a request's cookie. Where several share the name there is no telling which is
/// ours: nothing.
std::optional<std::string_view> cookie(const Request& request, std::string_view name);

/// Adds a Set-Cookie that is always HttpOnly, Path=/ and SameSite=Lax. A name with "__Host-" is
/// Secure as its prefix demands. Without `max_age` it ends with the browser's session.
/// Precondition: name and value are of cookie characters only (base64url is); throws
/// std::invalid_argument otherwise, since a value from outside never belongs here.
void set_cookie(Response& response, std::string_view name, std::string_view value,
                std::optional<std::chrono::seconds> max_age = {});
void clear_cookie(Response& response, std::string_view name);

}  // namespace paraph::http
