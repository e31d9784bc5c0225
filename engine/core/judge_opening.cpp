#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/blind.hpp"
#include "engine/core/by_rule.hpp"
#include "engine/core/course.hpp"
#include "engine/core/fitness.hpp"
#include "engine/core/judge.hpp"
#include "engine/core/results.hpp"
#include "engine/core/reviewers.hpp"
#include "engine/core/seats.hpp"
#include "engine/core/subcycles.hpp"
#include "engine/rules/evaluate.hpp"

namespace paraph {
namespace {

/// Who the stage says is asked, as far as it names bodies; the seats in their order.
std::vector<Seat> asked(const State& state, const Stage& stage) {
    std::vector<Seat> seats;
    const auto add = [&](const std::string& body, const std::string& role,
                         const std::string& function) {
        auto seat = std::ranges::find_if(seats, [&](const Seat& known) {
            return known.body == body && known.function == function;
        });
        if (seat == seats.end()) {
            seats.emplace_back();
            seat = std::prev(seats.end());
            seat->body = body;
            seat->function = function;
        }
        if (!role.empty()) seat->roles.push_back(role);
    };
    for (const auto& who : stage.who) {
        if (who.kind == Participant::Kind::body) add(who.name, "", "");
        if (who.kind == Participant::Kind::anyone) add(std::string(anyone), "", "");
        if (who.kind == Participant::Kind::function) add(own_body(state), "", who.name);
        if (who.kind != Participant::Kind::role) continue;
        for (const auto& body : bound_to(state.opening->roles, who.name)) add(body, who.name, "");
    }
    return seats;
}

bool is_same_seat(const Seat& a, const Seat& b) {
    return a.body == b.body && a.function == b.function && a.roles == b.roles;
}

/// The items of a sub-cycle for each choice of an attribute.
std::vector<std::string> choices(const Opening& opening, const Stage& stage) {
    std::vector<std::string> items;
    const auto* chosen = opening.attributes.if_contains(stage.over);
    if (chosen && chosen->is_array())
        for (const auto& choice : chosen->get_array())
            if (choice.is_string()) items.emplace_back(choice.get_string());
    return items;
}

}  // namespace

void Judge::operator()(const CycleOpened& fact) {
    const auto& parent = fact.opening.parent;
    if (!parent && (by_rule() || !is_secretariat())) flaw("only the secretariat opens a cycle");
    if (fact.opening.calendar != definition_->calendar)
        flaw("its calendar is not the definition's");
    if (parent) check_opened_around(fact.opening);
    check_bindings(fact.opening);
    check_bodies(fact.opening);
    if (const auto fit = check_attributes(*definition_, fact.opening.attributes); !fit)
        flaw("its attributes are not those that the definition asks for: " + fit.error().text);
    if (!are_the_lots(*definition_, fact.opening))
        flaw("who was assigned is not what the lot gives", Flaw::Kind::figures);
}

/// As many bodies as each role takes, and those that it is fixed to.
void Judge::check_bindings(const Opening& opening) {
    const bool inside = opening.parent && opening.parent->kind == ParentKind::inside;
    for (const auto& role : definition_->roles) {
        const auto& bound = bound_to(opening.roles, role.name);
        const int count = static_cast<int>(bound.size());
        if (inside && count == 0) continue;
        // What a sub-cycle's outer cycle drew may be fewer: others are assigned by hand.
        if (!role.drawn_from.empty() && opening.parent && count <= role.most) continue;
        if (count < role.least || count > role.most)
            flaw("\"" + role.name + "\" takes another number of bodies");
        if (!role.body.empty() && count == 1 && bound.front() != role.body)
            flaw("the definition fixes \"" + role.name + "\" as \"" + role.body + "\"");
    }
}

/// Bodies that were registered, of those from whom a role is drawn, with the weights they had.
void Judge::check_bodies(const Opening& opening) {
    for (const auto& [role, bodies] : opening.roles) {
        const auto* known = definition_->role(role);
        if (!known) flaw("the definition has no role \"" + role + "\"");
        const auto pool = known ? opening.roles.find(known->drawn_from) : opening.roles.end();
        for (const auto& name : bodies) {
            if (!opening.parent && pool != opening.roles.end() && !contains(pool->second, name))
                flaw("\"" + name + "\" is not of those whom \"" + role + "\" is drawn from");
            if (const auto* body = registry_.body(name))
                check_weights(opening, *body);
            else
                flaw("there was no body \"" + name + "\"");
        }
    }
}

void Judge::check_weights(const Opening& opening, const Body& body) {
    for (const auto& [weight, value] : body.weights) {
        const auto given = opening.weights.find(weight);
        if (given == opening.weights.end() || !given->second.contains(body.id) ||
            given->second.at(body.id) != value)
            flaw("the " + weight + " of \"" + body.id + "\" is not the registered one");
    }
}

void Judge::operator()(const RevisionIssued& fact) {
    const auto* before = state().revision();
    const bool with_opening = !before && state().rounds.empty();
    if (with_opening && !opening().parent && fact.number != 1) flaw("the first text is revision 1");
    if (with_opening && opening().parent) check_text_around(fact);
    if (with_opening) return must_follow();
    while_running();
    if (state().is_inside()) flaw("the text is the outer procedure's, which revises it");
    if (before && fact.number != before->number + 1) flaw("it skips a revision");
    by_reviser();
    if (!fact.reason && !is_revisers()) flaw("it carries no reason");
}

void Judge::operator()(const RoundOpened& fact) {
    must_follow();
    arrive(fact.stage);
    const auto* stage = definition_->stage(fact.stage);
    if (!stage) return flaw("the definition has no stage \"" + fact.stage + "\"");
    const bool excluded = stage->when && !holds(*stage->when, opening().attributes);
    const bool again = pass(*stage);  // an empty round, lest the way lead round in circles
    const bool empty = nobody_at(registry_, state(), *stage) && stage->kind != StageKind::choose;
    if (excluded || (empty && !again)) flaw("the stage was to be skipped");
    if (stage->kind == StageKind::choose && stage->who.empty()) flaw("its conditions choose there");
    if (fact.stage_kind != stage->kind) flaw("the definition's stage is of another kind");
    const auto held = std::ranges::count(state().rounds, stage->name,
                                         [](const auto& round) { return round->stage; });
    if (fact.number != held + 1) flaw("it is not the stage's round " + std::to_string(fact.number));
    const auto* text = state().revision();
    if (fact.revision != (text ? text->number : 0)) flaw("it is not on the text in force");
    ++result_.deadlines;
    if (fact.due != due_of(state(), *calendar_, *stage, record_.at))
        flaw("its due time is not what definition and calendar give");
    else if (encode(fact.dues) !=
             encode(due_times(*calendar_, *stage, static_cast<int>(state().rounds.size()), fact.due,
                              record_.at)))
        flaw("what will follow by itself is not what the definition says");
    if (fact.waived != is_below_minimum(state(), *calendar_, *stage, record_.at, fact.due))
        flaw("it is marked wrongly as shorter than the minimum");
    const bool drawn =
        std::ranges::any_of(fact.seats, [](const Seat& seat) { return !seat.bound.empty(); });
    const bool blind = stage->blind != Blind::open;
    if (blind && !digest_from_hex(fact.lot)) flaw("a blind review has no lot");
    if (!blind && (drawn || !fact.lot.empty()) &&
        !is_the_lot(registry_, opening(), *stage, fact.seats, fact.lot))
        flaw("who was assigned is not what the lot gives", Flaw::Kind::figures);
    check_seats(*stage, fact.seats, blind ? fact.lot : "");
    check_carried(*stage, fact.seats);
    for (const auto& seat : fact.seats) check_start(*stage, seat);
    for (auto branch = stage->branches.rbegin(); branch != stage->branches.rend(); ++branch)
        expect({Target::Kind::stage, *branch}, stage->name);
}

/// Everybody whom the stage names is asked, in its order or that of the lot, and nobody else.
void Judge::check_seats(const Stage& stage, const std::vector<Seat>& seats,
                        const std::string& lot) {
    for (const auto& seat : seats) {
        if (seated(seat.id).round) flaw("it gives an assignment's id a second time");
        for (const auto& id : seat.people) {
            const auto* person = registry_.person(id);
            if (!person || !person->active || person->body != seat.body)
                flaw("it asks somebody who does not speak for \"" + seat.body + "\"");
        }
        check_people(stage, seat);
    }
    if (stage.kind == StageKind::call && seats.size() != 1) flaw("a call asks nobody");
    if (stage.kind == StageKind::call) return;
    if (!stage.over.empty()) {
        const auto items = choices(opening(), stage);
        if (!std::ranges::equal(seats, items, {},
                                [](const Seat& s) { return s.item.value_or(""); }))
            flaw("it does not run once for every choice");
        return;
    }
    auto expected = asked(state(), stage);
    if (!lot.empty()) order_by_lot(expected, lot);
    if (!std::ranges::equal(expected, seats, is_same_seat))
        flaw("it does not ask those whom the definition names");
}

/// All of the body's people who are asked by such a stage, or a cycle of its own: the one of the
/// role by which the body was asked first. What a seat that carries an answer over asks is that
/// answer's.
void Judge::check_people(const Stage& stage, const Seat& seat) {
    if (seat.carried && seat.carried->how == How::carried) return;
    const std::vector<std::string> first(seat.roles.begin(),
                                         seat.roles.begin() + (seat.roles.empty() ? 0 : 1));
    const auto* inside = version_inside(registry_, *definition_, first);
    const bool named = std::ranges::any_of(stage.who, [&](const Participant& who) {
        return who.kind == Participant::Kind::body && who.name == seat.body;
    });
    const bool erased = inside && !inside->definition;
    const bool unknown = erased || named;  // of which its name or its role stood first
    const bool runs =
        runs_sub_cycles(stage.kind) ||
        (inside && !unknown && answers_inside(registry_, stage, *inside->definition, seat.body));
    if (!unknown && seat.child.empty() == runs)
        flaw(runs ? "no procedure runs for \"" + seat.body + "\", and one was to"
                  : "no procedure was to run for \"" + seat.body + "\"");
    if (seat.child.empty() && seat.people != people_asked(registry_, seat.body, seat.function))
        flaw("it does not ask the people who speak for \"" + seat.body + "\"");
}

/// A position by rule is the one that the stage starts the role with, and no role lacks its own.
void Judge::check_start(const Stage& stage, const Seat& seat) {
    const std::string starts = starting_position(stage, seat.roles);
    const bool by_rule = seat.carried && seat.carried->how == How::rule;
    if (by_rule ? seat.carried->position != starts : !seat.carried && !starts.empty())
        flaw("\"" + seat.body + "\" does not start as the stage says");
}

/// What was said on the text before stands where `carry over` says so, and nowhere else.
void Judge::check_carried(const Stage& stage, const std::vector<Seat>& seats) {
    const auto& rounds = state().rounds;
    const auto before =
        std::ranges::find_if(rounds.rbegin(), rounds.rend(), [&](const auto& round) {
            return round->stage == stage.name && round->status != RoundStatus::undone;
        });
    const bool any = stage.carry_over != CarryOver::none && before != rounds.rend() &&
                     state().revision() && (*before)->revision != state().revision()->number;
    for (const auto& seat : seats) {
        const Answer* stands = nullptr;
        if (any)
            for (const auto& assignment : (*before)->assignments)
                if (assignment->body == seat.body && assignment->function == seat.function &&
                    standing(*assignment) && carries(state(), stage, *assignment))
                    stands = standing(*assignment);
        const bool carried = seat.carried && seat.carried->how == How::carried;
        if (carried != (stands != nullptr))
            flaw("what \"" + seat.body + "\" said before " +
                 (carried ? "does not carry over" : "is left out, and carries over"));
        else if (carried && (seat.carried->position != stands->position ||
                             seat.carried->revision != stands->revision ||
                             seat.carried->person != stands->person))
            flaw("it is not what \"" + seat.body + "\" said before");
    }
}

void Judge::operator()(const ParticipantAdded& fact) {
    by_act("add_participant");
    while_running();
    const auto* body = registry_.body(fact.body);
    if (!definition_->role(fact.role)) flaw("the definition has no role \"" + fact.role + "\"");
    if (!body) return flaw("there was no body \"" + fact.body + "\"");
    const auto& bound = bound_to(opening().roles, fact.role);
    if (contains(bound, fact.body)) flaw("it took part already");
    if (const auto* role = definition_->role(fact.role);
        role && !may_have(*role, fact.body, opening().roles, opening().conflicts, {}))
        flaw("the body can't have this role beside those that have another");
    if (!fact.instead.empty() && !contains(bound, fact.instead))
        flaw("it takes the place of a body that has none there");
    if (fact.weights != body->weights) flaw("its weights are not the registered ones");
    for (const auto& late : fact.seats) {
        const auto* round = open_round_at(late.round);
        if (!round) {
            flaw("it adds a seat to a round that is not open");
            continue;
        }
        if (late.seat.body != fact.body || !contains(late.seat.roles, fact.role))
            flaw("it adds a seat for another body or role");
        const auto* stage = stage_of(*round);
        if (!stage || seated(late.seat.id).round) continue;  // it sat there already
        check_start(*stage, late.seat);
        check_people(*stage, late.seat);
    }
}

void Judge::operator()(const ParticipantRemoved& fact) {
    by_act("remove_participant");
    while_running();
    const auto has_role = [&](const std::string& body) {
        return std::ranges::any_of(opening().roles,
                                   [&](const auto& role) { return contains(role.second, body); });
    };
    if (!fact.successor.empty() && !has_role(fact.successor))
        flaw("its successor does not take part");
    if (!has_role(fact.body)) flaw("it did not take part");
    for (const auto& id : fact.assignments) {
        const auto seat = seated(id);
        if (!seat.assignment || seat.assignment->body != fact.body ||
            !takes_lifts(state(), seat.index))
            flaw("it takes away what is not this body's seat in a round that is awaited");
    }
}

}  // namespace paraph
