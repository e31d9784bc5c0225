#include "engine/core/judge_settling.hpp"

#include <algorithm>
#include <type_traits>

#include "engine/core/by_rule.hpp"
#include "engine/core/results.hpp"
#include "engine/core/settled.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph {
namespace {

const Round* round_in(const State& state, int index) {
    const bool known = index >= 0 && static_cast<std::size_t>(index) < state.rounds.size();
    return known ? &state.round(index) : nullptr;
}

bool is_anybody_awaited(const Stage& stage, const Round& round) {
    return std::ranges::any_of(round.assignments, [&](const auto& assignment) {
        return takes_part(*assignment) && is_awaited(stage, *assignment);
    });
}

template <class F, class... Kinds>
constexpr bool is_one_of = (std::is_same_v<F, Kinds> || ...);

/// Facts after which every open round is looked at; docs/formats/trail.md lists them.
template <class F>
constexpr bool looks_at_all =
    is_one_of<F, PositionTaken, BlockLifted, BlockMaintained, CommentLifted, CommentWithdrawn,
              CommentsMade, ParticipantRemoved, CommitmentMade, CommitmentReported, Migrated,
              Resumed, TakenUp>;

template <class F>
constexpr bool follows_a_look =
    is_one_of<F, AnswerOpened, RoundClosed, RoundQualified, RoundDisqualified, RoundCancelled,
              RoundOpened, StageSkipped, WayChosen, BranchDone, CycleEnded>;

template <class F>
constexpr bool comes_with_others =
    is_one_of<F, CommentsMade, CommentsMerged, CommentsGrouped, CommentsAnswered, CommentAnswered,
              CommentLifted, CommentWithdrawn, ParticipantRemoved, RoundFellDue>;

struct DecidedRound {
    int operator()(const RoundClosed& fact) const { return fact.round; }
    int operator()(const RoundQualified& fact) const { return fact.round; }
    int operator()(const RoundDisqualified& fact) const { return fact.round; }
    int operator()(const auto&) const { return -1; }
};

/// What is looked at after a fact.
class LookedAt {
public:
    LookedAt(const Definition& definition, const State& state,
             const std::optional<DueTime>& falling)
        : definition_(definition), state_(state), falling_(falling) {}

    using Rounds = std::vector<int>;  // indices

    Rounds operator()(const AnswerSealed& fact) const {
        return fact.position ? state_.open_rounds() : Rounds();
    }
    /// What a level's time inside a body ends is not the round.
    Rounds operator()(const RoundFellDue& fact) const {
        const auto* round = round_in(state_, fact.round);
        const bool of_level = round && falling_ && round->due &&
                              falling_->kind == DueKind::assignment_due &&
                              falling_->at < *round->due;
        const bool looks = round && !of_level && round->kind != StageKind::follow_up;
        return looks ? Rounds{fact.round} : Rounds();
    }
    Rounds operator()(const RoundOpened& fact) const {
        const auto* stage = definition_.stage(fact.stage);
        const bool looks =
            stage && (!stage->closes.by_act_of.empty() || stage->kind == StageKind::follow_up);
        return looks ? Rounds{static_cast<int>(state_.rounds.size()) - 1} : Rounds();
    }
    template <class F>
    Rounds operator()(const F&) const {
        return looks_at_all<F> ? state_.open_rounds() : Rounds();
    }

private:
    const Definition& definition_;
    const State& state_;
    const std::optional<DueTime>& falling_;
};

}  // namespace

bool Settling::waits(const Stage& stage, const Round& round) const {
    const bool for_good = stage.kind != StageKind::ballot || !stage.then.contains("awaiting");
    if (for_good && must_still_answer(definition_, stage, round)) return true;
    const bool grace = grace_runs(state_, round, moment_);
    return std::ranges::any_of(round.assignments, [&](const auto& assignment) {
        if (!takes_part(*assignment) || !is_awaited(stage, *assignment)) return false;
        return grace || (assignment->due && *assignment->due > moment_);
    });
}

bool Settling::is_complete(const Stage& stage, const Round& round,
                           const std::string& result) const {
    const auto& closes = stage.closes;
    const bool overdue = closes.at_due && round.status == RoundStatus::overdue;
    if (round.kind == StageKind::silence) return overdue && !waits(stage, round);
    int answered = 0;
    bool anybody = false;
    for (const auto& assignment : round.assignments) {
        if (assignment->body == anyone || must_maintain(stage, round, *assignment)) return false;
        answered += standing(*assignment) != nullptr;
        anybody = anybody || takes_part(*assignment);
    }
    if (!anybody) return false;
    if (closes.answers && answered >= *closes.answers) return true;
    if (closes.as_soon_as_passed && result == "passed") return true;
    return overdue ? !waits(stage, round)
                   : closes.when_all_answered && !is_anybody_awaited(stage, round);
}

bool Settling::closes_counted(const Stage& stage, const Round& round) const {
    return stage.closes.by_act_of.empty() &&
           is_complete(stage, round, result_of(definition_, stage, state_, round));
}

bool Settling::closes_silence(const Stage& stage, const Round& round) const {
    const bool broken = blocks(round) && !stage.restores_silence;
    return broken || (stage.closes.by_act_of.empty() && is_complete(stage, round, ""));
}

bool Settling::closes_ballot(const Stage& stage, const Round& round) const {
    const bool hidden = !round.seals.empty();
    if (!stage.closes.by_act_of.empty()) {
        const bool qualifies = result_of(definition_, stage, state_, round) == "passed";
        return !stage.hidden_until_closed && qualifies != round.qualifies;
    }
    if (closes_counted(stage, round)) return true;
    return !hidden && stage.closes.when_settled &&
           settled_result(definition_, stage, state_, round);
}

bool Settling::closes_revision(const Stage& stage, const Round& round) const {
    const auto* text = state_.revision();
    const bool revised = text && text->number > round.revision;
    return !revised && stage.then.contains("lifted") && all_lifted(definition_, state_);
}

/// Something was committed to, and all of it is settled; or it opens, and there is nothing to
/// commit to.
bool Settling::closes_follow_up(const Stage& stage, const Round& round) const {
    const bool any = std::ranges::any_of(state_.commitments, [&](const auto& commitment) {
        const auto* made_in = round_in(state_, commitment->round);
        return made_in && made_in->stage == stage.name;
    });
    const bool opens_now = round.entry == state_.sequence;
    if (opens_now && !stage.commitments_of.empty() && !anything_accepted(stage, state_))
        return true;
    const bool is_looked_at = !opens_now || !stage.closes.by_act_of.empty();
    return any && is_looked_at && result_of(definition_, stage, state_, round) == "settled";
}

bool Settling::must_go_on(int index) const {
    using enum StageKind;
    const auto* known = round_in(state_, index);
    const auto* found = known && is_open(*known) ? definition_.stage(known->stage) : nullptr;
    if (!found || state_.status != CycleStatus::running) return false;
    const auto& round = *known;
    const auto& stage = *found;
    const auto result = [&] { return result_of(definition_, stage, state_, round); };
    switch (round.kind) {
        case comment:
        case circulate:
        case each:
            return closes_counted(stage, round);
        case review:
            return round.seals.empty() && is_complete(stage, round, "") && result() == "done";
        case silence:
            return closes_silence(stage, round);
        case ballot:
            return closes_ballot(stage, round);
        case revise:
            return closes_revision(stage, round);
        case follow_up:
            return closes_follow_up(stage, round);
        case sign_off:
        case choose:
        case call:
            return round.seals.empty() && !result().empty();
        case meet:
        case parallel:
            break;
    }
    return false;
}

int Settling::first(const std::vector<int>& rounds) const {
    const auto found =
        std::ranges::find_if(rounds, [&](const int round) { return must_go_on(round); });
    return found == rounds.end() ? -1 : *found;
}

std::vector<int> rounds_looked_at(const Fact& fact, const Definition& definition,
                                  const State& state, const std::optional<DueTime>& falling) {
    return std::visit(LookedAt(definition, state, falling), fact);
}

bool is_consequence(const Fact& fact) {
    return std::visit([](const auto& kind) { return follows_a_look<std::decay_t<decltype(kind)>>; },
                      fact);
}

bool stands_beside_others(const Fact& fact) {
    const auto* sealed = std::get_if<AnswerSealed>(&fact);
    if (sealed) return !sealed->position;  // one of those below, under seal
    return std::visit(
        [](const auto& kind) { return comes_with_others<std::decay_t<decltype(kind)>>; }, fact);
}

int decided_round(const Fact& fact) {
    return std::visit(DecidedRound{}, fact);
}

}  // namespace paraph
