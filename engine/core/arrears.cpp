#include "engine/core/arrears.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace paraph {
namespace {

/// Of several rows of one delivery only the last is what became of it.
void keep_latest(std::vector<DeliveryRow>& rows) {
    std::ranges::stable_sort(rows, std::greater<>{}, &DeliveryRow::id);
    const auto same = [](const DeliveryRow& a, const DeliveryRow& b) { return a.id == b.id; };
    rows.erase(rows.begin(), std::unique(rows.rbegin(), rows.rend(), same).base());
}

/// Gives rows to `take` from the end, until nothing is left of them or of the `room`.
template <class Row, class Take>
void take_some(std::vector<Row>& from, std::size_t& room, Take take) {
    for (; room > 0 && !from.empty(); --room) {
        take(std::move(from.back()));
        from.pop_back();
    }
}

}  // namespace

void Arrears::add(Behind done) {
    for (const auto& [channel, cursor] : done.cursors) rows_.cursors[channel] = cursor;
    std::ranges::move(done.deliveries, std::back_inserter(rows_.deliveries));
}

bool Arrears::any(std::int64_t size) const {
    return begun_ || watermark_ < size || !cycles_.empty() || !rows_.deliveries.empty() ||
           !rows_.cursors.empty() || !rows_.snapshots.empty();
}

void Arrears::begin(std::int64_t size, std::optional<Instant> forget_before) {
    begun_ = true;
    cycles_due_.assign(cycles_.begin(), cycles_.end());
    cycles_.clear();
    due_ = std::exchange(rows_, {});
    due_.watermark = size;
    due_.forget_before = forget_before;
    std::ranges::sort(cycles_due_, std::greater<>{});
    std::ranges::sort(due_.keys, std::greater<>{}, &KeyRow::key);
    keep_latest(due_.deliveries);
}

Behind Arrears::slice(std::size_t rows_max, const RowOf& row_of) {
    Behind slice;
    take_some(cycles_due_, rows_max,
              [&](const std::string& id) { slice.cycles.push_back(row_of(id)); });
    take_some(due_.keys, rows_max, [&](KeyRow row) { slice.keys.push_back(std::move(row)); });
    take_some(due_.deliveries, rows_max,
              [&](DeliveryRow row) { slice.deliveries.push_back(std::move(row)); });
    begun_ = !cycles_due_.empty() || !due_.keys.empty() || !due_.deliveries.empty();
    if (!begun_) {
        watermark_ = due_.watermark;
        slice.cursors = std::move(due_.cursors);
        slice.snapshots = std::move(due_.snapshots);
        slice.forget_before = due_.forget_before;
    }
    slice.watermark = watermark_;
    return slice;
}

}  // namespace paraph
