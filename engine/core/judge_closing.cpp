#include <algorithm>
#include <map>

#include "engine/base/contains.hpp"
#include "engine/core/judge.hpp"
#include "engine/core/results.hpp"
#include "engine/core/seats.hpp"
#include "engine/core/settled.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/commitments.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/tally.hpp"

namespace paraph {
namespace {

constexpr auto figures_kind = Flaw::Kind::figures;

bool same_figure(const Figure& a, const Figure& b) {
    return a.position == b.position && a.count == b.count && a.silent == b.silent;
}

/// The words for how a round closes, and the stages that close so. Stored and hashed: version 1 of
/// the entries knows no other (docs/formats/facts.md).
bool may_close(std::string_view how, StageKind kind) {
    using enum StageKind;
    static const std::map<std::string_view, std::vector<StageKind>> ways{
        {"act",
         {comment, circulate, silence, ballot, each, review, follow_up, revise, sign_off, choose,
          call}},
        {"all answered",
         {comment, circulate, silence, each, review, ballot, sign_off, choose, call}},
        {"all lifted", {revise}},
        {"all settled", {follow_up}},
        {"branches done", {parallel}},
        {"due",
         {comment, circulate, silence, ballot, each, review, follow_up, revise, sign_off, meet,
          choose, parallel, call}},
        {"grace", {comment, circulate, silence, ballot, each, review}},
        {"left", {parallel}},
        {"meeting", {meet}},
        {"nothing to follow up", {follow_up}},
        {"objection", {silence}},
        {"revision", {revise}},
        {"settled", {ballot}},
    };
    const auto found = ways.find(how);
    return found != ways.end() && contains(found->second, kind);
}

/// Stages that wait for an act or a block's branches, and not for their due time.
bool waits_for_an_act(StageKind kind) {
    using enum StageKind;
    return kind == revise || kind == sign_off || kind == meet || kind == choose ||
           kind == parallel || kind == call;
}

}  // namespace

void Judge::operator()(const StageSkipped& fact) {
    must_follow();
    arrive(fact.stage);
    const auto* stage = definition_->stage(fact.stage);
    if (!stage) return flaw("the definition has no stage \"" + fact.stage + "\"");
    if (stage->kind == StageKind::choose || stage->kind == StageKind::call)
        return flaw("a choice and a call are always held");
    const bool excluded = stage->when && !holds(*stage->when, opening().attributes);
    if (fact.why == "condition" ? !excluded : excluded)
        flaw(excluded ? "its condition did not hold, and it was skipped for something else"
                      : "the stage's condition held: it was not to be skipped",
             figures_kind);
    else if (fact.why != "condition" && fact.why != "nobody at this level")
        flaw("a stage is not skipped for \"" + fact.why + "\"");
    else if (fact.why != "condition" && !nobody_at(registry_, state(), *stage))
        flaw("there was somebody to ask: the stage was not to be skipped", figures_kind);
    const auto usual = result_when_skipped(*stage);
    const auto& goes_on = stage->then.contains(usual) ? usual : stage->then.begin()->first;
    if (fact.result != goes_on) flaw("a stage that is skipped goes on by another way");
    pass(*stage);
    go_on(*stage, fact.result);
}

void Judge::operator()(const WayChosen& fact) {
    must_follow();
    arrive(fact.stage);
    const auto* stage = definition_->stage(fact.stage);
    if (!stage) return flaw("the definition has no stage \"" + fact.stage + "\"");
    if (stage->ways.empty() || !stage->who.empty()) return flaw("no condition chooses there");
    pass(*stage);
    const auto first = std::ranges::find_if(stage->ways, [&](const Way& way) {
        return is_way_open(*definition_, state(), *stage, way);
    });
    const auto& way = first == stage->ways.end() ? stage->ways.back() : *first;
    if (way.name != fact.way) flaw("the conditions choose another way", figures_kind);
    go_on(*stage, fact.way);
}

void Judge::operator()(const RoundQualified& fact) {
    must_follow();
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("the round is not open");
    if (result_of(*definition_, *stage_of(*round), state(), *round) != "passed")
        flaw("the round did not qualify", figures_kind);
}

void Judge::operator()(const RoundDisqualified& fact) {
    must_follow();
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
    if (!contains(results, fact.result))
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
    check_unsealed(*round);
    for (const auto& assignment : round->assignments) check_unsaid(seated(assignment->id));
    const auto counted = tally(figures(*definition_, stage, state(), *round));
    if (!std::ranges::equal(counted, fact.tally, same_figure))
        flaw("its figures are not what was given", figures_kind);
    check_result(stage, *round, fact);
    if (may_close(fact.how, round->kind))
        check_close(stage, *round, fact);
    else
        flaw("a stage of this kind does not close by \"" + fact.how + "\"");
    if (round->kind == StageKind::parallel) close_block(stage, fact);
    history_.minuted.clear();
    go_on(stage, fact.result);
}

/// The result is the one that the rule gives, or this way to close.
void Judge::check_result(const Stage& stage, const Round& round, const RoundClosed& fact) {
    const auto& how = fact.how;
    std::string result;
    if (how == "left") return;  // as the way says that left the block
    if (how == "revision")
        result = "revised";
    else if (how == "all lifted")
        result = "lifted";
    else if (how == "meeting")
        result = history_.minuted;
    else if (how == "due" && waits_for_an_act(round.kind))
        result = "overdue";
    else if (how == "settled")
        result = settled_result(*definition_, stage, state(), round).value_or("");
    else
        result = result_of(*definition_, stage, state(), round);
    if (how == "act" && round.kind == StageKind::revise)
        result = fact.result == "withdrawn" ? "withdrawn" : "unchanged";
    if (how == "act" && !result.empty() && may_choose(stage, fact.result, result)) return;
    if (how == "settled" && result != fact.result)
        flaw("something could still have changed the result", figures_kind);
    else if (result.empty())
        flaw("its result is \"" + fact.result + "\"; nothing gives one yet", figures_kind);
    else if (fact.result != result)
        flaw("its result is \"" + fact.result + "\"; the rule gives \"" + result + "\"",
             figures_kind);
}

/// How it closed is what happened, and it was time.
void Judge::check_close(const Stage& stage, const Round& round, const RoundClosed& fact) {
    const auto& how = fact.how;
    if (how == "due" || how == "grace") return check_due(stage, round, fact);
    if (how == "act") return check_act(stage, round, fact);
    must_follow();
    if (how == "settled" && !stage.closes.when_settled)
        flaw("the stage does not close before all is said");
    if (how == "all answered") check_complete(stage, round, fact);
    if (round.kind == StageKind::follow_up) check_follow_up(stage, fact);
    if (how == "objection" && (!blocks(round) || stage.restores_silence)) flaw("nobody objected");
    if (how == "revision") {
        const auto* text = state().revision();
        if (!text || text->number <= round.revision) flaw("no revision was issued");
        if (stage.every_comment_answered && state().comments.unanswered() > 0)
            flaw("there are comments without an answer");
    }
    if (how == "all lifted" && !all_lifted(*definition_, state())) flaw("something still blocks");
}

void Judge::check_act(const Stage& stage, const Round& round, const RoundClosed& fact) {
    const auto& closer = stage.closes.by_act_of;
    if (round.kind == StageKind::revise)
        by_reviser();
    else if (closer.empty())
        by_act("close");
    else if (!holds_role(closer))
        flaw("only " + closer + " closes this round");
    if (round.kind != StageKind::revise) check_length(stage, round, fact);
    while_running();
    by_another_hand(stage);
    if (fact.result == "unchanged" && stage.every_comment_answered &&
        state().comments.unanswered() > 0)
        flaw("there are comments without an answer");
    if (closer.empty() || round.kind != StageKind::ballot || fact.result == "passed") return;
    if (!stage.closes.chooses && round.status != RoundStatus::overdue)
        flaw("the round could still have qualified");
    if (record_.seal.empty()) flaw("it carries no reason");
}

/// Something was committed to, and is settled; or there was nothing to commit to.
void Judge::check_follow_up(const Stage& stage, const RoundClosed& fact) {
    const bool any = std::ranges::any_of(state().commitments, [&](const auto& commitment) {
        return round_at(commitment->round)->stage == stage.name;
    });
    const bool nothing = !stage.commitments_of.empty() && !anything_accepted(stage, state());
    if (fact.how == "all settled" ? !any : !nothing) flaw("there was something to follow up");
}

/// Nobody is left who could still answer, or as many have as the definition waits for.
void Judge::check_complete(const Stage& stage, const Round& round, const RoundClosed& fact) {
    if (waits_for_an_act(round.kind)) return;  // their result says so by itself
    if (!stage.closes.by_act_of.empty() && round.kind != StageKind::review)
        flaw("only " + stage.closes.by_act_of + " closes this round");
    if (!settling().is_complete(stage, round, fact.result))
        flaw("somebody could still have answered");
    if (round.kind == StageKind::review && fact.result != "done") flaw("too few have reviewed it");
}

/// Nobody's time to answer was cut short: a silence procedure lasts until its hour, and where
/// bodies are awaited, any round that is counted as long as its minimum.
void Judge::check_length(const Stage& stage, const Round& round, const RoundClosed& fact) {
    if (round.kind == StageKind::silence && round.due && record_.at < *round.due && !blocks(round))
        flaw("a silence procedure was closed before its hour");
    const auto least = least_due(state(), *calendar_, stage, round);
    const bool awaited = std::ranges::any_of(round.assignments, [&](const auto& assignment) {
        return takes_part(*assignment) && is_awaited(stage, *assignment);
    });
    const bool counts = fact.result == result_of(*definition_, stage, state(), round);
    if (counts && least && record_.at < *least && awaited)
        flaw("it was closed before its minimum was over");
}

void Judge::operator()(const RoundCancelled& fact) {
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("it cancels a round that is not open");
    if (stage_of(*round)->block.empty()) flaw("it cancels a round that no block is around");
    check_unsealed(*round);
    history_.owed.cancels = true;
}

void Judge::operator()(const RoundSuperseded& fact) {
    must_follow();
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("the round that gives way is not open");
    check_unsealed(*round);
    if (fact.outdated != outdated(*definition_, state(), fact.round))
        flaw("other answers than these don't carry over");
    if (round->kind == StageKind::sign_off)
        history_.restarts = true;  // at the first signature
    else
        expect({.kind = Target::Kind::stage, .name = round->stage}, round->stage);
}

}  // namespace paraph
