#include "engine/rules/silence.hpp"

#include "engine/base/contains.hpp"

namespace paraph {

const Silence& silence_of(const Definition& definition, const Stage& stage,
                          const Assignment& assignment) {
    static const Silence not_counted;
    const Silence* first = nullptr;
    for (const auto& who : stage.who) {
        if (who.kind != Participant::Kind::role || !contains(assignment.roles, who.name)) continue;
        const auto* role = definition.role(who.name);
        if (!role) continue;
        if (role->silence.kind == Silence::Kind::must_answer) return role->silence;
        if (!first) first = &role->silence;
    }
    if (first) return *first;
    for (const auto& role : definition.roles)
        if (role.body == assignment.body) return role.silence;
    return not_counted;
}

}  // namespace paraph
