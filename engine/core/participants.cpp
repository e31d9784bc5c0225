#include <algorithm>
#include <set>

#include "engine/base/contains.hpp"
#include "engine/core/by_rule.hpp"
#include "engine/core/course.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/fitness.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/results.hpp"
#include "engine/core/reviewers.hpp"
#include "engine/core/seats.hpp"
#include "engine/core/subcycles.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph {
namespace {

/// A body in two roles has one position: its seat gets the role too.
std::optional<Seat> seat_of_one_more_role(const Round& round, const AddParticipant& command) {
    for (const auto& assignment : round.assignments) {
        if (assignment->body != command.body || !takes_part(*assignment)) continue;
        Seat seat{.id = assignment->id, .body = assignment->body, .roles = assignment->roles};
        seat.roles.push_back(command.role);
        seat.status = assignment->status;
        return seat;
    }
    return std::nullopt;
}

Seat new_seat(Decision& decision, const Stage& stage, const AddParticipant& command) {
    std::vector<Seat> seats{seat_for(decision, stage, command.body, {command.role}, "")};
    start_positions(decision, stage, seats);
    return seats.front();
}

bool takes_part_in(const Stage& stage, const std::string& role) {
    return std::ranges::any_of(stage.who, [&](const Participant& who) {
        return who.kind == Participant::Kind::role && who.name == role;
    });
}

bool has(const State& state, const std::string& role, const std::string& body) {
    return contains(bound_to(state.opening->roles, role), body);
}

bool takes_part_here(const State& state, const std::string& body) {
    return std::ranges::any_of(state.opening->roles,
                               [&](const auto& role) { return has(state, role.first, body); });
}

/// Who must not be whom holds both ways: for the role that the body gets, and for those who must
/// not be of that role.
Result<> stay_apart(const Decision& decision, const Role& role, const std::string& name,
                    Bindings bound) {
    const auto& conflicts = decision.state().opening->conflicts;
    bound[role.name].push_back(name);
    if (auto r = may_have(role, name, bound, conflicts, "/body"); !r) return r;
    for (const auto& other : decision.definition().roles) {
        if (!contains(other.never, role.name)) continue;
        for (const auto& body : bound[other.name])
            if (auto r = may_have(other, body, bound, conflicts, "/body"); !r) return r;
    }
    return {};
}

/// What a role asks of a body that gets it while the cycle runs.
Result<> may_take(const Decision& decision, const Role& role, const std::string& name,
                  const Bindings& beside) {
    const auto* body = decision.registry().body(name);
    if (!body) return refuse(Refused::unknown_body, "There is no body \"" + name + "\".", "/body");
    if (auto r = has_weights(decision.definition(), role.name, *body); !r) return r;
    if (auto r = stay_apart(decision, role, name, beside); !r) return r;
    return check_load(decision, role, name);
}

/// `instead` of another body it takes that one's place in the order.
void add(Decision& decision, const AddParticipant& command, const std::string& instead = {}) {
    const auto& state = decision.state();
    ParticipantAdded fact{.role = command.role, .body = command.body, .instead = instead};
    fact.weights = decision.registry().body(command.body)->weights;
    std::vector<LateSeat> opening;  // those that did not sit there before
    for (const int index : state.open_rounds()) {
        const auto& stage = decision.stage_of(decision.round(index));
        if (!takes_part_in(stage, command.role)) continue;
        if (auto seat = seat_of_one_more_role(decision.round(index), command)) {
            fact.seats.push_back({.round = index, .seat = std::move(*seat)});
            continue;
        }
        opening.push_back({.round = index, .seat = new_seat(decision, stage, command)});
        fact.seats.push_back(opening.back());
    }
    decision.record(std::move(fact), because(command.reason));
    for (const auto& late : opening)
        open_child(decision, decision.stage_of(decision.round(late.round)), late.seat,
                   decision.round(late.round).due);
}

void remove(Decision& decision, const std::string& body, const std::string& successor,
            const std::string& reason) {
    ParticipantRemoved fact{.body = body, .successor = successor};
    const auto& state = decision.state();
    for (int index = 0; index < static_cast<int>(state.rounds.size()); ++index) {
        // Nobody waits for a body that has gone: not for its answer, nor for it to lift its block.
        if (!takes_lifts(state, index)) continue;
        for (const auto& assignment : decision.round(index).assignments) {
            if (assignment->body != body || !takes_part(*assignment)) continue;
            fact.assignments.push_back(assignment->id);
            if (!assignment->child.empty())
                decision.send(assignment->child, OuterClosed{.result = "removed"});
        }
    }
    decision.record(std::move(fact), because(reason));
}

/// What the body had still to do when its follow-up was over goes to its successor, and with it a
/// seat there, from which that reports.
void pass_on(Decision& decision, const ReplaceParticipant& command) {
    CommitmentsPassedOn fact{.body = command.body, .successor = command.successor};
    std::set<int> rounds;
    for (const auto* commitment : left_open(decision.state(), command.body)) {
        fact.commitments.push_back(commitment->id);
        rounds.insert(commitment->round);
    }
    if (fact.commitments.empty()) return;
    for (const int index : rounds) {
        const Round& round = decision.round(index);
        const auto sits = std::ranges::find(round.assignments, command.body,
                                            [](const auto& seat) { return seat->body; });
        if (is_seated(round, command.successor) || sits == round.assignments.end()) continue;
        auto seat =
            seat_for(decision, decision.stage_of(round), command.successor, (*sits)->roles, "");
        seat.status = AssignmentStatus::closed;
        fact.seats.push_back({.round = index, .seat = std::move(seat)});
    }
    decision.record(std::move(fact), because(command.reason));
}

/// Of a cycle that has ended nothing passes on but what outlives it: who was asked stays, and what
/// they answered.
Result<> pass_on_after_end(Decision& decision, const ReplaceParticipant& command) {
    const auto& state = decision.state();
    const bool any = std::ranges::any_of(
        state.commitments, [](const auto& commitment) { return !is_settled(*commitment); });
    if (!any) return must_be_running(state);
    if (left_open(state, command.body).empty())
        return refuse(Refused::nothing_to_do,
                      "The cycle has ended, so only commitments pass on, and \"" + command.body +
                          "\" has none that is open.",
                      "/body");
    if (!decision.registry().body(command.successor))
        return refuse(Refused::unknown_body, "There is no body \"" + command.successor + "\".",
                      "/successor");
    pass_on(decision, command);
    return {};
}

/// What was proven of the procedure was proven of as many bodies as a role takes at least.
Result<> leaves_enough(const Decision& decision, const std::string& body) {
    const auto& state = decision.state();
    for (const auto& role : decision.definition().roles)
        if (has(state, role.name, body) && bound_to(state.opening->roles, role.name).size() <=
                                               static_cast<std::size_t>(role.least))
            return refuse(Refused::wrong_number,
                          "\"" + role.name + "\" takes at least " + std::to_string(role.least) +
                              ". Replace the body by another, or add one first.",
                          "/body");
    return {};
}

Result<> must_take_part(const State& state, const std::string& body) {
    if (takes_part_here(state, body)) return {};
    return refuse(Refused::unknown_body, "\"" + body + "\" does not take part.", "/body");
}

}  // namespace

Result<> handle(Decision& decision, const AddParticipant& command) {
    if (auto r = check_act(decision, "add_participant", command.reason); !r) return r;
    const auto& state = decision.state();
    if (auto r = must_be_running(state); !r) return r;
    const auto* role = decision.definition().role(command.role);
    if (!role)
        return refuse(Refused::unknown_role, "The definition has no role \"" + command.role + "\".",
                      "/role");
    if (auto r = may_take(decision, *role, command.body, state.opening->roles); !r) return r;
    if (has(state, command.role, command.body))
        return refuse(Refused::nothing_to_do, "\"" + command.body + "\" takes part already.",
                      "/body");
    if (bound_to(state.opening->roles, command.role).size() >= static_cast<std::size_t>(role->most))
        return refuse(Refused::wrong_number,
                      "\"" + command.role + "\" takes at most " + std::to_string(role->most) + ".",
                      "/role");
    add(decision, command);
    return {};
}

Result<> handle(Decision& decision, const RemoveParticipant& command) {
    if (auto r = check_act(decision, "remove_participant", command.reason); !r) return r;
    if (auto r = must_be_running(decision.state()); !r) return r;
    if (auto r = must_take_part(decision.state(), command.body); !r) return r;
    if (auto r = leaves_enough(decision, command.body); !r) return r;
    remove(decision, command.body, {}, command.reason);
    settle(decision);
    return {};
}

/// In every role at once, so that no rule sees the cycle without either of the two.
Result<> handle(Decision& decision, const ReplaceParticipant& command) {
    if (auto r = check_act(decision, "remove_participant", command.reason); !r) return r;
    if (auto r = check_act(decision, "add_participant", command.reason); !r) return r;
    const auto& state = decision.state();
    if (state.status != CycleStatus::ended)
        if (auto r = must_be_running(state); !r) return r;
    if (!command.body.empty() && command.successor == command.body)
        return refuse(Refused::nothing_to_do, "A body does not take its own place.", "/successor");
    if (state.status == CycleStatus::ended) return pass_on_after_end(decision, command);
    if (auto r = must_take_part(state, command.body); !r) return r;
    auto beside = state.opening->roles;
    for (auto& [role, bodies] : beside) std::erase(bodies, command.body);
    std::vector<std::string> roles;
    for (const auto& role : decision.definition().roles)
        if (has(state, role.name, command.body)) {
            if (auto r = may_take(decision, role, command.successor, beside); !r) {
                auto refusal = r.error();
                if (refusal.where == "/body") refusal.where = "/successor";
                return refusal;
            }
            if (!has(state, role.name, command.successor)) roles.push_back(role.name);
            beside[role.name].push_back(command.successor);
        }
    for (const auto& role : roles)
        add(decision, {.role = role, .body = command.successor, .reason = command.reason},
            command.body);
    pass_on(decision, command);
    remove(decision, command.body, command.successor, command.reason);
    settle(decision);
    return {};
}

}  // namespace paraph
