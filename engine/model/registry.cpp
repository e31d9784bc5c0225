#include "engine/model/registry.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace paraph {
namespace {

template <class T>
const T* look_up(const std::map<std::string, std::shared_ptr<const T>, std::less<>>& map,
                 std::string_view key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second.get();
}

/// A version out of a list in which the n-th stands at n - 1; 0: the newest.
template <class T>
const T* of_version(
    const std::map<std::string, std::vector<std::shared_ptr<const T>>, std::less<>>& map,
    std::string_view key, int version) {
    const auto found = map.find(key);
    if (found == map.end() || found->second.empty() || version < 0) return nullptr;
    if (version == 0) return found->second.back().get();
    const auto index = static_cast<std::size_t>(version) - 1;
    return index < found->second.size() ? found->second[index].get() : nullptr;
}

std::size_t rank(std::string_view function) {
    static constexpr std::array<std::string_view, 3> order{"focal point", "chair", "alternate"};
    return static_cast<std::size_t>(std::ranges::find(order, function) - order.begin());
}

bool same_address(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) ==
               std::tolower(static_cast<unsigned char>(y));
    });
}

}  // namespace

const Body* Registry::body(std::string_view id) const {
    return look_up(bodies, id);
}
const Person* Registry::person(std::string_view id) const {
    return look_up(people, id);
}

const CalendarVersion* Registry::calendar(std::string_view name, int version) const {
    return of_version(calendars, name, version);
}

const DefinitionVersion* Registry::definition(std::string_view name, int version) const {
    return of_version(definitions, name, version);
}

const CalendarVersion* Registry::calendar_of(const Opening& opening) const {
    return calendar(opening.calendar, opening.calendar_version);
}

const Stage* Registry::stage_around(const Opening& opening) const {
    if (!opening.parent) return nullptr;
    const auto& [name, version, digest] = opening.parent->definition;
    const auto* around = definition(name, version);
    return around && around->definition ? around->definition->stage(opening.parent->stage)
                                        : nullptr;
}

std::vector<const Person*> Registry::people_of(std::string_view id) const {
    std::vector<const Person*> found;
    const auto* record = body(id);
    if (!record) return found;
    for (const auto& name : record->people)
        if (const auto* known = person(name); known && known->active) found.push_back(known);
    std::ranges::stable_sort(found, {}, [](const Person* p) { return rank(p->function); });
    return found;
}

namespace {

bool is_for(const Delegation& delegation, std::string_view cycle) {
    return delegation.cycle.empty() || delegation.cycle == cycle;
}

bool in_force(const Delegation& delegation, std::string_view cycle, Instant at) {
    return !delegation.awaits_consent && at >= delegation.from &&
           (!delegation.until || at < *delegation.until) && is_for(delegation, cycle);
}

/// Of one that awaited consent, or was ended before it began, there is nothing that is over.
bool is_over(const Delegation& delegation, std::string_view cycle, Instant at) {
    return !delegation.awaits_consent && delegation.until && *delegation.until <= at &&
           delegation.from < *delegation.until && is_for(delegation, cycle);
}

}  // namespace

std::vector<const Person*> Registry::delegators_of(std::string_view delegate,
                                                   std::string_view cycle, Instant when) const {
    std::vector<const Person*> found;
    for (const auto& [id, delegation] : delegations)
        if (delegation->delegate == delegate && in_force(*delegation, cycle, when))
            if (const auto* known = person(delegation->person); known && known->active)
                found.push_back(known);
    return found;
}

std::vector<const Person*> Registry::delegates_of(std::string_view of, std::string_view cycle,
                                                  Instant when) const {
    std::vector<const Person*> found;
    for (const auto& [id, delegation] : delegations)
        if (delegation->person == of && in_force(*delegation, cycle, when))
            if (const auto* known = person(delegation->delegate); known && known->active)
                found.push_back(known);
    return found;
}

const Delegation* Registry::delegation(std::string_view of, std::string_view delegate,
                                       std::string_view cycle, Instant when) const {
    const Delegation* first = nullptr;
    const auto* to = person(delegate);
    const auto* who = person(of);
    if (!to || !to->active || !who || !who->active) return first;
    for (const auto& [id, delegation] : delegations)
        if (delegation->person == of && delegation->delegate == delegate &&
            in_force(*delegation, cycle, when) && (!first || delegation->from < first->from))
            first = delegation.get();
    return first;
}

std::vector<std::shared_ptr<const Delegation>> Registry::past_delegations_of(
    std::string_view delegate, std::string_view cycle, Instant when) const {
    std::vector<std::shared_ptr<const Delegation>> found;
    for (const auto* list : {&delegations, &ended_delegations})
        for (const auto& [id, delegation] : *list)
            if (delegation->delegate == delegate && is_over(*delegation, cycle, when))
                found.push_back(delegation);
    return found;
}

const Person* Registry::person_by_email(std::string_view email) const {
    for (const auto& [id, known] : people)
        if (known->active && same_address(known->email, email)) return known.get();
    return nullptr;
}

}  // namespace paraph
