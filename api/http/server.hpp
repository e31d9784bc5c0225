#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "api/http/message.hpp"

namespace paraph::http {

struct Limits {
    std::size_t header_bytes_max = 16u << 10;
    std::size_t body_bytes_max = 1u << 20;  // where `Server::Settings::body_bytes_max` has no say
    std::size_t connections_max = 20'000;
    std::size_t event_backlog_bytes_max = 1u << 20;   // of one event stream, before it is cut
    std::chrono::milliseconds header_ms_max{10'000};  // from its first byte to its last
    std::chrono::milliseconds body_ms_max{60'000};
    std::chrono::milliseconds idle_ms_max{60'000};  // between requests, and before the first
    std::chrono::milliseconds write_ms_max{30'000};
    std::chrono::milliseconds answer_ms_max{60'000};  // a handler that never answers: 503, close
    std::chrono::milliseconds event_beat_ms{15'000};  // a comment line on idle event streams
};

struct TlsFiles {
    std::string certificate;  // PEM, the chain in order
    std::string key;          // PEM
};

/// A strict HTTP/1.1 server on one I/O thread: that which calls `run`. The handler is called on it,
/// and no locks are needed among handlers. Requests of one connection are taken one at a time.
///
/// Threads: `post`, `hand_over`, `after`, `stop` and every Answer may be called on any; the rest
/// before `run`.
class Server {
public:
    struct Settings {
        Limits limits;
        /// The largest body that a request line may bring, asked before the body is read. Path is
        /// as in Request. Empty: Limits::body_bytes_max.
        std::function<std::size_t(std::string_view method, std::string_view path)> body_bytes_max;
        /// The answer to a request that is refused before its body is read. Empty: problem().
        std::function<Response(const Request&, const Refusal&)> refuse;
        /// Told of what went wrong without a client's fault: an exception from a handler, no file
        /// descriptors left, a response that could not be made. Never of requests' contents.
        std::function<void(std::string_view event, std::string_view detail)> on_trouble;
    };

    Server(Handler handler, Settings settings);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Listens on "127.0.0.1:8080", "[::1]:8080" or, with port 0, on any free one; gives the port.
    Result<std::uint16_t> listen(std::string_view address);
    Result<std::uint16_t> listen_tls(std::string_view address, const TlsFiles& files);
    /// Listens on a Unix domain socket, replacing a stale one; only its owner may connect. Requests
    /// from it are `local_control`.
    Result<void> listen_control(const std::string& path);

    /// Serves until stopped; then does what was handed over to the last.
    void run();
    /// Closes the acceptors and idle connections, lets the busy ones finish within `grace`, then
    /// ends `run`. Calling it again only shortens the grace.
    void stop(std::chrono::milliseconds grace = std::chrono::seconds(10));

    /// Runs `work` on the I/O thread.
    void post(std::function<void()> work);
    /// The same for what must not be lost: nothing that was taken is dropped. False: `run` has
    /// ended, nothing was taken. Much of it costs one wake-up.
    bool hand_over(std::function<void()> work);
    void after(std::chrono::milliseconds delay, std::function<void()> work);
    /// Calls `then` on the I/O thread at each SIGTERM and SIGINT, instead of their default.
    void on_signals(std::function<void(int signal)> then);

    /// Open connections, for metrics and tests. I/O thread only.
    std::size_t connections() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace paraph::http
