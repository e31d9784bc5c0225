#include "engine/core/memory_store.hpp"

#include <algorithm>
#include <limits>

namespace paraph {
namespace {

bool fits(const CycleRow& row, const CycleFilter& filter) {
    auto same = [](const std::string& wanted, const std::string& is) {
        return wanted.empty() || wanted == is;
    };
    if (!filter.children && !row.parent.empty()) return false;
    if (filter.after && std::pair(row.changed, row.id) >= *filter.after) return false;
    return same(filter.status, row.status) && same(filter.definition, row.definition) &&
           same(filter.needs, row.needs) && same(filter.body, row.body);
}

}  // namespace

Head MemoryStore::head() {
    std::lock_guard lock(lock_);
    return head_;
}

void MemoryStore::append(std::span<const Entry> entries, const Head& after) {
    std::lock_guard lock(lock_);
    for (const auto& entry : entries) {
        auto& places = streams_[entry.stream];
        if (entry.number != static_cast<std::int64_t>(log_.size()) ||
            entry.sequence != static_cast<std::int64_t>(places.size()) + 1)
            throw StoreClash("entry " + std::to_string(entry.number) + " is taken");
        places.push_back(log_.size());
        log_.push_back(entry);
    }
    head_ = after;
}

void MemoryStore::erase(std::span<const std::int64_t> numbers) {
    std::lock_guard lock(lock_);
    for (const auto number : numbers) log_.at(static_cast<std::size_t>(number)).secret.clear();
}

void MemoryStore::mark_signed(std::int64_t size) {
    std::lock_guard lock(lock_);
    head_.signed_size = size;
}

std::vector<Entry> MemoryStore::stream(std::string_view stream, std::int64_t after_sequence) {
    return this->stream(stream, after_sequence, std::numeric_limits<std::size_t>::max());
}

std::vector<Entry> MemoryStore::stream(std::string_view stream, std::int64_t after_sequence,
                                       std::size_t limit) {
    std::lock_guard lock(lock_);
    std::vector<Entry> found;
    const auto places = streams_.find(stream);
    if (places == streams_.end()) return found;
    for (auto i = static_cast<std::size_t>(after_sequence);
         i < places->second.size() && found.size() < limit; ++i)
        found.push_back(log_[places->second[i]]);
    return found;
}

void MemoryStore::write_behind(const Behind& behind) {
    std::lock_guard lock(lock_);
    watermark_ = std::max(watermark_, behind.watermark);
    for (const auto& row : behind.cycles) cycles_[row.id] = row;
    for (const auto& row : behind.snapshots) snapshots_[row.cycle] = row;
    for (const auto& row : behind.keys) keys_[row.key] = row;
    for (const auto& [channel, cursor] : behind.cursors) cursors_[channel] = cursor;
    for (const auto& row : behind.deliveries) deliveries_[row.id] = row;
    if (!behind.forget_before) return;
    std::erase_if(keys_, [&](const auto& key) { return key.second.at < *behind.forget_before; });
    std::erase_if(deliveries_, [&](const auto& delivery) {
        const auto& row = delivery.second;
        return row.state != "waiting" && row.created < *behind.forget_before;
    });
}

std::int64_t MemoryStore::watermark() {
    std::lock_guard lock(lock_);
    return watermark_;
}

std::vector<std::pair<std::string, Instant>> MemoryStore::due_times() {
    std::lock_guard lock(lock_);
    std::vector<std::pair<std::string, Instant>> found;
    for (const auto& [id, row] : cycles_)
        if (row.next_due) found.emplace_back(id, *row.next_due);
    return found;
}

std::optional<KeyRow> MemoryStore::remembered(std::string_view key) {
    std::lock_guard lock(lock_);
    const auto found = keys_.find(key);
    return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<KeyRow> MemoryStore::keys_since(Instant at) {
    std::lock_guard lock(lock_);
    std::vector<KeyRow> found;
    for (const auto& [key, row] : keys_)
        if (row.at >= at) found.push_back(row);
    return found;
}

std::map<std::string, std::int64_t> MemoryStore::cursors() {
    std::lock_guard lock(lock_);
    return cursors_;
}

std::vector<DeliveryRow> MemoryStore::waiting(std::string_view channel) {
    std::lock_guard lock(lock_);
    std::vector<DeliveryRow> found;
    for (const auto& [id, row] : deliveries_)
        if (row.channel == channel && row.state == "waiting") found.push_back(row);
    return found;
}

std::vector<Entry> MemoryStore::log(std::int64_t from, std::size_t limit) {
    std::lock_guard lock(lock_);
    const auto begin = std::min(static_cast<std::size_t>(from), log_.size());
    const auto end = begin + std::min(limit, log_.size() - begin);
    return {log_.begin() + static_cast<std::ptrdiff_t>(begin),
            log_.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::optional<Snapshot> MemoryStore::snapshot(std::string_view cycle) {
    std::lock_guard lock(lock_);
    const auto found = snapshots_.find(cycle);
    return found == snapshots_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<CycleRow> MemoryStore::cycles(const CycleFilter& filter) {
    std::lock_guard lock(lock_);
    std::vector<CycleRow> found;
    for (const auto& [id, row] : cycles_)
        if (fits(row, filter)) found.push_back(row);
    std::ranges::sort(found, std::greater{},
                      [](const auto& r) { return std::pair(r.changed, r.id); });
    if (found.size() > filter.limit) found.resize(filter.limit);
    return found;
}

std::optional<Entry> MemoryStore::entry(std::string_view stream, std::int64_t sequence) {
    auto found = this->stream(stream, sequence - 1, 1);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Digest> MemoryStore::leaves(std::int64_t from, std::int64_t to) {
    std::vector<Digest> found;
    for (const auto& entry : log(from, static_cast<std::size_t>(to - from)))
        found.push_back(entry.leaf);
    return found;
}

std::vector<DeliveryRow> MemoryStore::deliveries(std::string_view channel, std::string_view target,
                                                 std::string_view after_id, std::size_t limit) {
    std::lock_guard lock(lock_);
    std::vector<DeliveryRow> found;
    for (auto row = deliveries_.upper_bound(after_id);
         row != deliveries_.end() && found.size() < limit; ++row)
        if (row->second.channel == channel && (target.empty() || row->second.target == target))
            found.push_back(row->second);
    return found;
}

std::optional<DeliveryRow> MemoryStore::delivery(std::string_view id) {
    std::lock_guard lock(lock_);
    const auto found = deliveries_.find(id);
    return found == deliveries_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace paraph
