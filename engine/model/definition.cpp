#include "engine/model/definition.hpp"

#include <algorithm>

namespace paraph {

const Stage* Definition::stage(std::string_view stage_name) const {
    auto found = std::ranges::find(stages, stage_name, &Stage::name);
    return found == stages.end() ? nullptr : &*found;
}

const Role* Definition::role(std::string_view role_name) const {
    auto found = std::ranges::find(roles, role_name, &Role::name);
    return found == roles.end() ? nullptr : &*found;
}

}  // namespace paraph
