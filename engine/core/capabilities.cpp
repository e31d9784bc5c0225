#include <cstdlib>

#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/links.hpp"

namespace paraph {
namespace {

/// By rule they are issued where nobody is left who was asked, and to who begins to stand in.
bool passes_on(const Decision& decision, const Assignment& seat, const IssueLink& command) {
    if (decision.actor().id != "rule") return false;
    const bool own =
        seat.links.contains(command.person) && !seat.stand_ins.contains(command.person);
    return !command.stands_in_for.empty() || (!own && is_left_behind(decision.registry(), seat));
}

/// Links are issued anew and revoked by the secretariat, or within the body itself.
Result<const Assignment*> find_link(const Decision& decision, const std::string& assignment,
                                    const std::string& person, const IssueLink* command = nullptr) {
    const auto seated = decision.state().seated(assignment);
    if (!seated) return refuse(Refused::not_found, "There is no such assignment.");
    const auto& seat = *seated.assignment;
    if (runs_sub_cycles(seated.round->kind))
        return refuse(Refused::out_of_order,
                      "A cycle of its own speaks here; links are issued there.");
    const auto& actor = decision.actor();
    const bool inside = decision.state().is_inside();
    const bool own = !actor.body.empty() && actor.body == seat.body;
    const bool passed_on = command && passes_on(decision, seat, *command);
    if (!own && !passed_on && (inside || !actor.is(HouseRole::secretariat)))
        return refuse(Refused::forbidden, "Only the secretariat or the body itself may do this.");
    const auto* known = decision.registry().person(person);
    if (!known || !known->active || known->body != seat.body)
        return refuse(Refused::invalid, "This person does not speak for the body.", "/person");
    return &seat;
}

}  // namespace

Result<> handle(Decision& decision, const IssueLink& command) {
    const auto seat = find_link(decision, command.assignment, command.person, &command);
    if (!seat) return seat.error();
    if (const auto& behalf = command.stands_in_for; !behalf.empty())
        if (auto r = may_link_stand_in(decision.registry(), decision.state(), **seat,
                                       command.person, behalf, decision.now());
            !r)
            return r;
    const auto& links = (*seat)->links;
    const auto found = links.find(command.person);
    const int generation = found == links.end() ? 1 : std::abs(found->second) + 1;
    decision.record(LinkIssued{.assignment = command.assignment,
                               .person = command.person,
                               .generation = generation,
                               .stands_in_for = command.stands_in_for});
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
