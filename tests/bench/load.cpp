// Loads an HTTP/1.1 API in phases and measures it: a closed loop over keep-alive connections, each
// request sent when the one before it on its connection is answered. Standard input is the plan:
//   {port, connections, cycles, headers: ["Name: value"], phases: [{name, each, method, path, body,
//    keep, expect}]}
// A phase sends `each` requests for every cycle, in a random order (seed fixed). In paths, bodies
// and headers {n} is the cycle's number, {m} counts within `each`, {phase} is the phase's name and
// {id} what the member `keep` of an earlier answer said. `expect` must stand in every answer.
// One line of JSON comes out; 1 is returned if any request failed.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <iterator>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "tests/bench/wire.hpp"

namespace paraph::bench {
namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

double seconds(Clock::duration duration) {
    return std::chrono::duration<double>(duration).count();
}

struct Phase {
    std::string name, method, path, body, keep, expect;
    std::size_t each = 1;
};

struct Outcome {
    std::vector<double> milliseconds;
    std::size_t failures = 0;
    std::string first_failure;
    double seconds = 0;
};

std::string text(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value ? json::value_to<std::string>(*value) : std::string();
}

class Load {
public:
    explicit Load(const json::object& plan)
        : port_(json::value_to<unsigned short>(plan.at("port"))),
          connections_(json::value_to<std::size_t>(plan.at("connections"))),
          ids_(json::value_to<std::size_t>(plan.at("cycles"))),
          headers_("Host: 127.0.0.1\r\n") {
        for (const auto& header : plan.at("headers").as_array())
            headers_ += json::value_to<std::string>(header) + "\r\n";
    }

    Outcome run(const Phase& phase) {
        phase_ = &phase;
        outcome_ = {};
        next_ = 0;
        order_.resize(ids_.size() * phase.each);
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::shuffle(order_.begin(), order_.end(), std::mt19937(1));
        const auto started = Clock::now();
        net::io_context io(1);
        for (std::size_t i = 0; i < connections_; ++i)
            net::co_spawn(io, send_all(tcp::socket(io)), [](const std::exception_ptr& thrown) {
                if (thrown) std::rethrow_exception(thrown);
            });
        io.run();
        outcome_.seconds = seconds(Clock::now() - started);
        return std::move(outcome_);
    }

private:
    net::awaitable<void> send_all(tcp::socket socket) {
        co_await socket.async_connect({net::ip::address_v4::loopback(), port_}, net::use_awaitable);
        socket.set_option(tcp::no_delay(true));
        std::string buffer;
        while (next_ < order_.size()) {
            const std::size_t number = order_[next_++];
            const auto cycle = number / phase_->each;
            const std::string request = request_for(cycle, number % phase_->each);
            const auto sent = Clock::now();
            co_await write(socket, request);
            const auto answer = co_await read_message(socket, buffer);
            outcome_.milliseconds.push_back(seconds(Clock::now() - sent) * 1e3);
            take(cycle, answer);
        }
    }

    std::string request_for(std::size_t cycle, std::size_t m) const {
        const std::vector<std::pair<std::string_view, std::string>> values{
            {"{n}", std::to_string(cycle)},
            {"{m}", std::to_string(m)},
            {"{phase}", phase_->name},
            {"{id}", ids_[cycle]}};
        const auto filled = [&values](std::string text) {
            for (const auto& [name, value] : values)
                for (auto at = text.find(name); at != text.npos;
                     at = text.find(name, at + value.size()))
                    text.replace(at, name.size(), value);
            return text;
        };
        const auto body = filled(phase_->body);
        return phase_->method + " " + filled(phase_->path) + " HTTP/1.1\r\n" + filled(headers_) +
               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    void take(std::size_t cycle, const Message& answer) {
        const bool good = answer.first_line.starts_with("HTTP/1.1 2") &&
                          answer.body.find(phase_->expect) != answer.body.npos;
        if (!good) {
            if (outcome_.failures++ == 0)
                outcome_.first_failure = answer.first_line + " " + answer.body.substr(0, 300);
        } else if (!phase_->keep.empty()) {
            ids_[cycle] = text(json::parse(answer.body).as_object(), phase_->keep);
        }
    }

    unsigned short port_;
    std::size_t connections_;
    std::vector<std::string> ids_;  // by cycle
    std::string headers_;
    const Phase* phase_ = nullptr;
    Outcome outcome_;
    std::vector<std::size_t> order_;
    std::size_t next_ = 0;
};

Phase read_phase(const json::object& given) {
    Phase phase{text(given, "name"), text(given, "method"), text(given, "path"),
                text(given, "body"), text(given, "keep"),   text(given, "expect")};
    if (const auto* each = given.if_contains("each"))
        phase.each = json::value_to<std::size_t>(*each);
    return phase;
}

double percentile(const std::vector<double>& sorted, double share) {
    if (sorted.empty()) return 0;
    const auto at = static_cast<std::size_t>(static_cast<double>(sorted.size()) * share);
    return sorted[std::min(at, sorted.size() - 1)];
}

json::object report(const std::string& name, Outcome outcome) {
    auto& times = outcome.milliseconds;
    std::sort(times.begin(), times.end());
    return {{"name", name},
            {"requests", times.size()},
            {"failures", outcome.failures},
            {"first_failure", outcome.first_failure},
            {"seconds", outcome.seconds},
            {"p50_ms", percentile(times, 0.50)},
            {"p99_ms", percentile(times, 0.99)},
            {"max_ms", percentile(times, 1.00)}};
}

int run(const json::object& plan) {
    Load load(plan);
    json::array reports;
    bool good = true;
    for (const auto& given : plan.at("phases").as_array()) {
        const auto phase = read_phase(given.as_object());
        auto outcome = load.run(phase);
        good = good && outcome.failures == 0;
        reports.push_back(report(phase.name, std::move(outcome)));
    }
    std::cout << json::serialize(reports) << "\n";
    return good ? 0 : 1;
}

}  // namespace
}  // namespace paraph::bench

int main() {
    try {
        const std::string plan{std::istreambuf_iterator<char>(std::cin), {}};
        return paraph::bench::run(boost::json::parse(plan).as_object());
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "bench_load: %s\n", problem.what());
        return 2;
    }
}
