#include <algorithm>

#include "engine/core/judge.hpp"
#include "engine/core/results.hpp"
#include "engine/core/seats.hpp"
#include "engine/core/settled.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/tally.hpp"

namespace paraph {
namespace {

constexpr auto figures_kind = Flaw::Kind::figures;

bool same(const Figure& a, const Figure& b) {
    return a.position == b.position && a.count == b.count && a.silent == b.silent;
}

}  // namespace

void Judge::operator()(const StageSkipped& fact) {
    arrive(fact.stage);
    const auto* stage = definition_->stage(fact.stage);
    if (!stage) return flaw("the definition has no stage \"" + fact.stage + "\"");
    if (fact.why == "condition" && (!stage->when || holds(*stage->when, opening().attributes)))
        flaw("the stage's condition held: it was not to be skipped", figures_kind);
    if (fact.result != result_when_skipped(*stage) && stage->then.begin()->first != fact.result)
        flaw("a stage that is skipped goes on by another way");
    go_on(*stage, fact.result);
}

void Judge::operator()(const WayChosen& fact) {
    arrive(fact.stage);
    const auto* stage = definition_->stage(fact.stage);
    if (!stage) return flaw("the definition has no stage \"" + fact.stage + "\"");
    const auto first = std::ranges::find_if(stage->ways, [&](const Way& way) {
        return is_way_open(*definition_, state(), *stage, way);
    });
    if (first == stage->ways.end() || first->name != fact.way)
        flaw("the conditions choose another way", figures_kind);
    go_on(*stage, fact.way);
}

void Judge::operator()(const RoundQualified& fact) {
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("the round is not open");
    if (result_of(*definition_, *stage_of(*round), state(), *round) != "passed")
        flaw("the round did not qualify", figures_kind);
}

void Judge::operator()(const RoundDisqualified& fact) {
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("the round is not open");
    if (result_of(*definition_, *stage_of(*round), state(), *round) == "passed")
        flaw("the round still qualified", figures_kind);
}

/// The secretariat records a meeting, or whose the meeting is.
void Judge::operator()(const MeetingRecorded& fact) {
    const auto* round = open_round_at(fact.round);
    if (!round || round->kind != StageKind::meet) return flaw("no meeting was awaited");
    const auto& results = stage_of(*round)->results;
    if (std::ranges::find(results, fact.result) == results.end())
        flaw("a meeting can't end as \"" + fact.result + "\" here");
    const std::string body = body_of_actor();
    const bool own = !body.empty() && std::ranges::any_of(round->assignments, [&](const auto& a) {
        return a->body == body;
    });
    if (!own && !is_secretariat()) flaw("whoever did it may not record the meeting");
    while_running();
    history_.minuted = fact.result;
}

void Judge::operator()(const RoundClosed& fact) {
    ++result_.closings;
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("it closes a round that is not open");
    const auto& stage = *stage_of(*round);
    if (!round->seals.empty())
        flaw("it closes a round with " + std::to_string(round->seals.size()) +
                 " answers that were sealed and not opened",
             Flaw::Kind::seal);
    const auto counted = tally(figures(*definition_, stage, state(), *round));
    if (!std::ranges::equal(counted, fact.tally, same))
        flaw("its figures are not what was given", figures_kind);
    if (round->kind == StageKind::parallel) close_block(stage, fact.result);
    const std::string result = result_of(*definition_, stage, state(), *round);
    const bool chosen = fact.how == "act" && may_choose(stage, fact.result, result);
    if (!result.empty() && fact.result != result && fact.result != "overdue" && !chosen &&
        fact.how != "left")
        flaw("its result is \"" + fact.result + "\"; the rule gives \"" + result + "\"",
             figures_kind);
    check_close(stage, *round, fact);
    history_.minuted.clear();
    go_on(stage, fact.result);
}

/// How it closed is one of the stage's ways to close, and it was time.
void Judge::check_close(const Stage& stage, const Round& round, const RoundClosed& fact) {
    const auto& how = fact.how;
    const bool due = how == "due" || how == "grace";
    if (due && (!round.due || record_.at < *round.due)) flaw("the round was not due");
    if (fact.result == "overdue" && !due) flaw("it was not overdue");
    for (const auto& assignment : round.assignments)
        if (due && must_maintain(stage, round, *assignment))
            flaw("the position of \"" + assignment->body + "\" had lapsed");
    if (how == "settled") {
        if (!stage.closes.when_settled ||
            settled_result(*definition_, stage, state(), round) != fact.result)
            flaw("something could still have changed the result", figures_kind);
    } else if (how == "all answered") {
        check_complete(stage, round, fact);
    } else if (how == "all settled" || how == "nothing to follow up") {
        if (round.kind != StageKind::follow_up) flaw("it follows nothing up");
    } else if (how == "objection") {
        if (round.kind != StageKind::silence || !blocks(round)) flaw("nobody objected");
    } else if (how == "meeting") {
        if (history_.minuted != fact.result) flaw("the meeting recorded another result");
    } else if (how == "revision") {
        const auto* text = state().revision();
        if (round.kind != StageKind::revise || fact.result != "revised" || !text ||
            text->number <= round.revision)
            flaw("no revision was issued");
    } else if (how == "all lifted") {
        if (!all_lifted(*definition_, state())) flaw("something still blocks");
    } else if (how == "act") {
        if (round.kind == StageKind::revise)
            by_reviser();
        else if (stage.closes.by_act_of.empty())
            by_act("close");
        else if (!holds_role(stage.closes.by_act_of))
            flaw("only " + stage.closes.by_act_of + " closes this round");
        by_another_hand(stage);
    } else if (!due && how != "branches done" && how != "left") {
        result_.open.insert("how a round closed: \"" + how + "\"");
    }
}

/// Nobody is left who could still answer, or as many have as the definition waits for.
void Judge::check_complete(const Stage& stage, const Round& round, const RoundClosed& fact) {
    if (round.kind == StageKind::sign_off || round.kind == StageKind::choose ||
        round.kind == StageKind::call || round.status == RoundStatus::overdue)
        return;  // their result says so by itself, or their time was over
    int answered = 0;
    bool awaited = false;
    for (const auto& assignment : round.assignments) {
        answered += standing(*assignment) != nullptr;
        awaited = awaited || (takes_part(*assignment) && is_awaited(stage, *assignment));
    }
    const auto& closes = stage.closes;
    const bool enough = closes.answers && answered >= *closes.answers;
    const bool passed = closes.as_soon_as_passed && fact.result == "passed";
    if (awaited && !enough && !passed) flaw("somebody could still have answered");
}

void Judge::operator()(const RoundCancelled& fact) {
    if (!open_round_at(fact.round)) flaw("it cancels a round that is not open");
}

void Judge::operator()(const RoundSuperseded& fact) {
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("the round that gives way is not open");
    if (fact.outdated != outdated(*definition_, state(), fact.round))
        flaw("other answers than these don't carry over");
    history_.restarts = true;
}

}  // namespace paraph
