#include "adapters/store/deliveries.hpp"

namespace paraph {

void DeliveryColumns::set(const DeliveryRow& from) {
    id = from.id;
    channel = from.channel;
    target = from.target;
    number = from.number;
    what = from.what;
    state = from.state;
    attempts = from.attempts;
    status = from.status;
    error = from.error;
    created_ms = to_ms(from.created);
    next_ms = to_nullable(from.next);
}

DeliveryRow DeliveryColumns::row() const {
    return {.id = id,
            .channel = channel,
            .target = target,
            .number = number,
            .what = what,
            .state = state,
            .attempts = attempts,
            .status = status,
            .error = error,
            .created = from_ms(created_ms),
            .next = from_nullable(next_ms)};
}

DeliveryList::DeliveryList(Session& session)
    : find_(session, "deliveries to a target",
            select_from<DeliveryColumns>("deliveries",
                                         "WHERE channel = :channel AND target = :target "
                                         "AND id > :id ORDER BY id LIMIT :limit")),
      find_any_(
          session, "deliveries of a channel",
          select_from<DeliveryColumns>(
              "deliveries", "WHERE channel = :channel AND id > :id ORDER BY id LIMIT :limit")),
      one_(session, "delivery", select_from<DeliveryColumns>("deliveries", "WHERE id = :id")) {
    find_.in("channel", channel_).in("target", target_).in("id", id_).in("limit", limit_);
    find_any_.in("channel", channel_).in("id", id_).in("limit", limit_);
    one_.in("id", id_);
    for (Statement* query : {&find_, &find_any_, &one_}) bind_out(*query, row_);
}

std::vector<DeliveryRow> DeliveryList::find(std::string_view channel, std::string_view target,
                                            std::string_view after_id, std::size_t limit) {
    channel_ = channel;
    target_ = target;
    id_ = after_id;
    limit_ = static_cast<long long>(limit);
    return all_rows(target.empty() ? find_any_ : find_, row_);
}

std::optional<DeliveryRow> DeliveryList::one(std::string_view id) {
    id_ = id;
    return one_row(one_, row_);
}

DeliveryTable::DeliveryTable(Session& session)
    : put_(session, "put a delivery", upsert_into<DeliveryColumns>("deliveries", "id")),
      forget_(session, "forget finished deliveries",
              "DELETE FROM deliveries WHERE state <> 'waiting' AND created_ms < :before_ms"),
      waiting_(session, "waiting deliveries",
               select_from<DeliveryColumns>(
                   "deliveries", "WHERE channel = :channel AND state = 'waiting' ORDER BY id")) {
    bind_in(put_, row_);
    forget_.in("before_ms", before_ms_);
    bind_out(waiting_.in("channel", channel_), row_);
}

void DeliveryTable::put(const DeliveryRow& row) {
    row_.set(row);
    put_.run();
}

void DeliveryTable::forget_finished(Instant before) {
    before_ms_ = to_ms(before);
    forget_.run();
}

std::vector<DeliveryRow> DeliveryTable::waiting(std::string_view channel) {
    channel_ = channel;
    return all_rows(waiting_, row_);
}

}  // namespace paraph
