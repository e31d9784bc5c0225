#include "engine/core/subcycles.hpp"

#include <set>

#include "engine/core/settled.hpp"

namespace paraph {
namespace {

/// The position of the body goes out, as the last level of its chain left it.
void report_position(Decision& decision) {
    const auto& rounds = decision.state().rounds;
    for (auto round = rounds.rbegin(); round != rounds.rend(); ++round) {
        if ((*round)->assignments.empty()) continue;
        const auto& last = (*round)->assignments.front();
        if (!last->answer || last->answer->proposes.empty()) continue;
        TakePosition position;
        position.position = last->answer->proposes;
        if (const auto* said = decision.answering()) {
            position.reason = said->reason;
            position.comments = said->comments;
            position.form = said->form;
        }
        position.cites = Citation{.cycle = decision.state().id, .sequence = last->answer->entry};
        return send_outside(decision, std::move(position));
    }
}

void report_outcome(Decision& decision, std::string outcome) {
    TakePosition position;
    position.position = std::move(outcome);
    position.cites = Citation{.cycle = decision.state().id, .sequence = decision.state().sequence};
    send_outside(decision, std::move(position));
}

/// "Annual review: Ministry of Labour".
std::string title_of(const Decision& decision, const Seat& seat) {
    const auto& title = decision.state().title;
    if (seat.item) return title + ": " + *seat.item;
    const auto* body = seat.body.empty() ? nullptr : decision.registry().body(seat.body);
    if (!body) return title;
    const auto named = body->name.find(decision.state().opening->language);
    return title + ": " + (named == body->name.end() ? body->name.begin()->second : named->second);
}

json::value as_value(const Attribute& attribute, const std::string& choice) {
    if (attribute.type != Attribute::Type::number) return json::value(choice);
    return json::value(std::int64_t{std::stoll(choice)});
}

/// What the procedure gets of the outer cycle: the roles and attributes that have its names.
void hand_down(const Definition& procedure, const Stage& stage, const Seat& seat,
               const Bindings& roles, const json::object& attributes, OpenCycle& open) {
    for (const auto& role : procedure.roles)
        if (const auto bound = roles.find(role.name); bound != roles.end())
            open.roles[role.name] = bound->second;
    for (const auto& [name, attribute] : procedure.attributes)
        if (const auto* value = attributes.if_contains(name)) open.attributes[name] = *value;
    if (stage.as.empty()) return;
    if (!seat.item)
        open.roles[stage.as] = {seat.body};
    else if (const auto found = procedure.attributes.find(stage.as);
             found != procedure.attributes.end())
        open.attributes[stage.as] = as_value(found->second, *seat.item);
}

OpenCycle inside_command(const Decision& decision, const Seat& seat) {
    OpenCycle open;
    open.definition = inside_of(decision, seat.roles)->name;
    open.title = decision.state().title;
    return open;
}

OpenCycle procedure_command(const Decision& decision, const Stage& stage, const Seat& seat) {
    const auto& opening = *decision.state().opening;
    const auto& pinned = opening.procedures.at(stage.procedure);
    const auto* found = decision.registry().definition(pinned.name, pinned.version);
    OpenCycle open;
    open.definition = pinned.name;
    open.version = pinned.version;
    open.title = title_of(decision, seat);
    open.procedures = opening.procedures;
    hand_down(*found->definition, stage, seat, opening.roles, opening.attributes, open);
    for (const auto& [role, bodies] : seat.bound) open.roles[role] = bodies;
    open.conflicts = opening.conflicts;
    open.assigned = opening.assigned;
    return open;
}

ParentKind kind_of_parent(const Stage& stage) {
    if (stage.kind == StageKind::each) return ParentKind::each;
    return stage.kind == StageKind::call ? ParentKind::call : ParentKind::inside;
}

bool answer_stands(AssignmentStatus status) {
    return status == AssignmentStatus::answered || status == AssignmentStatus::blocking ||
           status == AssignmentStatus::lifted;
}

/// The body gave the answer that stands in this very round.
bool was_given(const Assignment& assignment) {
    return answer_stands(assignment.status) && assignment.answer->how == How::explicit_;
}

/// Whether the body changes its answer by its own procedure: not the outcome of a sub-cycle, which
/// is reopened itself, nor what was carried over, of which people were asked instead.
bool may_change_inside(const Stage& stage, const Assignment& assignment) {
    return was_given(assignment) && !runs_sub_cycles(stage.kind) && assignment.people.empty() &&
           !is_final(stage, assignment);
}

void add_outcome(const Target& target, std::set<std::string>& outcomes) {
    if (target.ends()) outcomes.insert(target.name);
}

std::set<std::string> outcomes_of(const Definition& definition) {
    std::set<std::string> outcomes;
    for (const auto& stage : definition.stages) {
        for (const auto& [result, target] : stage.then) add_outcome(target, outcomes);
        if (stage.at_most) add_outcome(stage.at_most_then, outcomes);
    }
    return outcomes;
}

/// Walks through everything that the cycle will open, before it does.
class Procedures {
public:
    Procedures(const Decision& decision, std::map<std::string, DefinitionRef>& pinned)
        : decision_(decision), pinned_(pinned) {}

    Result<> check(const Definition& definition, const Bindings& roles,
                   const json::object& attributes) {
        for (const auto& stage : definition.stages) {
            if (stage.procedure.empty()) continue;
            if (auto r = check_stage(stage, roles, attributes); !r) return r;
        }
        return {};
    }

private:
    Result<> check_stage(const Stage& stage, const Bindings& roles,
                         const json::object& attributes) {
        const auto* found = find(stage.procedure);
        if (!found)
            return refuse(Refused::unknown_definition,
                          "\"" + stage.name + "\" runs \"" + stage.procedure +
                              "\", and there is no such definition. Publish it first.",
                          "/definition");
        if (!running_.insert(stage.procedure).second)
            return refuse(Refused::unsound_definition,
                          "\"" + stage.procedure + "\" would run itself, without an end.",
                          "/definition");
        const auto& procedure = *found->definition;
        pinned_[found->name] = {found->name, found->version, found->digest};
        if (auto r = check_outcomes(stage, procedure); !r) return r;
        OpenCycle open;
        const Seat any{.body = "any",
                       .item = stage.over.empty() ? std::nullopt : std::optional<std::string>("1")};
        hand_down(procedure, stage, any, roles, attributes, open);
        if (auto r = check_bound(stage, procedure, open); !r) return r;
        if (auto r = check(procedure, open.roles, open.attributes); !r) return r;
        running_.erase(stage.procedure);
        return {};
    }

    const DefinitionVersion* find(const std::string& name) const {
        const auto pin = pinned_.find(name);
        return decision_.registry().definition(name,
                                               pin == pinned_.end() ? 0 : pin->second.version);
    }

    static Result<> check_outcomes(const Stage& stage, const Definition& procedure) {
        for (const auto& outcome : outcomes_of(procedure))
            if (!stage.position(outcome))
                return refuse(Refused::unsound_definition,
                              "\"" + procedure.name + "\" can end as \"" + outcome +
                                  "\", which the stage \"" + stage.name + "\" does not name.",
                              "/definition");
        return {};
    }

    static Result<> check_bound(const Stage& stage, const Definition& procedure,
                                const OpenCycle& open) {
        for (const auto& role : procedure.roles) {
            const auto count = bound_to(open.roles, role.name).size();
            // What is drawn is drawn when the stage opens.
            if (!role.body.empty() || !role.drawn_from.empty() || !role.named_by.empty() ||
                (count >= static_cast<std::size_t>(role.least) &&
                 count <= static_cast<std::size_t>(role.most)))
                continue;
            return refuse(Refused::wrong_number,
                          "\"" + procedure.name + "\", which \"" + stage.name +
                              "\" runs, takes another number of bodies for its role \"" +
                              role.name + "\" than this cycle gives it.",
                          pointer_to("/roles", role.name));
        }
        for (const auto& [name, attribute] : procedure.attributes)
            if (attribute.required && !open.attributes.contains(name))
                return refuse(Refused::invalid,
                              "\"" + procedure.name + "\", which \"" + stage.name +
                                  "\" runs, asks for \"" + name + "\".",
                              pointer_to("/attributes", name));
        return {};
    }

    const Decision& decision_;
    std::map<std::string, DefinitionRef>& pinned_;
    std::set<std::string> running_;
};

}  // namespace

const DefinitionVersion* version_inside(const Registry& registry, const Definition& definition,
                                        const std::vector<std::string>& roles) {
    for (const auto& name : roles) {
        const auto* role = definition.role(name);
        if (!role || role->inside.empty()) continue;
        if (const auto* found = registry.definition(role->inside)) return found;
    }
    return nullptr;
}

const Definition* inside_of(const Decision& decision, const std::vector<std::string>& roles) {
    const auto* found = version_inside(decision.registry(), decision.definition(), roles);
    return found ? found->definition.get() : nullptr;
}

Bindings roles_inside(const Definition& procedure, const Stage& stage, const Seat& seat,
                      const Opening& opening) {
    OpenCycle open;
    hand_down(procedure, stage, seat, opening.roles, opening.attributes, open);
    return open.roles;
}

void open_child(Decision& decision, const Stage& stage, const Seat& seat,
                std::optional<Instant> due) {
    if (seat.child.empty() || seat.carried) return;
    const auto kind = kind_of_parent(stage);
    const auto& state = decision.state();
    OpenCycle open = kind == ParentKind::inside ? inside_command(decision, seat)
                                                : procedure_command(decision, stage, seat);
    open.language = state.opening->language;
    open.restricted = state.opening->restricted;
    open.outer_due = due;
    if (state.revision()) open.outer_revision = *state.revision();
    open.parent = Parent{.cycle = state.id,
                         .assignment = seat.id,
                         .body = seat.body,
                         .stage = stage.name,
                         .definition = state.opening->definition,
                         .kind = kind,
                         .answered = answer_stands(seat.status)};
    decision.send(seat.child, std::move(open));
}

bool may_run(const Decision& decision, const Assignment& assignment, StageKind kind) {
    if (assignment.child.empty()) return false;
    if (assignment.status == AssignmentStatus::awaited ||
        assignment.status == AssignmentStatus::silent)
        return true;
    if (!was_given(assignment)) return false;
    if (kind == StageKind::comment) return true;
    if (const auto& cites = assignment.answer->cites) return cites->cycle != assignment.child;
    const auto inside = decision.cycle(assignment.child);  // the answer came by letter
    return inside && inside->opened >= assignment.answer->at;
}

std::vector<std::string> begun_anew(const Stage& stage, const Round& round,
                                    const std::string& only) {
    std::vector<std::string> anew;
    if (round.status != RoundStatus::closed) return anew;
    for (const auto& assignment : round.assignments) {
        const bool meant = only.empty() || assignment->body == only;
        const bool asked = assignment->status == AssignmentStatus::closed ||
                           (assignment->status == AssignmentStatus::silent && meant);
        if (!assignment->child.empty() &&
            (asked || (meant && may_change_inside(stage, *assignment))))
            anew.push_back(assignment->id);
    }
    return anew;
}

void tell_inside(Decision& decision, const Round& round, const Command& command) {
    for (const auto& assignment : round.assignments)
        if (may_run(decision, *assignment, round.kind)) decision.send(assignment->child, command);
}

void send_outside(Decision& decision, TakePosition position) {
    const auto& parent = *decision.state().opening->parent;
    position.assignment = parent.assignment;
    Actor actor = decision.actor();
    actor.via = "inside";
    actor.behalf = decision.behalf();
    decision.send(parent.cycle, std::move(position), std::move(actor));
}

void report_outside(Decision& decision) {
    if (decision.state().is_inside())
        report_position(decision);
    else if (decision.state().opening->parent)
        report_outcome(decision, decision.state().outcome);
}

void report_abandoned(Decision& decision) {
    if (decision.state().opening->parent && !decision.state().is_inside())
        report_outcome(decision, "abandoned");
}

Result<> check_procedures(const Decision& decision, const Definition& definition,
                          const Bindings& roles, const json::object& attributes,
                          std::map<std::string, DefinitionRef>& pinned) {
    return Procedures(decision, pinned).check(definition, roles, attributes);
}

}  // namespace paraph
