// Blind reviews: nothing in the definition itself tells whom it promises to hide.

#include <algorithm>

#include "engine/base/words.hpp"
#include "engine/core/blind.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

/// Everybody may read a definition, so it names nobody who is to be hidden.
void check_named(const Definition& definition, const Stage& stage, Place place, Report& report) {
    for (const auto& who : stage.who) {
        const auto* role =
            who.kind == Participant::Kind::role ? definition.role(who.name) : nullptr;
        if (who.kind == Participant::Kind::role && (!role || role->body.empty())) continue;
        report.error(place, "blind-named",
                     "A blind review hides who reviews, but the definition itself says that " +
                         quoted(role ? role->body : who.name) +
                         " does. Give the review to a role that is bound when a cycle opens.");
    }
}

/// Whom it hides from somebody, that one does not choose.
void check_choice(const Definition& definition, const Sides& sides, const Node& root,
                  Report& report) {
    auto both = sides.reviewed;
    both.insert(both.end(), sides.reviewers.begin(), sides.reviewers.end());
    for (const std::string_view act : {"add participant", "remove participant"}) {
        auto name = std::string(act);
        std::ranges::replace(name, ' ', '_');
        const auto may = definition.may.find(name);
        if (may == definition.may.end()) continue;
        for (const auto& role : both)
            if (std::ranges::count(may->second, role))
                report.error(place_of(root, {"may", act}), "blind-chosen",
                             quoted(role) +
                                 " would choose the reviewers whom a blind review hides "
                                 "from it. Leave that to somebody else.");
    }
}

}  // namespace

void check_blind(const Definition& definition, const Stage& stage, const Node& root,
                 Report& report) {
    if (stage.blind == Blind::open) return;
    check_named(definition, stage, place_of(root, {"stages", stage.name, "who"}), report);
    Definition alone;
    alone.roles = definition.roles;
    alone.stages = {stage};
    const auto sides = sides_of_blind_reviews(alone);
    check_choice(definition, sides, root, report);
    if (sides.both && sides.reviewed.empty() && !sides.reviewers.empty())
        report.error(place_of(root, {"stages", stage.name, "blind"}), "blind-nobody",
                     "Whose text is reviewed? Say with \"never:\" in the role " +
                         quoted(sides.reviewers.front()) +
                         " whom a double-blind review hides from the reviewers.");
}

}  // namespace paraph
