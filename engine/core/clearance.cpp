#include "engine/core/clearance.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/base/words.hpp"
#include "engine/core/commenting.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/subcycles.hpp"

namespace paraph {
namespace {

/// The open round that clears comments: of the stage where one is named. -1: none.
int clearing_round(const Decision& decision, const std::string& stage) {
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        if (decision.stage_of(round).clearance && (stage.empty() || round.stage == stage))
            return index;
    }
    return -1;
}

/// The highest level at which the actor stands; -1: at none.
int level_of_actor(const Decision& decision, const Round& round) {
    for (std::size_t level = round.assignments.size(); level-- > 0;)
        if (has_level(decision, *round.assignments[level])) return static_cast<int>(level);
    return -1;
}

bool is_last(const Decision& decision, const Round& round, int level) {
    return level >= 0 && level == last_level(decision.registry(), round);
}

/// Whose word goes out.
const std::string& submitter(const Decision& decision, const Round& round) {
    const int last = last_level(decision.registry(), round);
    return last < 0 ? round.assignments.back()->function : round.seat(last).function;
}

struct Held {
    const Comment* comment = nullptr;
    int round = -1;
    int level = -1;
};

/// A comment that is still inside, and the level at which the actor has it before it.
Result<Held> hold(Decision& decision, const std::string& name) {
    const auto* comment = decision.state().comment(name);
    if (!comment || !comment->clearance)
        return refuse(Refused::not_found, "There is no such comment inside the body.");
    if (auto r = must_be_running(decision.state()); !r) return r.error();
    const int index = clearing_round(decision, comment->stage);
    if (index < 0) return refuse(Refused::round_closed, "This round takes no more comments.");
    const Round& round = decision.round(index);
    const int level = level_of_actor(decision, round);
    if (level < 0) return refuse(Refused::forbidden, "This is for the levels of the body.");
    if (auto r = may_answer(decision, round, round.seat(level), ""); !r) return r.error();
    if (auto r = is_level_open(decision, round.seat(level)); !r) return r.error();
    if (comment->status != CommentStatus::open)
        return refuse(Refused::nothing_to_do, "The comment is not open any more.");
    return Held{comment, index, level};
}

/// With which position comments go out: the level's own, where it is one outside, else the first
/// that needs some.
std::string position_outside(const Decision& decision, const std::string& own = {}) {
    const auto& stage = *decision.registry().stage_around(*decision.state().opening);
    if (stage.position(own)) return own;
    const auto found = std::ranges::find(stage.positions, true, &PositionRule::comments_required);
    return found == stage.positions.end() ? "comment" : found->name;
}

/// The nearest level above that has an end date of its own; nullptr: none but the round's.
const Assignment* ended_above(const Round& round, int level) {
    const int size = static_cast<int>(round.assignments.size());
    for (int above = level + 1; above < size; ++above)
        if (round.seat(above).due) return &round.seat(above);
    return nullptr;
}
const Assignment* ended_below(const Round& round, int level) {
    while (--level >= 0)
        if (round.seat(level).due) return &round.seat(level);
    return nullptr;
}

/// Not after the level above, nor before the one below.
Result<> check_order(const Calendar& calendar, const Round& round, int level, Instant due) {
    if (round.due && due > *round.due)
        return refuse(Refused::not_a_deadline,
                      "The round itself ends at " + calendar.in_words(*round.due) + ".", "/due");
    if (const auto* above = ended_above(round, level); above && due > *above->due)
        return refuse(Refused::not_a_deadline,
                      "The level above (" + above->function + ") ends at " +
                          calendar.in_words(*above->due) + "; this one can't end later.",
                      "/due");
    if (const auto* below = ended_below(round, level); below && due < *below->due)
        return refuse(Refused::not_a_deadline,
                      "The level below (" + below->function + ") ends at " +
                          calendar.in_words(*below->due) + "; this one can't end earlier.",
                      "/due");
    return {};
}

/// What reminds a level of its own end, counted back from that.
std::vector<DueTime> reminders_of(const Decision& decision, int round, const Assignment& level,
                                  Instant due) {
    std::vector<DueTime> times;
    for (const auto& span : decision.stage_of(decision.round(round)).remind)
        if (const Instant at = decision.calendar().before(due, span); at > decision.now())
            times.push_back({.at = at, .kind = DueKind::remind, .round = round, .whom = level.id});
    return times;
}

}  // namespace

bool is_held(const Registry& registry, const Assignment& level) {
    return std::ranges::any_of(registry.people_of(level.body), [&](const Person* person) {
        return person->function == level.function;
    });
}

int last_level(const Registry& registry, const Round& round) {
    int level = static_cast<int>(round.assignments.size()) - 1;
    while (level >= 0 && !is_held(registry, round.seat(level))) --level;
    return level;
}

int level_above(const Registry& registry, const Round& round, int level) {
    for (int above = level + 1; above < static_cast<int>(round.assignments.size()); ++above)
        if (is_held(registry, round.seat(above))) return above;
    return -1;
}

bool is_clearing(const Decision& decision) {
    const auto* round = decision.state().current();
    return round && decision.stage_of(*round).clearance;
}

std::optional<Clearance> clearance_of(const Decision& decision, const Round& round, int seat) {
    if (!decision.stage_of(round).clearance) return std::nullopt;
    if (is_last(decision, round, seat)) return Clearance::submitted;
    return seat == 0 ? Clearance::pending : Clearance::verified;
}

Result<> is_level_open(const Decision& decision, const Assignment& assignment) {
    if (!is_clearing(decision) || !assignment.due || decision.now() < *assignment.due) return {};
    return refuse(Refused::round_closed, "The time of the " + assignment.function + " ended at " +
                                             decision.calendar().in_words(*assignment.due) + ".");
}

Result<> may_touch_inside(const Decision& decision, const Comment& comment) {
    if (!comment.clearance) return {};
    const int index = clearing_round(decision, comment.stage);
    if (index < 0) return refuse(Refused::round_closed, "This round is over.");
    const Round& round = decision.round(index);
    if (is_last(decision, round, level_of_actor(decision, round))) return {};
    if (comment.clearance == Clearance::submitted)
        return refuse(Refused::forbidden, "Only the " + submitter(decision, round) +
                                              " takes back what has been submitted.");
    if (comment.person == decision.actor().person) return {};
    return refuse(Refused::forbidden, "Whoever made a comment takes it back.");
}

void answer_outside(Decision& decision, const TakePosition& command, const Assignment& assignment) {
    const auto level = decision.state().seated(assignment.id);
    const Round& round = *level.round;
    if (!is_open(round) || !decision.stage_of(round).clearance ||
        !is_last(decision, round, level.seat))
        return;
    TakePosition position;
    position.position =
        command.comments.empty() ? command.position : position_outside(decision, command.position);
    position.reason = command.reason;
    position.comments = command.comments;
    position.cites = Citation{.cycle = decision.state().id, .sequence = decision.state().sequence};
    send_outside(decision, std::move(position));
}

void withdraw_outside(Decision& decision, const Comment& comment) {
    if (!decision.state().is_inside() || comment.clearance != Clearance::submitted) return;
    Actor actor = decision.actor();
    actor.via = "inside";
    actor.behalf = decision.behalf();
    WithdrawComment command{.cites = comment.cites};
    if (!command.cites) {  // it went out beside the others of its level's answer
        command.cites = Citation{.cycle = decision.state().id, .sequence = comment.entry};
        command.index = comment.index;
    }
    decision.send(decision.state().opening->parent->cycle, std::move(command), std::move(actor));
}

const Comment* comment_from(const State& state, const Citation& act, int index) {
    for (const auto& comment : state.comments)
        if (comment->cites && comment->cites->cycle == act.cycle &&
            comment->cites->sequence == act.sequence && comment->index == index)
            return comment.get();
    return nullptr;
}

Result<> handle(Decision& decision, const VerifyComment& command) {
    const auto held = hold(decision, command.comment);
    if (!held) return held.error();
    if (held->level == 0 && !is_last(decision, decision.round(held->round), 0))
        return refuse(Refused::forbidden, "A level above the first verifies comments.");
    if (held->comment->clearance != Clearance::pending)
        return refuse(Refused::nothing_to_do, "The comment has been verified already.");
    decision.record(CommentVerified{.comment = command.comment});
    return {};
}

Result<> handle(Decision& decision, const SubmitComment& command) {
    const auto held = hold(decision, command.comment);
    if (!held) return held.error();
    const Round& round = decision.round(held->round);
    if (!is_last(decision, round, held->level))
        return refuse(Refused::forbidden, "Only the " + submitter(decision, round) +
                                              " submits; the comment stays where it is.");
    if (held->comment->clearance == Clearance::submitted)
        return refuse(Refused::nothing_to_do, "The comment has been submitted already.");
    if (says_nothing(command.text) && says_nothing(command.proposed))
        return refuse(Refused::invalid, "A comment says something.", "/text");
    if (command.text.size() + command.proposed.size() > comment_bytes_max)
        return refuse(Refused::too_large, "At most 100,000 bytes a comment.", "/text");
    const Comment comment = *held->comment;
    json::object secret;
    if (command.edited) secret = {{"proposed", command.proposed}, {"text", command.text}};
    decision.record(CommentSubmitted{.comment = command.comment}, std::move(secret));
    TakePosition position;
    position.position = position_outside(decision);
    position.comments = {{.paragraph = comment.paragraph,
                          .force = comment.force,
                          .type = comment.type,
                          .text = command.text,
                          .proposed = command.proposed,
                          .selection = comment.selection,
                          .quote = command.quote}};
    position.cites = Citation{.cycle = decision.state().id, .sequence = decision.state().sequence};
    send_outside(decision, std::move(position));
    return {};
}

Result<> handle(Decision& decision, const SupportComment& command) {
    const auto held = hold(decision, command.comment);
    if (!held) return held.error();
    const auto& person = decision.actor().person;
    if (held->comment->person == person)
        return refuse(Refused::nothing_to_do, "It is your own comment.");
    if (contains(held->comment->supports, person))
        return refuse(Refused::nothing_to_do, "You support it already.");
    decision.record(CommentSupported{.comment = command.comment});
    return {};
}

Result<> handle(Decision& decision, const SetEndDate& command) {
    if (auto r = must_be_running(decision.state()); !r) return r;
    const int index = clearing_round(decision, command.stage);
    if (index < 0)
        return refuse(Refused::out_of_order, "No round is open whose levels have end dates.");
    const Round& round = decision.round(index);
    const int last = level_of_actor(decision, round);
    if (!is_last(decision, round, last))
        return refuse(Refused::forbidden, "Only the " + submitter(decision, round) +
                                              " sets the end dates of the levels.");
    if (auto r = may_answer(decision, round, round.seat(last), ""); !r) return r;
    const auto seat = std::ranges::find_if(
        round.assignments, [&](const auto& each) { return each->function == command.function; });
    if (seat == round.assignments.end())
        return refuse(Refused::invalid, "There is no level \"" + command.function + "\" here.",
                      "/function");
    if (command.due <= decision.now())
        return refuse(Refused::not_a_deadline, "This date has passed.", "/due");
    const int level = static_cast<int>(seat - round.assignments.begin());
    if (auto r = check_order(decision.calendar(), round, level, command.due); !r) return r;
    decision.record(EndDateSet{.round = index,
                               .assignment = (*seat)->id,
                               .due = command.due,
                               .reminders = reminders_of(decision, index, **seat, command.due)});
    return {};
}

}  // namespace paraph
