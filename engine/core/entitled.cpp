#include "engine/core/entitled.hpp"

#include <algorithm>

namespace paraph {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view item) {
    return std::ranges::find(list, item) != list.end();
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
}

/// Whether the actor is one who acted in `stage`, by answering or by issuing a revision there.
bool acted_in(const State& state, const Actor& actor, std::string_view stage) {
    for (const auto& round : state.rounds) {
        if (round->stage != stage || round->status == RoundStatus::undone) continue;
        for (const auto& assignment : round->assignments)
            if (assignment->answer && assignment->answer->person == actor.person) return true;
        if (round->kind != StageKind::revise) continue;
        for (const auto& revision : state.revisions) {
            const bool there = revision->issued >= round->opened &&
                               (!round->closed || revision->issued <= *round->closed);
            if (there && revision->person == actor.person) return true;
        }
    }
    return false;
}

}  // namespace

bool holds_role(const Decision& decision, std::string_view role) {
    const auto& roles = decision.state().opening->roles;
    const auto found = roles.find(std::string(role));
    return found != roles.end() && !decision.actor().body.empty() &&
           contains(found->second, decision.actor().body);
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

Result<> may_answer(const Decision& decision, const Round& round, const Assignment& assignment,
                    const std::string& received) {
    const auto& actor = decision.actor();
    if (actor.via == "rule" || actor.via == "inside") return {};
    if (!received.empty()) {
        if (actor.is(HouseRole::secretariat)) return {};
        return refuse(Refused::forbidden,
                      "Only the secretariat records an answer that came another way.", "/received");
    }
    if (!assignment.function.empty()) {  // a level of a chain: whoever has the function now
        const auto* person = decision.registry().person(actor.person);
        if (person && person->active && person->body == assignment.body &&
            person->function == assignment.function)
            return {};
        return refuse(Refused::forbidden,
                      "This level is for the " + assignment.function + " of the body.");
    }
    if (!actor.person.empty() && contains(assignment.people, actor.person)) return {};
    if (!assignment.child.empty()) {
        // Once the chain has answered, whoever gave its last signature may change the answer.
        const auto& answer = assignment.answer;
        if (answer && !actor.person.empty() && answer->person == actor.person) return {};
        return refuse(Refused::not_your_turn,
                      "This body answers through its own clearance chain; the last level's "
                      "signature is its answer.");
    }
    if (!actor.body.empty() && actor.body == assignment.body) return {};
    if (round.kind == StageKind::meet && actor.is(HouseRole::secretariat)) return {};
    return refuse(Refused::forbidden, "You do not speak for \"" + assignment.body + "\".");
}

Result<> keeps_four_eyes(const Decision& decision, const Stage& stage) {
    if (decision.actor().person.empty()) return {};
    for (const auto& other : stage.separate_from)
        if (acted_in(decision.state(), decision.actor(), other))
            return refuse(Refused::four_eyes, "You acted in \"" + other + "\"; \"" + stage.name +
                                                  "\" needs another person.");
    return {};
}

Result<> must_be_running(const State& state, bool deferred_too) {
    switch (state.status) {
        case CycleStatus::running:
            return {};
        case CycleStatus::deferred:
            if (deferred_too) return {};
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
