#include "engine/rules/silence.hpp"

#include "engine/base/contains.hpp"

namespace paraph {

const Silence& silence_of(const Definition& definition, const Stage& stage,
                          const Assignment& assignment) {
    static const Silence not_counted;
    for (const auto& who : stage.who) {
        if (who.kind != Participant::Kind::role || !contains(assignment.roles, who.name)) continue;
        if (const auto* role = definition.role(who.name)) return role->silence;
    }
    for (const auto& role : definition.roles)
        if (role.body == assignment.body) return role.silence;
    return not_counted;
}

}  // namespace paraph
