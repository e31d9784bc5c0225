#pragma once

#include <unistd.h>

namespace paraph::api {

/// For a thread, and those that it starts: what follows from decisions must not take the
/// processor from decisions. Linux's nice value is a thread's own.
inline void give_way() {
    constexpr int steps = 19;  // the most there is
    [[maybe_unused]] const int now = ::nice(steps);
}

}  // namespace paraph::api
