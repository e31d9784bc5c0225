#include "engine/rules/drawn_roles.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"

namespace paraph {
namespace {

bool asks(const Stage& stage, const Role& role) {
    return std::ranges::any_of(stage.who, [&](const Participant& who) {
        return who.kind == Participant::Kind::role && who.name == role.name;
    });
}

/// Whether somebody who gets the role now would still be asked.
bool is_still_asked(const Role& role, const Definition& definition, const State& cycle) {
    bool closed = false;
    for (const auto& round : cycle.rounds) {
        const auto* stage = definition.stage(round->stage);
        if (!stage || !asks(*stage, role)) continue;
        if (is_open(*round)) return true;
        closed = closed || round->status == RoundStatus::closed;
    }
    return !closed;
}

}  // namespace

bool carries(const Role& role, const Definition& definition, const State& cycle,
             const std::string& body) {
    if (!contains(bound_to(cycle.opening->roles, role.name), body)) return false;
    for (auto round = cycle.rounds.rbegin(); round != cycle.rounds.rend(); ++round) {
        const auto* stage = definition.stage((*round)->stage);
        if (!stage || stage->kind != StageKind::review) continue;
        for (const auto& seat : (*round)->assignments) {
            const auto* answer = seat->body == body ? standing(*seat) : nullptr;
            const auto* rule = answer ? stage->position(answer->position) : nullptr;
            if (rule) return !rule->leaves_base;
        }
    }
    return true;
}

int lacking(const Role& role, const Definition& definition, const State& cycle) {
    if (role.drawn_from.empty() || cycle.status != CycleStatus::running) return 0;
    if (!is_still_asked(role, definition, cycle)) return 0;
    const auto there = std::ranges::count_if(
        bound_to(cycle.opening->roles, role.name),
        [&](const std::string& body) { return carries(role, definition, cycle, body); });
    return std::max(0, role.least - static_cast<int>(there));
}

int lacking(const Definition& definition, const State& cycle) {
    int all = 0;
    for (const auto& role : definition.roles) all += lacking(role, definition, cycle);
    return all;
}

}  // namespace paraph
