#include "engine/core/results.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/seats.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/branches.hpp"
#include "engine/rules/commitments.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/silence.hpp"
#include "engine/rules/spans.hpp"
#include "engine/rules/tally.hpp"

namespace paraph {
namespace {

/// Rounds in which a block is a body's own; a meeting's outcome or a choice is none.
bool asks_bodies(StageKind kind) {
    return takes_comments(kind) || kind == StageKind::sign_off || kind == StageKind::review;
}

/// What the first answer that stands says; "" while there is none. Of a sub-cycle, its outcome.
std::string first_answer(const Round& round) {
    for (const auto& assignment : round.assignments)
        if (const auto* answer = standing(*assignment)) return answer->position;
    return {};
}

/// A block's, while nothing left it: joined, once enough branches are done.
std::string joined(const Definition& definition, const Stage& stage, const State& state,
                   const Round& round) {
    const auto done = branches_done(definition, state, round);
    return done >= stage.joins.of(static_cast<int>(stage.branches.size())) ? "joined" : "";
}

/// signed, declined, or "" while it is open. A "no" decides once the needed number is out of reach.
std::string signing_result(const Stage& stage, const Round& round) {
    int seats = 0, signed_ = 0, declined = 0;
    for (const auto& assignment : round.assignments) {
        if (!takes_part(*assignment)) continue;
        ++seats;
        if (assignment->status == AssignmentStatus::blocking) ++declined;
        if (assignment->status == AssignmentStatus::answered) ++signed_;
    }
    if (seats == 0) return "";  // nobody's signature is no signature
    const int needed = stage.needs.of(seats);
    if (needed > seats) return "";  // it waits for one more body, or to be closed
    if (signed_ >= needed) return "signed";
    return declined > seats - needed ? "declined" : "";
}

/// done, once enough of those who review have; short otherwise. Who recused is not one of them.
std::string review_result(const Stage& stage, const Round& round) {
    int reviewers = 0, reviewed = 0;
    for (const auto& assignment : round.assignments) {
        if (!takes_part(*assignment)) continue;
        const auto* answer = standing(*assignment);
        const auto* rule = answer ? stage.position(answer->position) : nullptr;
        if (rule && rule->leaves_base) continue;
        ++reviewers;
        if (rule) ++reviewed;
    }
    return reviewed > 0 && reviewed >= stage.needs.of(reviewers) ? "done" : "short";
}

/// Commitments all done or dropped, and none that is still to be made.
std::string follow_up_result(const Stage& stage, const State& state, const Round& round) {
    const bool settled =
        open_commitments(state, round).empty() && without_commitment(stage, state).empty();
    return settled ? "settled" : "open";
}

/// When the stage opened or closed last; nothing where it has not.
std::optional<Instant> event_of(const State& state, const Deadline& deadline) {
    for (auto round = state.rounds.rbegin(); round != state.rounds.rend(); ++round) {
        if ((*round)->stage != deadline.of || (*round)->status == RoundStatus::undone) continue;
        return deadline.from == Deadline::From::opened ? std::optional((*round)->opened)
                                                       : (*round)->closed;
    }
    return std::nullopt;
}

/// Close of office on the day that the dossier names.
std::optional<Instant> date_in(const State& state, const Calendar& calendar,
                               const std::string& attribute) {
    const auto* value = state.opening->attributes.if_contains(attribute);
    if (!value || !value->is_string()) return std::nullopt;
    const auto noon = parse_instant(std::string(value->get_string()) + "T12:00:00Z");
    if (!noon) return std::nullopt;
    return calendar.close(
        std::chrono::local_days{std::chrono::floor<std::chrono::days>(*noon).time_since_epoch()});
}

/// What the deadline counts from or to; nothing where that has not happened.
std::optional<Instant> anchor_of(const State& state, const Calendar& calendar,
                                 const Deadline& deadline, Instant now) {
    switch (deadline.from) {
        case Deadline::From::opening:
            return now;
        case Deadline::From::cycle:
            return state.opened;
        case Deadline::From::opened:
        case Deadline::From::closed:
            return event_of(state, deadline);
        case Deadline::From::date:
            return date_in(state, calendar, deadline.of);
        case Deadline::From::outer:
            break;
    }
    return state.opening->outer_due;
}

/// When a deadline that counts from something else than its own round's opening falls. Where that
/// has passed already, there is one working day.
Instant counted_from(const State& state, const Calendar& calendar, const Stage& stage,
                     Instant anchor, Instant now) {
    const auto& due = *stage.due;
    const auto span = span_for(due, state.opening->attributes);
    Instant at = anchor;
    if (due.before)
        at = calendar.before(anchor, span);
    else if (due.from == Deadline::From::date)
        at = calendar.after(anchor, span);
    else
        at = calendar.deadline(anchor, span, due.next_working_day);
    return at > now ? at : calendar.deadline(now, {.count = 1, .unit = Unit::working_days});
}

Instant not_before(Instant due, const std::optional<Instant>& least) {
    return least ? std::max(due, *least) : due;
}

/// The stage's minimum, or what a leave left of it; nothing where there is none.
std::optional<Span> least_span(const State& state, const Stage& stage) {
    if (!stage.minimum) return std::nullopt;
    const auto& opening = *state.opening;
    if (contains(opening.waived, stage.name)) return stage.minimum->waived_to;
    return span_for(*stage.minimum, opening.attributes);
}

/// The date that the opening sets for the stage's first round. It was long enough when the cycle
/// opened; where the round opens later, the minimum counts from there.
std::optional<Instant> date_of(const State& state, const Calendar& calendar, const Stage& stage,
                               Instant now) {
    const auto& opening = *state.opening;
    const auto date = opening.dates.find(stage.name);
    if (date == opening.dates.end() || state.entered(stage.name) > 0) return std::nullopt;
    if (date->second <= now && !least_due(state, calendar, stage, now)) return std::nullopt;
    return not_before(date->second, least_due(state, calendar, stage, now));
}

/// The figures that a choice is made by: of the last round of another stage, as they are now.
const Round* round_counted(const State& state, const Stage& stage) {
    const auto& rounds = state.rounds;
    const auto found = std::ranges::find_if(rounds.rbegin(), rounds.rend(), [&](const auto& round) {
        return round->stage == stage.figures_of && round->status == RoundStatus::closed;
    });
    return found == rounds.rend() ? nullptr : found->get();
}

}  // namespace

std::optional<Instant> least_due(const State& state, const Calendar& calendar, const Stage& stage,
                                 Instant opened) {
    const auto span = least_span(state, stage);
    return span ? std::optional(calendar.deadline(opened, *span)) : std::nullopt;
}

std::optional<Instant> least_due(const State& state, const Calendar& calendar, const Stage& stage,
                                 const Round& round) {
    auto least = least_due(state, calendar, stage, round.opened);
    if (!least) return std::nullopt;
    const bool by_clock = runs_by_clock(*least_span(state, stage));
    for (const auto& stop : round.stops)
        if (stop.from < *least) least = after_stop(calendar, *least, stop, by_clock);
    return least;
}

Instant after_stop(const Calendar& calendar, Instant at, const Stop& stop, bool by_clock) {
    const Instant later =
        calendar.add_working_time(at, calendar.working_time_between(stop.from, stop.until));
    // What falls on a closed day has no office hours to come.
    return by_clock || later <= stop.until ? at + (stop.until - stop.from) : later;
}

bool must_still_answer(const Definition& definition, const Stage& stage, const Round& round) {
    return std::ranges::any_of(round.assignments, [&](const auto& assignment) {
        return takes_part(*assignment) && is_awaited(stage, *assignment) &&
               silence_of(definition, stage, *assignment).kind == Silence::Kind::must_answer;
    });
}

bool may_choose(const Stage& stage, const std::string& result, const std::string& given) {
    if (!stage.then.contains(result)) return false;
    if (result == given) return true;
    return stage.closes.chooses && result != "passed" && result != "no quorum" &&
           result != "awaiting";
}

bool blocks(const Round& round) {
    return std::ranges::any_of(round.assignments, [](const auto& assignment) {
        return assignment->status == AssignmentStatus::blocking;
    });
}

std::string result_of(const Definition& definition, const Stage& stage, const State& state,
                      const Round& round) {
    switch (round.kind) {
        case StageKind::comment:
            return "closed";
        case StageKind::circulate:
            return "settled";
        case StageKind::choose:
        case StageKind::call:
            return first_answer(round);
        case StageKind::parallel:
            return joined(definition, stage, state, round);
        case StageKind::each:
            if (!stage.passes) return "closed";
            break;
        case StageKind::silence:
            return blocks(round) ? "broken" : "adopted";
        case StageKind::sign_off:
            return signing_result(stage, round);
        case StageKind::review:
            return review_result(stage, round);
        case StageKind::follow_up:
            return follow_up_result(stage, state, round);
        case StageKind::revise:
        case StageKind::meet:
            return {};
        case StageKind::ballot:
            break;
    }
    const auto now = figures(definition, stage, state, round);
    const auto& attributes = state.opening->attributes;
    if (round.kind == StageKind::ballot && must_still_answer(definition, stage, round))
        return stage.then.contains("awaiting") ? "awaiting" : "not passed";
    if (!has_quorum(stage, now, attributes))
        return stage.then.contains("no quorum") ? "no quorum" : "not passed";
    return qualifies(stage, now, attributes) ? "passed" : "not passed";
}

std::optional<Instant> due_of(const State& state, const Calendar& calendar, const Stage& stage,
                              Instant now) {
    if (const auto date = date_of(state, calendar, stage, now)) return date;
    if (!stage.due) return std::nullopt;
    const auto anchor = anchor_of(state, calendar, *stage.due, now);
    if (stage.due->before_outer()) {
        if (!anchor) return std::nullopt;
        const Instant inner = calendar.before(*anchor, stage.due->span);
        return inner > now ? inner : *anchor;
    }
    const bool own = stage.due->from == Deadline::From::opening || !anchor;
    const Instant due =
        own ? calendar.deadline(now, span_for(*stage.due, state.opening->attributes),
                                stage.due->next_working_day)
            : counted_from(state, calendar, stage, *anchor, now);
    return not_before(due, least_due(state, calendar, stage, now));
}

bool is_below_minimum(const State& state, const Calendar& calendar, const Stage& stage, Instant now,
                      std::optional<Instant> due) {
    if (!stage.minimum || !due) return false;
    return *due < calendar.deadline(now, span_for(*stage.minimum, state.opening->attributes));
}

bool takes_lifts(const State& state, int index) {
    if (is_open(state.round(index))) return true;
    const auto& rounds = state.rounds;
    const bool revising = std::ranges::any_of(rounds, [](const auto& round) {
        return round->kind == StageKind::revise && is_open(*round);
    });
    if (!revising) return false;
    for (std::size_t r = rounds.size(); r-- > 0;)
        if (asks_bodies(rounds[r]->kind) && rounds[r]->status == RoundStatus::closed)
            return static_cast<int>(r) == index;
    return false;
}

bool all_lifted(const Definition& definition, const State& state) {
    const Round* round = state.last_asked();
    if (!round) return false;
    const auto now = figures(definition, *definition.stage(round->stage), state, *round);
    return now.open_objections() == 0 && now.open_conditions() == 0;
}

bool is_way_open(const Definition& definition, const State& state, const Stage& stage,
                 const Way& way) {
    if (!way.when) return true;
    const auto& attributes = state.opening->attributes;
    const Round* counted = round_counted(state, stage);
    if (!counted) return holds(*way.when, attributes);
    const auto now = figures(definition, *definition.stage(counted->stage), state, *counted);
    return holds(*way.when, now, attributes);
}

std::vector<DueTime> due_times(const Calendar& calendar, const Stage& stage, int round,
                               std::optional<Instant> due, Instant now) {
    std::vector<DueTime> times;
    if (!due) return times;
    const auto add = [&](Instant at, DueKind kind, const std::string& whom = {}) {
        times.push_back({.at = at, .kind = kind, .round = round, .whom = whom});
    };
    // What a follow-up reminds of are its commitments.
    const bool reminds = stage.kind != StageKind::follow_up;
    for (const auto& span : reminds ? stage.remind : std::vector<Span>())
        if (const Instant at = calendar.before(*due, span); at > now) add(at, DueKind::remind);
    add(*due, DueKind::due);
    if (stage.grace) add(calendar.after(*due, *stage.grace), DueKind::grace);
    for (const auto& escalation : stage.escalate)
        add(calendar.after(*due, escalation.after), DueKind::escalate, escalation.to);
    std::ranges::stable_sort(times, {}, &DueTime::at);
    return times;
}

}  // namespace paraph
