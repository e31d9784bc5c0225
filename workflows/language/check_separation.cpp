// "separate from": four eyes, by person. Who the people are is known only when a cycle runs.

#include <algorithm>

#include "engine/base/words.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

/// Where each item of "separate from" stands.
Place place_of_item(const Node& root, const Stage& stage, std::size_t index) {
    const auto* list = value_at(root, {"stages", stage.name, "separate from"});
    const bool listed = list && list->kind == Node::Kind::list && index < list->items.size();
    return listed ? list->items[index].place
                  : place_of(root, {"stages", stage.name, "separate from"});
}

/// Whether the stage can go on only if one who may have acted in the other sends somebody else:
/// where all must sign, each of them; else, where nobody takes part who did not act there.
bool needs_second_person(const Definition& definition, const Stage& stage, const Stage& other) {
    if (stage.who.empty()) return false;
    const auto acted = [&](const Participant& participant) {
        return std::ranges::any_of(other.who, [&](const Participant& one) {
            return is_same(definition, one, participant);
        });
    };
    const bool all = stage.kind == StageKind::sign_off && stage.needs.kind == Needs::Kind::all_of;
    return all ? std::ranges::any_of(stage.who, acted) : std::ranges::all_of(stage.who, acted);
}

}  // namespace

void check_separation(const Definition& definition, const Stage& stage, const Node& root,
                      Report& report) {
    for (std::size_t i = 0; i < stage.separate_from.size(); ++i) {
        const auto& name = stage.separate_from[i];
        const auto* other = definition.stage(name);
        const auto place = place_of_item(root, stage, i);
        if (!other) continue;  // said already
        if (other == &stage) {
            report.error(place, "separate-from-itself",
                         quoted(name) +
                             " can't be separate from itself: nobody could act. Name the stage in "
                             "which the other person acted.");
        } else if (!may_come_before(definition, *other, stage)) {
            report.warning(place, "idle-separation",
                           "No way leads from " + quoted(name) + " to " + quoted(stage.name) +
                               ", so nobody has acted there before. Name a stage that comes "
                               "before.");
        } else if (needs_second_person(definition, stage, *other)) {
            report.not_proven(place, "Who acts here may have acted in " + quoted(name) +
                                         ": each such body then needs a second person, which is "
                                         "known only when a cycle runs.");
        }
    }
}

}  // namespace paraph
