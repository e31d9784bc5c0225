#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/webhook/target.hpp"
#include "engine/base/instant.hpp"

namespace paraph {

struct SenderSettings {
    TargetPolicy policy;
    milliseconds total_timeout{15'000};  // names, connection, request and answer together
    std::string user_agent = "Paraph";
    std::string ca_file;              // empty: the system's authorities
    std::vector<std::string> pinned;  // HOST:PORT:ADDRESS, asked before DNS, judged like DNS
};

/// One delivery, ready to go.
struct Post {
    std::string url;
    std::string id;  // webhook-id: the same on every attempt
    std::string body;
    std::vector<std::string> secrets;  // newest first
    Instant at;                        // webhook-timestamp: this attempt's moment
    std::string checkpoint = {};       // of the log, a signed note; empty: it does not come along
};

/// What an endpoint said. Its body is thrown away: what a stranger's server writes must not reach
/// a page or a log.
struct Reply {
    unsigned status = 0;  // 0: no answer, and `error` says why
    std::optional<std::chrono::seconds> retry_after;
    std::string error;
};

/// Posts signed deliveries. Follows no redirect, uses no proxy, judges the very address that a
/// socket connects to (so a name that changes its mind gains nothing), and reads at most 64 KiB of
/// an answer. A call blocks until the timeout at most; any thread may make one. Connections are
/// kept for the next delivery to the same endpoint.
class Sender {
public:
    explicit Sender(SenderSettings settings);
    ~Sender();

    Reply post(const Post& delivery);
    /// Any thread: ends the calls that are waiting, without an answer, within a second.
    void stop() { over_ = true; }

private:
    class Handles;
    SenderSettings settings_;
    std::unique_ptr<Handles> handles_;
    std::atomic<bool> over_ = false;
};

}  // namespace paraph
