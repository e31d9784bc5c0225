#pragma once

#include "engine/core/record.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// An event in its place in the stream.
struct Occurrence {
    const Fact& fact;
    const json::object& secret;  // empty when erased: what depends on it stays empty
    std::string_view actor;
    std::int64_t sequence = 0;
    Instant at{};
    std::string_view behalf = {};  // the person for whom the actor acted; empty: for itself
};

/// What a record tells of. It must outlive it.
inline Occurrence occurrence_of(const Record<Fact>& record) {
    return {.fact = record.fact,
            .secret = record.secret,
            .actor = record.actor,
            .sequence = record.sequence,
            .at = record.at,
            .behalf = record.behalf};
}

/// The state after the event. Evaluates nothing: no rule, calendar, directory or text; facts carry
/// what was computed. Throws std::logic_error where the lifecycles do not know the step: such a
/// trail was not written by this engine.
void apply(State& state, const Occurrence& occurrence);

}  // namespace paraph
