#pragma once

#include <string>
#include <utility>
#include <vector>

#include "adapters/store/columns.hpp"
#include "engine/core/store.hpp"

namespace paraph {

struct CycleColumns {
    std::string id, parent, body, definition, title, status, outcome, stage, needs, summary;
    long long opened_ms = 0, changed_ms = 0, sequence = 0;
    Nullable due_ms, next_due_ms;

    template <class Visit>
    void each(Visit visit) {
        visit("id", id);
        visit("parent", parent);
        visit("body", body);
        visit("definition", definition);
        visit("title", title);
        visit("status", status);
        visit("outcome", outcome);
        visit("stage", stage);
        visit("needs", needs);
        visit("summary", summary);
        visit("opened_ms", opened_ms);
        visit("changed_ms", changed_ms);
        visit("due_ms", due_ms);
        visit("next_due_ms", next_due_ms);
        visit("sequence", sequence);
    }
    void set(const CycleRow& row);
    CycleRow row() const;
};

/// The list that the board and the API page through.
class CycleList {
public:
    explicit CycleList(Session& session);
    std::vector<CycleRow> find(const CycleFilter& filter);

private:
    CycleColumns row_;
    std::string status_, definition_, needs_, body_, before_id_;
    long long children_ = 0, before_ms_ = 0, limit_ = 0;
    Statement find_;
};

/// What the desk writes behind, and asks at start.
class CycleTable {
public:
    explicit CycleTable(Session& session);
    void put(const CycleRow& row);
    std::vector<std::pair<std::string, Instant>> due_times();  // earliest first

private:
    CycleColumns row_;
    Statement put_, due_times_;
};

}  // namespace paraph
