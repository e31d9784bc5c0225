#include "adapters/webhook/schedule.hpp"

#include <algorithm>
#include <array>

#include "engine/base/digest.hpp"

namespace paraph {
namespace {

using namespace std::chrono_literals;

// Published (docs/formats/webhook.md): subscribers plan their maintenance by it.
constexpr std::array<milliseconds, webhook_attempts_max> pauses = {0s, 5s,  5min, 30min, 2h,
                                                                   5h, 10h, 14h,  20h,   24h};
constexpr milliseconds retry_after_max = 24h;
constexpr unsigned gone = 410;

/// 0 to 1023, evenly spread over deliveries and attempts, and the same on every machine.
unsigned spread(std::string_view delivery, unsigned attempt) {
    const Digest digest = sha256(delivery, std::to_string(attempt));
    return (digest[0] * 256u + digest[1]) % 1024u;
}

}  // namespace

milliseconds webhook_pause(std::string_view delivery, unsigned attempt) {
    const milliseconds pause = pauses.at(attempt - 1);
    return pause + pause * spread(delivery, attempt) / (10 * 1024);
}

AfterAttempt after_attempt(std::string_view delivery, unsigned attempt, unsigned status,
                           std::optional<std::chrono::seconds> retry_after) {
    using What = AfterAttempt::What;
    if (status >= 200 && status < 300) return {What::done, {}};
    if (status == gone) return {What::disable, {}};
    if (attempt >= webhook_attempts_max) return {What::dead, {}};
    const milliseconds pause = webhook_pause(delivery, attempt + 1);
    // Compared in seconds first: a stranger's number must not overflow as milliseconds.
    const auto asked = std::clamp(retry_after.value_or(0s), std::chrono::seconds(0),
                                  std::chrono::floor<std::chrono::seconds>(retry_after_max));
    return {What::again, std::max<milliseconds>(pause, asked)};
}

}  // namespace paraph
