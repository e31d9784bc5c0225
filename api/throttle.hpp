#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/webhook/address.hpp"
#include "api/http/message.hpp"

namespace paraph::api {

/// Keeps one address from sending forms (asking for sign-in links, commenting as the public, trying
/// links) faster than people do. A bucket for each address: as many at once as in a minute, and
/// filled again at that rate; of IPv6 for each /64, which is what one house gets. In memory, of a
/// bounded size: whoever comes beyond it shares a bucket. Any thread.
class Throttle {
public:
    using Clock = std::chrono::steady_clock;

    /// `per_minute` 0: nobody waits.
    explicit Throttle(std::int64_t per_minute) : per_minute_(per_minute) {}

    /// Counts one request of the address; how long it must wait first, rounded up. One that has to
    /// wait is not counted.
    std::chrono::seconds wait(const std::string& address, Clock::time_point now);

private:
    struct Bucket {
        double left = 0;
        Clock::time_point at{};
    };

    void forget_full(Clock::time_point now);

    const std::int64_t per_minute_;
    std::mutex lock_;
    std::map<std::string, Bucket> buckets_;
    Clock::time_point swept_{};
};

/// Where a request comes from: the peer's address, or, where that is a proxy of ours, the last in
/// X-Forwarded-For that is not. Only what our own proxies wrote is believed.
std::string client_address(const http::Request& request, const std::vector<IpNetwork>& proxies);

}  // namespace paraph::api
