#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/base/instant.hpp"

namespace paraph {

/// What falls due next, over all cycles: the first due time of each, in the order in which they
/// must be decided. The desk's own.
class DueIndex {
public:
    void set(const std::string& cycle, std::optional<Instant> due) {
        const auto known = due_of_.find(cycle);
        if (known != due_of_.end()) {
            if (due == known->second) return;
            order_.erase({known->second, cycle});
            due_of_.erase(known);
        }
        if (!due) return;
        order_.insert({*due, cycle});
        due_of_.emplace(cycle, *due);
    }

    /// Null: nothing. Until the next `set`.
    const std::pair<Instant, std::string>* first() const {
        return order_.empty() ? nullptr : &*order_.begin();
    }

private:
    std::set<std::pair<Instant, std::string>> order_;
    std::unordered_map<std::string, Instant> due_of_;
};

}  // namespace paraph
