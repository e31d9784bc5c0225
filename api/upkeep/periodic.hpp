#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "api/log.hpp"

namespace paraph::api {

/// A thread that does its round at once and then again and again, until it is stopped or ends. What
/// a round throws is logged, and the next one tries again.
class Periodic {
public:
    ~Periodic() { stop(); }

    /// `failed`: what to say in the log.
    void start(std::chrono::seconds every, std::string failed, std::function<void()> round) {
        thread_ = std::jthread([=](const std::stop_token& stopped) {
            std::mutex mutex;
            std::condition_variable_any woken;
            while (!stopped.stop_requested()) {
                try {
                    round();
                } catch (const std::exception& error) {
                    log::error(failed, {{"what", error.what()}});
                }
                std::unique_lock lock(mutex);
                woken.wait_for(lock, stopped, every, [] { return false; });
            }
        });
    }

    /// After the round that is under way.
    void stop() {
        thread_.request_stop();
        if (thread_.joinable()) thread_.join();
    }

private:
    std::jthread thread_;
};

}  // namespace paraph::api
