// Deadlines within a block: the rounds of a branch come one after the other, and have no longer
// together than the block around them.

#include <algorithm>

#include "workflows/language/check.hpp"
#include "workflows/language/phrase.hpp"
#include "workflows/language/span_bounds.hpp"

namespace paraph {
namespace {

constexpr std::size_t steps_max = 10'000;  // of all ways through a branch

/// Lengths one after the other, each rounded to whole days by itself.
class Total {
public:
    void add(const Span& span) {
        spans_.push_back(span);
        hours_ += std::max(hours_of(span).least, 0);
    }

    /// Certainly longer than this.
    bool exceeds(const Span& limit) const {
        const bool alike = std::ranges::all_of(spans_, [&](const Span& span) {
            return span.unit == limit.unit || (is_working(span.unit) && is_working(limit.unit));
        });
        if (!alike) return hours_of(limit).most && *hours_of(limit).most < hours_;
        int count = 0;
        for (const auto& span : spans_) count += span.count;
        return count > limit.count;
    }

    std::string text() const {
        std::string text;
        for (const auto& span : spans_) text += (text.empty() ? "" : " and ") + to_text(span);
        return text;
    }

private:
    std::vector<Span> spans_;
    int hours_ = 0;
};

/// Whether a deadline is counted from where the branch has come to. Where the others lie, among
/// dates and what happened before, is not known here.
bool follows(const Stage& stage, const std::vector<const Stage*>& way) {
    if (from_opening(*stage.due)) return true;
    return stage.due->from == Deadline::From::closed && !way.empty() &&
           way.back()->name == stage.due->of;
}

class Branch {
public:
    Branch(const Definition& definition, const Stage& block, const Node& root, Report& report)
        : definition_(definition), block_(block), root_(root), report_(report) {}

    void go(const std::string& first) {
        if (const auto* stage = definition_.stage(first)) visit(*stage, {});
    }

private:
    /// Each stage once on a way: how often a loop is taken is not known.
    void visit(const Stage& stage, Total before) {
        const bool inside = stage.block == block_.name;
        if (!inside || std::ranges::find(way_, &stage) != way_.end() || ++steps_ > steps_max)
            return;
        if (stage.due && follows(stage, way_)) {
            before.add(stage.due->span);
            const bool late = before.exceeds(block_.due->span);
            if (late) say(stage, "due", before);
            if (stage.grace) before.add(*stage.grace);
            if (!late && stage.grace && before.exceeds(block_.due->span))
                say(stage, "grace", before);
        }
        way_.push_back(&stage);
        for (const auto& [result, target] : stage.then)
            if (target.to_stage())
                if (const auto* next = definition_.stage(target.name)) visit(*next, before);
        way_.pop_back();
    }

    /// What each round may take falls after the block for certain only where it stands alone.
    void say(const Stage& stage, std::string_view word, const Total& total) {
        if (std::ranges::find(said_, &stage) != said_.end()) return;
        said_.push_back(&stage);
        const auto place = place_of(root_, {"stages", stage.name, word});
        const auto outer = "\"" + block_.name + "\" around it, which is " +
                           to_text(block_.due->span) + ". Shorten it, or give the block longer.";
        Total alone;
        alone.add(stage.due->span);
        if (word == "due" && alone.exceeds(block_.due->span))
            report_.error(place, "after-outer",
                          "The deadline of " + to_text(stage.due->span) +
                              " falls after that of " + outer);
        else
            report_.warning(place, "after-outer",
                            "With all that its branch may take, " + total.text() +
                                ", this falls after the deadline of " + outer);
    }

    const Definition& definition_;
    const Stage& block_;
    const Node& root_;
    Report& report_;
    std::vector<const Stage*> way_;
    std::vector<const Stage*> said_;
    std::size_t steps_ = 0;
};

}  // namespace

void check_branch_times(const Definition& definition, const Node& root, Report& report) {
    for (const auto& block : definition.stages) {
        if (block.kind != StageKind::parallel || !block.due || !from_opening(*block.due)) continue;
        Branch branch{definition, block, root, report};
        for (const auto& first : block.branches) branch.go(first);
    }
}

}  // namespace paraph
