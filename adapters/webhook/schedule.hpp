#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "engine/base/instant.hpp"

namespace paraph {

/// What follows an attempt.
struct AfterAttempt {
    enum class What {
        done,     // 2xx
        again,    // after `wait`
        disable,  // 410: the subscription is switched off, and its owner is told
        dead,     // the tenth attempt failed: a dead letter, kept for a replay
    };
    What what = What::done;
    milliseconds wait{0};
};

inline constexpr unsigned webhook_attempts_max = 10;

/// The pause before attempt `attempt` (1 to 10) of a delivery: 0, 5 s, 5 min, 30 min, 2 h, 5 h,
/// 10 h, 14 h, 20 h, 24 h, and up to a tenth more, so that deliveries that failed together do not
/// come back together. The same delivery always waits the same.
milliseconds webhook_pause(std::string_view delivery, unsigned attempt);

/// Judges attempt `attempt` (1 to 10), which was answered with `status` (0: not at all). An
/// endpoint's Retry-After lengthens the pause, to 24 h at most, and never shortens it.
AfterAttempt after_attempt(std::string_view delivery, unsigned attempt, unsigned status,
                           std::optional<std::chrono::seconds> retry_after);

}  // namespace paraph
