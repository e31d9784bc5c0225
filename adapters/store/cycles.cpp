#include "adapters/store/cycles.hpp"

#include <limits>

namespace paraph {

void CycleColumns::set(const CycleRow& from) {
    id = from.id;
    parent = from.parent;
    body = from.body;
    definition = from.definition;
    title = from.title;
    status = from.status;
    outcome = from.outcome;
    stage = from.stage;
    needs = from.needs;
    summary = from.summary;
    opened_ms = to_ms(from.opened);
    changed_ms = to_ms(from.changed);
    due_ms = to_nullable(from.due);
    next_due_ms = to_nullable(from.next_due);
    sequence = from.sequence;
}

CycleRow CycleColumns::row() const {
    return {.id = id,
            .parent = parent,
            .body = body,
            .definition = definition,
            .title = title,
            .status = status,
            .outcome = outcome,
            .stage = stage,
            .needs = needs,
            .summary = summary,
            .opened = from_ms(opened_ms),
            .changed = from_ms(changed_ms),
            .due = from_nullable(due_ms),
            .next_due = from_nullable(next_due_ms),
            .sequence = sequence};
}

CycleList::CycleList(Session& session)
    : find_(session, "list cycles",
            select_from<CycleColumns>(
                "cycles",
                "WHERE (changed_ms < :before_ms OR (changed_ms = :before_ms AND id < :before_id)) "
                "AND (:status = '' OR status = :status) "
                "AND (:definition = '' OR definition = :definition) "
                "AND (:needs = '' OR needs = :needs) AND (:body = '' OR body = :body) "
                "AND (:children = 1 OR parent = '') "
                "ORDER BY changed_ms DESC, id DESC LIMIT :limit")) {
    find_.in("before_ms", before_ms_)
        .in("before_id", before_id_)
        .in("status", status_)
        .in("definition", definition_)
        .in("needs", needs_)
        .in("body", body_)
        .in("children", children_)
        .in("limit", limit_);
    bind_out(find_, row_);
}

std::vector<CycleRow> CycleList::find(const CycleFilter& filter) {
    before_ms_ = filter.after ? to_ms(filter.after->first) : std::numeric_limits<long long>::max();
    before_id_ = filter.after ? filter.after->second : "";
    status_ = filter.status;
    definition_ = filter.definition;
    needs_ = filter.needs;
    body_ = filter.body;
    children_ = filter.children ? 1 : 0;
    limit_ = static_cast<long long>(filter.limit);
    return all_rows(find_, row_);
}

CycleTable::CycleTable(Session& session)
    : put_(session, "put a cycle", upsert_into<CycleColumns>("cycles", "id")),
      due_times_(session, "due times",
                 "SELECT id, next_due_ms FROM cycles WHERE next_due_ms IS NOT NULL "
                 "ORDER BY next_due_ms, id") {
    bind_in(put_, row_);
    due_times_.out(row_.id).out(row_.next_due_ms);
}

void CycleTable::put(const CycleRow& row) {
    row_.set(row);
    put_.run();
}

std::vector<std::pair<std::string, Instant>> CycleTable::due_times() {
    std::vector<std::pair<std::string, Instant>> found;
    due_times_.each([&] { found.emplace_back(row_.id, from_ms(row_.next_due_ms.value)); });
    return found;
}

}  // namespace paraph
