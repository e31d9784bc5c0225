#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace paraph::api {

/// One thread for reads that may take their time, so that the server's I/O thread does not.
class Background {
public:
    Background() : thread_([this] { work(); }) {}
    ~Background() { stop(); }

    void run(std::function<void()> task) {
        {
            std::lock_guard lock(lock_);
            tasks_.push_back(std::move(task));
        }
        wake_.notify_one();
    }

    /// Finishes what was taken.
    void stop() {
        {
            std::lock_guard lock(lock_);
            stopping_ = true;
        }
        wake_.notify_one();
        if (thread_.joinable()) thread_.join();
    }

private:
    void work() {
        for (;;) {
            std::unique_lock lock(lock_);
            wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
            if (tasks_.empty()) return;
            auto task = std::move(tasks_.front());
            tasks_.pop_front();
            lock.unlock();
            task();
        }
    }

    std::mutex lock_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> tasks_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace paraph::api
