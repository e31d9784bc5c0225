#include "workflows/language/check.hpp"

#include <algorithm>

#include "workflows/language/phrase.hpp"

namespace paraph {
namespace {

/// What a role's silence counts as must be a position of each ballot that the role takes part in.
void check_silence(const Definition& definition, const Stage& stage, const Node& root,
                   Report& report) {
    if (stage.kind != StageKind::ballot) return;
    for (const auto& participant : stage.who) {
        const auto* role = definition.role(participant.name);
        if (participant.kind != Participant::Kind::role || !role) continue;
        const auto& silence = role->silence;
        if (silence.kind != Silence::Kind::counts_as || stage.position(silence.position)) {
            continue;
        }
        report.error(place_of(root, {"roles", role->name, "silence"}), "silence-position",
                     "Silence counts as \"" + silence.position +
                         "\", which is no position of the "
                         "stage \"" +
                         stage.name +
                         "\". Write one of its positions, \"not counted\" or "
                         "\"must answer\".");
    }
}

/// More than can be there, or than there may be.
void check_needs(const Definition& definition, const Stage& stage, const Node& root,
                 Report& report) {
    const bool needs = stage.kind == StageKind::sign_off || stage.kind == StageKind::review;
    if (!needs || stage.needs.kind != Needs::Kind::at_least) return;
    if (!sizes_are_read(definition, stage, root)) return;
    const auto place = place_of(root, {"stages", stage.name, "needs"});
    const auto must = std::to_string(stage.needs.count) +
                      (stage.kind == StageKind::review ? " must review, but" : " must sign, but");
    const int most = largest(definition, stage);
    const int least = std::max(smallest(definition, stage), 1);  // where nobody is, it is not held
    if (stage.needs.count > most)
        report.error(place, "needs-too-many",
                     must + " at most " + std::to_string(most) + " take part.");
    else if (stage.needs.count > least)
        report.not_proven(place, must + " it may be that only " + std::to_string(least) +
                                     " take part. It depends on who is bound when a cycle opens.");
}

/// A cycle of itself would open one, too, and so on.
void check_itself(const Definition& definition, const Node& root, Report& report) {
    const auto refuse = [&](Place place) {
        report.error(place, "runs-itself",
                     "A definition can't run itself: each cycle would open another one. Name "
                     "another definition.");
    };
    for (const auto& role : definition.roles)
        if (role.inside == definition.name && !role.inside.empty())
            refuse(place_of(root, {"roles", role.name, "inside"}));
    for (const auto& stage : definition.stages)
        if (stage.procedure == definition.name && !stage.procedure.empty())
            refuse(place_of(root, {"stages", stage.name, "runs"}));
}

void check_objections(const Definition& definition, const Stage& stage, const Node& root,
                      Report& report) {
    const bool blocks = std::ranges::any_of(stage.positions, &PositionRule::blocks);
    if (stage.kind == StageKind::silence && !blocks) {
        report.error(place_of(root, {"stages", stage.name, "positions"}), "unbreakable",
                     "Nothing can break this silence: give at least one position \"blocks: yes\".");
    }
    if (stage.hidden_until_closed && definition.notify.contains("objection")) {
        report.error(place_of(root, {"stages", stage.name, "hidden until closed"}), "hidden-notice",
                     "Answers are hidden until the round closes, but \"notify:\" tells of each "
                     "objection at once. Drop one of the two.");
    }
}

void check_parts(const Definition& definition, const Node& root, Report& report) {
    check_itself(definition, root, report);
    for (const auto& stage : definition.stages) {
        check_silence(definition, stage, root, report);
        check_separation(definition, stage, root, report);
        check_needs(definition, stage, root, report);
        check_objections(definition, stage, root, report);
        check_closing(definition, stage, root, report);
        check_audience(stage, root, report);
        check_commitments(definition, stage, root, report);
        check_blind(definition, stage, root, report);
    }
}

const Role* role_of(const Definition& definition, const Participant& participant) {
    return participant.kind == Participant::Kind::role ? definition.role(participant.name)
                                                       : nullptr;
}

int size_of(const Definition& definition, const Stage& stage, int Role::*size) {
    int bodies = 0;
    for (const auto& participant : each_once(definition, stage)) {
        const auto* role = role_of(definition, participant);
        bodies += role ? role->*size : 1;
    }
    return bodies;
}

}  // namespace

std::string body_of(const Definition& definition, const Participant& participant) {
    if (participant.kind == Participant::Kind::body) return participant.name;
    const auto* role = role_of(definition, participant);
    return role ? role->body : "";
}

bool is_same(const Definition& definition, const Participant& one, const Participant& other) {
    if (one.kind == other.kind && one.name == other.name) return true;
    const auto body = body_of(definition, one);
    return !body.empty() && body == body_of(definition, other);
}

std::vector<Participant> each_once(const Definition& definition, const Stage& stage) {
    std::vector<Participant> found;
    for (const auto& one : stage.who)
        if (std::ranges::none_of(
                found, [&](const Participant& other) { return is_same(definition, one, other); }))
            found.push_back(one);
    return found;
}

int largest(const Definition& definition, const Stage& stage) {
    if (stage.over.empty()) return size_of(definition, stage, &Role::most);
    const auto attribute = definition.attributes.find(stage.over);
    return attribute == definition.attributes.end()
               ? 0
               : static_cast<int>(attribute->second.choices.size());
}

int smallest(const Definition& definition, const Stage& stage) {
    return stage.over.empty() ? size_of(definition, stage, &Role::least) : 0;
}

bool sizes_are_read(const Definition& definition, const Stage& stage, const Node& root) {
    if (stage.over.empty() ? stage.who.empty() : !definition.attributes.contains(stage.over))
        return false;
    return std::ranges::all_of(stage.who, [&](const Participant& participant) {
        if (participant.kind != Participant::Kind::role) return true;
        const auto* role = role_of(definition, participant);
        if (!role) return false;
        const auto* bodies = value_at(root, {"roles", role->name, "bodies"});
        return bodies ? parse_size(bodies->text).has_value()
                      : !role->body.empty() || !role->named_by.empty();
    });
}

void check(const Definition& definition, const Node& root, Report& report) {
    check_ways(definition, root, report);
    check_blocks(definition, root, report);
    check_choices(definition, root, report);
    check_spins(definition, root, report);
    check_times(definition, root, report);
    check_branch_times(definition, root, report);
    check_before(definition, root, report);
    check_rules(definition, root, report);
    check_positions(definition, root, report);
    check_roles(definition, root, report);
    check_outcomes(definition, root, report);
    check_parts(definition, root, report);
}

}  // namespace paraph
