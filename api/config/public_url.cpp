#include "api/config/public_url.hpp"

#include <boost/url.hpp>

namespace paraph::cli {

std::string public_root(const Config& config) {
    const auto& url = config.public_url;
    return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
}

std::string public_host(const Config& config) {
    const auto url = boost::urls::parse_uri(config.public_url);
    std::string host = url ? std::string(url->encoded_host()) : std::string();
    return host.empty() ? "paraph.invalid" : host;
}

std::string log_origin(const Config& config, std::int64_t epoch) {
    // Cut by hand: a parser that refuses or mends an address would give the log another name.
    const auto& url = config.public_url;
    const auto slashes = url.find("//");
    auto origin = slashes == url.npos ? url : url.substr(slashes + 2);
    origin = origin.substr(0, origin.find_first_of("/ +"));
    if (origin.empty()) origin = "paraph.local";
    return epoch > 1 ? origin + "/" + std::to_string(epoch) : origin;
}

}  // namespace paraph::cli
