#include <utility>

#include "engine/base/contains.hpp"
#include "engine/core/judge.hpp"
#include "engine/core/sealing.hpp"

namespace paraph {

// What stands around a fact: who wrote it, how they came in, and what it follows from. A decision
// is one or more entries with one heading; the first is an act, or the first thing that follows
// from the due time that lay in front.

namespace {

/// Whether a fact is the first of those that follow from the due time.
struct Beginning {
    const DueTime& due;
    bool of_block;  // whose rounds are opened and cancelled before it closes

    bool is(DueKind kind, int round, std::string_view whom) const {
        return due.kind == kind && due.round == round && due.whom == whom;
    }
    bool ends(int round) const {
        const bool fits = due.kind == DueKind::due || due.kind == DueKind::assignment_due ||
                          due.kind == DueKind::grace;
        return fits && (due.round == round || of_block);
    }

    bool operator()(const Reminded& fact) const {
        if (fact.commitment.empty()) return is(DueKind::remind, fact.round, fact.level);
        return is(DueKind::commitment_remind, fact.round, fact.commitment);
    }
    bool operator()(const Escalated& fact) const {
        return is(DueKind::escalate, fact.round, fact.to);
    }
    bool operator()(const CommitmentFellDue& fact) const {
        return is(DueKind::commitment_due, fact.round, fact.commitment);
    }
    bool operator()(const TakenUp&) const { return due.kind == DueKind::take_up; }
    bool operator()(const RoundFellDue& fact) const {
        if (fact.grace) return is(DueKind::grace, fact.round, "");
        return is(fact.assignment.empty() ? DueKind::due : DueKind::assignment_due, fact.round,
                  fact.assignment);
    }
    bool operator()(const PositionLapsed& fact) const { return ends(fact.round); }
    bool operator()(const SilenceCounted& fact) const { return ends(fact.round); }
    bool operator()(const AnswerOpened& fact) const { return ends(fact.round); }
    bool operator()(const RoundCancelled& fact) const { return ends(fact.round); }
    bool operator()(const RoundClosed& fact) const {
        return ends(fact.round) && (fact.how == "due" || fact.how == "grace");
    }
    bool operator()(const auto&) const { return false; }
};

/// What a rule does for another cycle, or since somebody left a body: at no due time of this one.
struct FromElsewhere {
    bool from_inside;

    bool operator()(const CycleOpened&) const { return !from_inside; }
    bool operator()(const Abandoned&) const { return !from_inside; }
    bool operator()(const Extended&) const { return !from_inside; }
    bool operator()(const Suspended&) const { return !from_inside; }
    bool operator()(const Resumed&) const { return !from_inside; }
    bool operator()(const Deferred&) const { return !from_inside; }
    bool operator()(const TakenUp&) const { return !from_inside; }
    bool operator()(const LinkIssued&) const { return !from_inside; }
    bool operator()(const PositionTaken&) const { return from_inside; }
    bool operator()(const AnswerSealed&) const { return from_inside; }
    bool operator()(const CommentWithdrawn&) const { return from_inside; }
    bool operator()(const auto&) const { return false; }
};

}  // namespace

void Judge::check_heading() {
    const auto& last = history_.last;
    follows_ = state().sequence > 0 && record_.at == state().at && record_.actor == last.actor &&
               record_.via == last.via && record_.effective == last.effective;
    if (!follows_) history_.passed.clear();
    check_via();
    check_effective();
    check_moment();
    check_owed();
}

/// How somebody came in is one of the ways, and one for such as them.
void Judge::check_via() {
    const auto& via = record_.via;
    const bool person = registry_.person(record_.actor);
    const bool token = registry_.tokens.contains(record_.actor);
    const bool control = record_.actor == "control";
    const bool in_public = record_.actor == anyone;
    bool fits = false;
    if (via == "page" || via == "link") fits = person;
    if (via == "api") fits = token;
    if (via == "control") fits = control;
    if (via == "public") fits = in_public;
    if (via == "rule") fits = by_rule();
    if (via == "inside") fits = by_rule() || person || token || control || in_public;
    if (via == "inside" && !follows_ && !std::visit(FromElsewhere{true}, record_.fact))
        flaw("nothing like it comes out of a cycle inside");
    if (!fits) flaw("nobody like \"" + record_.actor + "\" comes in by \"" + via + "\"");
}

/// What follows by itself names the due time in front, from which it follows; nothing else names
/// one.
void Judge::check_effective() {
    const auto& effective = record_.effective;
    if (!effective) {
        history_.falling.reset();
        if (by_rule() && !follows_ &&
            !std::visit(FromElsewhere{record_.via == "inside"}, record_.fact))
            flaw("it does not say which due time it follows from");
        return;
    }
    if (*effective > record_.at) flaw("it took effect before its time");
    if (!by_rule() || record_.via != "rule")
        return flaw("what people do takes effect when it is done");
    const auto& due = state().due;
    const auto* around = due.empty() ? nullptr : round_at(due.front().round);
    begins_ = !due.empty() && due.front().at == *effective &&
              std::visit(Beginning{due.front(), around && around->kind == StageKind::parallel},
                         record_.fact);
    if (begins_)
        history_.falling = due.front();
    else if (!follows_ || !history_.falling)
        flaw("it is not what was due then");
}

/// What falls due is decided before anything that people do later: no answer overtakes an expiry.
void Judge::check_moment() {
    if (!by_rule() && is_behind(history_, record_.at))
        flaw("something fell due before it, and was not decided first");
}

/// What never stands alone: a round is cancelled as its block closes, seals are opened as their
/// round ends or positions lapse, and with the last body's time the round's is over.
void Judge::check_owed() {
    const auto owed = std::exchange(history_.owed, {});
    const auto* closed = std::get_if<RoundClosed>(&record_.fact);
    const auto* opened = std::get_if<AnswerOpened>(&record_.fact);
    const auto* fell = std::get_if<RoundFellDue>(&record_.fact);
    if (owed.cancels) {
        const auto* round = closed ? open_round_at(closed->round) : nullptr;
        const bool closes = round && round->kind == StageKind::parallel;
        const bool goes_on = opened || std::holds_alternative<RoundCancelled>(record_.fact);
        history_.owed.cancels = goes_on;
        if (!follows_ || !(closes || goes_on)) flaw(block_went_on);
    }
    const int ends = opened ? opened->round : round_that_opens(record_.fact);
    if (owed.opens >= 0 && (!follows_ || ends != owed.opens))
        flaw(opened_went_on, Flaw::Kind::seal);
    const bool falls = fell && fell->round == owed.falls && fell->assignment.empty();
    if (owed.falls >= 0 && (!follows_ || !falls)) flaw(time_went_on);
    if (!owed.withdraws.empty()) check_taken_back(owed);
    check_settled(owed.settles);
}

/// One comment after the other goes with the body that left the base.
void Judge::check_taken_back(const Owed& owed) {
    const auto* withdrawn = std::get_if<CommentWithdrawn>(&record_.fact);
    takes_back_ = follows_ && withdrawn && withdrawn->comment == owed.withdraws.front();
    if (!takes_back_) return flaw("a body left the base, and what it had said stayed");
    history_.owed.withdraws.assign(owed.withdraws.begin() + 1, owed.withdraws.end());
}

/// What was done before it may have completed rounds. The first of them goes on before anything
/// else is done; so does the next, once all has followed that follows from the first.
void Judge::check_settled(const std::vector<int>& rounds) {
    if (rounds.empty()) return;
    const int first = settling_before().first(rounds);
    if (first < 0) return;
    const bool goes_on = is_consequence(record_.fact) || stands_beside_others(record_.fact);
    if (!follows_ || !goes_on) return flaw(unsettled(*round_at(first)));
    auto& rest = history_.owed.settles;
    const int decided = decided_round(record_.fact);
    std::ranges::copy_if(rounds, std::back_inserter(rest), [&](int round) {
        return decided == first ? round > first : round != decided;
    });
}

/// Of what nobody does, and what only follows from something that somebody does or that falls due.
void Judge::must_follow() {
    if (!follows_) flaw("nothing that was done, or fell due, brought it about");
}

/// The way comes to a stage; whether it did so before, with nothing that anybody did in between.
bool Judge::pass(const Stage& stage) {
    const bool again = contains(history_.passed, stage.name);
    history_.passed.push_back(stage.name);
    return again;
}

}  // namespace paraph
