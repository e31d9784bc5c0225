// Deadlines within a block: the rounds of a branch come one after the other, and have no longer
// together than the block around them.

#include <algorithm>
#include <optional>

#include "engine/rules/spans.hpp"
#include "workflows/language/attribute_samples.hpp"
#include "workflows/language/check.hpp"
#include "workflows/language/phrase.hpp"
#include "workflows/language/span_bounds.hpp"

namespace paraph {
namespace {

constexpr std::size_t steps_max = 1'000;  // of all ways through the branches, for one dossier
constexpr std::size_t branch_dossiers_max = 20;

/// Lengths one after the other, each rounded to whole days by itself.
class Total {
public:
    void add(const Span& span) {
        spans_.push_back(span);
        const auto hours = hours_of(span);
        least_ += std::max(hours.least, 0);
        most_ = most_ && hours.most ? std::optional(*most_ + *hours.most) : std::nullopt;
    }

    /// Certainly longer than this.
    bool exceeds(const Span& limit) const {
        if (is_like(limit)) return count() > limit.count;
        return hours_of(limit).most && *hours_of(limit).most < least_;
    }

    /// Certainly not longer.
    bool fits(const Span& limit) const {
        if (is_like(limit)) return count() <= limit.count;
        return most_ && *most_ <= hours_of(limit).least;
    }

    std::string text() const {
        std::string text;
        for (const auto& span : spans_) text += (text.empty() ? "" : " and ") + to_text(span);
        return text;
    }

private:
    bool is_like(const Span& limit) const {
        return std::ranges::all_of(spans_,
                                   [&](const Span& span) { return are_alike(span, limit); });
    }
    int count() const {
        int all = 0;
        for (const auto& span : spans_) all += span.count;
        return all;
    }

    std::vector<Span> spans_;
    int least_ = 0;
    std::optional<int> most_ = 0;
};

/// Whether a deadline is counted from where the branch has come to. Where the others lie, among
/// dates and what happened before, is not known here.
bool follows(const Stage& stage, const std::vector<const Stage*>& way) {
    if (from_opening(*stage.due)) return true;
    return stage.due->from == Deadline::From::closed && !way.empty() &&
           way.back()->name == stage.due->of;
}

/// How surely a deadline is too late.
enum class Late { perhaps, in_all, alone };

class Branches {
public:
    Branches(const Definition& definition, const Stage& block, const Node& root, Report& report)
        : definition_(definition), block_(block), root_(root), report_(report) {}

    /// All ways through the branches, with the lengths that hold for such a dossier.
    void go(const json::object& attributes) {
        attributes_ = &attributes;
        limit_ = span_for(*block_.due, attributes);
        steps_ = 0;
        for (const auto& branch : block_.branches)
            if (const auto* first = definition_.stage(branch)) visit(*first, {});
    }

    void say() const {
        for (const auto& [stage, found] : late_) say(*stage, found);
        if (late_.empty() && unfinished_)
            report_.not_proven(place_of(root_, {"stages", block_.name, "due"}),
                               "There are too many ways through the branches to add up the "
                               "deadlines on each: whether they fall before this one is not "
                               "proven.");
    }

private:
    struct Found {
        Late late = Late::perhaps;
        std::string_view word;
        Span due;
        Span limit;
        std::string total;
    };

    /// Each stage once on a way: how often a loop is taken is not known.
    void visit(const Stage& stage, Total before) {
        if (stage.block != block_.name || std::ranges::find(way_, &stage) != way_.end()) return;
        if (++steps_ > steps_max) {
            unfinished_ = true;
            return;
        }
        if (stage.due && follows(stage, way_)) {
            before.add(span_for(*stage.due, *attributes_));
            const bool said = judge(stage, "due", before);
            if (stage.grace) before.add(*stage.grace);
            if (stage.grace && !said) judge(stage, "grace", before);
        }
        way_.push_back(&stage);
        for (const auto& [result, target] : stage.then)
            if (target.to_stage())
                if (const auto* next = definition_.stage(target.name)) visit(*next, before);
        way_.pop_back();
    }

    /// True where it may be too late. What each round may take falls after the block for certain
    /// only where it stands alone: rounds before it may close early.
    bool judge(const Stage& stage, std::string_view word, const Total& total) {
        if (total.fits(limit_)) return false;
        Found found;
        found.word = word;
        found.due = span_for(*stage.due, *attributes_);
        found.limit = limit_;
        found.total = total.text();
        Total alone;
        alone.add(found.due);
        if (alone.exceeds(limit_))
            found.late = Late::alone;
        else if (total.exceeds(limit_))
            found.late = Late::in_all;
        const auto known =
            std::ranges::find(late_, &stage, [](const auto& one) { return one.first; });
        if (known == late_.end())
            late_.emplace_back(&stage, std::move(found));
        else if (known->second.late < found.late)
            known->second = std::move(found);
        return true;
    }

    void say(const Stage& stage, const Found& found) const {
        const auto place = place_of(root_, {"stages", stage.name, found.word});
        const auto outer = " the deadline of \"" + block_.name + "\" around it, which is " +
                           to_text(found.limit) + ".";
        const std::string mend = " Shorten it, or give the block longer.";
        const auto all = "With all that its branch may take, " + found.total + ", this ";
        switch (found.late) {
            case Late::alone:
                return report_.error(place, "after-outer",
                                     "The deadline of " + to_text(found.due) +
                                         " falls after that of \"" + block_.name +
                                         "\" around it, which is " + to_text(found.limit) + "." +
                                         mend);
            case Late::in_all:
                return report_.warning(place, "after-outer", all + "falls after" + outer + mend);
            case Late::perhaps:
                break;
        }
        report_.not_proven(place, all + "may fall after" + outer + " It depends on the calendar.");
    }

    const Definition& definition_;
    const Stage& block_;
    const Node& root_;
    Report& report_;
    const json::object* attributes_ = nullptr;
    Span limit_;
    std::vector<const Stage*> way_;
    std::vector<std::pair<const Stage*, Found>> late_;
    std::size_t steps_ = 0;
    bool unfinished_ = false;
};

/// Dossiers that tell the lengths within a block apart; some of them, where there are too many.
std::vector<json::object> dossiers_for_lengths(const Definition& definition, const Stage& block) {
    Expression conditions;
    conditions.op = Expression::Op::any_of;
    for (const auto& stage : definition.stages)
        if (stage.due && (&stage == &block || stage.block == block.name))
            for (const auto& each : stage.due->cases)
                conditions.arguments.push_back(each.condition);
    auto samples = samples_for(definition, conditions);
    if (samples && samples->size() <= branch_dossiers_max) return std::move(*samples);
    auto guesses = guesses_for(definition, conditions);
    guesses.resize(std::min(guesses.size(), branch_dossiers_max));
    return guesses;
}

}  // namespace

void check_branch_times(const Definition& definition, const Node& root, Report& report) {
    for (const auto& block : definition.stages) {
        if (block.kind != StageKind::parallel || !block.due || !from_opening(*block.due)) continue;
        Branches branches{definition, block, root, report};
        for (const auto& dossier : dossiers_for_lengths(definition, block)) branches.go(dossier);
        branches.say();
    }
}

}  // namespace paraph
