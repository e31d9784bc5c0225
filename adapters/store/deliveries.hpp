#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store/columns.hpp"
#include "engine/core/store.hpp"

namespace paraph {

struct DeliveryColumns {
    std::string id, channel, target, what, state, error;
    long long number = 0, created_ms = 0;
    int attempts = 0, status = 0;
    Nullable next_ms;

    template <class Visit>
    void each(Visit visit) {
        visit("id", id);
        visit("channel", channel);
        visit("target", target);
        visit("number", number);
        visit("what", what);
        visit("state", state);
        visit("attempts", attempts);
        visit("status", status);
        visit("error", error);
        visit("created_ms", created_ms);
        visit("next_ms", next_ms);
    }
    void set(const DeliveryRow& row);
    DeliveryRow row() const;
};

/// What was sent to one receiver, as the API shows it. Meanings as in the store port.
class DeliveryList {
public:
    explicit DeliveryList(Session& session);

    std::vector<DeliveryRow> find(std::string_view channel, std::string_view target,
                                  std::string_view after_id, std::size_t limit);
    std::optional<DeliveryRow> one(std::string_view id);

private:
    DeliveryColumns row_;
    std::string id_, channel_, target_;
    long long limit_ = 0;
    Statement find_, find_any_, one_;
};

/// What the desk writes behind, and asks at start.
class DeliveryTable {
public:
    explicit DeliveryTable(Session& session);
    void put(const DeliveryRow& row);
    void forget_finished(Instant before);
    std::vector<DeliveryRow> waiting(std::string_view channel);

private:
    DeliveryColumns row_;
    std::string channel_;
    long long before_ms_ = 0;
    Statement put_, forget_, waiting_;
};

}  // namespace paraph
