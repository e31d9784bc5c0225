#include <algorithm>
#include <set>

#include "engine/base/enums.hpp"
#include "engine/base/words.hpp"
#include "engine/core/course.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/fitness.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/results.hpp"
#include "engine/core/subcycles.hpp"

namespace paraph {
namespace {

std::string renamed(const Migrate& command, const std::string& stage) {
    const auto to = command.stages.find(stage);
    return to == command.stages.end() ? stage : to->second;
}

Result<> check_map(const Decision& decision, const Migrate& command, const Definition& next) {
    std::set<std::string> taken;
    for (const auto& [from, to] : command.stages) {
        const std::string where = pointer_to("/stages", from);
        if (!decision.definition().stage(from))
            return refuse(Refused::unknown_stage,
                          "The version in force has no stage " + quoted(from) + ".", where);
        if (!next.stage(to))
            return refuse(Refused::unknown_stage,
                          "The new version has no stage " + quoted(to) + ".", where);
    }
    for (const auto& round : decision.state().rounds) {
        const auto to = renamed(command, round->stage);
        const auto* stage = next.stage(to);
        if (!stage)
            return refuse(Refused::unknown_stage,
                          "The new version has no stage " + quoted(to) +
                              ", which has been held; say which one takes its place.",
                          pointer_to("/stages", round->stage));
        if (stage->kind != round->kind)
            return refuse(Refused::invalid,
                          quoted(to) + " is of the kind " + std::string(enum_text(stage->kind)) +
                              "; " + quoted(round->stage) + " is of the kind " +
                              std::string(enum_text(round->kind)) + ".",
                          pointer_to("/stages", round->stage));
    }
    for (const auto& stage : decision.definition().stages)
        if (decision.state().entered(stage.name) > 0 &&
            !taken.insert(renamed(command, stage.name)).second)
            return refuse(
                Refused::invalid,
                "Two stages that were held become " + quoted(renamed(command, stage.name)) + ".",
                pointer_to("/stages", stage.name));
    return {};
}

/// What was answered must mean the same there.
Result<> check_answers(const Round& round, const Stage& stage) {
    for (const auto& assignment : round.assignments) {
        if (!assignment->answer) continue;
        const auto* known = stage.position(assignment->answer->position);
        const bool blocks = assignment->status == AssignmentStatus::blocking;
        if (known && (!blocks || known->blocks)) continue;
        return refuse(Refused::unknown_position,
                      quoted(assignment->body) + " answered " +
                          quoted(assignment->answer->position) + ", which " + quoted(stage.name) +
                          " does not know, or knows as something else.",
                      pointer_to("/stages", round.stage));
    }
    return {};
}

/// Whether what was answered in a round that is over may still count: in the stage's next round, in
/// a choice, or as what a revision is to meet.
bool may_still_count(const Decision& decision, int index, const Definition& next,
                     const Stage& stage) {
    const auto& rounds = decision.state().rounds;
    const bool newest =
        std::ranges::none_of(rounds.begin() + index + 1, rounds.end(), [&](const auto& later) {
            return later->stage == rounds[index]->stage && later->status != RoundStatus::undone;
        });
    if (!newest || decision.round(index).status == RoundStatus::undone) return false;
    return stage.carry_over != CarryOver::none || takes_lifts(decision.state(), index) ||
           std::ranges::any_of(
               next.stages, [&](const Stage& choice) { return choice.figures_of == stage.name; });
}

Result<> check_past_rounds(const Decision& decision, const Migrate& command,
                           const Definition& next) {
    for (int index = 0; index < static_cast<int>(decision.state().rounds.size()); ++index) {
        const Round& round = decision.round(index);
        const auto& stage = *next.stage(renamed(command, round.stage));
        if (is_open(round) || !may_still_count(decision, index, next, stage)) continue;
        if (auto r = check_answers(round, stage); !r) return r;
    }
    return {};
}

/// An open round lies in the same branch of the same block.
Result<> check_place(const Migrate& command, const Stage& before, const Stage& after) {
    std::set<std::string> branches;
    for (const auto& branch : before.branches) branches.insert(renamed(command, branch));
    const bool same =
        (before.block.empty() ? after.block.empty()
                              : after.block == renamed(command, before.block) &&
                                    after.branch == renamed(command, before.branch)) &&
        branches == std::set(after.branches.begin(), after.branches.end());
    if (same) return {};
    return refuse(Refused::invalid,
                  quoted(after.name) + " lies in other branches than " + quoted(before.name) +
                      ", which is open.",
                  pointer_to("/stages", before.name));
}

/// Answers were given as open or as hidden ones, and stay so to the end of the round.
Result<> check_hiding(const Stage& before, const Stage& after) {
    if (before.hidden_until_closed == after.hidden_until_closed && before.blind == after.blind)
        return {};
    return refuse(
        Refused::conflict,
        quoted(before.name) +
            " is open, and the new version hides its answers, or whose they are, otherwise.",
        "/version");
}

Result<> check_open_rounds(const Decision& decision, const Migrate& command,
                           const Definition& next) {
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        const auto& stage = *next.stage(renamed(command, round.stage));
        if (auto r = check_answers(round, stage); !r) return r;
        if (auto r = check_hiding(decision.stage_of(round), stage); !r) return r;
        if (auto r = check_place(command, decision.stage_of(round), stage); !r) return r;
    }
    return {};
}

/// Everybody who is bound has that role there, too, and as many as it takes.
Result<> check_roles(const Opening& opening, const Definition& next) {
    for (const auto& [name, bodies] : opening.roles) {
        const auto* role = next.role(name);
        if (!role && !bodies.empty())
            return refuse(Refused::unknown_role,
                          "The new version has no role " + quoted(name) + ", which bodies have.",
                          pointer_to("/roles", name));
    }
    for (const auto& role : next.roles) {
        const auto& bound = bound_to(opening.roles, role.name);
        const auto count = static_cast<int>(bound.size());
        const bool fixed = role.body.empty() || (count == 1 && bound.front() == role.body);
        if (fixed && count >= role.least && count <= role.most) continue;
        return refuse(
            Refused::wrong_number,
            quoted(role.name) + " takes other bodies in the new version than this cycle binds.",
            pointer_to("/roles", role.name));
    }
    return {};
}

}  // namespace

Result<> handle(Decision& decision, const Migrate& command) {
    if (auto r = may_act(decision, "migrate"); !r) return r;
    if (command.reason.empty())
        return refuse(Refused::reason_required, "Every act carries a reason.", "/reason");
    const auto& state = decision.state();
    const auto& opening = *state.opening;
    if (state.status != CycleStatus::suspended)
        if (auto r = must_be_running_or_deferred(state); !r) return r;
    if (opening.parent)
        return refuse(Refused::out_of_order,
                      "A sub-cycle runs by the version that its cycle fixed when it opened.");
    const auto* found = decision.registry().definition(opening.definition.name, command.version);
    if (!found)
        return refuse(Refused::unknown_definition,
                      quoted(opening.definition.name) + " has no version " +
                          std::to_string(command.version) + ".",
                      "/version");
    if (found->version == opening.definition.version)
        return refuse(Refused::nothing_to_do, "The cycle runs by this version already.",
                      "/version");
    const auto& next = *found->definition;
    if (next.calendar != decision.definition().calendar)
        return refuse(Refused::invalid,
                      "The new version counts by the calendar " + quoted(next.calendar) +
                          "; the deadlines of this cycle were counted by another.",
                      "/version");
    if (auto r = check_map(decision, command, next); !r) return r;
    if (auto r = check_open_rounds(decision, command, next); !r) return r;
    if (auto r = check_past_rounds(decision, command, next); !r) return r;
    if (auto r = check_roles(opening, next); !r) return r;
    if (auto r = check_attributes(next, opening.attributes); !r) return r;
    Migrated fact{.definition = {found->name, found->version, found->digest},
                  .stages = command.stages,
                  .procedures = opening.procedures};
    if (auto r =
            check_procedures(decision, next, opening.roles, opening.attributes, fact.procedures);
        !r)
        return r;
    decision.record(std::move(fact), {{"reason", command.reason}});
    decision.bind(*found, *decision.registry().calendar_of(opening));
    settle(decision);
    return {};
}

}  // namespace paraph
