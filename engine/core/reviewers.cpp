#include "engine/core/reviewers.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/subcycles.hpp"
#include "engine/rules/drawn_roles.hpp"

namespace paraph {
namespace {

bool in_conflict(const Bindings& conflicts, const std::string& a, const std::string& b) {
    return contains(bound_to(conflicts, a), b) || contains(bound_to(conflicts, b), a);
}

/// Those of the pool who can't have the role beside what is bound.
std::vector<std::string> excluded(const Role& role, const Bindings& roles,
                                  const Bindings& conflicts) {
    std::vector<std::string> out;
    for (const auto& body : bound_to(roles, role.drawn_from))
        if (!may_have(role, body, roles, conflicts, {})) out.push_back(body);
    return out;
}

/// Who gets one of the cycle's own roles; nothing: too few can have it.
std::optional<std::vector<std::string>> draw_role(const Role& role, const Bindings& roles,
                                                  const Bindings& conflicts, const Digest& seed) {
    const std::vector<Lot> lots{{.excluded = excluded(role, roles, conflicts)}};
    auto drawn = draw(lots, bound_to(roles, role.drawn_from), role.least, std::nullopt, seed);
    if (!drawn) return std::nullopt;
    return std::move(drawn->begin()->second);
}

const Definition* procedure_of(const Registry& registry, const Opening& opening,
                               const Stage& stage) {
    if (stage.kind != StageKind::each) return nullptr;
    const auto pinned = opening.procedures.find(stage.procedure);
    if (pinned == opening.procedures.end()) return nullptr;
    const auto* found = registry.definition(pinned->second.name, pinned->second.version);
    return found ? found->definition.get() : nullptr;
}

const std::string& subject_of(const Seat& seat) {
    return seat.item ? *seat.item : seat.body;
}

/// What is drawn for the sub-cycles of these seats, by role of the procedure and seat.
std::map<std::string, Drawn> drawn_for(const Definition& procedure, const Opening& opening,
                                       const Stage& stage, const std::vector<Seat>& seats,
                                       const Digest& seed) {
    std::map<std::string, Drawn> all;
    for (const auto& role : procedure.roles) {
        if (role.drawn_from.empty()) continue;
        std::vector<Lot> lots;
        std::vector<std::string> pool;
        const auto by_hand = opening.assigned.find(role.name);
        for (const auto& seat : seats) {
            const auto roles = roles_inside(procedure, stage, seat, opening);
            if (roles.contains(role.name)) continue;  // handed down
            Lot lot{.subject = subject_of(seat),
                    .excluded = excluded(role, roles, opening.conflicts)};
            if (by_hand != opening.assigned.end())
                if (const auto given = by_hand->second.find(lot.subject);
                    given != by_hand->second.end())
                    lot.fixed = given->second;
            lots.push_back(std::move(lot));
            pool = bound_to(roles, role.drawn_from);
        }
        if (lots.empty()) continue;
        auto& drawn = all[role.name];
        drawn = draw_what_can_be(lots, pool, role.least, role.load, seed);
        for (const auto& lot : lots)
            if (!lot.fixed.empty()) drawn[lot.subject] = lot.fixed;
    }
    return all;
}

/// What was drawn for the seat.
Bindings bound_in(const Seat& seat, const std::map<std::string, Drawn>& all) {
    Bindings bound;
    for (const auto& [role, drawn] : all)
        if (const auto bodies = drawn.find(subject_of(seat)); bodies != drawn.end())
            bound[role] = bodies->second;
    return bound;
}

/// Who has the role when the cycle opens is of the bodies that it is drawn from, also by hand.
Result<> is_in_pool(const Role& role, const std::string& body, const Bindings& roles,
                    std::string where) {
    if (contains(bound_to(roles, role.drawn_from), body)) return {};
    return refuse(Refused::invalid,
                  "\"" + body + "\" is not among \"" + role.drawn_from + "\", of whom \"" +
                      role.name + "\" are drawn.",
                  std::move(where));
}

Refusal too_much(const std::string& body, const Role& role, const std::string& stage, int already,
                 std::string where) {
    return refuse(Refused::wrong_number,
                  "\"" + body + "\" would be among \"" + role.name + "\" in " +
                      std::to_string(already + 1) + " of the cycles of \"" + stage +
                      "\"; its load is at most " + std::to_string(*role.load) + ".",
                  std::move(where));
}

std::string where_assigned(const Role& role, const std::string& subject) {
    return pointer_to(pointer_to("/assigned", role.name), subject);
}

/// Gives each role that is assigned by hand to `check(stage, role, bodies by subject)`, for each
/// stage whose sub-cycles have it; until one is refused.
template <class Check>
Result<> check_by_hand(const Decision& decision, const OpenCycle& command, Check check) {
    for (const auto& stage : decision.definition().stages) {
        if (stage.kind != StageKind::each) continue;
        const auto* procedure = decision.registry().definition(stage.procedure);
        if (!procedure) continue;
        for (const auto& [name, subjects] : command.assigned)
            if (const auto* role = procedure->definition->role(name))
                if (auto r = check(stage, *role, subjects); !r) return r;
    }
    return {};
}

/// Nobody is assigned by hand more often than the procedure of a stage lets it.
Result<> check_loads(const Decision& decision, const OpenCycle& command) {
    return check_by_hand(
        decision, command,
        [](const Stage& stage, const Role& role, const Drawn& subjects) -> Result<> {
            if (!role.load) return {};
            std::map<std::string, int> counts;
            for (const auto& [subject, bodies] : subjects)
                for (const auto& body : bodies)
                    if (counts[body]++ >= *role.load)
                        return too_much(body, role, stage.name, *role.load,
                                        where_assigned(role, subject));
            return {};
        });
}

/// Nor is anybody assigned from outside, where the bodies to draw from are handed down.
Result<> check_pools(const Decision& decision, const OpenCycle& command) {
    return check_by_hand(
        decision, command, [&](const Stage&, const Role& role, const Drawn& subjects) -> Result<> {
            if (!command.roles.contains(role.drawn_from)) return {};
            for (const auto& [subject, bodies] : subjects)
                for (const auto& body : bodies)
                    if (auto r =
                            is_in_pool(role, body, command.roles, where_assigned(role, subject));
                        !r)
                        return r;
            return {};
        });
}

}  // namespace

Result<> may_have(const Role& role, const std::string& body, const Bindings& roles,
                  const Bindings& conflicts, const std::string& where) {
    for (const auto& never : role.never)
        for (const auto& other : bound_to(roles, never)) {
            if (other == body)
                return refuse(
                    Refused::invalid,
                    "\"" + body + "\" is " + never + "; it can't be among \"" + role.name + "\".",
                    where);
            if (in_conflict(conflicts, body, other))
                return refuse(Refused::invalid,
                              "A conflict of interest is named between \"" + body + "\" and \"" +
                                  other + "\"; it can't be among \"" + role.name + "\".",
                              where);
        }
    return {};
}

Result<> draw_roles(Decision& decision, Opening& opening) {
    for (const auto& role : decision.definition().roles) {
        if (role.drawn_from.empty()) continue;
        auto& bodies = opening.roles[role.name];
        for (std::size_t i = 0; i < bodies.size(); ++i) {
            const auto where = pointer_to(pointer_to("/roles", role.name), i);
            // Of a sub-cycle it was asked when the outer cycle opened.
            if (!opening.parent)
                if (auto r = is_in_pool(role, bodies[i], opening.roles, where); !r) return r;
            if (auto r = may_have(role, bodies[i], opening.roles, opening.conflicts, where); !r)
                return r;
        }
        if (!bodies.empty() || opening.parent) continue;  // by hand, or as the outer cycle drew
        const auto seed = decision.new_lot();
        auto drawn = draw_role(role, opening.roles, opening.conflicts, seed);
        if (!drawn)
            return refuse(Refused::wrong_number,
                          "\"" + role.drawn_from + "\" has fewer than " +
                              std::to_string(role.least) + " bodies that can be among \"" +
                              role.name + "\".",
                          pointer_to("/roles", role.name));
        bodies = std::move(*drawn);
        opening.lots[role.name] = to_hex(seed);
    }
    return {};
}

Result<> check_load(const Decision& decision, const Role& role, const std::string& body) {
    const auto& parent = decision.state().opening->parent;
    if (!role.load || !parent || parent->kind != ParentKind::each) return {};
    const auto outer = decision.cycle(parent->cycle);
    const auto own = outer ? outer->seated(parent->assignment) : Seated{};
    if (!own) return {};
    int already = 0;
    for (const auto& seat : own.round->assignments) {
        if (seat->child.empty() || seat->child == decision.state().id) continue;
        const auto sibling = decision.cycle(seat->child);
        const bool counts =
            sibling && sibling->opening && sibling->status != CycleStatus::abandoned;
        if (counts && carries(role, decision.definition(), *sibling, body)) ++already;
    }
    if (already < *role.load) return {};
    return too_much(body, role, parent->stage, already, "/body");
}

Result<> check_assigned(const Decision& decision, const OpenCycle& command) {
    if (auto r = check_loads(decision, command); !r) return r;
    for (const auto& [role, subjects] : command.assigned) {
        const std::string where = pointer_to("/assigned", role);
        for (const auto& [subject, bodies] : subjects)
            for (const auto& body : bodies) {
                if (!decision.registry().body(body))
                    return refuse(Refused::unknown_body, "There is no body \"" + body + "\".",
                                  pointer_to(where, subject));
                if (body == subject || in_conflict(command.conflicts, body, subject))
                    return refuse(Refused::invalid,
                                  "\"" + body + "\" can't be assigned to \"" + subject +
                                      "\": it is its own, or a conflict of interest is named.",
                                  pointer_to(where, subject));
            }
    }
    return check_pools(decision, command);
}

std::string draw_for_sub_cycles(Decision& decision, const Stage& stage, std::vector<Seat>& seats) {
    const auto& opening = *decision.state().opening;
    const auto* procedure = procedure_of(decision.registry(), opening, stage);
    const bool draws = procedure && std::ranges::any_of(procedure->roles, [](const Role& role) {
                           return !role.drawn_from.empty();
                       });
    if (!draws) return {};
    const auto seed = decision.new_lot();
    const auto all = drawn_for(*procedure, opening, stage, seats, seed);
    for (auto& seat : seats) seat.bound = bound_in(seat, all);
    return all.empty() ? std::string() : to_hex(seed);
}

bool is_the_lot(const Registry& registry, const Opening& opening, const Stage& stage,
                const std::vector<Seat>& seats, const std::string& seed) {
    const auto* procedure = procedure_of(registry, opening, stage);
    const auto digest = digest_from_hex(seed);
    if (!procedure || !digest) return false;
    const auto all = drawn_for(*procedure, opening, stage, seats, *digest);
    return std::ranges::all_of(seats,
                               [&](const Seat& seat) { return seat.bound == bound_in(seat, all); });
}

bool are_the_lots(const Definition& definition, const Opening& opening) {
    return std::ranges::all_of(opening.lots, [&](const auto& lot) {
        const auto* role = definition.role(lot.first);
        const auto seed = digest_from_hex(lot.second);
        if (!role || role->drawn_from.empty() || !seed) return false;
        auto before = opening.roles;
        before.erase(role->name);
        return draw_role(*role, before, opening.conflicts, *seed) ==
               bound_to(opening.roles, role->name);
    });
}

}  // namespace paraph
