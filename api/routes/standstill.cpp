#include "api/routes/standstill.hpp"

#include "api/pages/view_data.hpp"
#include "api/telling/said.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {

std::optional<Standstill> standstill_of(const House& house, const State& state) {
    if (state.status == CycleStatus::running || state.status == CycleStatus::ended)
        return std::nullopt;
    for (auto sequence = state.sequence; sequence > 0; --sequence) {
        const auto entry = house.archive.entry(state.id, sequence);
        if (!entry) return std::nullopt;
        const auto record = read_entry(entry->body, entry->secret);
        if (!record) return std::nullopt;
        const auto* deferred = std::get_if<Deferred>(&record->fact);
        if (!deferred && !std::holds_alternative<Suspended>(record->fact) &&
            !std::holds_alternative<Abandoned>(record->fact))
            continue;
        Standstill found{.at = entry->at, .reason = Said(house.archive, state).reason(sequence)};
        if (deferred) {
            found.until = deferred->until;
            found.meeting = deferred->meeting;
        }
        return found;
    }
    return std::nullopt;
}

std::string standstill_words(const Standstill& stop, CycleStatus status,
                             const pages::Language& language, std::string_view zone) {
    auto key = "cycle.standstill." + pages::code_of(status);
    if (stop.until)
        key += "_until";
    else if (!stop.meeting.empty())
        key += "_meeting";
    const auto when = [&](Instant at) { return language.date_time(at, zone); };
    return language.say(key, {{"at", when(stop.at)},
                              {"until", stop.until ? when(*stop.until) : ""},
                              {"meeting", stop.meeting}});
}

}  // namespace paraph::api
