#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

namespace paraph {

/// What many threads hand to one, in their order. The desk's own.
template <class Job>
class JobQueue {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// False after the end: the job stays with the caller.
    bool put(Job& job) {
        std::lock_guard lock(lock_);
        if (ended_) return false;
        jobs_.push_back(std::move(job));
        queued_.notify_one();
        return true;
    }

    /// Waits for jobs, for `until`, or for the call of `stop`; takes at most `most`.
    std::deque<Job> take(std::size_t most, std::optional<Time> until) {
        std::unique_lock lock(lock_);
        const auto ready = [&] { return !jobs_.empty() || stopping_; };
        if (until)
            queued_.wait_until(lock, *until, ready);
        else
            queued_.wait(lock, ready);
        if (jobs_.size() <= most) return std::exchange(jobs_, {});
        const auto end = jobs_.begin() + static_cast<std::ptrdiff_t>(most);
        std::deque<Job> taken(std::make_move_iterator(jobs_.begin()), std::make_move_iterator(end));
        jobs_.erase(jobs_.begin(), end);
        return taken;
    }

    void stop() {
        std::lock_guard lock(lock_);
        stopping_ = true;
        queued_.notify_one();
    }

    /// Whether all is done that came before the stop; from then on nothing more is taken.
    bool ends() {
        std::lock_guard lock(lock_);
        ended_ = stopping_ && jobs_.empty();
        return ended_;
    }

private:
    std::mutex lock_;
    std::condition_variable queued_;
    std::deque<Job> jobs_;
    bool stopping_ = false;
    bool ended_ = false;
};

}  // namespace paraph
