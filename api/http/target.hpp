#pragma once

#include <optional>

#include "api/http/gate.hpp"
#include "api/http/message.hpp"

namespace paraph::http {

/// Decodes `request.target`, which has passed the gate, into `path` and `query`. Refuses (400) what
/// two readers could take for two paths: "." and ".." segments, also encoded, encoded slashes and
/// backslashes; and what is not percent-encoded UTF-8.
std::optional<GateRefusal> read_target(Request& request);

}  // namespace paraph::http
