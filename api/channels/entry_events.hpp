#pragma once

#include <optional>

#include "adapters/webhook/event.hpp"
#include "api/channels/hindsight.hpp"
#include "api/house.hpp"

namespace paraph::api {

/// The log's entries as the events that those outside hear of (events.hpp). One thread's own;
/// cheap where entries are asked for in order.
class EntryEvents {
public:
    explicit EntryEvents(const House& house)
        : house_(house), hindsight_(house.desk, house.archive) {}

    /// Nothing: the entry is no event. `id` and `sequence` are the caller's to fill in.
    std::optional<CloudEvent> at(const Entry& entry);

private:
    std::optional<CloudEvent> made_of(const Entry& entry);

    const House& house_;
    Hindsight hindsight_;
};

}  // namespace paraph::api
