#include "engine/core/seats.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/course.hpp"
#include "engine/core/subcycles.hpp"

namespace paraph {
namespace {

std::vector<std::string> with_function(const Registry& registry, std::string_view body,
                                       std::string_view function) {
    std::vector<std::string> people;
    for (const auto* person : registry.people_of(body))
        if (person->function == function) people.push_back(person->id);
    return people;
}

/// Who is asked for a body: its focal points, alternates and chairs; else everyone it has.
std::vector<std::string> spokespeople(const Registry& registry, std::string_view body) {
    static const std::vector<std::string> functions{"focal point", "alternate", "chair"};
    std::vector<std::string> people, all;
    for (const auto* person : registry.people_of(body)) {
        all.push_back(person->id);
        if (contains(functions, person->function)) people.push_back(person->id);
    }
    return people.empty() ? all : people;
}

/// Whether the body has anyone whom a level of the chain asks for.
bool has_chain(const Registry& registry, const Definition& inside, std::string_view body) {
    for (const auto& stage : inside.stages)
        for (const auto& who : stage.who)
            if (who.kind == Participant::Kind::function &&
                !with_function(registry, body, who.name).empty())
                return true;
    return false;
}

/// The last level of the chain at which the body has somebody.
std::vector<std::string> last_signatories(const Decision& decision, const Definition& inside,
                                          std::string_view body) {
    std::vector<std::string> last;
    for (const auto& stage : inside.stages)
        for (const auto& who : stage.who) {
            if (who.kind != Participant::Kind::function) continue;
            if (auto people = with_function(decision.registry(), body, who.name); !people.empty())
                last = std::move(people);
        }
    return last;
}

/// Ids of paragraphs that changed in any revision after `revision`.
std::vector<std::string> changed_since(const State& state, int revision) {
    std::vector<std::string> changed;
    for (const auto& later : state.revisions)
        if (later->number > revision)
            changed.insert(changed.end(), later->changed.begin(), later->changed.end());
    return changed;
}

bool all_editorial_since(const State& state, int revision) {
    return std::ranges::all_of(state.revisions, [&](const auto& later) {
        return later->number <= revision || later->editorial;
    });
}

}  // namespace

bool carries(const State& state, const Stage& stage, const Assignment& before) {
    if (stage.carry_over == CarryOver::none) return false;
    // A block stays until it is lifted or changed: a new text must not turn it into silence.
    if (before.status == AssignmentStatus::blocking || stage.carry_over == CarryOver::all)
        return true;
    const int seen = before.answer->revision;
    if (stage.carry_over == CarryOver::editorial) return all_editorial_since(state, seen);
    const auto changed = changed_since(state, seen);
    return std::ranges::none_of(state.comments, [&](const auto& comment) {
        return comment->body == before.body && comment->stage == stage.name &&
               comment->status != CommentStatus::withdrawn && contains(changed, comment->paragraph);
    });
}

std::vector<std::string> outdated(const Definition& definition, const State& state, int index) {
    const auto round_at = [&](int i) -> const Round& { return state.round(i); };
    const bool signing = round_at(index).kind == StageKind::sign_off;
    std::vector<std::string> ids;
    for (int i = index; i >= 0; --i) {
        const Round& round = round_at(i);
        if (i != index && !(signing && round.kind == StageKind::sign_off)) break;
        if (round.status == RoundStatus::undone) continue;
        const auto& stage = *definition.stage(round.stage);
        for (const auto& assignment : round.assignments)
            if (standing(*assignment) && !carries(state, stage, *assignment))
                ids.push_back(assignment->id);
    }
    return ids;
}

std::string own_body(const State& state) {
    const auto& opening = *state.opening;
    if (opening.parent) return opening.parent->body;
    for (const auto& [role, bodies] : opening.roles)
        if (!bodies.empty()) return bodies.front();
    return {};
}

std::vector<std::string> people_asked(const Registry& registry, std::string_view body,
                                      const std::string& function) {
    return function.empty() ? spokespeople(registry, body)
                            : with_function(registry, body, function);
}

bool answers_inside(const Registry& registry, const Stage& stage, const Definition& inside,
                    std::string_view body) {
    const bool asks = stage.kind == StageKind::ballot || stage.kind == StageKind::comment;
    return asks && has_chain(registry, inside, body);
}

Seat seat_for(Decision& decision, const Stage& stage, const std::string& body,
              std::vector<std::string> roles, const std::string& function) {
    Seat seat;
    seat.id = decision.new_assignment();
    seat.body = body;
    seat.roles = std::move(roles);
    seat.function = function;
    const auto* inside = inside_of(decision, seat.roles);
    if (!stage.procedure.empty() ||
        (inside && answers_inside(decision.registry(), stage, *inside, body)))
        seat.child = decision.new_cycle();
    else
        seat.people = people_asked(decision.registry(), body, function);
    return seat;
}

namespace {

/// A sub-cycle for every choice that the dossier made of an attribute; of a `call`, the one.
std::vector<Seat> seats_of_items(Decision& decision, const Stage& stage) {
    if (stage.kind == StageKind::call) return {seat_for(decision, stage, {}, {}, {})};
    std::vector<Seat> seats;
    const auto* chosen = decision.state().opening->attributes.if_contains(stage.over);
    if (!chosen || !chosen->is_array()) return seats;
    for (const auto& choice : chosen->get_array()) {
        seats.push_back(seat_for(decision, stage, {}, {}, {}));
        seats.back().item = std::string(choice.get_string());
    }
    return seats;
}

}  // namespace

std::vector<Seat> seats_of(Decision& decision, const Stage& stage) {
    if (stage.kind == StageKind::call || !stage.over.empty())
        return seats_of_items(decision, stage);
    std::vector<Seat> seats;
    auto add = [&](const std::string& body, const std::string& role, const std::string& function) {
        for (auto& seat : seats)
            if (seat.body == body && seat.function == function) {
                if (!role.empty()) seat.roles.push_back(role);
                return;
            }
        std::vector<std::string> roles;
        if (!role.empty()) roles.push_back(role);
        seats.push_back(seat_for(decision, stage, body, std::move(roles), function));
    };
    const auto& roles = decision.state().opening->roles;
    for (const auto& who : stage.who) {
        if (who.kind == Participant::Kind::body) add(who.name, "", "");
        if (who.kind == Participant::Kind::anyone) add(std::string(anyone), "", "");
        if (who.kind == Participant::Kind::function) add(own_body(decision.state()), "", who.name);
        if (who.kind != Participant::Kind::role) continue;
        for (const auto& body : bound_to(roles, who.name)) add(body, who.name, "");
    }
    return seats;
}

bool nobody_at(const Registry& registry, const State& state, const Stage& stage) {
    if (stage.kind == StageKind::parallel || stage.kind == StageKind::call ||
        stage.kind == StageKind::review)
        return false;  // a review can wait for reviewers to be assigned
    const auto& opening = *state.opening;
    if (!stage.over.empty()) {
        const auto* chosen = opening.attributes.if_contains(stage.over);
        return !chosen || !chosen->is_array() || chosen->get_array().empty();
    }
    return std::ranges::all_of(stage.who, [&](const Participant& who) {
        if (who.kind == Participant::Kind::body || who.kind == Participant::Kind::anyone)
            return false;
        if (who.kind == Participant::Kind::function)
            return with_function(registry, own_body(state), who.name).empty();
        return bound_to(opening.roles, who.name).empty();
    });
}

void carry_over(const Decision& decision, const Stage& stage, std::vector<Seat>& seats) {
    if (stage.carry_over == CarryOver::none) return;
    const auto& rounds = decision.state().rounds;
    const auto before =
        std::ranges::find_if(rounds.rbegin(), rounds.rend(), [&](const auto& round) {
            return round->stage == stage.name && round->status != RoundStatus::undone;
        });
    if (before == rounds.rend() || !decision.state().revision()) return;
    if ((*before)->revision == decision.state().revision()->number) return;
    for (const auto& assignment : (*before)->assignments) {
        if (!standing(*assignment) || !carries(decision.state(), stage, *assignment)) continue;
        for (auto& seat : seats) {
            if (seat.body != assignment->body || seat.function != assignment->function) continue;
            seat.carried = assignment->answer;
            seat.carried->how = How::carried;
            seat.carried->maintained = seat.carried->late = false;
            seat.status = assignment->status;
            if (seat.child.empty()) continue;
            // Nothing runs inside anew; who signs last there may change what was carried over.
            seat.child = assignment->child;
            seat.people = last_signatories(decision, *inside_of(decision, seat.roles), seat.body);
        }
    }
}

}  // namespace paraph
