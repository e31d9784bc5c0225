#include "engine/model/definition.hpp"

#include <algorithm>
#include <stdexcept>

namespace paraph {

const Stage* Definition::stage(std::string_view stage_name) const {
    auto found = std::ranges::find(stages, stage_name, &Stage::name);
    return found == stages.end() ? nullptr : &*found;
}

const Role* Definition::role(std::string_view role_name) const {
    auto found = std::ranges::find(roles, role_name, &Role::name);
    return found == roles.end() ? nullptr : &*found;
}

const PositionRule* Stage::position(std::string_view position_name) const {
    auto found = std::ranges::find(positions, position_name, &PositionRule::name);
    return found == positions.end() ? nullptr : &*found;
}

std::string result_when_skipped(const Stage& stage) {
    switch (stage.kind) {
        case StageKind::comment:
            return "closed";
        case StageKind::revise:
            return "unchanged";
        case StageKind::ballot:
            return "passed";
        case StageKind::silence:
            return "adopted";
        case StageKind::sign_off:
            return "signed";
        case StageKind::meet:
            return stage.results.front();
        case StageKind::circulate:
        case StageKind::follow_up:
            return "settled";
        case StageKind::review:
            return "done";
        case StageKind::parallel:
            return "joined";
        case StageKind::each:
            return stage.passes ? "passed" : "closed";
        case StageKind::choose:
        case StageKind::call:
            break;  // always held: there is no one way on which all goes well
    }
    throw std::logic_error("a stage of this kind can't be skipped: " + stage.name);
}

}  // namespace paraph
