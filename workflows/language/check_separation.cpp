// "separate from": four eyes, by person. Who the people are is known only when a cycle runs.

#include <algorithm>
#include <set>

#include "workflows/language/check.hpp"

namespace paraph {
namespace {

std::string quoted(std::string_view name) {
    return '"' + std::string{name} + '"';
}

/// Where each item of "separate from" stands.
Place place_of_item(const Node& root, const Stage& stage, std::size_t index) {
    const auto* list = value_at(root, {"stages", stage.name, "separate from"});
    const bool listed = list && list->kind == Node::Kind::list && index < list->items.size();
    return listed ? list->items[index].place
                  : place_of(root, {"stages", stage.name, "separate from"});
}

/// Whether a cycle can have been in `from` when it comes to `to`: by a way, or because both lie in
/// branches that run side by side.
bool may_come_before(const Definition& definition, const Stage& from, const Stage& to) {
    std::vector<const Stage*> open{&from};
    std::set<std::string> seen;
    const auto add = [&](const Target& target) {
        if (target.to_stage()) open.push_back(definition.stage(target.name));
    };
    while (!open.empty()) {
        const auto* stage = open.back();
        open.pop_back();
        if (!stage || !seen.insert(stage->name).second) continue;
        if (stage == &to && stage != &from) return true;
        for (const auto& [result, target] : stage->then) add(target);
        if (stage->at_most) add(stage->at_most_then);
        for (const auto& branch : stage->branches) open.push_back(definition.stage(branch));
        if (!stage->block.empty()) open.push_back(definition.stage(stage->block));
    }
    return false;
}

bool acts_in(const Stage& stage, const Participant& participant) {
    return std::ranges::any_of(stage.who, [&](const Participant& other) {
        return other.kind == participant.kind && other.name == participant.name;
    });
}

/// One body where the definition says which: a role that is fixed, or a body by its id.
std::string body_of(const Definition& definition, const Participant& participant) {
    if (participant.kind == Participant::Kind::body) return participant.name;
    const auto* role =
        participant.kind == Participant::Kind::role ? definition.role(participant.name) : nullptr;
    return role ? role->body : "";
}

bool same_people(const Definition& definition, const Stage& stage, const Stage& other) {
    return !stage.who.empty() &&
           std::ranges::all_of(stage.who, [&](const Participant& participant) {
               const auto body = body_of(definition, participant);
               return acts_in(other, participant) ||
                      (!body.empty() && std::ranges::any_of(other.who, [&](const Participant& one) {
                          return body_of(definition, one) == body;
                      }));
           });
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
        } else if (same_people(definition, stage, *other)) {
            report.not_proven(place, "The same act here and in " + quoted(name) +
                                         ": it needs a second person in each body, which is known "
                                         "only when a cycle runs.");
        }
    }
}

}  // namespace paraph
