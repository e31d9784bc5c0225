#include "api/telling/held_links.hpp"

#include "engine/rules/commitments.hpp"

namespace paraph::api {
namespace {

/// Whoever was asked reads by the link what came out, however long after its own round that is; and
/// reports by it on what its body has taken on, until that is done or dropped.
bool is_past_reading(const State& state, const Assignment& seat, Instant now) {
    return state.ended && now >= *state.ended + link_reads && !owes_reports(state, seat.body);
}

bool asks_the_same(const Assignment& one, const Assignment& other) {
    return one.body == other.body && one.function == other.function && one.item == other.item;
}

}  // namespace

std::uint64_t link_generation(const Registry& registry, const State& state, const Assignment& seat,
                              const std::string& person, Instant now) {
    if (is_past_reading(state, seat, now)) return 0;
    return static_cast<std::uint64_t>(held_link(registry, state, seat, person, now).generation);
}

std::optional<PastLink> ended_link(const Registry& registry, const State& state,
                                   const Assignment& seat, const std::string& person, Instant now) {
    if (is_past_reading(state, seat, now)) return std::nullopt;
    return past_link(registry, state, seat, person, now);
}

Seated successor(const State& state, const Seated& seated) {
    for (auto index = state.rounds.size(); index-- > static_cast<std::size_t>(seated.index) + 1;) {
        const auto& round = *state.rounds[index];
        if (round.stage != seated.round->stage || round.status == RoundStatus::undone) continue;
        for (const auto& seat : round.assignments)
            if (takes_part(*seat) && asks_the_same(*seat, *seated.assignment))
                return state.seated(seat->id);
    }
    return {};
}

Seated led_by_link(const Registry& registry, const State& state, const Seated& seated,
                   const std::string& person, Instant now) {
    if (is_open(*seated.round)) return seated;
    const auto newer = successor(state, seated);
    if (newer && link_generation(registry, state, *newer.assignment, person, now) > 0) return newer;
    return seated;
}

}  // namespace paraph::api
