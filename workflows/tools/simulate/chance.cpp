#include "workflows/tools/simulate/chance.hpp"

namespace paraph::simulation {
namespace {

/// SplitMix64's output function.
std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}

milliseconds length(const Span& span, milliseconds day) {
    using namespace std::chrono;
    switch (span.unit) {
        case Unit::hours:
            return hours(span.count);
        case Unit::days:
            return days(span.count);
        case Unit::weeks:
            return weeks(span.count);
        case Unit::months:
            return days(30 * span.count);
        case Unit::working_days:
        case Unit::clear_working_days:
            break;
    }
    return day * span.count;
}

/// `share` of `parts` on the way from `from` to `to`.
milliseconds between(milliseconds from, milliseconds to, std::uint64_t share, std::uint64_t parts) {
    const auto way = static_cast<std::int64_t>((to - from).count());
    return from +
           milliseconds(way * static_cast<std::int64_t>(share) / static_cast<std::int64_t>(parts));
}

}  // namespace

Chance::Chance(std::uint64_t seed, std::uint64_t run)
    : state_(mixed(seed + 0x9E3779B97F4A7C15U) ^ mixed(run * 0xD1B54A32D192ED03U + 1)) {}

std::uint64_t Chance::next() {
    state_ += 0x9E3779B97F4A7C15U;
    return mixed(state_);
}

std::uint64_t Chance::draw(std::uint64_t below) {
    return (next() >> 11) % below;  // the bias of so few names in 2^53 is nothing
}

std::string Chance::pick(const std::map<std::string, int>& odds) {
    std::uint64_t all = 0;
    for (const auto& [name, parts] : odds) all += static_cast<std::uint64_t>(parts);
    if (all == 0) return {};
    auto drawn = draw(all);
    for (const auto& [name, parts] : odds) {
        if (drawn < static_cast<std::uint64_t>(parts)) return name;
        drawn -= static_cast<std::uint64_t>(parts);
    }
    return {};
}

milliseconds Chance::time(const Pace& pace, milliseconds day) {
    constexpr std::uint64_t all = 10'000, half = 5'000, most = 9'000;
    const auto share = draw(all);
    const auto at_half = length(pace.half, day), at_most = length(pace.most, day);
    if (share < half) return between(milliseconds(0), at_half, share, half);
    if (share < most) return between(at_half, at_most, share - half, most - half);
    return between(at_most, at_most * 2, share - most, all - most);
}

bool in_working_time(const Pace& pace) {
    return pace.half.unit == Unit::working_days || pace.half.unit == Unit::clear_working_days;
}

}  // namespace paraph::simulation
