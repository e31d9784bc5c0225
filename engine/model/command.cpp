#include "engine/model/command.hpp"

#include "engine/base/contains.hpp"

namespace paraph {

bool Actor::is(HouseRole role) const {
    return contains(roles, role);
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
