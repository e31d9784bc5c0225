#include <algorithm>

#include "engine/base/enums.hpp"
#include "engine/base/words.hpp"
#include "engine/core/access.hpp"
#include "engine/core/by_rule.hpp"
#include "engine/core/clearance.hpp"
#include "engine/core/commenting.hpp"
#include "engine/core/course.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"
#include "engine/core/results.hpp"
#include "engine/core/seats.hpp"
#include "engine/core/settled.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/forms.hpp"

namespace paraph {
namespace {

constexpr std::size_t comments_max = 200;  // in one answer: its entry must stay under 65,535 bytes

/// The body's assignment in the round, rather the actor's own level than another, and rather one
/// that counts than one that was removed; -1: none.
int seat_of(const Decision& decision, const Round& round, std::string_view body) {
    int found = -1, best = -1;
    for (std::size_t a = 0; a < round.assignments.size(); ++a) {
        const auto& seat = *round.assignments[a];
        if (seat.body != body) continue;
        const int rank = (has_level(decision, seat) ? 2 : 0) + (takes_part(seat) ? 1 : 0);
        if (rank < best) continue;
        best = rank;
        found = static_cast<int>(a);
    }
    return found;
}

Refusal no_seat(const Decision& decision, const TakePosition& command) {
    if (!command.stage.empty() && !decision.definition().stage(command.stage))
        return refuse(Refused::unknown_stage, "There is no stage \"" + command.stage + "\".",
                      "/stage");
    return refuse(Refused::unknown_body,
                  "Nothing is asked of \"" + command.body + "\" in this round.", "/body");
}

/// The body's seat in the open rounds; it must be the only one.
Result<Seated> find_open_seat(const Decision& decision, const TakePosition& command) {
    std::vector<Seated> found;
    for (const int index : decision.state().open_rounds())
        if (const int a = seat_of(decision, decision.round(index), command.body); a >= 0)
            found.push_back(decision.state().seated(index, a));
    if (found.size() == 1) return found.front();
    if (found.empty()) return no_seat(decision, command);
    return refuse(Refused::invalid,
                  "\"" + command.body + "\" is asked in \"" + found[0].round->stage +
                      "\" and in \"" + found[1].round->stage + "\". Say which stage it answers.",
                  "/stage");
}

/// By stage, also in a round that is over: whoever comes late is told so.
Result<Seated> find_by_body(const Decision& decision, const TakePosition& command) {
    const auto& rounds = decision.state().rounds;
    if (command.stage.empty() && decision.state().current())
        return find_open_seat(decision, command);
    for (std::size_t r = rounds.size(); r-- > 0;) {
        if (rounds[r]->status == RoundStatus::undone) continue;
        if (!command.stage.empty() && rounds[r]->stage != command.stage) continue;
        if (const int a = seat_of(decision, *rounds[r], command.body); a >= 0)
            return decision.state().seated(static_cast<int>(r), a);
        if (command.stage.empty()) break;  // only the newest round can take an answer
    }
    return no_seat(decision, command);
}

Result<Seated> find_seat(const Decision& decision, const TakePosition& command) {
    if (command.assignment.empty()) return find_by_body(decision, command);
    const auto seated = decision.state().seated(command.assignment);
    if (!seated) return refuse(Refused::not_found, "There is no such assignment.");
    return seated;
}

json::object said(const TakePosition& command) {
    json::object secret;
    if (!command.reason.empty()) secret["reason"] = command.reason;
    if (!command.comments.empty()) secret["comments"] = words_of(command.comments);
    if (command.form) secret["form"] = *command.form;
    if (!command.name.empty()) secret["name"] = command.name;
    return secret;
}

/// After the end of a silence procedure an objection is recorded as late and changes nothing. A
/// sub-cycle may end after the round that it was for.
Result<> answer_late(Decision& decision, const TakePosition& command, const Seated& at) {
    const Round& round = *at.round;
    if (decision.actor().via == "inside") return {};
    if (is_open(round) && round.kind != StageKind::silence)
        return refuse(Refused::round_closed,
                      "Your time to answer is over; the round goes on only for others.");
    if (!is_open(round) &&
        (round.kind != StageKind::silence || round.status != RoundStatus::closed))
        return refuse(Refused::round_closed,
                      round.status == RoundStatus::superseded
                          ? "A newer revision has been circulated; this round takes no answers."
                          : "This round closed with the result \"" + round.result +
                                "\"; it takes no more answers.");
    decision.record(PositionLate{.assignment = at.assignment->id,
                                 .position = command.position,
                                 .reason = !command.reason.empty(),
                                 .received = command.received},
                    said(command));
    decision.made("late");
    return {};
}

Result<> check_revision(const Decision& decision, const TakePosition& command) {
    const auto* revision = decision.state().revision();
    if (!revision || decision.actor().via == "inside") return {};
    if (!command.revision || !command.digest)
        return refuse(Refused::invalid,
                      "An answer names the text that it answers: \"revision\" and \"sha256\".",
                      command.revision ? "/sha256" : "/revision");
    if (*command.revision == revision->number && *command.digest == revision->digest) return {};
    return refuse(Refused::stale,
                  "The text in force is revision " + std::to_string(revision->number) +
                      ", sha256 " + to_hex(revision->digest) + ". Read it, then answer.",
                  *command.revision == revision->number ? "/sha256" : "/revision");
}

Refusal no_such_position(const Stage& stage, const std::string& position, std::string where) {
    std::vector<std::string_view> names;
    std::string list;
    for (const auto& rule : stage.positions) {
        names.push_back(rule.name);
        list += (list.empty() ? "" : ", ") + rule.name;
    }
    return refuse(
        Refused::unknown_position,
        "\"" + position + "\" is no position here: " + list + "." + suggestion(position, names),
        std::move(where));
}

/// `commented`: the body has made comments that stand, with the command or before.
Result<> check_position(const Stage& stage, const PositionRule& rule, const TakePosition& command,
                        bool commented) {
    if (rule.reason_required && command.reason.empty())
        return refuse(Refused::reason_required, "\"" + rule.name + "\" needs a reason.", "/reason");
    if (command.reason.size() > comment_bytes_max)
        return refuse(Refused::too_large, "At most 100,000 bytes of reason.", "/reason");
    if ((rule.comments_required || command.body == anyone) && !commented)
        return refuse(Refused::comments_required, "\"" + rule.name + "\" needs a comment.",
                      "/comments");
    if (command.name.size() > 300)
        return refuse(Refused::too_large, "A name has at most 300 bytes.", "/name");
    return check_form(stage, rule, command.form);
}

/// Not even on one that came before it: the order of the two makes no difference.
Result<> check_conditions(const Decision& decision, const PositionRule& rule, const Seated& seat) {
    if (!rule.conditions_refused ||
        !sets_conditions(decision.state(), *seat.round, seat.assignment->body))
        return {};
    return refuse(Refused::invalid,
                  "\"" + rule.name +
                      "\" can't be taken on a condition here, and one of yours is open. Lift or "
                      "withdraw it first, or take another position.",
                  "/position");
}

/// What somebody from the public said before is not known to be theirs.
bool has_commented(const Decision& decision, const TakePosition& command, const Seated& seat) {
    const auto& body = seat.assignment->body;
    return !command.comments.empty() ||
           (body != anyone && comments_of(decision.state(), *seat.round, body) > 0);
}

/// Whether the open round's signature ends the cycle: no later level has anybody.
bool is_last_level(const Decision& decision) {
    const Stage* stage = &decision.stage_of(*decision.state().current());
    for (std::size_t steps = 0; steps < decision.definition().stages.size(); ++steps) {
        const auto way = stage->then.find("signed");
        if (way == stage->then.end() || !way->second.to_stage()) return true;
        stage = decision.definition().stage(way->second.name);
        if (!nobody_at(decision, *stage)) return false;
    }
    return true;
}

/// In a chain, what the level proposes as the body's position; the one before it, where it is
/// silent. It must be one that the outer stage takes.
Result<std::string> proposal(const Decision& decision, const TakePosition& command,
                             const PositionRule& rule) {
    if (!decision.state().is_inside() || rule.blocks || is_clearing(decision)) return std::string();
    std::string proposed = command.proposes;
    const auto& rounds = decision.state().rounds;
    for (auto round = rounds.rbegin(); proposed.empty() && round != rounds.rend(); ++round)
        for (const auto& assignment : (*round)->assignments)
            if (assignment->answer && assignment->answer->revision == (*round)->revision)
                proposed = assignment->answer->proposes;
    const auto& stage = *decision.registry().stage_around(*decision.state().opening);
    if (proposed.empty())
        return refuse(Refused::invalid, "Say which position the ministry should take.",
                      "/proposes");
    const auto* position = stage.position(proposed);
    if (!position) return no_such_position(stage, proposed, "/proposes");
    // What goes out must be complete; a level in between passes on what it got.
    if (!command.proposes.empty() || is_last_level(decision))
        if (auto r = check_position(stage, *position, command, !command.comments.empty()); !r)
            return r.error();
    return proposed;
}

/// What ran inside once more has come to the same: the position rests on that from now on.
bool speaks_anew(const Assignment& assignment, const TakePosition& command) {
    const auto& before = assignment.answer->cites;
    return command.cites && (!before || before->cycle != command.cites->cycle);
}

bool says_nothing_new(const Assignment& assignment, const TakePosition& command) {
    const bool standing_now = assignment.status == AssignmentStatus::answered ||
                              assignment.status == AssignmentStatus::blocking;
    return standing_now && assignment.answer->how == How::explicit_ &&
           assignment.answer->position == command.position && command.reason.empty() &&
           command.comments.empty() && command.proposes.empty() && !command.form &&
           command.received == assignment.answer->received && !speaks_anew(assignment, command) &&
           assignment.answer->revision == command.revision.value_or(assignment.answer->revision);
}

void record_position(Decision& decision, const TakePosition& command, const Assignment& assignment,
                     const PositionRule& rule, std::string proposes) {
    PositionTaken fact;
    fact.assignment = assignment.id;
    fact.position = rule.name;
    if (const auto* revision = decision.state().revision()) {
        fact.revision = revision->number;
        fact.digest = revision->digest;
    }
    const auto at = decision.state().seated(assignment.id);
    fact.late = is_late(decision.state(), *at.round, assignment, decision.now());
    fact.status = rule.blocks ? AssignmentStatus::blocking : AssignmentStatus::answered;
    fact.reason = !command.reason.empty();
    fact.form = command.form.has_value();
    fact.comments = made_of(decision, command.comments, clearance_of(decision, *at.round, at.seat));
    fact.received = command.received;
    if (!proposes.empty()) fact.proposes = std::move(proposes);
    fact.cites = command.cites;
    decision.record(std::move(fact), said(command));
}

/// Whoever is not counted leaves nothing behind that others would have to answer or to meet. What a
/// round hides tells nothing by what was open before it.
void take_back(Decision& decision, const std::vector<std::string>& comments, const Round& round,
               const std::string& received) {
    const auto& definition = decision.definition();
    const bool hides = is_hidden(definition, round);
    for (const auto& id : comments)
        if (!hides || is_hidden(definition, decision.state(), *decision.state().comment(id)))
            decision.record(CommentWithdrawn{.comment = id, .received = received});
}

Result<> check_turn(const Decision& decision, const Seated& at) {
    const Round& round = *at.round;
    const auto& stage = decision.stage_of(round);
    const auto& assignment = *at.assignment;
    if (!takes_part(assignment))
        return refuse(Refused::forbidden, "This body does not take part any more.");
    if (round.kind == StageKind::revise || round.kind == StageKind::meet)
        return refuse(Refused::out_of_order,
                      round.kind == StageKind::meet
                          ? "Here a meeting's outcome is recorded, no position taken."
                          : "Here a revision is issued, no position taken.");
    if (round.kind == StageKind::follow_up)
        return refuse(Refused::out_of_order,
                      "Here commitments are made and reported on, no position taken.");
    if (!in_turn(stage, round, static_cast<std::size_t>(at.seat)))
        return refuse(Refused::not_your_turn, "Not yet your turn: others sign before you.");
    if (auto r = is_level_open(decision, assignment); !r) return r;
    return keeps_four_eyes(decision, stage);
}

/// Where a role chooses, a way is open only as long as its condition holds.
Result<> check_way(const Decision& decision, const Stage& stage, const std::string& position) {
    const auto way = std::ranges::find(stage.ways, position, &Way::name);
    if (way == stage.ways.end() ||
        is_way_open(decision.definition(), decision.state(), stage, *way))
        return {};
    return refuse(
        Refused::out_of_order,
        "\"" + position + "\" can be chosen only where this holds: " + to_text(*way->when) + ".",
        "/position");
}

/// The seat of a body's block, for lifting it.
Result<Seated> find_block(const Decision& decision, const std::string& assignment) {
    const auto at = decision.state().seated(assignment);
    if (!at) return refuse(Refused::not_found, "There is no such assignment.");
    if (!takes_lifts(decision.state(), at.index))
        return refuse(Refused::round_closed, "This round is over; its block has had its effect.");
    if (at.assignment->status != AssignmentStatus::blocking)
        return refuse(Refused::nothing_to_do, "This body does not block.");
    return at;
}

/// The seat of a position to be maintained: one that blocks, or one that would lapse.
Result<Seated> find_maintained(const Decision& decision, const std::string& assignment) {
    const auto at = decision.state().seated(assignment);
    if (at && is_open(*at.round) &&
        must_maintain(decision.stage_of(*at.round), *at.round, *at.assignment))
        return at;
    return find_block(decision, assignment);
}

Result<> is_own_comment(const Decision& decision, const Comment& comment) {
    const auto& actor = decision.actor();
    if (actor.body.empty() || actor.body != comment.body)
        return refuse(Refused::forbidden, "Only the body that made a comment takes it back.");
    if (comment.cites && !comment.clearance && actor.via != "inside" &&
        actor.person != comment.person)
        return refuse(Refused::forbidden,
                      "The body cleared this comment; whoever sent it takes it back.");
    return may_touch_inside(decision, comment);
}

/// `received`: how the body told the secretariat, which writes it down; empty: the body itself.
Result<> may_touch_comment(const Decision& decision, const Comment* comment,
                           const std::string& received = {}) {
    if (!comment) return refuse(Refused::not_found, "There is no such comment.");
    auto may = received.empty() ? is_own_comment(decision, *comment) : may_record(decision);
    if (!may) return may;
    if (comment->status != CommentStatus::open)
        return refuse(Refused::nothing_to_do, "The comment is not open any more.");
    return must_be_running_or_deferred(decision.state());
}

/// The last comment stays as long as the body's position needs one.
Result<> may_do_without(const Decision& decision, const Comment& comment) {
    // What a body clears goes out comment by comment, whatever its position is.
    if (decision.actor().via == "inside" || comment.clearance) return {};
    for (const int index : decision.state().open_rounds()) {
        const Round& round = decision.round(index);
        if (round.stage != comment.stage) continue;
        for (const auto& assignment : round.assignments) {
            const auto* answer = assignment->body == comment.body ? standing(*assignment) : nullptr;
            const auto* rule =
                answer ? decision.stage_of(round).position(answer->position) : nullptr;
            if (rule && rule->comments_required && !answer->cites &&
                comments_of(decision.state(), round, comment.body) <= 1)
                return refuse(Refused::comments_required,
                              "\"" + rule->name +
                                  "\" needs a comment, and this is the only one. Change the "
                                  "position first.");
        }
    }
    return {};
}

}  // namespace

Result<> handle(Decision& decision, const TakePosition& command) {
    const auto seated = find_seat(decision, command);
    if (!seated) return seated.error();
    const Round& round = *seated->round;
    const auto& stage = decision.stage_of(round);
    if (auto r = may_answer(decision, round, *seated->assignment, command.received); !r) return r;
    if (!is_open(round) || is_over_for(decision.definition(), decision.state(), round,
                                       *seated->assignment, decision.now()))
        return answer_late(decision, command, *seated);
    if (auto r = must_be_running_or_deferred(decision.state()); !r) return r;
    if (auto r = check_turn(decision, *seated); !r) return r;
    const auto* rule = stage.position(command.position);
    if (!rule) return no_such_position(stage, command.position, "/position");
    if (auto r = check_way(decision, stage, rule->name); !r) return r;
    if (auto r = check_revision(decision, command); !r) return r;
    const Assignment assignment = *seated->assignment;
    if (says_nothing_new(assignment, command)) return {};
    if (is_final(stage, assignment))
        return refuse(Refused::out_of_order,
                      "An answer is final here, since the round closes as soon as nothing can "
                      "change its result.");
    if (decision.actor().via != "inside") {
        if (auto r =
                check_position(stage, *rule, command, has_commented(decision, command, *seated));
            !r)
            return r;
        if (auto r = check_conditions(decision, *rule, *seated); !r) return r;
    }
    if (command.comments.size() > comments_max)
        return refuse(Refused::too_large, "At most 200 comments in one answer.", "/comments");
    if (auto r =
            check_comments(command.comments, stage, rule, decision.state().revision(), "/comments");
        !r)
        return r;
    auto proposes = proposal(decision, command, *rule);
    if (!proposes) return proposes.error();
    const auto leaves =
        taken_back(decision.state(), stage, *seated, rule->name, decision.state().sequence + 1);
    record_position(decision, command, assignment, *rule, std::move(*proposes));
    take_back(decision, leaves, round, command.received);
    decision.answering(&command);
    // What came by letter is the body's last word; a comment round takes more.
    if (!command.received.empty() && !assignment.child.empty() && round.kind != StageKind::comment)
        decision.send(assignment.child, OuterClosed{.result = "answered"});
    answer_outside(decision, command, assignment);
    settle(decision);
    return {};
}

Result<> handle(Decision& decision, const LiftBlock& command) {
    const auto at = find_block(decision, command.assignment);
    if (!at) return at.error();
    const Round& round = *at->round;
    if (auto r = may_answer(decision, round, *at->assignment, command.received); !r) return r;
    if (auto r = must_be_running_or_deferred(decision.state()); !r) return r;
    decision.record(BlockLifted{.assignment = command.assignment, .received = command.received});
    settle(decision);
    return {};
}

Result<> handle(Decision& decision, const MaintainBlock& command) {
    const auto at = find_maintained(decision, command.assignment);
    if (!at) return at.error();
    const Round& round = *at->round;
    if (auto r = may_answer(decision, round, *at->assignment, command.received); !r) return r;
    if (auto r = must_be_running_or_deferred(decision.state()); !r) return r;
    decision.record(
        BlockMaintained{.assignment = command.assignment, .received = command.received});
    settle(decision);
    return {};
}

Result<> handle(Decision& decision, const LiftComment& command) {
    const auto* comment = decision.state().comment(command.comment);
    if (auto r = may_touch_comment(decision, comment, command.received); !r) return r;
    if (comment->force != Force::condition)
        return refuse(Refused::nothing_to_do,
                      "Only a condition can be lifted; withdraw the comment.");
    decision.record(CommentLifted{.comment = command.comment, .received = command.received});
    settle(decision);
    return {};
}

Result<> handle(Decision& decision, const WithdrawComment& command) {
    const auto* comment = command.cites
                              ? comment_from(decision.state(), *command.cites, command.index)
                              : decision.state().comment(command.comment);
    if (auto r = may_touch_comment(decision, comment, command.received); !r) return r;
    if (auto r = may_do_without(decision, *comment); !r) return r;
    const Comment withdrawn = *comment;
    decision.record(CommentWithdrawn{.comment = withdrawn.id, .received = command.received});
    withdraw_outside(decision, withdrawn);
    settle(decision);
    return {};
}

Result<> handle(Decision& decision, const WithdrawComments& command) {
    if (auto r = may_record(decision); !r) return r;
    if (command.received.empty())
        return refuse(Refused::invalid, "Say how their bodies told you.", "/received");
    if (auto r = check_ids(decision, command.comments, "/comments"); !r) return r;
    for (std::size_t i = 0; i < command.comments.size(); ++i) {
        const auto* comment = decision.state().comment(command.comments[i]);
        auto may = may_touch_comment(decision, comment, command.received);
        if (may) may = may_do_without(decision, *comment);
        if (!may) return refuse(may.error().code, may.error().text, pointer_to("/comments", i));
        decision.record(
            CommentWithdrawn{.comment = command.comments[i], .received = command.received});
    }
    settle(decision);
    return {};
}

}  // namespace paraph
