#pragma once

#include <optional>
#include <string>

#include "adapters/webhook/event.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/entry.hpp"
#include "engine/model/registry.hpp"
#include "engine/model/state.hpp"

namespace paraph::api {

/// What those outside hear of an entry of a cycle (docs/formats/webhook.md): its fact without
/// anything erasable, without what runs inside a body, and, while a round hides its answers,
/// without them. Nothing: the entry is no event. `after` is the state right after the entry or,
/// where the definition never hides answers, any later one. `id`, `source` and `sequence` are the
/// caller's to fill in.
std::optional<CloudEvent> event_of(const Entry& entry, const State& after,
                                   const Definition& definition);

/// Whether a stage of it hides its answers until it closes.
bool hides_answers(const Definition& definition);

/// Of the registry: bodies, calendars and definitions. People, tokens and webhooks are no events.
std::optional<CloudEvent> event_of(const Entry& entry);

/// "position taken" -> "paraph.position.taken"
std::string event_type(std::string_view kind);

/// Whether a subscription asks for it; it may name "position taken", "position.taken" or
/// "paraph.position.taken", and all where it names nothing.
bool asks_for(const Webhook& webhook, std::string_view type);

}  // namespace paraph::api
