#include "workflows/language/span_bounds.hpp"

namespace paraph {

Hours hours_of(const Span& span) {
    constexpr int day = 24;
    const int n = span.count;
    switch (span.unit) {
        case Unit::hours:
            return {n, n};
        case Unit::days:
            return {(n - 1) * day, (n + 1) * day};
        case Unit::weeks:
            return {(7 * n - 1) * day, (7 * n + 1) * day};
        case Unit::months:
            return {(28 * n - 1) * day, (31 * n + 1) * day};
        case Unit::working_days:
        case Unit::clear_working_days:
            break;
    }
    return {(n - 1) * day, std::nullopt};
}

namespace {

bool is_working(Unit unit) {
    return unit == Unit::working_days || unit == Unit::clear_working_days;
}

}  // namespace

bool are_alike(const Span& a, const Span& b) {
    return a.unit == b.unit || (is_working(a.unit) && is_working(b.unit));
}

bool surely_as_long(const Span& a, const Span& b) {
    if (are_alike(a, b)) return a.count >= b.count;
    const auto most = hours_of(b).most;
    return most && *most <= hours_of(a).least;
}

bool surely_shorter(const Span& a, const Span& b) {
    if (are_alike(a, b)) return a.count < b.count;
    const auto most = hours_of(a).most;
    return most && *most < hours_of(b).least;
}

bool from_opening(const Deadline& due) {
    return due.from == Deadline::From::opening;
}

}  // namespace paraph
