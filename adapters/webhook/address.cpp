#include "adapters/webhook/address.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <netinet/in.h>

#include <fmt/format.h>

namespace paraph {
namespace {

struct Special {
    const char* base;
    unsigned prefix;
    const char* name;
};

// IANA, "IPv4 Special-Purpose Address Registry", and multicast.
constexpr std::array v4_special = {
    Special{"0.0.0.0", 8, "unspecified"},
    Special{"10.0.0.0", 8, "private"},
    Special{"100.64.0.0", 10, "carrier-grade NAT"},
    Special{"127.0.0.0", 8, "loopback"},
    Special{"169.254.0.0", 16, "link-local"},
    Special{"172.16.0.0", 12, "private"},
    Special{"192.0.0.0", 24, "protocol assignments"},
    Special{"192.0.2.0", 24, "documentation"},
    Special{"192.31.196.0", 24, "AS112"},
    Special{"192.52.193.0", 24, "AMT"},
    Special{"192.88.99.0", 24, "6to4 relay"},
    Special{"192.168.0.0", 16, "private"},
    Special{"192.175.48.0", 24, "AS112"},
    Special{"198.18.0.0", 15, "benchmarking"},
    Special{"198.51.100.0", 24, "documentation"},
    Special{"203.0.113.0", 24, "documentation"},
    Special{"224.0.0.0", 4, "multicast"},
    Special{"255.255.255.255", 32, "broadcast"},
    Special{"240.0.0.0", 4, "reserved"},
};

// IANA, "IPv6 Special-Purpose Address Registry", and older ones that routers may still honour;
// the narrower network first. What is left of 2000::/3 is public, and nothing else.
constexpr std::array v6_special = {
    Special{"::", 128, "unspecified"},
    Special{"::1", 128, "loopback"},
    Special{"::ffff:0:0", 96, "IPv4-mapped"},
    Special{"::ffff:0:0:0", 96, "IPv4-translated"},
    Special{"::", 96, "IPv4-compatible"},
    Special{"64:ff9b::", 96, "NAT64"},
    Special{"64:ff9b:1::", 48, "NAT64"},
    Special{"100::", 64, "discard-only"},
    Special{"2001::", 32, "Teredo"},
    Special{"2001:2::", 48, "benchmarking"},
    Special{"2001:10::", 28, "ORCHID"},
    Special{"2001:20::", 28, "ORCHID"},
    Special{"2001::", 23, "protocol assignments"},
    Special{"2001:db8::", 32, "documentation"},
    Special{"2002::", 16, "6to4"},
    Special{"2620:4f:8000::", 48, "AS112"},
    Special{"3fff::", 20, "documentation"},
    Special{"5f00::", 16, "segment routing"},
    Special{"fc00::", 7, "unique local"},
    Special{"fe80::", 10, "link-local"},
    Special{"fec0::", 10, "site-local"},
    Special{"ff00::", 8, "multicast"},
};

template <std::size_t Size>
std::vector<std::pair<IpNetwork, const char*>> table(const std::array<Special, Size>& rows) {
    std::vector<std::pair<IpNetwork, const char*>> networks;
    for (const Special& row : rows) {
        networks.emplace_back(IpNetwork{parse_address(row.base).value(), row.prefix}, row.name);
    }
    return networks;
}

unsigned bits_of(const IpAddress& address) {
    return address.v6 ? 128 : 32;
}

bool bit(const IpAddress& address, unsigned index) {
    return (address.bytes[index / 8] >> (7 - index % 8) & 1) != 0;
}

bool host_bits_set(const IpNetwork& network) {
    for (unsigned i = network.prefix; i < bits_of(network.base); ++i) {
        if (bit(network.base, i)) return true;
    }
    return false;
}

}  // namespace

Result<IpAddress> parse_address(std::string_view text) {
    const std::string zero_ended(text);
    const bool whole = zero_ended.find('\0') == std::string::npos;
    IpAddress address;
    if (whole && ::inet_pton(AF_INET, zero_ended.c_str(), address.bytes.data()) == 1)
        return address;
    address.v6 = true;
    if (whole && ::inet_pton(AF_INET6, zero_ended.c_str(), address.bytes.data()) == 1)
        return address;
    return refuse(Refused::invalid, fmt::format("\"{}\" is not an IP address.", text));
}

Result<IpAddress> address_of(const sockaddr& socket_address) {
    IpAddress address;
    if (socket_address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &socket_address, sizeof v4);
        std::memcpy(address.bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
        return address;
    }
    if (socket_address.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &socket_address, sizeof v6);
        std::memcpy(address.bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
        address.v6 = true;
        return address;
    }
    return refuse(Refused::invalid, "The connection is neither IPv4 nor IPv6.");
}

std::string to_text(const IpAddress& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = address.v6 ? AF_INET6 : AF_INET;
    return ::inet_ntop(family, address.bytes.data(), text.data(), text.size());
}

Result<IpNetwork> parse_network(std::string_view text) {
    const auto wrong = [&](const char* why) {
        return refuse(Refused::invalid, fmt::format("\"{}\" is not a network: {}", text, why));
    };
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return wrong("write it as 10.1.0.0/16 or fd00::/8.");
    const Result<IpAddress> base = parse_address(text.substr(0, slash));
    if (!base) return wrong("what stands before the / is not an IP address.");
    IpNetwork network{*base, 0};
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, code] =
        std::from_chars(digits.data(), digits.data() + digits.size(), network.prefix);
    if (code != std::errc() || end != digits.data() + digits.size() ||
        network.prefix > bits_of(*base)) {
        return wrong("what stands after the / is not a number of bits.");
    }
    if (host_bits_set(network)) return wrong("it has bits set beyond its prefix.");
    return network;
}

bool contains(const IpNetwork& network, const IpAddress& address) {
    if (network.base.v6 != address.v6) return false;
    for (unsigned i = 0; i < network.prefix; ++i) {
        if (bit(network.base, i) != bit(address, i)) return false;
    }
    return true;
}

bool contains(const std::vector<IpNetwork>& networks, const IpAddress& address) {
    return std::any_of(networks.begin(), networks.end(),
                       [&](const IpNetwork& network) { return contains(network, address); });
}

std::string_view special_purpose(const IpAddress& address) {
    static const auto v4 = table(v4_special);
    static const auto v6 = table(v6_special);
    for (const auto& [network, name] : address.v6 ? v6 : v4) {
        if (contains(network, address)) return name;
    }
    static const IpNetwork global_unicast{parse_address("2000::").value(), 3};
    return address.v6 && !contains(global_unicast, address) ? "reserved" : "";
}

}  // namespace paraph
