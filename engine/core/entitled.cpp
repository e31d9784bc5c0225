#include "engine/core/entitled.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/links.hpp"

namespace paraph {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
}

bool has_function(const Person& person, const Assignment& assignment) {
    return person.active && person.body == assignment.body &&
           person.function == assignment.function;
}

/// For whom the actor may act here.
std::vector<const Person*> delegators(const Decision& decision) {
    const auto& person = decision.actor().person;
    if (person.empty()) return {};
    return delegators_in(decision.registry(), decision.state(), person, decision.now());
}

/// Acts for somebody else who was asked, where the actor was not.
void act_for_one_asked(Decision& decision, const Assignment& assignment) {
    if (contains(assignment.people, decision.actor().person)) return;
    for (const auto* other : delegators(decision))
        if (is_asked(assignment, other->id)) return decision.act_for(other->id);
}

/// A level of a chain: whoever has the function now, or acts for one who has.
Result<> may_act_at_level(Decision& decision, const Assignment& assignment) {
    const auto* person = decision.registry().person(decision.actor().person);
    if (person && has_function(*person, assignment)) return {};
    for (const auto* other : delegators(decision))
        if (has_function(*other, assignment)) {
            decision.act_for(other->id);
            return {};
        }
    return refuse(Refused::forbidden,
                  "This level is for the " + assignment.function + " of the body.");
}

/// Once the chain has answered, whoever gave its last signature may change the answer; where that
/// was for another, this one, or who stands in now.
Result<> may_change(Decision& decision, const Assignment& assignment) {
    const auto answer = assignment.answer.value_or(Answer{});
    const auto& signatory = answer.behalf.empty() ? answer.person : answer.behalf;
    if (!signatory.empty() && signatory == decision.actor().person) return {};
    for (const auto* other : delegators(decision))
        if (signatory == other->id) {
            decision.act_for(other->id);
            return {};
        }
    return refuse(Refused::not_your_turn,
                  "This body answers through its own clearance chain; the last level's "
                  "signature is its answer.");
}

/// What a colleague has taken on is that one's, until it is released or handed over.
Result<> is_unclaimed(const Decision& decision, const Assignment& assignment) {
    const auto& by = assignment.claimed;
    const auto* colleague = decision.registry().person(by);
    if (by.empty() || !colleague || !colleague->active || by == decision.actor().person ||
        by == decision.behalf())
        return {};
    for (const auto* other : delegators(decision))
        if (other->id == by) return {};
    return refuse(Refused::conflict,
                  "A colleague has claimed this; they may release it or hand it over.");
}

}  // namespace

bool acted_in(const State& state, const std::vector<std::string>& people, std::string_view stage) {
    for (const auto& round : state.rounds) {
        if (round->stage != stage || round->status == RoundStatus::undone) continue;
        for (const auto& assignment : round->assignments)
            if (assignment->answer && (contains(people, assignment->answer->person) ||
                                       contains(people, assignment->answer->behalf)))
                return true;
        if (round->kind != StageKind::revise) continue;
        for (const auto& revision : state.revisions) {
            const bool there = revision->issued >= round->opened &&
                               (!round->closed || revision->issued <= *round->closed);
            if (there && contains(people, revision->person)) return true;
        }
    }
    return false;
}

bool is_left_behind(const Registry& registry, const Assignment& assignment) {
    return !assignment.body.empty() && !assignment.people.empty() &&
           std::ranges::none_of(assignment.people, [&](const auto& id) {
               const auto* person = registry.person(id);
               return person && person->active && person->body == assignment.body;
           });
}

bool holds_role(const Decision& decision, std::string_view role) {
    const auto& body = decision.actor().body;
    return !body.empty() &&
           contains(bound_to(decision.state().opening->roles, std::string(role)), body);
}

Result<> may_act(const Decision& decision, std::string_view act) {
    const auto& actor = decision.actor();
    const auto& may = decision.definition().may;
    const auto named = may.find(std::string(act));
    const bool inside = decision.state().is_inside();
    if (actor.id == "rule" || (actor.is(HouseRole::secretariat) && !inside)) return {};
    if (named != may.end())
        for (const auto& role : named->second)
            if (holds_role(decision, role)) return {};
    const std::string who = named == may.end() ? "the secretariat" : joined(named->second);
    return refuse(Refused::forbidden, "Only " + who + " may " + std::string(act) + " here.");
}

bool has_level(const Decision& decision, const Assignment& assignment) {
    if (assignment.function.empty()) return false;
    const auto* person = decision.registry().person(decision.actor().person);
    return (person && has_function(*person, assignment)) ||
           std::ranges::any_of(delegators(decision), [&](const Person* other) {
               return has_function(*other, assignment);
           });
}

namespace {

Result<> link_is_over() {
    return refuse(Refused::forbidden, "Your link acts here no more.");
}

Result<> speaks_for(Decision& decision, const Round& round, const Assignment& assignment) {
    const auto& actor = decision.actor();
    if (!assignment.function.empty()) return may_act_at_level(decision, assignment);
    act_for_one_asked(decision, assignment);
    if (!actor.person.empty() && contains(assignment.people, actor.person)) return {};
    if (!assignment.child.empty()) return may_change(decision, assignment);
    if (!actor.body.empty() && actor.body == assignment.body) {
        // A colleague speaks for the body, too; by a link only where it leads.
        if (actor.via != "link" || held_link(decision.registry(), decision.state(), assignment,
                                             actor.person, decision.now())
                                           .generation > 0)
            return {};
        return link_is_over();
    }
    if (round.kind == StageKind::meet && actor.is(HouseRole::secretariat)) return {};
    // No name: ids of assignments can be guessed, and whose this is may not be the actor's to know.
    return refuse(Refused::forbidden, "You do not speak for the body that is asked here.");
}

}  // namespace

Result<> comes_in(Decision& decision) {
    const auto& actor = decision.actor();
    if (actor.via != "link") return {};
    auto held = held_link(decision.registry(), decision.state(), actor.person, decision.now());
    for (const auto& id : cycles_inside(decision.state(), actor.body))
        if (const auto inside = decision.cycle(id); inside && held.generation == 0)
            held = held_link(decision.registry(), *inside, actor.person, decision.now());
    if (held.generation == 0) return link_is_over();
    if (held.behalf) decision.act_for(held.behalf->id);
    return {};
}

Result<> may_record(const Decision& decision) {
    if (decision.actor().is(HouseRole::secretariat)) return {};
    return refuse(Refused::forbidden,
                  "Only the secretariat records an answer that came another way.", "/received");
}

Result<> may_answer(Decision& decision, const Round& round, const Assignment& assignment,
                    const std::string& received) {
    const auto& actor = decision.actor();
    if (actor.via == "rule" || actor.via == "inside") return {};
    if (!received.empty() && runs_sub_cycles(round.kind))
        return refuse(Refused::not_your_turn,
                      "A cycle of its own speaks here; record the answer there.", "/received");
    if (!received.empty()) return may_record(decision);
    if (auto r = speaks_for(decision, round, assignment); !r) return r;
    return is_unclaimed(decision, assignment);
}

Result<> keeps_four_eyes(const Decision& decision, const Stage& stage) {
    if (decision.actor().person.empty()) return {};
    std::vector<std::string> people{decision.actor().person};
    if (!decision.behalf().empty()) people.push_back(decision.behalf());
    for (const auto& other : stage.separate_from)
        if (acted_in(decision.state(), people, other))
            return refuse(Refused::four_eyes, "You acted in \"" + other + "\"; \"" + stage.name +
                                                  "\" needs another person.");
    return {};
}

bool is_seated(const Round& round, std::string_view body) {
    return !body.empty() && std::ranges::any_of(round.assignments, [&](const auto& assignment) {
        return assignment->body == body && takes_part(*assignment);
    });
}

Result<> must_be_running_or_deferred(const State& state) {
    return state.status == CycleStatus::deferred ? Result<>{} : must_be_running(state);
}

Result<> must_be_running(const State& state) {
    switch (state.status) {
        case CycleStatus::running:
            return {};
        case CycleStatus::deferred:
            return refuse(Refused::not_running, "The cycle is deferred.");
        case CycleStatus::suspended:
            return refuse(Refused::not_running, "The cycle is suspended; the clock stands still.");
        case CycleStatus::ended:
            return refuse(Refused::not_running, "The cycle has ended: " + state.outcome + ".");
        case CycleStatus::abandoned:
            return refuse(Refused::not_running, "The cycle was abandoned.");
        case CycleStatus::draft:
            return refuse(Refused::not_running, "The cycle has not been opened yet.");
    }
    return refuse(Refused::internal, "unknown status");
}

}  // namespace paraph
