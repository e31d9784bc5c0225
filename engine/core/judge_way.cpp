#include "engine/core/judge.hpp"
#include "engine/rules/branches.hpp"

namespace paraph {

// The way from stage to stage: each result leads to one, known until the entry that takes it.

/// The way will be taken next; where a loop's limit is reached, the way from there.
void Judge::expect(Target target, const std::string& from) {
    std::string leaves = from;
    for (std::size_t i = 0; target.to_stage() && i < definition_->stages.size(); ++i) {
        const auto* entered = definition_->stage(target.name);
        if (!entered || !entered->at_most || state().entered(entered->name) < *entered->at_most)
            break;
        target = entered->at_most_then;
        leaves = entered->name;
    }
    history_.ways.push_back({.to = std::move(target.name),
                             .from = std::move(leaves),
                             .kind = static_cast<std::uint8_t>(target.kind)});
}

std::optional<NextWay> Judge::take_way() {
    if (history_.ways.empty()) return std::nullopt;
    auto way = std::move(history_.ways.back());
    history_.ways.pop_back();
    return way;
}

namespace {

bool leads_to(const std::optional<NextWay>& way, Target::Kind kind, std::string_view to) {
    return way && way->kind == static_cast<std::uint8_t>(kind) && way->to == to;
}

}  // namespace

/// A stage is entered: the one that the way led to.
void Judge::arrive(const std::string& stage) {
    if (std::exchange(history_.restarts, false)) return;
    if (!leads_to(take_way(), Target::Kind::stage, stage))
        flaw("the way did not lead to \"" + stage + "\"");
}

void Judge::go_on(const Stage& stage, const std::string& result) {
    const auto way = stage.then.find(result);
    if (way == stage.then.end()) return flaw("the stage has no way for \"" + result + "\"");
    expect(way->second, stage.name);
}

/// A block ends as its branches joined, or as a way in one of them left it; nothing inside is left
/// open, and no branch begins any more.
void Judge::close_block(const Stage& block, const RoundClosed& fact) {
    auto& ways = history_.ways;
    const auto* last = ways.empty() ? nullptr : definition_->stage(ways.back().from);
    const bool leaves = last && last->block == block.name &&
                        ways.back().kind == static_cast<std::uint8_t>(Target::Kind::leave);
    if (leaves && ways.back().to != fact.result) flaw("the way left the block with another result");
    if (leaves != (fact.how == "left"))
        flaw(leaves ? "a way left the block, and it does not say so" : "no way left the block");
    if (leaves) ways.pop_back();
    std::erase_if(ways, [&](const NextWay& way) {
        const auto* from = definition_->stage(way.from);
        return from && (from == &block || lies_in(*definition_, *from, block.name));
    });
    for (const int index : state().open_rounds()) {
        const auto* stage = stage_of(*round_at(index));
        if (stage && lies_in(*definition_, *stage, block.name))
            flaw("\"" + stage->name + "\" stays open in a block that is over");
    }
}

void Judge::operator()(const BranchDone& fact) {
    must_follow();
    const auto way = take_way();
    const auto* from = way ? definition_->stage(way->from) : nullptr;
    if (!from || way->kind != static_cast<std::uint8_t>(Target::Kind::done) ||
        from->branch != fact.branch || state().open_round(from->block) != fact.round)
        flaw("the way did not lead to the end of this branch");
}

void Judge::operator()(const CycleEnded& fact) {
    must_follow();
    if (!leads_to(take_way(), Target::Kind::end, fact.outcome))
        flaw("the definition's way does not end here as \"" + fact.outcome + "\"",
             Flaw::Kind::figures);
}

}  // namespace paraph
