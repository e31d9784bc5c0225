#include "engine/model/command.hpp"

#include <algorithm>

namespace paraph {

bool Actor::is(HouseRole role) const {
    return std::ranges::find(roles, role) != roles.end();
}

Command::Command(const Command&) = default;
Command::Command(Command&&) noexcept = default;
Command& Command::operator=(const Command&) = default;
Command& Command::operator=(Command&&) noexcept = default;
Command::~Command() = default;

Actor by_rule() {
    return {.id = "rule", .via = "rule"};
}

}  // namespace paraph
