#include <algorithm>
#include <optional>

#include "engine/rules/evaluate.hpp"
#include "workflows/language/check.hpp"
#include "workflows/language/phrase.hpp"

namespace paraph {
namespace {

/// The least and the most hours that a span can mean; days end with the office, so each bound has
/// a day to spare. Working days have no upper bound: holidays may come in between.
struct Hours {
    int least = 0;
    std::optional<int> most;
};

Hours hours_of(const Span& span) {
    constexpr int day = 24;
    const int n = span.count;
    switch (span.unit) {
        case Unit::hours:
            return {n, n};
        case Unit::days:
            return {(n - 1) * day, (n + 1) * day};
        case Unit::weeks:
            return {(7 * n - 1) * day, (7 * n + 1) * day};
        case Unit::months:
            return {(28 * n - 1) * day, (31 * n + 1) * day};
        case Unit::working_days:
        case Unit::clear_working_days:
            break;
    }
    return {(n - 1) * day, std::nullopt};
}

bool is_working(Unit unit) {
    return unit == Unit::working_days || unit == Unit::clear_working_days;
}

/// Certainly shorter, whatever the day of issue and the holidays.
bool surely_shorter(const Span& a, const Span& b) {
    if (a.unit == b.unit || (is_working(a.unit) && is_working(b.unit))) return a.count < b.count;
    const auto most = hours_of(a).most;
    return most && *most < hours_of(b).least;
}

bool from_opening(const Deadline& due) {
    return due.from == Deadline::From::opening;
}

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

/// Where both depend on the same conditions they are compared one by one; else each deadline must
/// do for each minimum, since nothing tells which of them meet.
void check_minimum(const Stage& stage, const Node& root, Report& report) {
    if (!stage.minimum || !stage.due || !from_opening(*stage.due)) return;
    const auto offered = lengths(stage.due->span, stage.due->cases);
    const auto least = lengths(stage.minimum->span, stage.minimum->cases);
    const bool alike = std::ranges::equal(
        offered, least, {}, [](const auto& a) { return a.first; },
        [](const auto& b) { return b.first; });
    for (const auto& [when, due] : offered)
        for (const auto& [condition, minimum] : least) {
            if ((alike && when != condition) || !surely_shorter(due, minimum)) continue;
            const auto place = place_of(root, {"stages", stage.name, "due"});
            const std::string text = "The deadline of " + to_text(due) +
                                     " is shorter than the minimum of " + to_text(minimum) +
                                     where(condition, least.size() > 1);
            if (!alike && offered.size() > 1)
                return report.not_proven(place, text + ", if the two can meet.");
            return report.error(place, "below-minimum", text + ". Offer at least the minimum.");
        }
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

/// A length of the round that leaves no room for the reminder.
std::optional<Span> too_short_for(const Span& reminder, const Deadline& due) {
    for (const auto& [condition, span] : lengths(due.span, due.cases))
        if (reminder == span || surely_shorter(span, reminder)) return span;
    return std::nullopt;
}

/// In a branch: not after the block in which it lies falls due.
void check_inside_block(const Definition& definition, const Stage& stage, const Node& root,
                        Report& report) {
    const auto* block = stage.block.empty() ? nullptr : definition.stage(stage.block);
    if (!block || !block->due || !stage.due) return;
    if (!from_opening(*block->due) || !from_opening(*stage.due)) return;
    if (!surely_shorter(block->due->span, stage.due->span)) return;
    report.error(place_of(root, {"stages", stage.name, "due"}), "after-outer",
                 "The deadline of " + to_text(stage.due->span) + " falls after that of \"" +
                     block->name + "\" around it, which is " + to_text(block->due->span) +
                     ". Shorten it, or give the block longer.");
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
        const auto runs = too_short_for(stage.remind[i], *stage.due);
        if (!runs) continue;
        const bool listed = node->kind == Node::Kind::list && i < node->items.size();
        report.error(listed ? node->items[i].place : place, "reminder-too-early",
                     "A reminder " + to_text(stage.remind[i]) +
                         " before the due time comes before "
                         "the round opens: it runs for " +
                         to_text(*runs) + ".");
    }
}

}  // namespace

void check_times(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_minimum(stage, root, report);
        check_inside_block(definition, stage, root, report);
        check_reminders(stage, root, report);
        check_needs_due(stage, root, report);
        check_anchor(stage, root, report);
    }
}

}  // namespace paraph
