#include <optional>

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

void check_minimum(const Stage& stage, const Node& root, Report& report) {
    if (!stage.minimum || !stage.due || stage.due->before_outer) return;
    if (!surely_shorter(stage.due->span, stage.minimum->span)) return;
    report.error(place_of(root, {"stages", stage.name, "due"}), "below-minimum",
                 "The deadline of " + to_text(stage.due->span) +
                     " is shorter than the minimum of " + to_text(stage.minimum->span) +
                     ". Offer at least the minimum.");
}

/// In a branch: not after the block in which it lies falls due.
void check_inside_block(const Definition& definition, const Stage& stage, const Node& root,
                        Report& report) {
    const auto* block = stage.block.empty() ? nullptr : definition.stage(stage.block);
    if (!block || !block->due || !stage.due) return;
    if (block->due->before_outer != stage.due->before_outer) return;
    if (!surely_shorter(block->due->span, stage.due->span) || stage.due->before_outer) return;
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
    if (stage.due->before_outer) return;  // how long it runs is known at opening only
    const auto* node = value_at(root, {"stages", stage.name, "remind"});
    for (std::size_t i = 0; i < stage.remind.size(); ++i) {
        if (surely_shorter(stage.remind[i], stage.due->span)) continue;
        const bool equal_or_longer =
            surely_shorter(stage.due->span, stage.remind[i]) || stage.remind[i] == stage.due->span;
        if (!equal_or_longer) continue;
        const bool listed = node->kind == Node::Kind::list && i < node->items.size();
        report.error(listed ? node->items[i].place : place, "reminder-too-early",
                     "A reminder " + to_text(stage.remind[i]) +
                         " before the due time comes before "
                         "the round opens: it runs for " +
                         to_text(stage.due->span) + ".");
    }
}

}  // namespace

void check_times(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_minimum(stage, root, report);
        check_inside_block(definition, stage, root, report);
        check_reminders(stage, root, report);
    }
}

}  // namespace paraph
