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

void check_closing(const Stage& stage, const Node& root, Report& report) {
    const auto place = place_of(root, {"stages", stage.name, "closes"});
    const bool ballot = stage.kind == StageKind::ballot;
    if (stage.closes.when_settled && stage.hidden_until_closed)
        report.error(
            place, "hidden-early-close",
            "Answers are hidden until the round closes, but closing as soon as nothing can "
            "change the result would show what they are. Drop one of the two.");
    const bool lapses = std::ranges::any_of(stage.positions, &PositionRule::lapses);
    if (lapses && stage.hidden_until_closed)
        report.error(place_of(root, {"stages", stage.name, "hidden until closed"}), "hidden-lapse",
                     "Answers are hidden until the round closes, but reminding a body to maintain "
                     "its position would show which one it took. Drop one of the two.");
    if ((stage.closes.when_settled || stage.closes.chooses) && !ballot)
        report.error(place, "not-for-this-kind",
                     "Only a ballot closes this way, since only a ballot has a result to come to.");
    if (ballot && stage.closes.chooses && stage.then.size() < 2)
        report.error(
            place, "nothing-to-choose",
            "\"" + stage.closes.by_act_of +
                "\" chooses, but \"then:\" names \"passed\" only. Name the other results, or "
                "leave \"who chooses\" out.");
}

}  // namespace

void check_positions(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_starts(definition, stage, root, report);
        check_closing(stage, root, report);
    }
}

}  // namespace paraph
