#include <algorithm>

#include "workflows/language/check.hpp"

namespace paraph {
namespace {

bool takes_part(const Stage& stage, std::string_view role) {
    return std::ranges::any_of(stage.who, [&](const Participant& who) {
        return who.kind == Participant::Kind::role && who.name == role;
    });
}

/// Why a role can't start with a position; empty where it can.
std::string why_not(const Definition& definition, const Stage& stage, const std::string& role,
                    const std::string& position) {
    const auto* found = definition.role(role);
    if (!found) return {};  // said already
    if (!takes_part(stage, role))
        return "\"" + role + "\" takes no part in \"" + stage.name +
               "\", so it starts with nothing.";
    if (!stage.position(position))
        return "\"" + position + "\" is no position of \"" + stage.name +
               "\". Write one of its own.";
    if (!found->inside.empty())
        return "A procedure runs inside each body of \"" + role +
               "\", and its last signature is the answer. Such a role can't start with one.";
    return {};
}

void check_starts(const Definition& definition, const Stage& stage, const Node& root,
                  Report& report) {
    for (const auto& [role, position] : stage.starts_as) {
        const auto text = why_not(definition, stage, role, position);
        if (!text.empty())
            report.error(place_of(root, {"stages", stage.name, "starts as", role}), "starts-as",
                         text);
    }
}

}  // namespace

void check_positions(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) check_starts(definition, stage, root, report);
}

}  // namespace paraph
