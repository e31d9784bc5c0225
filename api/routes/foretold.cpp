#include "api/routes/foretold.hpp"

#include "engine/core/apply.hpp"

namespace paraph::api {

void each_entry(const State& before, const Decided& decided, const Actor& actor, Instant now,
                const std::function<void(const Record<Fact>&, const State&)>& take) {
    State state = before;
    for (const auto& event : decided.events) {
        Record<Fact> record;
        record.fact = event.fact;
        record.secret = event.secret;
        record.stream = before.id;
        record.actor = actor.id;
        record.via = actor.via;
        record.at = now;
        record.sequence = state.sequence + 1;
        apply(state, {.fact = record.fact,
                      .secret = record.secret,
                      .actor = record.actor,
                      .sequence = record.sequence,
                      .at = now,
                      .behalf = event.behalf});
        take(record, state);
    }
}

}  // namespace paraph::api
