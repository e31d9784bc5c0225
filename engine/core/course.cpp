#include "engine/core/course.hpp"

#include <algorithm>

#include "engine/core/blind.hpp"
#include "engine/core/blocks.hpp"
#include "engine/core/by_rule.hpp"
#include "engine/core/results.hpp"
#include "engine/core/reviewers.hpp"
#include "engine/core/seats.hpp"
#include "engine/core/settled.hpp"
#include "engine/core/subcycles.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/commitments.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/silence.hpp"
#include "engine/rules/tally.hpp"

namespace paraph {
namespace {

bool anyone_awaited(const Stage& stage, const Round& round) {
    return std::ranges::any_of(
        round.assignments, [&](const auto& a) { return takes_part(*a) && is_awaited(stage, *a); });
}

void skip(Decision& decision, const Stage& stage, const std::string& why) {
    auto way = stage.then.find(result_when_skipped(stage));
    if (way == stage.then.end()) way = stage.then.begin();
    decision.record(StageSkipped{.stage = stage.name, .result = way->first, .why = why});
    follow(decision, stage, way->second);
}

/// The first way whose condition holds. `check` has seen to it that one does; were it wrong, the
/// last would be taken.
void choose(Decision& decision, const Stage& stage) {
    const auto way = std::ranges::find_if(stage.ways, [&](const Way& one) {
        return is_way_open(decision.definition(), decision.state(), stage, one);
    });
    const auto& name = way == stage.ways.end() ? stage.ways.back().name : way->name;
    decision.record(WayChosen{.stage = stage.name, .way = name});
    follow(decision, stage, stage.then.at(name));
}

void open_round(Decision& decision, const Stage& stage) {
    const auto& state = decision.state();
    const int index = static_cast<int>(state.rounds.size());
    RoundOpened fact;
    fact.stage = stage.name;
    fact.stage_kind = stage.kind;
    fact.number = 1 + static_cast<int>(std::ranges::count(state.rounds, stage.name,
                                                          [](const auto& r) { return r->stage; }));
    fact.revision = state.revision() ? state.revision()->number : 0;
    fact.due = due_of(state, decision.calendar(), stage, decision.now());
    fact.dues = times_of(decision, stage, index, fact.due);
    fact.seats = seats_of(decision, stage);
    carry_over(decision, stage, fact.seats);
    start_positions(decision, stage, fact.seats);
    fact.lot = draw_for_sub_cycles(decision, stage, fact.seats);
    if (stage.blind != Blind::open) {
        fact.lot = to_hex(decision.new_lot());
        order_by_lot(fact.seats, fact.lot);
    }
    fact.waived = is_below_minimum(state, decision.calendar(), stage, decision.now(), fact.due);
    const auto seats = fact.seats;
    const auto due = fact.due;
    decision.record(std::move(fact));
    for (const auto& seat : seats) open_child(decision, stage, seat, due);
    if (stage.kind == StageKind::parallel) open_branches(decision, index);
    // What was carried over, or stands by rule, may suffice already.
    if (!stage.closes.by_act_of.empty()) settle_round(decision, index);
    if (stage.kind == StageKind::follow_up && !stage.commitments_of.empty() &&
        !anything_accepted(stage, decision.state()))
        close_round(decision, index, "settled", "nothing to follow up");
}

int answered(const Round& round) {
    return static_cast<int>(std::ranges::count_if(round.assignments, [](const auto& assignment) {
        return standing(*assignment) != nullptr;
    }));
}

bool anyone_must_maintain(const Stage& stage, const Round& round) {
    return std::ranges::any_of(round.assignments,
                               [&](const auto& a) { return must_maintain(stage, round, *a); });
}

/// The public may always have more to say.
bool asks_the_public(const Round& round) {
    return std::ranges::any_of(round.assignments,
                               [](const auto& seat) { return seat->body == anyone; });
}

/// All have answered, for good, or as many as the definition waits for; after the due time: all
/// whose answer the round waits for.
bool is_complete(const Decision& decision, const Stage& stage, const Round& round) {
    if (anyone_must_maintain(stage, round) || asks_the_public(round)) return false;
    if (std::ranges::none_of(round.assignments, [](const auto& a) { return takes_part(*a); }))
        return false;
    const auto& closes = stage.closes;
    if (closes.answers && answered(round) >= *closes.answers) return true;
    if (closes.as_soon_as_passed && result_now(decision, round) == "passed") return true;
    if (closes.at_due && round.status == RoundStatus::overdue)
        return !someone_may_wait(decision, round);
    return closes.when_all_answered && !anyone_awaited(stage, round);
}

void settle_ballot(Decision& decision, const Stage& stage, int index) {
    const Round& round = decision.round(index);
    if (stage.closes.by_act_of.empty()) {
        if (stage.closes.when_settled)
            if (const auto settled =
                    settled_result(decision.definition(), stage, decision.state(), round))
                return close_round(decision, index, *settled, "settled");
        if (is_complete(decision, stage, round))
            close_round(decision, index, result_now(decision, round), "all answered");
        return;
    }
    if (stage.hidden_until_closed) return;  // whether it qualifies tells how they answered
    const bool now = result_now(decision, round) == "passed";
    if (now && !round.qualifies) decision.record(RoundQualified{.round = index});
    if (!now && round.qualifies) decision.record(RoundDisqualified{.round = index});
}

/// Once its hour has passed it waits only for those who must answer.
void settle_silence(Decision& decision, const Stage& stage, int index) {
    const Round& round = decision.round(index);
    if (blocks(round) && !stage.restores_silence)
        return close_round(decision, index, "broken", "objection");
    const bool over = round.status == RoundStatus::overdue && stage.closes.at_due &&
                      stage.closes.by_act_of.empty();
    if (over && !someone_may_wait(decision, round))
        close_round(decision, index, result_now(decision, round), "all answered");
}

void settle_revise(Decision& decision, const Stage& stage, int index) {
    const Round& round = decision.round(index);
    const bool revised = decision.state().revision()->number > round.revision;
    if (!revised && stage.then.contains("lifted") &&
        all_lifted(decision.definition(), decision.state()))
        close_round(decision, index, "lifted", "all lifted");
}

/// Over once something was committed to, and all of it is done or dropped.
void settle_follow_up(Decision& decision, const Stage& stage, int index) {
    const bool any = std::ranges::any_of(decision.state().commitments, [&](const auto& commitment) {
        return decision.round(commitment->round).stage == stage.name;
    });
    if (any && result_now(decision, decision.round(index)) == "settled")
        close_round(decision, index, "settled", "all settled");
}

}  // namespace

bool someone_may_wait(const Decision& decision, const Round& round) {
    const auto& stage = decision.stage_of(round);
    const bool waits_for_good = stage.kind != StageKind::ballot || !stage.then.contains("awaiting");
    if (waits_for_good && must_still_answer(decision.definition(), stage, round)) return true;
    return std::ranges::any_of(round.assignments, [&](const auto& assignment) {
        if (!takes_part(*assignment) || !is_awaited(stage, *assignment)) return false;
        const bool later = assignment->due && *assignment->due > decision.moment();
        return later || grace_runs(decision.state(), round, decision.moment());
    });
}

std::string result_now(const Decision& decision, const Round& round) {
    return result_of(decision.definition(), decision.stage_of(round), decision.state(), round);
}

void enter(Decision& decision, const std::string& name) {
    const auto& stage = *decision.definition().stage(name);
    const bool again = decision.pass(name);
    if (stage.at_most && decision.state().entered(name) >= *stage.at_most)
        return follow(decision, stage, stage.at_most_then);
    if (stage.when && !holds(*stage.when, decision.state().opening->attributes))
        return skip(decision, stage, "condition");
    if (stage.kind == StageKind::choose && stage.who.empty()) return choose(decision, stage);
    // Nobody is asked: the way goes on, unless it would lead round in circles, or has no one way.
    if (nobody_at(decision, stage) && !again && stage.kind != StageKind::choose)
        return skip(decision, stage, "nobody at this level");
    open_round(decision, stage);
}

void follow(Decision& decision, const Stage& stage, const Target& target) {
    switch (target.kind) {
        case Target::Kind::stage:
            return enter(decision, target.name);
        case Target::Kind::done:
            return finish_branch(decision, stage);
        case Target::Kind::leave:
            return leave_block(decision, stage, target.name);
        case Target::Kind::end:
            break;
    }
    decision.record(CycleEnded{.outcome = target.name});
    report_outside(decision);
}

void close_round(Decision& decision, int index, const std::string& result, const std::string& how,
                 json::object secret) {
    const Round& round = decision.round(index);
    const auto& stage = decision.stage_of(round);
    const auto now = figures(decision.definition(), stage, decision.state(), round);
    if (!stage.rest_goes_on) tell_inside(decision, round, OuterClosed{.result = result});
    if (stage.kind == StageKind::parallel) cancel_branches(decision, index);
    decision.record(RoundClosed{.round = index, .result = result, .tally = tally(now), .how = how},
                    std::move(secret));
    follow(decision, stage, stage.then.at(result));
}

void settle_round(Decision& decision, int index) {
    const Round& round = decision.round(index);
    const auto& stage = decision.stage_of(round);
    switch (round.kind) {
        case StageKind::comment:
        case StageKind::circulate:
        case StageKind::each:
            if (stage.closes.by_act_of.empty() && is_complete(decision, stage, round))
                close_round(decision, index, result_now(decision, round), "all answered");
            return;
        case StageKind::review:
            if (is_complete(decision, stage, round) && result_now(decision, round) == "done")
                close_round(decision, index, "done", "all answered");
            return;
        case StageKind::follow_up:
            return settle_follow_up(decision, stage, index);
        case StageKind::silence:
            return settle_silence(decision, stage, index);
        case StageKind::sign_off:
        case StageKind::choose:
        case StageKind::call:
            if (const auto result = result_now(decision, round); !result.empty())
                close_round(decision, index, result, "all answered");
            return;
        case StageKind::ballot:
            return settle_ballot(decision, stage, index);
        case StageKind::revise:
            return settle_revise(decision, stage, index);
        case StageKind::meet:
        case StageKind::parallel:
            return;
    }
}

void settle(Decision& decision) {
    for (const int index : decision.state().open_rounds())
        if (decision.state().status == CycleStatus::running && is_open(decision.round(index)))
            settle_round(decision, index);
}

void count_silence(Decision& decision, int index, const std::string& only) {
    const Round& round = decision.round(index);
    const auto& stage = decision.stage_of(round);
    std::map<std::string, std::vector<std::string>> silent;  // position -> assignments
    for (const auto& assignment : round.assignments) {
        const bool later = assignment->due && *assignment->due > decision.moment();
        const bool asked = only.empty() ? !later : assignment->id == only;
        if (!asked || assignment->status != AssignmentStatus::awaited) continue;
        const auto& silence = silence_of(decision.definition(), stage, *assignment);
        if (silence.kind == Silence::Kind::counts_as && stage.position(silence.position))
            silent[silence.position].push_back(assignment->id);
    }
    const std::int64_t notice = round.entry;
    for (auto& [position, assignments] : silent)
        decision.record(SilenceCounted{.round = index,
                                       .position = position,
                                       .assignments = std::move(assignments),
                                       .notice = notice});
}

std::vector<DueTime> times_of(const Decision& decision, const Stage& stage, int round,
                              std::optional<Instant> due) {
    return due_times(decision.calendar(), stage, round, due, decision.now());
}

}  // namespace paraph
