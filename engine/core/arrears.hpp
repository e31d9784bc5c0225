#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/core/store.hpp"

namespace paraph {

/// What the tables still lack of the log. It is made up for in slices, so that no commit waits long
/// behind them; only the last one moves the watermark and the cursors, and so a crash between two
/// leaves nothing out. The desk's own.
class Arrears {
public:
    using RowOf = std::function<CycleRow(const std::string& cycle)>;

    explicit Arrears(std::int64_t watermark = 0) : watermark_(watermark) {}

    void add_cycle(const std::string& id) { cycles_.insert(id); }
    void add(KeyRow row) { rows_.keys.push_back(std::move(row)); }
    void add(Snapshot snapshot) { rows_.snapshots.push_back(std::move(snapshot)); }
    /// What channels have done: cursors and deliveries, nothing else of it.
    void add(Behind done);

    /// Entries below it are in the tables, or in slices that were given.
    std::int64_t watermark() const { return watermark_; }
    /// Whether there is anything to write, with a log of that size. Keys come with entries.
    bool any(std::int64_t size) const;

    /// What is there now, up to the log's `size`, goes into slices; what comes later into the next.
    void begin(std::int64_t size, std::optional<Instant> forget_before);
    bool begun() const { return begun_; }
    /// The next at most so many rows, in the order of their tables, so that each page is touched
    /// once. Asks for a cycle's row as it is now. Only once begun; the last one ends it.
    Behind slice(std::size_t rows_max, const RowOf& row_of);

private:
    std::int64_t watermark_ = 0;
    std::unordered_set<std::string> cycles_;  // whose rows have changed
    Behind rows_;

    bool begun_ = false;
    // What is left of it; rows go from the ends of their lists, where taking costs nothing.
    std::vector<std::string> cycles_due_;
    Behind due_;
};

}  // namespace paraph
