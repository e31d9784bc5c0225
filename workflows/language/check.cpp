#include "workflows/language/check.hpp"

#include <algorithm>

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

void check_needs(const Definition& definition, const Stage& stage, const Node& root,
                 Report& report) {
    const bool needs = stage.kind == StageKind::sign_off || stage.kind == StageKind::review;
    if (!needs || stage.needs.kind != Needs::Kind::at_least) return;
    const int most = largest(definition, stage);
    if (stage.needs.count <= most) return;
    report.error(place_of(root, {"stages", stage.name, "needs"}), "needs-too-many",
                 std::to_string(stage.needs.count) +
                     (stage.kind == StageKind::review ? " must review, but" : " must sign, but") +
                     " at most " + std::to_string(most) + " take part.");
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

}  // namespace

void check_parts(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_silence(definition, stage, root, report);
        check_separation(definition, stage, root, report);
        check_needs(definition, stage, root, report);
        check_objections(definition, stage, root, report);
        check_audience(stage, root, report);
        check_commitments(definition, stage, root, report);
        check_blind(definition, stage, root, report);
    }
}

namespace {

int size_of(const Definition& definition, const Stage& stage, int Role::*size) {
    int bodies = 0;
    for (const auto& participant : stage.who) {
        const auto* role = participant.kind == Participant::Kind::role
                               ? definition.role(participant.name)
                               : nullptr;
        bodies += role ? role->*size : 1;
    }
    return bodies;
}

}  // namespace

int largest(const Definition& definition, const Stage& stage) {
    return size_of(definition, stage, &Role::most);
}

int smallest(const Definition& definition, const Stage& stage) {
    return size_of(definition, stage, &Role::least);
}

void check(const Definition& definition, const Node& root, Report& report) {
    check_ways(definition, root, report);
    check_blocks(definition, root, report);
    check_times(definition, root, report);
    check_rules(definition, root, report);
    check_positions(definition, root, report);
    check_roles(definition, root, report);
    check_outcomes(definition, root, report);
    check_parts(definition, root, report);
}

}  // namespace paraph
