#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/judge.hpp"
#include "engine/core/links.hpp"

namespace paraph {
// Who might: from the registry as it stood then, and the bindings of the cycle.

bool Judge::is_secretariat() const {
    if (record_.actor == "control") return true;  // the data folder's owner, on its socket
    if (record_.via == "link") return false;      // by which a person only takes part
    if (const auto* person = registry_.person(record_.actor))
        return person->active && contains(person->roles, HouseRole::secretariat);
    const auto token = registry_.tokens.find(record_.actor);
    return token != registry_.tokens.end() && !token->second->revoked &&
           token->second->role == HouseRole::secretariat;
}

/// The person whose right it was: the actor, or the one for whom it acted.
const Person* Judge::entitled() const {
    return registry_.person(record_.behalf.empty() ? record_.actor : record_.behalf);
}

/// Whoever acts for another does so by a delegation in force; what comes out of a body was
/// delegated inside.
void Judge::check_behalf() {
    if (record_.behalf.empty() || record_.via == "inside") return;
    const auto has = [&](const std::string& cycle) {
        return std::ranges::any_of(
            registry_.delegates_of(record_.behalf, cycle, record_.at),
            [&](const Person* delegate) { return delegate->id == record_.actor; });
    };
    if (has(state().id)) return;
    if (state().opening && opening().parent && has(opening().parent->cycle)) return;
    flaw("whoever acted for another had no delegation");
}

/// Whoever came by a link held one that lived.
void Judge::check_link() {
    if (record_.via != "link" || !state().opening) return;
    const auto holds = [&](const State& cycle) {
        return held_link(registry_, cycle, record_.actor, record_.at).generation > 0;
    };
    const auto inside = cycles_inside(state(), body_of_actor());
    const bool by_level = std::ranges::any_of(inside, [&](const auto& id) {
        const auto* cycle = other_(id);
        return !cycle || holds(cycle->state);  // what is not known can't be judged
    });
    if (!by_level && !holds(state())) flaw("whoever came by a link held none");
}

std::string Judge::body_of_actor() const {
    if (record_.actor == anyone) return std::string(anyone);
    if (const auto* person = registry_.person(record_.actor))
        return person->active ? person->body : "";
    const auto token = registry_.tokens.find(record_.actor);
    return token == registry_.tokens.end() || token->second->revoked ? "" : token->second->body;
}

bool Judge::holds_role(const std::string& role) const {
    const std::string body = body_of_actor();
    return !body.empty() && contains(bound_to(opening().roles, role), body);
}

/// A level of a chain is for its function; else whoever was asked, or whose body it is. A meeting
/// or a round is answered for by the secretariat only where it writes down what came to it.
bool Judge::speaks_for(const Seated& seat, const std::string& received) const {
    if (!received.empty()) return is_secretariat();
    const auto& assignment = *seat.assignment;
    const auto* person = entitled();
    if (!assignment.function.empty())
        return person && person->active && person->body == assignment.body &&
               person->function == assignment.function;
    if (person && person->active && contains(assignment.people, person->id)) return true;
    if (assignment.body.empty() || body_of_actor() != assignment.body) return false;
    return record_.via != "link" ||
           held_link(registry_, state(), assignment, record_.actor, record_.at).generation > 0;
}

void Judge::by_speaker(const Seated& seat, const std::string& received) {
    if (!speaks_for(seat, received)) flaw("whoever took it does not speak for the body");
}

void Judge::by_rule_only(const char* what) {
    if (!by_rule()) flaw(std::string(what) + " by rule only");
}

/// An act of the secretariat: of a cycle inside a body, only by those whom its definition names, or
/// by rule as the outer cycle goes. It carries a reason.
void Judge::by_act(const std::string& act) {
    if (by_rule()) {
        if (!opening().parent) flaw("no rule can " + act + " a cycle that nothing is around");
        return;
    }
    if (record_.seal.empty()) flaw("it carries no reason");
    if (is_secretariat() && !state().is_inside()) return;
    const auto may = definition_->may.find(act);
    if (may != definition_->may.end() &&
        std::ranges::any_of(may->second, [&](const auto& role) { return holds_role(role); }))
        return;
    flaw("whoever did it may not " + act + " here");
}

/// Whether the text is the actor's to revise: it leads, or sits at the open revise stage.
bool Judge::is_revisers() const {
    if (holds_role("lead")) return true;
    const std::string body = body_of_actor();
    return std::ranges::any_of(state().open_rounds(), [&](int index) {
        const auto& round = *round_at(index);
        return round.kind == StageKind::revise && is_seated(round, body);
    });
}

/// A text is revised, and comments are answered, by those and by the secretariat.
void Judge::by_reviser() {
    if (!is_secretariat() && !is_revisers()) flaw("whoever did it does not revise the text here");
}

/// Four eyes: not the person that acted in a stage from which this one is separate.
void Judge::by_another_hand(const Stage& stage) {
    if (!registry_.person(record_.actor)) return;
    std::vector<std::string> people{record_.actor};
    if (!record_.behalf.empty()) people.push_back(record_.behalf);
    for (const auto& other : stage.separate_from)
        if (acted_in(state(), people, other))
            return flaw("the same person acted where another must have");
}

void Judge::while_running() {
    if (state().status != CycleStatus::running) flaw("the cycle was not running");
}

void Judge::while_running_or_deferred() {
    if (state().status != CycleStatus::deferred) while_running();
}

}  // namespace paraph
