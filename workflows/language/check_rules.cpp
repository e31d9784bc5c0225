#include <algorithm>

#include "engine/rules/evaluate.hpp"
#include "engine/rules/missing_rule.hpp"
#include "engine/rules/outlook.hpp"
#include "workflows/language/attribute_samples.hpp"
#include "workflows/language/check.hpp"
#include "workflows/language/rule_trials.hpp"

namespace paraph {
namespace {

/// A rule, or a condition of a way, and where it stands.
struct Rule {
    const Definition& definition;
    const Stage& stage;  // whose round it counts
    const Expression& expression;
    Place place;
};

/// Whether it holds and fails for some answers; what is found neither way is not proven.
enum class Verdict { sound, never, always, perhaps_never, perhaps_always };

Verdict verdict_on(const Rule& rule, const Prospect& prospect) {
    const auto outlook = chance(rule.expression, prospect);
    if (!outlook.can_hold) return Verdict::never;
    if (!outlook.can_fail) return Verdict::always;
    const auto trial = try_rule(rule.expression, prospect);
    if (!trial.holds) return trial.all_tried ? Verdict::never : Verdict::perhaps_never;
    if (!trial.fails) return trial.all_tried ? Verdict::always : Verdict::perhaps_always;
    return Verdict::sound;
}

Prospect at_any_size(const Rule& rule) {
    return prospect_of(rule.definition, rule.stage, &Role::least, &Role::most);
}

/// Where only as few bodies are bound as may be; one, where it may be none, since the stage is not
/// held then.
void check_smallest(const Rule& rule, Report& report) {
    auto prospect = prospect_of(rule.definition, rule.stage, &Role::least, &Role::least);
    int least = smallest(rule.definition, rule.stage);
    if (least == 0 && prospect.parties.size() == 1) {
        least = 1;
        prospect.parties.front().least = prospect.parties.front().most = 1;
    }
    if (least == 0 || least >= largest(rule.definition, rule.stage)) return;
    if (verdict_on(rule, prospect) != Verdict::never) return;
    report.not_proven(rule.place, "This can hold, but not at every size: where only " +
                                      std::to_string(least) + " take part in \"" + rule.stage.name +
                                      "\", it never does. It depends on who is bound when a cycle "
                                      "opens.");
}

void check_rule(const Rule& rule, Report& report) {
    const auto size = std::to_string(largest(rule.definition, rule.stage));
    const auto& place = rule.place;
    switch (verdict_on(rule, at_any_size(rule))) {
        case Verdict::never:
            return report.error(place, "never-holds",
                                "This can never hold: at most " + size + " bodies take part in \"" +
                                    rule.stage.name + "\". Ask for less, or let more take part.");
        case Verdict::always:
            return report.warning(place, "always-holds",
                                  "This always holds, whatever is answered in \"" +
                                      rule.stage.name + "\" (at most " + size + " bodies).");
        case Verdict::perhaps_never:
            return report.not_proven(place,
                                     "Whether this can ever hold is not proven: no answers in \"" +
                                         rule.stage.name + "\" were found for which it does.");
        case Verdict::perhaps_always:
            report.not_proven(place, "Whether this can ever fail is not proven: no answers in \"" +
                                         rule.stage.name + "\" were found for which it does.");
            break;
        case Verdict::sound:
            break;
    }
    check_smallest(rule, report);
}

/// A way that counts another stage's figures may be open without any: before its first round.
void check_way(const Rule& rule, Report& report) {
    const auto guesses = guesses_for(rule.definition, rule.expression);
    const auto holds_before = [&](const json::object& one) { return holds(rule.expression, one); };
    if (std::ranges::any_of(guesses, holds_before)) return;
    const auto verdict = verdict_on(rule, at_any_size(rule));
    const auto what = "this way is ever open, by the answers in \"" + rule.stage.name + "\",";
    if (verdict == Verdict::never)
        report.error(rule.place, "never-holds",
                     "This can never hold, whatever is answered in \"" + rule.stage.name +
                         "\". Mend the condition, or delete the way.");
    else if (verdict == Verdict::perhaps_never)
        report.not_proven(rule.place, "Whether " + what + " is not proven.");
}

void check_ways_by_figures(const Definition& definition, const Stage& choice, const Node& root,
                           Report& report) {
    const auto* counted = definition.stage(choice.figures_of);
    if (!counted || !sizes_are_read(definition, *counted, root)) return;
    for (const auto& way : choice.ways)
        if (way.when && reads_figures(*way.when))
            check_way({definition, *counted, *way.when,
                       place_of(root, {"stages", choice.name, "ways", way.name, "when"})},
                      report);
}

/// A condition for which there are too many answers to try them all: some may show what it does.
void guess(const Definition& definition, const Expression& condition, Place place, Report& report) {
    const auto guesses = guesses_for(definition, condition);
    const auto held = std::ranges::count_if(
        guesses, [&](const json::object& one) { return holds(condition, one); });
    if (held > 0 && held < std::ssize(guesses)) return;
    report.not_proven(place, std::string{"Whether this can ever "} + (held == 0 ? "hold" : "fail") +
                                 " is not proven: there is too much to try of what "
                                 "\"attributes:\" asks.");
}

/// Whether a stage is held at all: by every answer that there can be to the attributes.
void check_condition(const Definition& definition, const Stage& stage, const Node& root,
                     Report& report) {
    if (!stage.when) return;
    const auto place = place_of(root, {"stages", stage.name, "when"});
    const auto samples = samples_for(definition, *stage.when);
    if (!samples) return guess(definition, *stage.when, place, report);
    const auto held = static_cast<std::size_t>(std::ranges::count_if(
        *samples, [&](const json::object& sample) { return holds(*stage.when, sample); }));
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
        if (sizes_are_read(definition, stage, root)) {
            for (const auto& [word, rule] :
                 {std::pair{"passes", &stage.passes}, std::pair{"quorum", &stage.quorum}})
                if (*rule)
                    check_rule(
                        {definition, stage, **rule, place_of(root, {"stages", stage.name, word})},
                        report);
        }
        check_ways_by_figures(definition, stage, root, report);
        check_presence(stage, root, report);
    }
}

}  // namespace paraph
