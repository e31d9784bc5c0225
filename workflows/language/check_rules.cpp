#include <algorithm>

#include "engine/rules/evaluate.hpp"
#include "engine/rules/missing_rule.hpp"
#include "engine/rules/outlook.hpp"
#include "workflows/language/attribute_samples.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

/// A round that nobody has answered yet, with from `least` to `most` bodies in each role. Which
/// bodies, and what they weigh, is known at opening only, as are attributes.
Prospect prospect_of(const Definition& definition, const Stage& stage, int Role::*least,
                     int Role::*most) {
    static const Figures::Weights none;
    Prospect prospect{definition, stage, none, {}, {}, nullptr};
    for (const auto& participant : stage.who) {
        Party party;
        party.options = every_option(stage);
        const auto* role = participant.kind == Participant::Kind::role
                               ? definition.role(participant.name)
                               : nullptr;
        if (role) {
            party.roles = {role->name};
            party.least = role->*least;
            party.most = role->*most;
        }
        prospect.parties.push_back(std::move(party));
    }
    return prospect;
}

void check_rule(const Definition& definition, const Stage& stage,
                const std::optional<Expression>& rule, std::string_view word, const Node& root,
                Report& report) {
    if (!rule) return;
    const auto outlook = chance(*rule, prospect_of(definition, stage, &Role::least, &Role::most));
    const auto at_least = smallest(definition, stage);
    const auto place = place_of(root, {"stages", stage.name, word});
    const auto size = std::to_string(largest(definition, stage));
    if (!outlook.can_hold) {
        report.error(place, "never-holds",
                     "This can never hold: at most " + size + " bodies take part in \"" +
                         stage.name + "\". Ask for less, or let more take part.");
    } else if (!outlook.can_fail) {
        report.warning(place, "always-holds",
                       "This always holds, whatever is answered in \"" + stage.name +
                           "\" (at most " + size + " bodies).");
    } else if (at_least > 0 &&
               !chance(*rule, prospect_of(definition, stage, &Role::least, &Role::least))
                    .can_hold) {
        report.not_proven(place, "This can hold, but not at every size: where only " +
                                     std::to_string(at_least) + " take part in \"" + stage.name +
                                     "\", it never does. It depends on who is bound when a cycle "
                                     "opens.");
    }
}

/// Whether a stage is held at all: by every answer that there can be to the attributes.
void check_condition(const Definition& definition, const Stage& stage, const Node& root,
                     Report& report) {
    if (!stage.when) return;
    const auto samples = samples_for(definition, *stage.when);
    if (!samples) return;
    const auto held = static_cast<std::size_t>(std::ranges::count_if(
        *samples, [&](const json::object& sample) { return holds(*stage.when, sample); }));
    const auto place = place_of(root, {"stages", stage.name, "when"});
    if (held == 0) {
        report.error(place, "never-holds",
                     "No answer to what \"attributes:\" asks makes this hold, so \"" + stage.name +
                         "\" would always be skipped. Mend the condition, or delete the stage.");
    } else if (held == samples->size()) {
        report.warning(place, "always-holds",
                       "This holds whatever is answered to what \"attributes:\" asks. Leave "
                       "\"when\" out.");
    }
}

/// That a position does not count for a quorum says nothing where no quorum asks who is present.
void check_presence(const Stage& stage, const Node& root, Report& report) {
    for (const auto* rule : {&stage.quorum, &stage.passes})
        if (*rule && reads(**rule, Expression::Op::present)) return;
    for (const auto& position : stage.positions) {
        if (position.counts_for_quorum || position.leaves_base) continue;
        report.warning(place_of(root, {"stages", stage.name, "positions", position.name,
                                       "counts for the quorum"}),
                       "idle-quorum",
                       "No rule of \"" + stage.name +
                           "\" asks who is present, so this changes nothing. Write a quorum, as in "
                           "\"quorum: present at least half of bodies\", or leave this out.");
    }
}

}  // namespace

void check_rules(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_condition(definition, stage, root, report);
        check_rule(definition, stage, stage.passes, "passes", root, report);
        check_rule(definition, stage, stage.quorum, "quorum", root, report);
        check_presence(stage, root, report);
    }
}

}  // namespace paraph
