#include "engine/model/command.hpp"

#include <algorithm>

namespace paraph {

bool Actor::is(HouseRole role) const {
    return std::ranges::find(roles, role) != roles.end();
}

Actor by_rule() {
    return {.id = "rule", .person = {}, .body = {}, .roles = {}, .via = "rule", .behalf = {}};
}

}  // namespace paraph
