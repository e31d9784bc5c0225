// Of the desk's thread: what is written behind the log, and what is kept in memory.

#include <limits>

#include "engine/core/desk_thread.hpp"
#include "engine/core/overview.hpp"
#include "engine/core/replay.hpp"

namespace paraph {
namespace {

constexpr auto keys_live = std::chrono::days(7);
constexpr std::int64_t snapshot_from = 32;  // shorter histories are as quickly read again

}  // namespace

bool Desk::Implementation::tables_are_due() const {
    return arrears_.any(head_.size) && Steady::now() - written_ >= settings_.behind_ms_max;
}

/// Under load they follow the commits in slices once they lag too far; and all at once where that
/// is not enough.
void Desk::Implementation::keep_tables_near() {
    const auto lag = static_cast<std::size_t>(head_.size - arrears_.watermark());
    if (lag >= 4 * settings_.behind_entries_max) return write_tables();
    if (lag >= settings_.behind_entries_max && !arrears_.begun()) begin_tables();
    if (arrears_.begun()) write_slice(settings_.slice_rows_max);
}

/// All that they lack.
void Desk::Implementation::write_tables() {
    while (!broken_ && arrears_.any(head_.size)) {
        if (!arrears_.begun()) begin_tables();
        write_slice(std::numeric_limits<std::size_t>::max());
    }
    written_ = Steady::now();
}

void Desk::Implementation::begin_tables() {
    std::optional<Instant> forget_before;
    if (last_ - forgotten_ >= std::chrono::hours(1)) {
        forget_before = last_ - keys_live;
        forgotten_ = last_;
    }
    arrears_.begin(head_.size, forget_before);
}

void Desk::Implementation::write_slice(std::size_t rows_max) {
    if (broken_) return;
    try {
        const auto slice = arrears_.slice(rows_max, [this](const std::string& cycle) {
            return row_of(*find(cycle), *registry_);
        });
        store_.write_behind(slice);
        keys_.forget(slice.keys);
    } catch (const std::exception& error) {
        fail("tables were not written", error);
    }
    if (arrears_.begun()) return;
    written_ = Steady::now();
    evict();
}

/// Keeps memory bounded: what has ended goes first. Long histories leave a snapshot behind.
void Desk::Implementation::evict() {
    if (cycles_.size() <= settings_.cycles_max) return;
    std::unique_lock lock(published_);
    const std::size_t keep = settings_.cycles_max * 9 / 10;
    for (const bool only_ended : {true, false})
        for (auto cycle = cycles_.begin(); cycle != cycles_.end() && cycles_.size() > keep;) {
            const State& state = *cycle->second;
            if (only_ended && !state.ended) {
                ++cycle;
                continue;
            }
            if (state.sequence >= snapshot_from) arrears_.add(snapshot_of(state));
            cycle = cycles_.erase(cycle);
        }
}

}  // namespace paraph
