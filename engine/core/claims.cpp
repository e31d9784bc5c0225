#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"

namespace paraph {

// Who of a body's people does what the body owes. Nobody outside the body has a say in it, and the
// body's answer is as good whoever gives it; a claim only keeps colleagues from crossing.

namespace {

/// An assignment that still takes answers, of the actor's body or level.
Result<const Assignment*> find_own(Decision& decision, const std::string& name) {
    const auto seated = decision.state().seated(name);
    if (!seated) return refuse(Refused::not_found, "There is no such assignment.");
    if (decision.actor().person.empty())
        return refuse(Refused::forbidden, "Only a person takes something on.");
    if (auto r = may_answer(decision, *seated.round, *seated.assignment, ""); !r) return r.error();
    if (!is_open(*seated.round)) return refuse(Refused::round_closed, "This round is over.");
    if (auto r = must_be_running_or_deferred(decision.state()); !r) return r.error();
    return seated.assignment;
}

}  // namespace

Result<> handle(Decision& decision, const ClaimAssignment& command) {
    const auto assignment = find_own(decision, command.assignment);
    if (!assignment) return assignment.error();
    if ((*assignment)->claimed == decision.actor().person) return {};
    decision.record(AssignmentClaimed{.assignment = command.assignment});
    return {};
}

Result<> handle(Decision& decision, const ReleaseAssignment& command) {
    const auto assignment = find_own(decision, command.assignment);
    if (!assignment) return assignment.error();
    if ((*assignment)->claimed.empty())
        return refuse(Refused::nothing_to_do, "Nobody has claimed this.");
    decision.record(AssignmentReleased{.assignment = command.assignment});
    return {};
}

Result<> handle(Decision& decision, const HandOverAssignment& command) {
    const auto assignment = find_own(decision, command.assignment);
    if (!assignment) return assignment.error();
    const auto* person = decision.registry().person(command.person);
    if (!person || !person->active || person->body != (*assignment)->body)
        return refuse(Refused::invalid, "This person does not speak for the body.", "/person");
    if (!(*assignment)->function.empty() && person->function != (*assignment)->function)
        return refuse(Refused::invalid,
                      "This level is for the " + (*assignment)->function + " of the body.",
                      "/person");
    if ((*assignment)->claimed == command.person) return {};
    decision.record(
        AssignmentHandedOver{.assignment = command.assignment, .person = command.person});
    return {};
}

}  // namespace paraph
