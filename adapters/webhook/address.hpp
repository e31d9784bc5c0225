#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/refusal.hpp"

struct sockaddr;

namespace paraph {

/// An IPv4 or IPv6 address; the first four bytes are used for IPv4. An IPv4 address written inside
/// an IPv6 one (mapped, NAT64, 6to4 …) is IPv6 here.
struct IpAddress {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{};
};

Result<IpAddress> parse_address(std::string_view text);
/// What a socket is about to connect to. Refuses families other than IPv4 and IPv6.
Result<IpAddress> address_of(const sockaddr& socket_address);
std::string to_text(const IpAddress& address);

/// A network in CIDR form, "127.0.0.0/8" or "fd00::/8".
struct IpNetwork {
    IpAddress base;
    unsigned prefix = 0;
};

/// Refuses a missing or too long prefix, and bits set beyond it.
Result<IpNetwork> parse_network(std::string_view text);
bool contains(const IpNetwork& network, const IpAddress& address);
bool contains(const std::vector<IpNetwork>& networks, const IpAddress& address);

/// Why an address is not one of the public Internet ("loopback", "private", "NAT64" …); empty
/// where it is. After the IANA special-purpose address registries; of IPv6 only 2000::/3 is public.
std::string_view special_purpose(const IpAddress& address);

}  // namespace paraph
