#include <algorithm>
#include <cstdlib>

#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"

namespace paraph {
namespace {

/// Links are issued anew and revoked by the secretariat, or within the body itself; by rule where
/// nobody is left who was asked.
Result<const Assignment*> find_link(const Decision& decision, const std::string& assignment,
                                    const std::string& person) {
    const auto seated = decision.state().seated(assignment);
    if (!seated) return refuse(Refused::not_found, "There is no such assignment.");
    const auto& seat = *seated.assignment;
    const auto& actor = decision.actor();
    const bool inside = decision.state().is_inside();
    const bool own = !actor.body.empty() && actor.body == seat.body;
    const bool passed_on = actor.id == "rule" && is_left_behind(decision.registry(), seat) &&
                           !seat.links.contains(person);
    if (!own && !passed_on && (inside || !actor.is(HouseRole::secretariat)))
        return refuse(Refused::forbidden, "Only the secretariat or the body itself may do this.");
    const auto* known = decision.registry().person(person);
    if (!known || !known->active || known->body != seat.body)
        return refuse(Refused::invalid, "This person does not speak for the body.", "/person");
    return &seat;
}

}  // namespace

Result<> handle(Decision& decision, const IssueLink& command) {
    const auto seat = find_link(decision, command.assignment, command.person);
    if (!seat) return seat.error();
    const auto& links = (*seat)->links;
    const auto found = links.find(command.person);
    const int generation = found == links.end() ? 1 : std::abs(found->second) + 1;
    decision.record(LinkIssued{
        .assignment = command.assignment, .person = command.person, .generation = generation});
    return {};
}

Result<> handle(Decision& decision, const RevokeLink& command) {
    const auto seat = find_link(decision, command.assignment, command.person);
    if (!seat) return seat.error();
    const auto found = (*seat)->links.find(command.person);
    if (found == (*seat)->links.end() || found->second < 0)
        return refuse(Refused::nothing_to_do, "This person has no link that works.", "/person");
    decision.record(LinkRevoked{.assignment = command.assignment, .person = command.person});
    return {};
}

}  // namespace paraph
