#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/core/desk.hpp"

namespace paraph::api {

/// What a channel's thread sleeps on. Its lock guards all that the thread and its callers share:
/// they leave work under it and ring, and the thread takes the work when it wakes. Nobody reads,
/// sends or writes under it.
class Bell {
public:
    using Lock = std::unique_lock<std::mutex>;

    [[nodiscard]] Lock lock() const { return Lock(mutex_); }

    /// Any thread: wakes the channel's, after `leave` has put something where it finds it.
    template <class Leave>
    void ring(Leave leave) {
        const Lock held = lock();
        leave();
        rung_ = true;
        woken_.notify_all();  // under the lock: once it is let go, the bell may be gone
    }
    void ring() {
        ring([] {});
    }
    /// Any thread: the channel is to end.
    void stop();
    /// Any thread: `then` is for whoever takes it when the channel has nothing to do.
    void when_idle(std::function<void()> then);

    bool stopped(const Lock&) const { return stopped_; }
    bool stopped() const { return stopped(lock()); }
    std::vector<std::function<void()>> take_idle(const Lock&);

    /// The channel's thread: until somebody rings or stops, or until `due` by the house's clock.
    /// What rang before counts, all of it as one. False: stopped.
    bool wait(Clock& clock, std::optional<Instant> due);
    /// The channel's thread: for so long, or until it is stopped.
    void pause(milliseconds time);
    /// The channel's thread: until `done`, which is asked at each ring; also after `stop`.
    template <class Done>
    void wait_until(Done done) {
        Lock held = lock();
        woken_.wait(held, done);
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable woken_;
    bool stopped_ = false;
    bool rung_ = true;  // what the process before left
    std::vector<std::function<void()>> idle_;
};

}  // namespace paraph::api
