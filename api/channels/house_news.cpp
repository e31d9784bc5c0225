#include "api/channels/house_news.hpp"

#include "engine/base/contains.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {
namespace {

/// A server may have stood for days; of what ended before nobody waits to hear.
constexpr std::chrono::days told_of_late{7};

HouseNews awaiting_consent(const DelegationGiven& given, const Registry& registry) {
    HouseNews news{.delegation = given.delegation.id};
    if (!given.delegation.awaits_consent) return news;
    for (const auto& [id, person] : registry.people)
        if (person->active && contains(person->roles, HouseRole::secretariat))
            news.notices.push_back(
                {.kind = NoticeKind::consent, .person = id, .body = person->body});
    return news;
}

HouseNews handed_back(const DelegationEnded& ended, const Record<RegistryFact>& record,
                      const Registry& registry) {
    HouseNews news{.delegation = ended.id};
    const auto found = registry.ended_delegations.find(ended.id);
    if (found == registry.ended_delegations.end()) return news;
    const auto& over = *found->second;
    const bool was_in_force = !over.awaits_consent && over.from < *over.until;
    if (!was_in_force || record.at - *over.until > told_of_late) return news;
    for (const auto& id : {over.delegate, over.person}) {
        const auto* person = registry.person(id);
        if (!person || !person->active || id == record.actor) continue;
        news.notices.push_back(
            {.kind = NoticeKind::handed_back, .person = id, .body = person->body});
    }
    return news;
}

}  // namespace

HouseNews news_of_house(const Entry& entry, const Registry& registry) {
    if (entry.kind != "delegation given" && entry.kind != "delegation ended") return {};
    const auto record = read_registry_entry(entry.body, entry.secret);
    if (!record) return {};
    if (const auto* given = std::get_if<DelegationGiven>(&record->fact))
        return awaiting_consent(*given, registry);
    return handed_back(std::get<DelegationEnded>(record->fact), *record, registry);
}

}  // namespace paraph::api
