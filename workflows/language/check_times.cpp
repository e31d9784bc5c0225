#include <algorithm>

#include "engine/rules/evaluate.hpp"
#include "workflows/language/check.hpp"
#include "workflows/language/phrase.hpp"
#include "workflows/language/span_bounds.hpp"

namespace paraph {
namespace {

/// A stage that waits for itself to open or close would wait for its last round.
void check_anchor(const Stage& stage, const Node& root, Report& report) {
    if (!stage.due || stage.due->of != stage.name || stage.due->from == Deadline::From::date)
        return;
    report.error(place_of(root, {"stages", stage.name, "due"}), "own-event",
                 "\"" + stage.name +
                     "\" can't count from itself. Leave out what stands behind the length of "
                     "time, which is counted from when it opens.");
}

/// The lengths that a time can have, each with the condition it has (none for the last).
std::vector<std::pair<std::string, Span>> lengths(const Span& span,
                                                  const std::vector<SpanCase>& cases) {
    std::vector<std::pair<std::string, Span>> all;
    for (const auto& each : cases) all.emplace_back(to_text(each.condition), each.span);
    all.emplace_back("", span);
    return all;
}

std::string where(const std::string& condition, bool cases) {
    if (!cases) return "";
    return condition.empty() ? " that holds otherwise" : " that holds if " + condition;
}

/// A length of the round, and a minimum that it may have to meet.
struct Pair {
    Span due;
    Span minimum;
    std::string condition;  // of the minimum
};

struct Pairs {
    std::vector<Pair> all;
    bool certain = true;  // each pair meets in some dossier
};

/// Where both depend on the same conditions they are compared one by one; else each deadline must
/// do for each minimum, since nothing tells which of them meet.
Pairs pairs_of(const Stage& stage) {
    const auto offered = lengths(stage.due->span, stage.due->cases);
    const auto least = lengths(stage.minimum->span, stage.minimum->cases);
    const bool alike = std::ranges::equal(
        offered, least, {}, [](const auto& a) { return a.first; },
        [](const auto& b) { return b.first; });
    Pairs pairs{.all = {}, .certain = alike || offered.size() == 1};
    for (const auto& [when, due] : offered)
        for (const auto& [condition, minimum] : least)
            if (!alike || when == condition) pairs.all.push_back({due, minimum, condition});
    return pairs;
}

void check_minimum(const Stage& stage, const Node& root, Report& report) {
    if (!stage.minimum || !stage.due || !from_opening(*stage.due)) return;
    const auto pairs = pairs_of(stage);
    const auto place = place_of(root, {"stages", stage.name, "due"});
    for (const auto& [due, minimum, condition] : pairs.all) {
        if (!surely_shorter(due, minimum)) continue;
        const std::string text = "The deadline of " + to_text(due) +
                                 " is shorter than the minimum of " + to_text(minimum) +
                                 where(condition, !stage.minimum->cases.empty());
        if (!pairs.certain) return report.not_proven(place, text + ", if the two can meet.");
        return report.error(place, "below-minimum", text + ". Offer at least the minimum.");
    }
    for (const auto& [due, minimum, condition] : pairs.all)
        if (!surely_as_long(due, minimum))
            return report.not_proven(place, "Whether the deadline of " + to_text(due) +
                                                " is as long as the minimum of " +
                                                to_text(minimum) +
                                                " depends on the calendar. Where it is not, the "
                                                "round runs as long as the minimum.");
}

/// A leave to go below the minimum that ends at the minimum, or above it.
void check_waiver(const Stage& stage, const Node& root, Report& report) {
    if (!stage.minimum || !stage.minimum->waived_to) return;
    const auto& floor = *stage.minimum->waived_to;
    const auto least = lengths(stage.minimum->span, stage.minimum->cases);
    const bool idle = std::ranges::all_of(least, [&](const auto& length) {
        return length.second == floor || surely_shorter(length.second, floor);
    });
    if (idle)
        report.error(place_of(root, {"stages", stage.name, "minimum"}), "idle-waiver",
                     "Down to " + to_text(floor) + " is not below the minimum of " +
                         to_text(stage.minimum->span) +
                         ", so this leave allows nothing. Name a shorter time.");
}

void check_needs_due(const Stage& stage, const Node& root, Report& report) {
    if (stage.due) return;
    if (stage.grace)
        report.warning(
            place_of(root, {"stages", stage.name, "grace"}), "no-due",
            "Grace is counted from the due time, but this stage has none. Say when it is "
            "\"due:\".");
    for (const auto& position : stage.positions)
        if (position.lapses)
            report.warning(
                place_of(root, {"stages", stage.name, "positions", position.name, "at due"}),
                "no-due",
                "A position lapses at the due time, but this stage has none. Say when it is "
                "\"due:\".");
}

/// The lengths of the round that leave no room for the reminder.
std::vector<Span> too_short_for(const Span& reminder, const Deadline& due) {
    std::vector<Span> found;
    for (const auto& [condition, span] : lengths(due.span, due.cases))
        if (reminder == span || surely_shorter(span, reminder)) found.push_back(span);
    return found;
}

void check_reminder(const Stage& stage, const Span& reminder, Place place, Report& report) {
    const auto runs = too_short_for(reminder, *stage.due);
    if (runs.empty()) return;
    const std::string text =
        "A reminder " + to_text(reminder) + " before the due time comes before the round opens";
    if (runs.size() > stage.due->cases.size())
        report.error(place, "reminder-too-early",
                     text + ": it runs for " + to_text(runs.front()) + ".");
    else
        report.warning(
            place, "reminder-too-early",
            text + " where it runs for " + to_text(runs.front()) + ": nobody is reminded then.");
}

void check_reminders(const Stage& stage, const Node& root, Report& report) {
    if (stage.remind.empty()) return;
    const auto place = place_of(root, {"stages", stage.name, "remind"});
    if (!stage.due) {
        report.warning(place, "no-due",
                       "Reminders are counted back from the due time, but this "
                       "stage has none. Say when it is \"due:\".");
        return;
    }
    if (!from_opening(*stage.due)) return;  // how long it runs is known at opening only
    const auto* node = value_at(root, {"stages", stage.name, "remind"});
    for (std::size_t i = 0; i < stage.remind.size(); ++i) {
        const bool listed = node->kind == Node::Kind::list && i < node->items.size();
        check_reminder(stage, stage.remind[i], listed ? node->items[i].place : place, report);
    }
}

}  // namespace

void check_times(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_minimum(stage, root, report);
        check_waiver(stage, root, report);
        check_reminders(stage, root, report);
        check_needs_due(stage, root, report);
        check_anchor(stage, root, report);
    }
}

}  // namespace paraph
