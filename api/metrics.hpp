#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace paraph {

/// The figures of /metrics, in Prometheus' names. Safe on any thread; one request costs some
/// 200 ns. Labels are of a bounded set: route patterns, never paths.
class Metrics {
public:
    Metrics();
    ~Metrics();

    /// `route` is the pattern with its verb, "GET /cycles/{id}"; "" where none matched.
    void request(std::string_view route, unsigned status, std::chrono::nanoseconds took);
    /// One batch of the desk: how many commands shared a commit, and how long that took.
    void batch(std::size_t commands, std::chrono::nanoseconds took);
    void entries(std::uint64_t total);
    /// How far an outgoing channel ("mail", "webhook") is behind the log, in entries.
    void outbox_lag(std::string_view channel, std::uint64_t entries);
    void connections(std::size_t open);

    /// Prometheus' text format 0.0.4, for GET /metrics.
    std::string text() const;
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace paraph
