#include "api/channels/bell.hpp"

#include <algorithm>
#include <utility>

namespace paraph::api {
namespace {

constexpr milliseconds longest_sleep{30'000};  // a clock on the wall may be set

}  // namespace

void Bell::stop() {
    const Lock held = lock();
    stopped_ = true;
    woken_.notify_all();
}

void Bell::when_idle(std::function<void()> then) {
    ring([&] { idle_.push_back(std::move(then)); });
}

std::vector<std::function<void()>> Bell::take_idle(const Lock&) {
    return std::exchange(idle_, {});
}

bool Bell::wait(Clock& clock, std::optional<Instant> due) {
    const auto called = [this] { return stopped_ || rung_; };
    Lock held = lock();
    if (!due || clock.is_virtual())  // whoever moves a virtual clock rings
        woken_.wait(held, called);
    else
        woken_.wait_for(held, std::clamp(*due - clock.now(), milliseconds(0), longest_sleep),
                        called);
    rung_ = false;
    return !stopped_;
}

void Bell::pause(milliseconds time) {
    Lock held = lock();
    woken_.wait_for(held, time, [this] { return stopped_; });
}

}  // namespace paraph::api
