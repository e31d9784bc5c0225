#include "api/routes/act_participants.hpp"

#include <algorithm>
#include <set>

#include "engine/base/contains.hpp"
#include "engine/core/blind.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph::api {
namespace {

using pages::Act;
using pages::Choice;

/// A house's own office: its people run or audit this house, and nobody else speaks for it.
bool is_office(const Registry& registry, const std::string& body) {
    const auto people = registry.people_of(body);
    return !people.empty() && std::ranges::all_of(people, [](const Person* person) {
        return std::ranges::any_of(person->roles,
                                   [](HouseRole role) { return role != HouseRole::participant; });
    });
}

std::set<std::string> bound(const Seen& seen) {
    std::set<std::string> all;
    for (const auto& [role, bodies] : seen.state->opening->roles)
        all.insert(bodies.begin(), bodies.end());
    return all;
}

/// Those whose place another body may take: in a cycle that has ended, with what they have still to
/// do.
std::set<std::string> replaceable(const Seen& seen) {
    if (seen.state->status != CycleStatus::ended) return bound(seen);
    std::set<std::string> owing;
    for (const auto& commitment : seen.state->commitments)
        if (!left_open(*seen.state, commitment->body).empty()) owing.insert(commitment->body);
    return owing;
}

std::vector<const paraph::Role*> roles_with_room(const Seen& seen) {
    std::vector<const paraph::Role*> found;
    const auto& roles = seen.state->opening->roles;
    for (const auto& role : seen.definition->roles) {
        const auto has = roles.find(role.name);
        const auto count = has == roles.end() ? 0 : has->second.size();
        // A body that the definition names is not chosen, and none takes its place.
        if (role.body.empty() && count < static_cast<std::size_t>(role.most))
            found.push_back(&role);
    }
    return found;
}

/// Whether the body could get one of the roles: it has not all of them yet.
bool lacks_one(const Seen& seen, const std::vector<const paraph::Role*>& roles,
               const std::string& body) {
    return std::ranges::any_of(roles, [&](const paraph::Role* role) {
        const auto has = seen.state->opening->roles.find(role->name);
        return has == seen.state->opening->roles.end() || !contains(has->second, body);
    });
}

void sort_by_title(std::vector<Choice>& choices) {
    std::ranges::sort(choices, {}, &Choice::title);
}

void ask_first(std::vector<Choice>& choices, std::string_view key, const Naming& naming) {
    choices.insert(choices.begin(), {"", naming.language().say(key), {}, true});
}

std::vector<Choice> choices_of(const std::set<std::string>& bodies, const Naming& naming) {
    std::vector<Choice> choices;
    for (const auto& body : bodies) choices.push_back({body, naming.body(body), {}, false});
    sort_by_title(choices);
    ask_first(choices, "act.choose_body", naming);
    return choices;
}

}  // namespace

void put_participants(pages::ActView& view, const Seen& seen, const Naming& naming) {
    const auto inside = bound(seen);
    if (view.act == Act::remove_participant) view.whom = choices_of(inside, naming);
    if (view.act == Act::replace_participant) view.whom = choices_of(replaceable(seen), naming);
    std::set<std::string> others;
    for (const auto& [id, body] : seen.registry->bodies)
        if (!is_pseudonym(id) && (inside.contains(id) || !is_office(*seen.registry, id)))
            others.insert(id);
    if (view.act == Act::replace_participant) view.successors = choices_of(others, naming);
    if (view.act != Act::add_participant) return;
    const auto open = roles_with_room(seen);
    std::erase_if(others, [&](const auto& body) { return !lacks_one(seen, open, body); });
    view.whom = choices_of(others, naming);
    for (const auto* role : open)
        view.roles.push_back({role->name, naming.role(role->name), {}, false});
    if (view.roles.size() == 1)
        view.roles.front().chosen = true;
    else
        ask_first(view.roles, "act.choose_role", naming);
}

std::vector<pages::FieldError> not_chosen(Act act, const http::Form& form,
                                          const pages::Language& language) {
    std::vector<pages::FieldError> errors;
    const auto must_have = [&](std::string field, std::string_view key) {
        if (form.get(field).empty()) errors.push_back({std::move(field), language.say(key)});
    };
    const bool adds = act == Act::add_participant, replaces = act == Act::replace_participant;
    if (adds) must_have("role", "act.choose_role");
    if (adds || replaces || act == Act::remove_participant) must_have("body", "act.choose_body");
    if (replaces) must_have("successor", "act.choose_body");
    return errors;
}

}  // namespace paraph::api
