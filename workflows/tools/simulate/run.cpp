#include "workflows/tools/simulate/run.hpp"

#include <algorithm>

#include "engine/core/results.hpp"
#include "engine/rules/attention.hpp"
#include "workflows/tools/simulate/any_form.hpp"

namespace paraph::simulation {
namespace {

constexpr auto given_up_after = std::chrono::days(5 * 365);
constexpr int steps_max = 20'000;
constexpr unsigned char to_act = 1, to_act_late = 2, to_lift = 4;

bool has_open_condition(const State& state, const std::string& body) {
    return std::ranges::any_of(state.comments, [&](const auto& comment) {
        return comment->body == body && comment->force == Force::condition &&
               comment->status == CommentStatus::open;
    });
}

/// An attribute's value out of the word that was drawn for it.
json::value attribute_value(const Attribute& attribute, const std::string& word) {
    switch (attribute.type) {
        case Attribute::Type::yes_no:
            return word == "yes";
        case Attribute::Type::number:
            return parse_count(word, 2'000'000'000).value_or(0);
        case Attribute::Type::some_of:
            return json::array{json::value(word)};
        default:
            return json::value(word);
    }
}

}  // namespace

Run::Run(World& world, Chance chance) : world_(world), chance_(chance), house_(world.house()) {}

// ---- the course of a cycle

RunResult Run::play() {
    if (!open()) return std::move(result_);
    const Instant opened = house_.now();
    for (int step = 0; step < steps_max && !has_ended(); ++step) {
        look_round();
        const auto due = house_.next_due();
        if (plans_.empty() && !due) break;
        const bool due_first = due && (plans_.empty() || *due <= plans_.top().at);
        const Instant next = due_first ? *due : plans_.top().at;
        if (next - opened > given_up_after) break;
        advance(next);
        if (due_first) continue;
        const Plan plan = plans_.top();
        plans_.pop();
        carry_out(plan);
    }
    finish();
    return std::move(result_);
}

bool Run::open() {
    const auto& days = world_.opening_days();
    const auto day = days[chance_.draw(days.size())];
    const auto minutes = chance_.draw(static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::minutes>(world_.working_day()).count()));
    advance(world_.calendar().opening(day) + std::chrono::minutes(minutes));
    OpenCycle command = world_.behaviour().beginning.open;
    const auto& name = command.definition;
    const auto& definition = *house_.registry().definition(name)->definition;
    for (const auto& [attribute, odds] : world_.behaviour().attributes)
        command.attributes[attribute] =
            attribute_value(definition.attributes.at(attribute), chance_.pick(odds));
    auto opened = house_.open(command, world_.actor("secretariat", ""));
    if (!opened) {
        ++result_.refusals[opened.error().text];
        result_.outcome = "not opened";
        return false;
    }
    cycles_.push_back({.id = opened->made});
    last_act_ = house_.now();
    note(opened->happened);
    return true;
}

void Run::advance(Instant to) {
    note(house_.advance(to));
}

bool Run::has_ended() const {
    return house_.state(cycles_.front().id)->ended.has_value();
}

void Run::finish() {
    const auto state = house_.state(cycles_.front().id);
    result_.ended = state->status == CycleStatus::ended;
    const Round* round = state->current();
    result_.outcome = result_.ended ? state->outcome
                      : round       ? "still at \"" + round->stage + "\" after five years"
                                    : "abandoned";
    const Instant end = state->ended.value_or(house_.now());
    result_.calendar = end - state->opened;
    result_.working = world_.calendar().working_time_between(state->opened, end);
}

/// New cycles are watched; of the one at hand is noted what took how long, and for whom it waited.
void Run::note(const std::vector<Rehearsal::Happened>& happened) {
    for (const auto& one : happened) {
        const auto& id = one.effect.after->id;
        if (!one.effect.before && !cycles_.empty() && id != cycles_.front().id)
            cycles_.push_back({.id = id});
        if (!cycles_.empty() && id == cycles_.front().id) note_main(one);
    }
}

void Run::note_main(const Rehearsal::Happened& one) {
    const auto& calendar = world_.calendar();
    for (const auto& event : one.effect.events) {
        const auto* closed = std::get_if<RoundClosed>(&event.fact);
        if (!closed) continue;
        const auto& round = one.effect.after->round(closed->round);
        auto& stage = result_.stages[round.stage];
        ++stage.rounds;
        stage.working += calendar.working_time_between(round.opened, one.at);
        const Instant since = std::max(last_act_, round.opened);
        result_.waits[one.effect.actor.body] += calendar.working_time_between(since, one.at);
    }
    if (!one.effect.actor.body.empty()) last_act_ = one.at;
}

// ---- plans

void Run::look_round() {
    for (std::size_t cycle = 0; cycle < cycles_.size(); ++cycle) look_at(cycle);
}

void Run::look_at(std::size_t cycle) {
    const auto state = house_.state(cycles_[cycle].id);
    if (!state || state->ended || state->status != CycleStatus::running) return;
    auto& planned = cycles_[cycle].planned;
    planned.resize(state->rounds.size());
    for (std::size_t r = 0; r < state->rounds.size(); ++r) {
        const auto& round = *state->rounds[r];
        if (!is_open(round)) continue;
        planned[r].resize(round.assignments.size());
        look_at_round(cycle, *state, static_cast<int>(r));
    }
}

void Run::look_at_round(std::size_t cycle, const State& state, int index) {
    const auto& round = state.round(index);
    const auto& definition = house_.definition_of(state);
    const auto& stage = *definition.stage(round.stage);
    for (int seat = 0; seat < static_cast<int>(round.assignments.size()); ++seat) {
        const auto& assignment = round.seat(seat);
        if (!takes_part(assignment)) continue;
        const bool inside = !assignment.child.empty() && !assignment.answer;
        if (is_awaited(stage, assignment)) {
            if (!inside && in_turn(stage, round, static_cast<std::size_t>(seat)))
                plan_seat(cycle, state, index, seat);
        } else if (round.number > 1) {
            plan_lifts(cycle, state, index, seat);
        }
    }
    auto& watched = cycles_[cycle];
    const bool awaited = round.qualifies || round.status == RoundStatus::overdue;
    if (awaited && !stage.closes.by_act_of.empty() && !watched.closing) {
        watched.closing = true;
        plan({.kind = Plan::Kind::close, .cycle = cycle, .round = index},
             world_.manner(definition, stage, *round.assignments.front()).once_overdue);
    }
}

/// The first time somebody is asked, silence is a choice; once it is overdue, no more.
void Run::plan_seat(std::size_t cycle, const State& state, int index, int seat) {
    const auto& round = state.round(index);
    auto& planned =
        cycles_[cycle].planned[static_cast<std::size_t>(index)][static_cast<std::size_t>(seat)];
    const bool late = round.status == RoundStatus::overdue;
    if ((planned & (late ? to_act_late : to_act)) != 0) return;
    const bool first = (planned & to_act) == 0;
    planned |= late ? to_act | to_act_late : to_act;
    const auto& definition = house_.definition_of(state);
    const auto& manner =
        world_.manner(definition, *definition.stage(round.stage), round.seat(seat));
    // Where nothing falls due, silence would be for ever.
    const bool must = late || !round.due;
    auto choice = chance_.pick(must ? manner.odds_to_act() : manner.odds);
    if (first && round.kind == StageKind::revise) plan_early_lifts(cycle, state, round);
    if (choice.empty() || choice == nothing) return;
    plan({.kind = Plan::Kind::act,
          .cycle = cycle,
          .round = index,
          .seat = seat,
          .choice = std::move(choice)},
         late ? manner.once_overdue : manner.after);
}

/// On a new revision, whoever blocked thinks again.
void Run::plan_lifts(std::size_t cycle, const State& state, int index, int seat) {
    const auto& round = state.round(index);
    const auto& assignment = round.seat(seat);
    const bool blocks = assignment.status == AssignmentStatus::blocking ||
                        has_open_condition(state, assignment.body);
    auto& planned =
        cycles_[cycle].planned[static_cast<std::size_t>(index)][static_cast<std::size_t>(seat)];
    if (!blocks || (planned & (to_lift | to_act)) != 0) return;
    planned |= to_lift;
    const auto& definition = house_.definition_of(state);
    const auto& manner = world_.manner(definition, *definition.stage(round.stage), assignment);
    if (!chance_.one_in_a_hundred(manner.lifts)) return;
    plan({.kind = Plan::Kind::lift, .cycle = cycle, .round = index, .seat = seat}, manner.after);
}

/// While the lead revises, some may be talked round.
void Run::plan_early_lifts(std::size_t cycle, const State& state, const Round& revising) {
    const auto& definition = house_.definition_of(state);
    for (std::size_t r = state.rounds.size(); r-- > 0;) {
        const auto& round = *state.rounds[r];
        if (&round == &revising || round.status != RoundStatus::closed) continue;
        for (std::size_t s = 0; s < round.assignments.size(); ++s) {
            const auto& seat = *round.assignments[s];
            const auto& manner = world_.manner(definition, *definition.stage(round.stage), seat);
            const bool blocks =
                seat.status == AssignmentStatus::blocking || has_open_condition(state, seat.body);
            if (blocks && chance_.one_in_a_hundred(manner.lifts_early))
                plan({.kind = Plan::Kind::lift,
                      .cycle = cycle,
                      .round = static_cast<int>(r),
                      .seat = static_cast<int>(s)},
                     manner.after);
        }
        return;
    }
}

void Run::plan(Plan one, const Pace& pace) {
    const auto time = chance_.time(pace, world_.working_day());
    one.at = in_working_time(pace) ? world_.calendar().add_working_time(house_.now(), time)
                                   : house_.now() + time;
    one.order = ++order_;
    plans_.push(std::move(one));
}

// ---- acts

bool Run::give(const std::string& cycle, const Command& command, const Actor& actor) {
    auto given = house_.give(cycle, command, actor);
    if (!given) {
        ++result_.refusals[std::string(name(given.error().code)) + ": " + given.error().text];
        return false;
    }
    note(given->happened);
    return true;
}

void Run::carry_out(const Plan& plan) {
    const auto state = house_.state(cycles_[plan.cycle].id);
    if (state->ended) return;
    const auto& round = state->round(plan.round);
    if (plan.kind == Plan::Kind::close) {
        if (is_open(round)) close(plan, *state);
        cycles_[plan.cycle].closing = false;
        return;
    }
    const auto& seat = round.seat(plan.seat);
    if (plan.kind == Plan::Kind::lift) {
        const bool revising = std::ranges::any_of(state->open_rounds(), [&](int open) {
            return state->round(open).kind == StageKind::revise;
        });
        const bool again =
            std::any_of(state->rounds.begin() + plan.round + 1, state->rounds.end(),
                        [&](const auto& later) { return later->stage == round.stage; });
        const bool in_time = is_open(round) || (revising && !again);
        if (in_time) lift(cycles_[plan.cycle].id, *state, seat);
        return;
    }
    const auto& stage = *house_.definition_of(*state).stage(round.stage);
    if (is_open(round) && is_awaited(stage, seat)) act(plan, *state, seat);
}

void Run::act(const Plan& plan, const State& state, const Assignment& seat) {
    const auto& round = state.round(plan.round);
    if (round.kind == StageKind::revise) return revise(plan, state, seat);
    if (round.kind == StageKind::meet) {
        give(state.id, RecordMeeting{.result = plan.choice, .stage = round.stage},
             world_.actor(seat.body, ""));
        return;
    }
    if (round.kind == StageKind::follow_up) return follow_up(plan, state, seat);
    if (house_.definition_of(state).stage(round.stage)->clearance)
        return clear_comments(plan, state, seat);
    take_position(plan, state, seat);
}

void Run::close(const Plan& plan, const State& state) {
    const auto& definition = house_.definition_of(state);
    const auto& round = state.round(plan.round);
    const auto& stage = *definition.stage(round.stage);
    const auto& role = stage.closes.by_act_of;
    const auto& bodies = bound_to(state.opening->roles, role);
    if (bodies.empty()) return;
    // What does not qualify is closed as what it has come to, or as any result that may be chosen.
    std::vector<std::string> results;
    const auto given = result_of(definition, stage, state, round);
    for (const auto& [result, way] : stage.then)
        if (result != "passed" && may_choose(stage, result, given)) results.push_back(result);
    if (!round.qualifies && results.empty()) return;
    const auto result = round.qualifies ? std::string() : results[chance_.draw(results.size())];
    give(state.id, Close{.reason = "It is time.", .result = result, .stage = round.stage},
         world_.actor(bodies.front(), ""));
}

void Run::lift(const std::string& cycle, const State& state, const Assignment& seat) {
    const auto& actor = world_.actor(seat.body, seat.function);
    std::vector<std::string> conditions;
    for (const auto& comment : state.comments)
        if (comment->body == seat.body && comment->force == Force::condition &&
            comment->status == CommentStatus::open)
            conditions.push_back(comment->id);
    const std::string assignment = seat.id;
    const bool blocks = seat.status == AssignmentStatus::blocking;
    // The objection first: once the last condition is lifted too, the way may go on.
    if (blocks) give(cycle, LiftBlock{assignment}, actor);
    for (const auto& id : conditions) {
        if (house_.state(cycle)->ended) return;
        give(cycle, LiftComment{id}, actor);
    }
}

/// What the body says at last, when its own procedure lets it out; drawn at the first level.
std::string Run::proposal(const Plan& plan, const State& state) {
    auto& watched = cycles_[plan.cycle];
    if (watched.proposed || !state.is_inside()) return watched.proposal;
    watched.proposed = true;
    const auto& parent = *state.opening->parent;
    const auto outer = house_.state(parent.cycle);
    const auto& definition = house_.definition_of(*outer);
    const auto& assignment = *outer->seated(parent.assignment).assignment;
    watched.proposal = chance_.pick(
        world_.manner(definition, *definition.stage(parent.stage), assignment).odds_to_act());
    return watched.proposal;
}

void Run::take_position(const Plan& plan, const State& state, const Assignment& seat) {
    const auto& definition = house_.definition_of(state);
    const auto& round = state.round(plan.round);
    const auto& stage = *definition.stage(round.stage);
    const auto& manner = world_.manner(definition, stage, seat);
    const auto* rule = stage.position(plan.choice);
    if (!rule) return;
    TakePosition command;
    command.assignment = seat.id;
    command.position = plan.choice;
    const PositionRule* said = rule;
    if (state.is_inside() && !rule->blocks) {
        command.proposes = proposal(plan, state);
        const auto outer = house_.state(state.opening->parent->cycle);
        said = house_.definition_of(*outer)
                   .stage(state.opening->parent->stage)
                   ->position(command.proposes);
        if (!said) return;
    }
    if (said->reason_required || rule->reason_required) command.reason = "For reasons of our own.";
    if (said->comments_required) {
        const auto* revision = state.revision();
        NewComment comment;
        comment.text = "A comment.";
        if (chance_.one_in_a_hundred(manner.conditions)) comment.force = Force::condition;
        if (revision && revision->paragraphs && !revision->paragraphs->empty())
            comment.paragraph =
                (*revision->paragraphs)[chance_.draw(revision->paragraphs->size())].id;
        command.comments.push_back(std::move(comment));
    }
    if (!stage.form.empty() && !rule->leaves_base) command.form = any_form(stage);
    if (round.kind == StageKind::review && !rule->leaves_base)
        command.comments.push_back({.force = Force::recommendation, .text = "Do more."});
    if (const auto* revision = state.revision()) {
        command.revision = revision->number;
        command.digest = revision->digest;
    }
    const auto& actor = world_.actor(seat.body, seat.function);
    const bool again =
        round.number > 1 && class_of(*rule) == agrees && has_open_condition(state, seat.body);
    if (again && chance_.one_in_a_hundred(manner.lifts)) lift(state.id, state, seat);
    if (!house_.state(state.id)->ended) give(state.id, command, actor);
}

void Run::revise(const Plan& plan, const State& state, const Assignment& seat) {
    const auto& actor = world_.actor(seat.body, seat.function);
    const auto& round = state.round(plan.round);
    const auto& stage = *house_.definition_of(state).stage(round.stage);
    const std::string cycle = state.id;
    if (stage.every_comment_answered && plan.choice != "withdrawn")
        for (const auto& comment : state.comments)
            if (!comment->disposition && comment->status == CommentStatus::open)
                give(cycle,
                     AnswerComment{.comment = comment->id,
                                   .disposition = Disposition::accepted,
                                   .observation = "Done."},
                     actor);
    if (plan.choice != "revised") {
        give(cycle, ConcludeRevision{plan.choice}, actor);
        return;
    }
    // One paragraph changes, another one each time; the rest stays, so that positions may carry.
    const auto paragraphs = state.revision()->paragraphs ? state.revision()->paragraphs->size() : 1;
    const auto changed = chance_.draw(std::max<std::size_t>(paragraphs, 1));
    std::string text;
    for (std::size_t i = 0; i < std::max<std::size_t>(paragraphs, 1); ++i)
        text += "Paragraph " + std::to_string(i + 1) + ", version " +
                std::to_string(i == changed ? ++texts_ : 1) + ".\n\n";
    give(cycle, IssueRevision{.text = text, .media_type = "text/markdown"}, actor);
}

}  // namespace paraph::simulation
