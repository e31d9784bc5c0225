#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "api/http/server.hpp"

namespace paraph::test {

/// A server on a free port of 127.0.0.1, running in a thread of its own until the end of the scope.
class LiveServer {
public:
    explicit LiveServer(http::Handler handler, http::Limits limits = {}, std::size_t body_max = 0)
        : server_(std::move(handler), settings(limits, body_max)),
          port_(server_.listen("127.0.0.1:0").value()) {}
    ~LiveServer() {
        server_.stop(std::chrono::milliseconds(0));
        join();
    }

    /// Begins to serve. Before it, `server()` may be given more to listen on.
    LiveServer& start() {
        thread_ = std::thread([this] { server_.run(); });
        return *this;
    }
    void join() {
        if (thread_.joinable()) thread_.join();
    }
    http::Server& server() { return server_; }
    std::uint16_t port() const { return port_; }
    std::vector<std::string> troubles() {
        const std::lock_guard lock(mutex_);
        return troubles_;
    }

private:
    http::Server::Settings settings(const http::Limits& limits, std::size_t body_max) {
        http::Server::Settings made;
        made.limits = limits;
        if (body_max > 0)
            made.body_bytes_max = [body_max](std::string_view, std::string_view) {
                return body_max;
            };
        made.on_trouble = [this](std::string_view event, std::string_view detail) {
            const std::lock_guard lock(mutex_);
            troubles_.push_back(std::string(event) + ": " + std::string(detail));
        };
        return made;
    }

    std::mutex mutex_;
    std::vector<std::string> troubles_;
    http::Server server_;
    std::uint16_t port_;
    std::thread thread_;
};

/// Answers with method, path and body of the request.
inline void echo(http::Request&& request, const http::Answer& answer) {
    answer(http::text(200, request.method + " " + request.path + " " + request.body));
}

}  // namespace paraph::test
