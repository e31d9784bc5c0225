// Roles that are drawn, outcomes that have titles, the public, and levels inside a body.

#include <algorithm>
#include <set>

#include "engine/base/contains.hpp"
#include "engine/base/words.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

void unknown_role(const Definition& definition, const std::string& name, Place place,
                  Report& report) {
    std::vector<std::string_view> known;
    for (const auto& role : definition.roles) known.push_back(role.name);
    report.error(place, "unknown-role",
                 "No role is called " + quoted(name) + "." + suggestion(name, known));
}

/// A role that is drawn from one that is drawn from it: there is nobody to begin with.
bool is_drawn_from_itself(const Definition& definition, const Role& role) {
    std::set<std::string> seen;
    const auto* from = definition.role(role.drawn_from);
    while (from && from != &role && seen.insert(from->name).second)
        from = definition.role(from->drawn_from);
    return from == &role;
}

void check_drawn(const Definition& definition, const Role& role, const Node& root, Report& report) {
    if (role.drawn_from.empty()) {
        if (role.load)
            report.error(place_of(root, {"roles", role.name, "load"}), "not-for-this-kind",
                         "\"load\" belongs to a role that is drawn: say \"drawn from:\".");
        return;
    }
    const auto place = place_of(root, {"roles", role.name, "drawn from"});
    const auto* pool = definition.role(role.drawn_from);
    if (!pool) return unknown_role(definition, role.drawn_from, place, report);
    if (is_drawn_from_itself(definition, role))
        return report.error(place, "lot-too-small",
                            quoted(role.name) +
                                " would be drawn from itself, so there is nobody to draw from. "
                                "Name a role that is bound when a cycle opens.");
    const auto bars = [&](const std::string& name) { return contains(role.never, name); };
    if (bars(pool->name) || bars(role.name))
        return report.error(place_of(root, {"roles", role.name, "never"}), "lot-too-small",
                            "Nobody is left who could have the role " + quoted(role.name) +
                                ": it is given to bodies of " + quoted(pool->name) +
                                ", and never to those of " +
                                quoted(bars(pool->name) ? pool->name : role.name) + ".");
    int left = pool->most;
    for (const auto& never : role.never)
        if (const auto* other = definition.role(never); other && other->drawn_from.empty())
            left -= 1;  // at least one body has it, and may be of the pool
    if (role.least > std::max(left, 0))
        report.error(place, "lot-too-small",
                     quoted(role.name) + " takes " + std::to_string(role.least) + ", but " +
                         quoted(role.drawn_from) + " has at most " +
                         std::to_string(std::max(left, 0)) + " from whom to draw.");
}

std::set<std::string> outcomes_of(const Definition& definition) {
    std::set<std::string> outcomes;
    const auto add = [&](const Target& target) {
        if (target.ends()) outcomes.insert(target.name);
    };
    for (const auto& stage : definition.stages) {
        for (const auto& [result, target] : stage.then) add(target);
        if (stage.at_most) add(stage.at_most_then);
    }
    return outcomes;
}

}  // namespace

void check_roles(const Definition& definition, const Node& root, Report& report) {
    for (const auto& role : definition.roles) {
        check_drawn(definition, role, root, report);
        for (const auto& never : role.never)
            if (!definition.role(never))
                unknown_role(definition, never, place_of(root, {"roles", role.name, "never"}),
                             report);
    }
}

void check_outcomes(const Definition& definition, const Node& root, Report& report) {
    const auto known = outcomes_of(definition);
    const std::vector<std::string_view> words{known.begin(), known.end()};
    for (const auto& [outcome, title] : definition.outcomes) {
        if (known.contains(outcome)) continue;
        const auto* entry = root.find("outcomes")->entry(outcome);
        report.error(entry->place, "unknown-outcome",
                     "No way ends as " + quoted(outcome) + "." + suggestion(outcome, words));
    }
}

void check_audience(const Stage& stage, const Node& root, Report& report) {
    const auto place = place_of(root, {"stages", stage.name, "who"});
    const bool open = std::ranges::any_of(
        stage.who, [](const auto& who) { return who.kind == Participant::Kind::anyone; });
    if (open && stage.kind != StageKind::comment)
        report.error(place, "public-decides",
                     "Anyone may comment, but decide nothing: let \"anyone\" take part in a stage "
                     "of the kind \"comment\".");
    else if (open && !stage.due)
        report.error(place, "never-closes",
                     "The public may always have more to say. Say when the round is \"due:\".");
    if (!stage.clearance) return;
    const bool levels = std::ranges::all_of(
        stage.who, [](const auto& who) { return who.kind == Participant::Kind::function; });
    if (!levels)
        report.error(place, "clearance-levels",
                     "Comments are cleared by levels of a body, from the first to the one that "
                     "submits: write \"reviewer of the body\", \"contact point of the body\".");
    if (!stage.due)
        report.error(place_of(root, {"stages", stage.name, "clearance"}), "never-closes",
                     "Nothing but its due time ends this round. Say when it is \"due:\".");
}

void check_commitments(const Definition& definition, const Stage& stage, const Node& root,
                       Report& report) {
    for (const auto& name : stage.commitments_of) {
        const auto* source = definition.stage(name);
        if (!source) continue;  // said already
        const bool comments =
            source->kind == StageKind::review || source->kind == StageKind::comment ||
            source->kind == StageKind::ballot || source->kind == StageKind::silence;
        if (!comments)
            report.error(place_of(root, {"stages", stage.name, "commitments of"}),
                         "no-recommendations",
                         "Nobody makes recommendations in " + quoted(name) +
                             ". Name a stage of the kind review, comment, ballot or silence.");
    }
}

}  // namespace paraph
