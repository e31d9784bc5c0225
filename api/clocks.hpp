#pragma once

#include <atomic>

#include "engine/core/desk.hpp"

namespace paraph::api {

class WallClock final : public Clock {
public:
    Instant now() override {
        return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
    }
    bool is_virtual() const override { return false; }
    void set(Instant) override {}
};

/// Stands still until it is moved: for rehearsals and tests.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(Instant start) : now_(start) {}
    Instant now() override { return now_; }
    bool is_virtual() const override { return true; }
    void set(Instant instant) override { now_ = instant; }

private:
    std::atomic<Instant> now_;
};

}  // namespace paraph::api
