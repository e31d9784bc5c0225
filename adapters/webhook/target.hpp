#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/webhook/address.hpp"
#include "engine/base/refusal.hpp"

namespace paraph {

/// Where an operator lets webhooks go beside the public Internet.
struct TargetPolicy {
    std::vector<IpNetwork> allowed;  // none unless the operator names them
};

/// A URL that passed, written anew from its parts.
struct WebhookTarget {
    std::string url;
    /// Only for the operator's own networks: plain http, another port, or a name that is not a
    /// public one. The sender holds it to `allowed` when it connects.
    bool inside = false;
};

/// Refuses, in words for whoever subscribes: anything but https to port 443 or 8443 of a public
/// host name; credentials, fragments, IP literals and numbers dressed up as names. Where the
/// operator allows networks, also http, other ports and inside names pass, held to those networks.
/// What a name leads to is judged when it is connected to, not here.
Result<WebhookTarget> check_target(std::string_view url, const TargetPolicy& policy);

/// Whether a connection for `target` may go to `address`; the refusal says why not.
Result<> check_connection(const WebhookTarget& target, const IpAddress& address,
                          const TargetPolicy& policy);

}  // namespace paraph
