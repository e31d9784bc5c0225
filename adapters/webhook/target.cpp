#include "adapters/webhook/target.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <boost/url.hpp>
#include <fmt/format.h>

namespace paraph {
namespace {

namespace urls = boost::urls;

constexpr std::size_t url_bytes_max = 2048, host_bytes_max = 253, label_bytes_max = 63;
constexpr std::array<std::uint16_t, 2> public_ports = {443, 8443};
constexpr std::array<std::string_view, 5> inside_names = {"localhost", "local", "internal",
                                                          "home.arpa", "onion"};

Refusal bad(std::string text) {
    return refuse(Refused::invalid, std::move(text), "/url");
}

bool is_host_char(char c) {
    return std::islower(static_cast<unsigned char>(c)) || c == '-' ||
           std::isdigit(static_cast<unsigned char>(c));
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= label_bytes_max &&
           std::all_of(label.begin(), label.end(), is_host_char) && label.front() != '-' &&
           label.back() != '-';
}

std::string_view last_label(std::string_view host) {
    return host.substr(host.rfind('.') + 1);
}

/// "127.1", "0x7f.1", "2130706433": what the C library would read as an address.
bool ends_in_number(std::string_view host) {
    const std::string_view label = last_label(host);
    return std::isdigit(static_cast<unsigned char>(label.front())) &&
           (label.starts_with("0x") || label.find_first_not_of("0123456789") == label.npos);
}

bool is_name(std::string_view host) {
    if (host.empty() || host.size() > host_bytes_max) return false;
    while (true) {
        const std::size_t dot = host.find('.');
        if (!is_label(host.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        host.remove_prefix(dot + 1);
    }
}

bool is_inside_name(std::string_view host) {
    if (host.find('.') == std::string_view::npos) return true;
    return std::any_of(inside_names.begin(), inside_names.end(), [&](std::string_view name) {
        return host == name || (host.ends_with(name) && host.size() > name.size() &&
                                host[host.size() - name.size() - 1] == '.');
    });
}

/// The host in lower case, without brackets and without the dot of the root.
std::string host_of(const urls::url_view& url) {
    std::string host(url.encoded_host());
    std::transform(host.begin(), host.end(), host.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (host.starts_with('[')) return host.substr(1, host.size() - 2);
    if (host.ends_with('.')) host.pop_back();
    return host;
}

Result<> check_form(const urls::url_view& url) {
    if (url.scheme_id() != urls::scheme::https && url.scheme_id() != urls::scheme::http) {
        return bad("A webhook's URL must begin with https://.");
    }
    if (!url.has_authority() || url.encoded_host().empty()) {
        return bad("The URL names no host.");
    }
    if (url.has_userinfo()) {
        return bad("The URL must hold no user name and no password; deliveries are signed.");
    }
    if (url.has_fragment()) return bad("The URL must have no part after a #.");
    if (url.has_port() && (url.port_number() == 0 || url.port().empty())) {
        return bad("The URL's port must be a number from 1 to 65535.");
    }
    return {};
}

Result<> check_literal(const IpAddress& address, const TargetPolicy& policy) {
    if (contains(policy.allowed, address)) return {};
    return bad(
        fmt::format("The URL must name a host, not an IP address ({}), unless the operator "
                    "allows its network.",
                    to_text(address)));
}

std::uint16_t port_of(const urls::url_view& url) {
    if (url.has_port()) return url.port_number();
    return url.scheme_id() == urls::scheme::https ? 443 : 80;
}

std::string written_anew(const urls::url_view& url, const std::string& host) {
    const bool v6 = host.find(':') != std::string::npos;
    const std::string_view scheme = url.scheme_id() == urls::scheme::https ? "https" : "http";
    const std::string target(url.encoded_target());
    return fmt::format("{}://{}{}{}:{}{}{}", scheme, v6 ? "[" : "", host, v6 ? "]" : "",
                       port_of(url), target.starts_with('/') ? "" : "/", target);
}

/// Why a target is only for the operator's own networks; empty for a public one.
std::string why_inside(const urls::url_view& url, const std::string& host, bool literal) {
    if (url.scheme_id() != urls::scheme::https) return "plain http";
    const std::uint16_t port = port_of(url);
    if (std::find(public_ports.begin(), public_ports.end(), port) == public_ports.end()) {
        return fmt::format("port {} (443 and 8443 are open to all)", port);
    }
    if (!literal && is_inside_name(host)) return fmt::format("the name {}", host);
    return {};
}

}  // namespace

Result<WebhookTarget> check_target(std::string_view text, const TargetPolicy& policy) {
    if (text.size() > url_bytes_max) return bad("The URL is longer than 2,048 characters.");
    const auto parsed = urls::parse_uri(text);
    if (!parsed) return bad("This is not a complete URL like https://host.example/path.");
    const urls::url_view& url = *parsed;
    if (const Result<> form = check_form(url); !form) return form.error();

    const std::string host = host_of(url);
    const Result<IpAddress> literal = parse_address(host);
    if (literal) {
        if (const Result<> ok = check_literal(*literal, policy); !ok) return ok.error();
    } else if (!is_name(host) || ends_in_number(host)) {
        return bad(
            fmt::format("\"{}\" is not a host name. Write it in ASCII letters, digits and "
                        "hyphens; a name in another script in its xn-- form.",
                        host));
    }
    const std::string inside = why_inside(url, host, literal.has_value());
    if (!inside.empty() && policy.allowed.empty()) {
        return bad(
            fmt::format("The URL uses {}, which only an operator's own networks may use, "
                        "and none is allowed here.",
                        inside));
    }
    return WebhookTarget{written_anew(url, host), !inside.empty()};
}

Result<> check_connection(const WebhookTarget& target, const IpAddress& address,
                          const TargetPolicy& policy) {
    if (contains(policy.allowed, address)) return {};
    const std::string_view special = special_purpose(address);
    if (!special.empty()) {
        return bad(fmt::format("The host leads to {} ({}), where webhooks may not go.",
                               to_text(address), special));
    }
    if (target.inside) {
        return bad(
            fmt::format("The host leads to {}, which is in none of the networks that the "
                        "operator allows.",
                        to_text(address)));
    }
    return {};
}

}  // namespace paraph
