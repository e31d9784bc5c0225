#include "api/channels/entry_events.hpp"

#include "api/channels/events.hpp"
#include "api/log.hpp"

namespace paraph::api {

std::optional<CloudEvent> EntryEvents::at(const Entry& entry) try {
    auto event = made_of(entry);
    const auto& url = house_.config.public_url;
    if (event) event->source = url.empty() ? "urn:paraph:house" : url;
    return event;
} catch (const std::logic_error& error) {
    // A fault of ours must not keep all later events back.
    log::error("an entry became no event", {{"entry", entry.number}, {"what", error.what()}});
    return std::nullopt;
}

std::optional<CloudEvent> EntryEvents::made_of(const Entry& entry) {
    if (entry.stream == registry_stream) return event_of(entry);
    if (const auto now = house_.cycle(entry.stream); now) {
        const auto& definition = house_.definition_of(*now);
        if (!hides_answers(definition)) return event_of(entry, *now, definition);
    }
    const auto record = read_entry(entry.body, entry.secret);
    if (!record) return std::nullopt;
    const auto state = hindsight_.after(entry, *record);
    return event_of(entry, *state, house_.definition_of(*state));
}

}  // namespace paraph::api
