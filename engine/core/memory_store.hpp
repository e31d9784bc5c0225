#pragma once

#include <mutex>

#include "engine/core/store.hpp"

namespace paraph {

/// A store that forgets: for scenarios, simulation and tests. Both sides in one; thread-safe.
class MemoryStore : public Store, public Archive {
public:
    Head head() override;
    void append(std::span<const Entry> entries, const Head& after) override;
    void mark_signed(std::int64_t size) override;
    void erase(std::span<const std::int64_t> numbers) override;
    std::vector<Entry> stream(std::string_view stream, std::int64_t after_sequence) override;
    void write_behind(const Behind& behind) override;
    std::int64_t watermark() override;
    std::vector<std::pair<std::string, Instant>> due_times() override;
    std::optional<KeyRow> remembered(std::string_view key) override;
    std::vector<KeyRow> keys_since(Instant at) override;
    std::map<std::string, std::int64_t> cursors() override;
    std::vector<DeliveryRow> waiting(std::string_view channel) override;

    std::vector<Entry> log(std::int64_t from, std::size_t limit) override;
    std::optional<Snapshot> snapshot(std::string_view cycle) override;
    std::vector<CycleRow> cycles(const CycleFilter& filter) override;
    std::vector<Entry> stream(std::string_view stream, std::int64_t after_sequence,
                              std::size_t limit) override;
    std::optional<Entry> entry(std::string_view stream, std::int64_t sequence) override;
    std::vector<Digest> leaves(std::int64_t from, std::int64_t to) override;
    std::vector<DeliveryRow> deliveries(std::string_view channel, std::string_view target,
                                        std::string_view after_id, std::size_t limit) override;
    std::optional<DeliveryRow> delivery(std::string_view id) override;

private:
    std::mutex lock_;
    Head head_;
    std::vector<Entry> log_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> streams_;  // -> places in log_
    std::map<std::string, CycleRow, std::less<>> cycles_;
    std::map<std::string, Snapshot, std::less<>> snapshots_;
    std::map<std::string, KeyRow, std::less<>> keys_;
    std::map<std::string, DeliveryRow, std::less<>> deliveries_;
    std::map<std::string, std::int64_t> cursors_;
    std::int64_t watermark_ = 0;
};

}  // namespace paraph
