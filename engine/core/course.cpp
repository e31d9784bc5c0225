#include "engine/core/course.hpp"

#include <algorithm>

#include "engine/core/results.hpp"
#include "engine/core/seats.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/tally.hpp"

namespace paraph {
namespace {

bool anyone_awaited(const Stage& stage, const Round& round) {
    return std::ranges::any_of(
        round.assignments, [&](const auto& a) { return takes_part(*a) && is_awaited(stage, *a); });
}

/// Where a stage is not held, its way goes on as if all had gone well.
std::string result_when_skipped(const Stage& stage) {
    switch (stage.kind) {
        case StageKind::comment:
            return "closed";
        case StageKind::revise:
            return "unchanged";
        case StageKind::ballot:
            return "passed";
        case StageKind::silence:
            return "adopted";
        case StageKind::sign_off:
            return "signed";
        case StageKind::meet:
            return stage.results.front();
    }
    return {};
}

void skip(Decision& decision, const Stage& stage, const std::string& why) {
    auto way = stage.then.find(result_when_skipped(stage));
    if (way == stage.then.end()) way = stage.then.begin();
    decision.record(StageSkipped{.stage = stage.name, .result = way->first, .why = why});
    follow(decision, way->second);
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
    fact.waived = is_below_minimum(decision.calendar(), stage, decision.now(), fact.due);
    const auto seats = fact.seats;
    const auto due = fact.due;
    decision.record(std::move(fact));
    for (const auto& seat : seats) open_inside(decision, stage, seat, due);
}

/// The position of the body goes out, as the last level of its chain left it.
void report_outside(Decision& decision) {
    const auto& parent = *decision.state().opening->parent;
    for (auto round = decision.state().rounds.rbegin(); round != decision.state().rounds.rend();
         ++round) {
        const auto& last = (*round)->assignments.front();
        if (!last->answer || last->answer->proposes.empty()) continue;
        TakePosition position;
        position.assignment = parent.assignment;
        position.position = last->answer->proposes;
        if (const auto* said = decision.answering()) {
            position.reason = said->reason;
            position.comments = said->comments;
        }
        position.cites = Citation{.cycle = decision.state().id, .sequence = last->answer->entry};
        Actor actor = decision.actor();
        actor.via = "inside";
        decision.send(parent.cycle, std::move(position), std::move(actor));
        return;
    }
}

/// All have answered; after the due time: all whose answer the round waits for.
bool is_complete(const Decision& decision, const Stage& stage, const Round& round) {
    if (std::ranges::none_of(round.assignments, [](const auto& a) { return takes_part(*a); }))
        return false;
    if (round.status == RoundStatus::overdue) return !someone_may_wait(decision, round);
    return stage.closes.when_all_answered && !anyone_awaited(stage, round);
}

void settle_ballot(Decision& decision, const Stage& stage, int index) {
    const Round& round = decision.round(index);
    if (stage.closes.by_act_of.empty()) {
        if (is_complete(decision, stage, round))
            close_round(decision, index, result_now(decision, round), "all answered");
        return;
    }
    const bool now = result_now(decision, round) == "passed";
    if (now && !round.qualifies) decision.record(RoundQualified{.round = index});
    if (!now && round.qualifies) decision.record(RoundDisqualified{.round = index});
}

/// All that blocked in the latest round that asked for positions was lifted.
bool all_lifted(const Decision& decision) {
    const auto& rounds = decision.state().rounds;
    for (auto round = rounds.rbegin(); round != rounds.rend(); ++round) {
        const bool asked = (*round)->kind == StageKind::ballot ||
                           (*round)->kind == StageKind::silence ||
                           (*round)->kind == StageKind::comment;
        if (!asked || (*round)->status != RoundStatus::closed) continue;
        const auto& stage = decision.stage_of(**round);
        const auto now = figures(decision.definition(), stage, decision.state(), **round);
        return now.open_objections() == 0 && now.open_conditions() == 0;
    }
    return false;
}

void settle_revise(Decision& decision, const Stage& stage, int index) {
    const Round& round = decision.round(index);
    const bool revised = decision.state().revision()->number > round.revision;
    if (!revised && stage.then.contains("lifted") && all_lifted(decision))
        close_round(decision, index, "lifted", "all lifted");
}

}  // namespace

bool someone_may_wait(const Decision& decision, const Round& round) {
    const auto& stage = decision.stage_of(round);
    return std::ranges::any_of(round.assignments, [&](const auto& assignment) {
        if (!takes_part(*assignment) || !is_awaited(stage, *assignment)) return false;
        const bool later = assignment->due && *assignment->due > decision.moment();
        const auto& silence = silence_of(decision.definition(), stage, *assignment);
        return later || silence.kind == Silence::Kind::must_answer;
    });
}

std::string result_now(const Decision& decision, const Round& round) {
    return result_of(decision.definition(), decision.stage_of(round), decision.state(), round);
}

void enter(Decision& decision, const std::string& name) {
    const auto& stage = *decision.definition().stage(name);
    if (stage.at_most && decision.state().entered(name) >= *stage.at_most)
        return follow(decision, stage.at_most_then);
    if (stage.when && !holds(*stage.when, decision.state().opening->attributes))
        return skip(decision, stage, "condition");
    if (nobody_at(decision, stage)) return skip(decision, stage, "nobody at this level");
    open_round(decision, stage);
}

void follow(Decision& decision, const Target& target) {
    if (!target.ends) return enter(decision, target.name);
    decision.record(CycleEnded{.outcome = target.name});
    if (decision.state().opening->parent) report_outside(decision);
}

void close_round(Decision& decision, int index, const std::string& result, const std::string& how,
                 json::object secret) {
    const Round& round = decision.round(index);
    const auto& stage = decision.stage_of(round);
    const auto now = figures(decision.definition(), stage, decision.state(), round);
    tell_inside(decision, round, OuterClosed{.result = result});
    decision.record(RoundClosed{.round = index, .result = result, .tally = tally(now), .how = how},
                    std::move(secret));
    follow(decision, stage.then.at(result));
}

void settle(Decision& decision) {
    const int index = decision.state().open_round();
    if (index < 0 || decision.state().status != CycleStatus::running) return;
    const Round& round = decision.round(index);
    const auto& stage = decision.stage_of(round);
    switch (round.kind) {
        case StageKind::comment:
            if (is_complete(decision, stage, round))
                close_round(decision, index, "closed", "all answered");
            return;
        case StageKind::silence:
            if (blocks(round) && !stage.restores_silence)
                close_round(decision, index, "broken", "objection");
            return;
        case StageKind::sign_off:
            if (const auto result = result_now(decision, round); !result.empty())
                close_round(decision, index, result, "all answered");
            return;
        case StageKind::ballot:
            return settle_ballot(decision, stage, index);
        case StageKind::revise:
            return settle_revise(decision, stage, index);
        case StageKind::meet:
            return;
    }
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
        if (silence.kind == Silence::Kind::counts_as)
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
    std::vector<DueTime> times;
    if (!due) return times;
    for (const auto& span : stage.remind) {
        const Instant at = decision.calendar().before(*due, span);
        if (at > decision.now())
            times.push_back({.at = at, .kind = DueKind::remind, .round = round, .whom = {}});
    }
    times.push_back({.at = *due, .kind = DueKind::due, .round = round, .whom = {}});
    for (const auto& escalation : stage.escalate)
        times.push_back({.at = decision.calendar().after(*due, escalation.after),
                         .kind = DueKind::escalate,
                         .round = round,
                         .whom = escalation.to});
    std::ranges::stable_sort(times, {}, &DueTime::at);
    return times;
}

void tell_inside(Decision& decision, const Round& round, const Command& command) {
    for (const auto& assignment : round.assignments)
        if (!assignment->child.empty() && (assignment->status == AssignmentStatus::awaited ||
                                           assignment->status == AssignmentStatus::silent))
            decision.send(assignment->child, command);
}

}  // namespace paraph
