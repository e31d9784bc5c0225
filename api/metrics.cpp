#include "api/metrics.hpp"

#include <map>
#include <mutex>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace paraph {

namespace {

const prometheus::Histogram::BucketBoundaries second_buckets{
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
const prometheus::Histogram::BucketBoundaries command_buckets{1, 2, 4, 8, 16, 32, 64, 128, 256};

double seconds(std::chrono::nanoseconds took) {
    return std::chrono::duration<double>(took).count();
}

}  // namespace

struct Metrics::Impl {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests =
        prometheus::BuildCounter()
            .Name("paraph_http_requests_total")
            .Help("Requests answered, by route and status.")
            .Register(registry);
    prometheus::Histogram& latency = prometheus::BuildHistogram()
                                         .Name("paraph_http_request_seconds")
                                         .Help("From the request's last byte to its answer.")
                                         .Register(registry)
                                         .Add({}, second_buckets);
    prometheus::Histogram& batch_commands = prometheus::BuildHistogram()
                                                .Name("paraph_desk_batch_commands")
                                                .Help("Commands that shared one commit.")
                                                .Register(registry)
                                                .Add({}, command_buckets);
    prometheus::Histogram& batch_seconds = prometheus::BuildHistogram()
                                               .Name("paraph_desk_batch_seconds")
                                               .Help("From taking a batch to its commit.")
                                               .Register(registry)
                                               .Add({}, second_buckets);
    prometheus::Gauge& entries = prometheus::BuildGauge()
                                     .Name("paraph_trail_entries")
                                     .Help("Entries in the trail.")
                                     .Register(registry)
                                     .Add({});
    prometheus::Gauge& connections = prometheus::BuildGauge()
                                         .Name("paraph_http_connections")
                                         .Help("Open connections.")
                                         .Register(registry)
                                         .Add({});
    prometheus::Family<prometheus::Gauge>& lag =
        prometheus::BuildGauge()
            .Name("paraph_outbox_lag_entries")
            .Help("Entries that an outgoing channel has yet to look at.")
            .Register(registry);

    // Family::Add hashes the labels under a lock each time; these remember what it gave.
    std::mutex mutex;
    std::map<unsigned, std::map<std::string, prometheus::Counter*, std::less<>>> counters;

    prometheus::Counter& counter(std::string_view route, unsigned status) {
        const std::lock_guard lock(mutex);
        auto& known = counters[status];
        if (const auto found = known.find(route); found != known.end()) return *found->second;
        auto& made =
            requests.Add({{"route", std::string(route)}, {"status", std::to_string(status)}});
        known.emplace(route, &made);
        return made;
    }
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::request(std::string_view route, unsigned status, std::chrono::nanoseconds took) {
    impl_->counter(route, status).Increment();
    impl_->latency.Observe(seconds(took));
}

void Metrics::batch(std::size_t commands, std::chrono::nanoseconds took) {
    impl_->batch_commands.Observe(static_cast<double>(commands));
    impl_->batch_seconds.Observe(seconds(took));
}

void Metrics::entries(std::uint64_t total) {
    impl_->entries.Set(static_cast<double>(total));
}

void Metrics::outbox_lag(std::string_view channel, std::uint64_t entries) {
    impl_->lag.Add({{"channel", std::string(channel)}}).Set(static_cast<double>(entries));
}

void Metrics::connections(std::size_t open) {
    impl_->connections.Set(static_cast<double>(open));
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

}  // namespace paraph
