#include "engine/core/links.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"

namespace paraph {
namespace {

/// Delegations for the cycle itself, and for the one inside whose round it runs.
std::vector<std::string> scopes(const State& state) {
    std::vector<std::string> cycles{state.id};
    if (state.is_inside()) cycles.push_back(state.opening->parent->cycle);
    return cycles;
}

int generation_of(const Assignment& assignment, const std::string& person) {
    const auto found = assignment.links.find(person);
    return found == assignment.links.end() ? 0 : found->second;
}

bool is_stand_in(const Assignment& assignment, const std::string& person) {
    return assignment.stand_ins.contains(person);
}

/// A link that nobody has but for themselves, whether it lives or was revoked.
bool has_own(const Assignment& assignment, const std::string& person) {
    return assignment.links.contains(person) && !is_stand_in(assignment, person);
}

HeldLink held_by(const Assignment& assignment, const std::string& person,
                 const std::vector<const Person*>& delegators) {
    const int own = generation_of(assignment, person);
    if (has_own(assignment, person)) return {.generation = std::max(own, 0)};
    HeldLink held;
    if (own < 0) return held;
    for (const auto* other : delegators) {
        if (!is_asked(assignment, other->id)) continue;
        const int theirs = own > 0 ? own : generation_of(assignment, other->id);
        if (theirs > held.generation) held = {.generation = theirs, .behalf = other};
    }
    return held;
}

}  // namespace

std::vector<const Person*> delegators_in(const Registry& registry, const State& state,
                                         const std::string& person, Instant at) {
    std::vector<const Person*> found;
    for (const auto& cycle : scopes(state))
        std::ranges::copy(registry.delegators_of(person, cycle, at), std::back_inserter(found));
    return found;
}

bool is_asked(const Assignment& assignment, const std::string& person) {
    return contains(assignment.people, person) ||
           (has_own(assignment, person) && generation_of(assignment, person) > 0);
}

HeldLink held_link(const Registry& registry, const State& state, const Assignment& assignment,
                   const std::string& person, Instant at) {
    return held_by(assignment, person, delegators_in(registry, state, person, at));
}

HeldLink held_link(const Registry& registry, const State& state, const std::string& person,
                   Instant at) {
    const auto delegators = delegators_in(registry, state, person, at);
    HeldLink held;
    for (const auto& round : state.rounds)
        for (const auto& assignment : round->assignments) {
            const auto link = held_by(*assignment, person, delegators);
            if (link.generation > 0 && !link.behalf) return link;
            if (link.generation > 0) held = link;
        }
    return held;
}

Result<> may_link_stand_in(const Registry& registry, const State& state,
                           const Assignment& assignment, const std::string& person,
                           const std::string& behalf, Instant at) {
    std::optional<Instant> since;
    for (const auto& cycle : scopes(state))
        if (const auto* given = registry.delegation(behalf, person, cycle, at))
            since = std::min(since.value_or(given->from), given->from);
    if (!since)
        return refuse(Refused::forbidden, "Nobody stands in for this person now.",
                      "/stands_in_for");
    if (!is_asked(assignment, behalf))
        return refuse(Refused::invalid, "This person is not asked here.", "/stands_in_for");
    if (has_own(assignment, person) || contains(assignment.people, person))
        return refuse(Refused::nothing_to_do, "They have a link of their own.", "/person");
    const auto known = assignment.stand_ins.find(person);
    if (known != assignment.stand_ins.end() && known->second.since >= *since)
        return refuse(Refused::nothing_to_do, "They were given a link already.", "/person");
    return {};
}

std::vector<std::string> cycles_inside(const State& state, std::string_view body) {
    std::vector<std::string> cycles;
    for (const auto& round : state.rounds)
        for (const auto& assignment : round->assignments)
            if (assignment->body == body && !assignment->child.empty())
                cycles.push_back(assignment->child);
    return cycles;
}

std::optional<PastLink> past_link(const Registry& registry, const State& state,
                                  const Assignment& assignment, const std::string& person,
                                  Instant at) {
    const int own = generation_of(assignment, person);
    const bool lives = held_link(registry, state, assignment, person, at).generation > 0;
    if (lives || own < 0 || has_own(assignment, person)) return std::nullopt;
    std::optional<PastLink> last;
    for (const auto& cycle : scopes(state))
        for (const auto& past : registry.past_delegations_of(person, cycle, at)) {
            if (!is_asked(assignment, past->person) || (last && last->until >= *past->until))
                continue;
            last = PastLink{.generation = own > 0 ? own : generation_of(assignment, past->person),
                            .behalf = past->person,
                            .until = *past->until};
        }
    return last && last->generation > 0 ? last : std::nullopt;
}

}  // namespace paraph
