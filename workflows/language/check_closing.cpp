// How rounds close: what would tell hidden answers, and what nothing would ever close.

#include <algorithm>

#include "engine/base/words.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

/// Nobody but the answering body may learn an answer before the close.
void check_hidden(const Stage& stage, const Node& root, Report& report) {
    if (!stage.hidden_until_closed) return;
    if (stage.closes.when_settled)
        report.error(
            place_of(root, {"stages", stage.name, "closes"}), "hidden-early-close",
            "Answers are hidden until the round closes, but closing as soon as nothing can "
            "change the result would show what they are. Drop one of the two.");
    const auto place = place_of(root, {"stages", stage.name, "hidden until closed"});
    if (std::ranges::any_of(stage.positions, &PositionRule::lapses))
        report.error(place, "hidden-lapse",
                     "Answers are hidden until the round closes, but reminding a body to maintain "
                     "its position would show which one it took. Drop one of the two.");
    if (stage.carry_over != CarryOver::none)
        report.error(place, "hidden-carry",
                     "Answers are hidden until the round closes, but one that is carried over to a "
                     "new revision is written where it can be read. Drop one of the two.");
}

void check_kind(const Stage& stage, Place place, Report& report) {
    const bool ballot = stage.kind == StageKind::ballot;
    if ((stage.closes.when_settled || stage.closes.chooses) && !ballot)
        report.error(place, "not-for-this-kind",
                     "Only a ballot closes this way, since only a ballot has a result to come to.");
    if (ballot && stage.closes.chooses && stage.then.size() < 2)
        report.error(
            place, "nothing-to-choose",
            quoted(stage.closes.by_act_of) +
                " chooses, but \"then:\" names \"passed\" only. Name the other results, or "
                "leave \"who chooses\" out.");
}

void check_closer(const Definition& definition, const Stage& stage, Place place, Report& report) {
    const auto* role = definition.role(stage.closes.by_act_of);
    if (!role || role->least > 0) return;
    report.error(place, "nobody-acts",
                 quoted(role->name) + " may be bound to nobody, and then nobody can close " +
                     quoted(stage.name) + ". Let at least one body have the role.");
}

bool closes_when_due(const Stage& stage) {
    return stage.due && stage.closes.at_due;
}

/// Whether a round waits for a due time that it does not have, or for a result that it may not
/// reach, though all have answered.
bool may_stay_open(const Stage& stage) {
    const auto& closes = stage.closes;
    if (closes_when_due(stage) || closes.when_all_answered || closes.answers) return false;
    if (!closes.by_act_of.empty() || stage.clearance) return false;  // that is said elsewhere
    const bool blocks = std::ranges::any_of(stage.positions, &PositionRule::blocks);
    return !closes.when_settled || blocks;  // who blocks may lift it, as long as the round runs
}

/// "when 50 have answered", of at most twelve.
void check_answers(const Definition& definition, const Stage& stage, Place place, Report& report) {
    const auto& closes = stage.closes;
    const int most = largest(definition, stage);
    const int least = std::max(smallest(definition, stage), 1);  // where nobody is, it is not held
    const auto asked = std::to_string(*closes.answers) + " must have answered, but ";
    if (*closes.answers > most)
        report.error(place, "needs-too-many",
                     asked + "at most " + std::to_string(most) + " take part.");
    else if (*closes.answers > least && !closes.when_all_answered && !closes_when_due(stage))
        report.not_proven(place, asked + "it may be that only " + std::to_string(least) +
                                     " take part, and then nothing closes this round. It depends "
                                     "on who is bound when a cycle opens.");
}

}  // namespace

void check_closing(const Definition& definition, const Stage& stage, const Node& root,
                   Report& report) {
    check_hidden(stage, root, report);
    if (!value_at(root, {"stages", stage.name, "closes"})) return;
    const auto place = place_of(root, {"stages", stage.name, "closes"});
    check_kind(stage, place, report);
    check_closer(definition, stage, place, report);
    const bool open = std::ranges::any_of(
        stage.who, [](const auto& who) { return who.kind == Participant::Kind::anyone; });
    if (open) return;  // said elsewhere
    if (stage.closes.answers && sizes_are_read(definition, stage, root))
        check_answers(definition, stage, place, report);
    const bool unread = !stage.due && value_at(root, {"stages", stage.name, "due"});
    if (!unread && may_stay_open(stage))
        report.error(place, "never-closes",
                     stage.due
                         ? "It can be that nothing closes this round: its due time does not. Let "
                           "it close \"at the due time\", too, or \"when all have answered\"."
                         : "It can be that nothing closes this round, since it has no due time. "
                           "Say when it is \"due:\", or let it close \"when all have answered\".");
}

}  // namespace paraph
