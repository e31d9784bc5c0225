#pragma once

#include <cstdio>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "engine/core/verify.hpp"

namespace paraph::trail {

/// Histories of cycles by their ids, in bounded memory: those that were not asked for the longest
/// are put aside into a temporary file, which vanishes with the process.
class Shelf {
public:
    /// `bytes_max`: of entries whose histories are kept in memory; those take about three times
    /// that.
    explicit Shelf(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// Of a new cycle, an empty one. `bytes`: how much its next entry adds. Valid until the next
    /// call of a function that is not const.
    History& open(const std::string& cycle, std::size_t bytes);
    /// nullptr: there is none.
    const History* find(const std::string& cycle);
    void drop(const std::string& cycle);
    std::size_t size() const { return slots_.size(); }

private:
    struct Slot {
        std::unique_ptr<History> history;  // null: put aside
        std::size_t weight = 0;
        std::list<std::string>::iterator used{};
        long place = 0;  // in the file
        std::size_t size = 0;
    };
    void take_back(const std::string& cycle, Slot& slot);
    void put_aside();

    std::size_t bytes_max_, bytes_ = 0;
    std::unordered_map<std::string, Slot> slots_;
    std::list<std::string> order_;  // of those in memory, the last used first
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, &std::fclose};
    long end_ = 0;
};

}  // namespace paraph::trail
