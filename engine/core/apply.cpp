#include "engine/core/apply.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/core/editor.hpp"
#include "engine/core/sealing.hpp"
#include "engine/lifecycle/assignment.hpp"
#include "engine/lifecycle/cycle.hpp"
#include "engine/lifecycle/round.hpp"

namespace paraph {
namespace {

class Application : Editor {
public:
    /// `late`: what was sealed is opened, and what happened since stays as it is.
    Application(State& state, const Occurrence& occurrence, bool late = false)
        : Editor(state, occurrence), late_(late) {}

    void operator()(const CycleOpened& fact) {
        step(state_.status, CycleEvent::opened);
        state_.opened = now_.at;
        state_.opening = std::make_shared<Opening>(fact.opening);
        state_.title = text_member(now_.secret, "title");
    }

    void operator()(const RevisionIssued& fact) {
        state_.revisions.push_back(make_revision(fact, now_));
    }

    void operator()(const RoundOpened& fact) {
        auto round = std::make_shared<Round>();
        round->stage = fact.stage;
        round->kind = fact.stage_kind;
        round->number = fact.number;
        round->revision = fact.revision;
        round->opened = now_.at;
        round->entry = now_.sequence;
        round->due = fact.due;
        if (fact.stage_kind == StageKind::review) round->lot = fact.lot;
        for (const auto& seat : fact.seats) round->assignments.push_back(take_seat(seat));
        state_.rounds.push_back(std::move(round));
        add_dues(fact.dues);
    }

    void operator()(const StageSkipped& fact) { state_.skipped.push_back(fact.stage); }
    void operator()(const WayChosen&) {}

    void operator()(const PositionTaken& fact) {
        auto& assignment = edit_assignment(fact.assignment);
        const bool blocks = fact.status == AssignmentStatus::blocking;
        go(assignment, blocks ? AssignmentEvent::blocked : AssignmentEvent::answered);
        assignment.answer = make_answer(fact, now_);
        assignment.more_time.reset();
        add_comments(fact.assignment, assignment.body, fact.revision, fact.comments, fact.cites);
    }

    void operator()(const PositionLate&) {}

    void operator()(const AnswerSealed& fact) {
        const auto* half = now_.secret.if_contains("sealed");
        Seal seal{.fact = fact,
                  .entry = now_.sequence,
                  .at = now_.at,
                  .actor = std::string(now_.actor),
                  .behalf = std::string(now_.behalf),
                  .half = half ? half->as_object() : json::object()};
        if (half)
            std::visit(*this, sealed_fact(seal));
        else if (fact.position)
            keep_place(fact);
        edit_round(fact.round).seals.push_back(std::move(seal));
    }

    /// Where the half was known, all of it stands in the state already.
    void operator()(const AnswerOpened& fact) {
        auto& seals = edit_round(fact.round).seals;
        const auto found = std::ranges::find(seals, fact.sealed, &Seal::entry);
        if (found == seals.end())
            throw std::logic_error("the trail opens a seal that is not there");
        const Seal seal = std::move(*found);
        seals.erase(found);
        if (!seal.half.empty()) return;
        const json::object none;
        const Occurrence then{.fact = now_.fact,
                              .secret = none,
                              .actor = seal.actor,
                              .sequence = seal.entry,
                              .at = seal.at,
                              .behalf = seal.behalf};
        std::visit(Application(state_, then, true), fact.fact);
    }

    void operator()(const BlockLifted& fact) {
        go(edit_assignment(fact.assignment), AssignmentEvent::lifted);
    }
    void operator()(const BlockMaintained& fact) {
        auto& assignment = edit_assignment(fact.assignment);
        go(assignment, AssignmentEvent::maintained);
        if (assignment.answer) assignment.answer->maintained = true;
    }
    void operator()(const CommentLifted& fact) { set_status(fact.comment, CommentStatus::lifted); }
    void operator()(const CommentWithdrawn& fact) {
        set_status(fact.comment, CommentStatus::withdrawn);
        stand_for_themselves(fact.comment);
    }
    void operator()(const CommentAnswered& fact) {
        answer_comment(fact.comment, fact.disposition, 0);
    }
    void operator()(const CommentsAnswered& fact) {
        int index = 0;
        for (const auto& answer : fact.answers)
            answer_comment(answer.comment, answer.disposition, index++);
    }
    void operator()(const CommentsMade& fact) {
        const auto& body = edit_assignment(fact.assignment).body;
        add_comments(fact.assignment, body, fact.revision, fact.comments);
    }
    void operator()(const CommentReplied& fact) {
        edit_comment(fact.comment, [&](Comment& comment) {
            comment.thread.push_back(now_.sequence);
            note_voice(comment);
        });
    }
    void operator()(const CommentMaintained& fact) {
        change_comment(fact.comment, [](Comment& comment) { comment.maintained = true; });
    }
    void operator()(const CommentsMerged& fact) {
        const auto same_as = fact.ends ? std::string() : fact.comment;
        for (const auto& name : fact.same)
            change_comment(name, [&](Comment& comment) { comment.same_as = same_as; });
    }
    void operator()(const CommentsGrouped& fact) {
        const auto group = fact.ends ? 0 : now_.sequence;
        for (const auto& name : fact.comments)
            change_comment(name, [&](Comment& comment) { comment.group = group; });
    }
    void operator()(const DocumentAttached& fact) {
        state_.attachments.push_back(
            std::make_shared<const Attachment>(Attachment{.document = fact.document,
                                                          .body = fact.body,
                                                          .comment = fact.comment,
                                                          .assignment = fact.assignment,
                                                          .entry = now_.sequence}));
    }
    void operator()(const TimeRequested& fact) {
        edit_assignment(fact.assignment).more_time = TimeAsked{fact.until, now_.sequence};
    }

    void operator()(const SilenceCounted& fact) {
        for (const auto& name : fact.assignments) {
            auto& assignment = edit_assignment(name);
            step(assignment.status, AssignmentEvent::counted_silent);
            Answer answer;
            answer.position = fact.position;
            answer.how = How::silence;
            answer.revision = edit_round(fact.round).revision;
            answer.at = now_.at;
            answer.entry = now_.sequence;
            assignment.answer = std::move(answer);
        }
    }

    void operator()(const PositionLapsed& fact) {
        for (const auto& name : fact.assignments) {
            auto& assignment = edit_assignment(name);
            step(assignment.status, AssignmentEvent::lapsed);
            assignment.answer.reset();
        }
        for (const auto& name : fact.comments) set_status(name, CommentStatus::lapsed);
    }

    void operator()(const RoundQualified& fact) {
        auto& round = edit_round(fact.round);
        step(round.status, RoundEvent::qualified);
        round.qualifies = true;
    }
    void operator()(const RoundDisqualified& fact) {
        auto& round = edit_round(fact.round);
        step(round.status, RoundEvent::disqualified);
        round.qualifies = false;
    }
    void operator()(const RoundFellDue& fact) {
        if (fact.grace) return drop_due(fact.round, DueKind::grace, "");
        if (fact.assignment.empty()) step(edit_round(fact.round).status, RoundEvent::fell_due);
        drop_due(fact.round, fact.assignment.empty() ? DueKind::due : DueKind::assignment_due,
                 fact.assignment);
    }
    void operator()(const Reminded& fact) {
        if (fact.commitment.empty()) return drop_due(fact.round, DueKind::remind, fact.level);
        drop_due(fact.round, DueKind::commitment_remind, fact.commitment);
    }
    void operator()(const Escalated& fact) { drop_due(fact.round, DueKind::escalate, fact.to); }

    void operator()(const RoundClosed& fact) {
        auto& round = edit_round(fact.round);
        step(round.status, RoundEvent::closed);
        round.result = fact.result;
        round.tally = fact.tally;
        round.closed = now_.at;
        close_assignments(round);
        drop_dues(fact.round);
    }
    void operator()(const BranchDone& fact) { edit_round(fact.round).done.push_back(fact.branch); }
    void operator()(const RoundCancelled& fact) {
        auto& round = edit_round(fact.round);
        step(round.status, RoundEvent::cancelled);
        round.closed = now_.at;
        close_assignments(round);
        drop_dues(fact.round);
    }
    void operator()(const RoundSuperseded& fact) {
        auto& round = edit_round(fact.round);
        step(round.status, RoundEvent::superseded);
        round.closed = now_.at;
        drop_dues(fact.round);
        for (const auto& name : fact.outdated)
            step(edit_assignment(name).status, AssignmentEvent::outdated);
    }
    void operator()(const MeetingRecorded&) {}
    void operator()(const CycleEnded& fact) {
        step(state_.status, CycleEvent::ended);
        state_.outcome = fact.outcome;
        state_.ended = now_.at;
        std::erase_if(state_.due, [](const DueTime& due) { return !is_of_commitment(due); });
    }

    void operator()(const Extended& fact) {
        auto& round = edit_round(fact.round);
        undo(fact.undone);
        if (state_.status == CycleStatus::ended) reopen_cycle();
        if (round.status == RoundStatus::closed) reopen_round(round);
        step(round.status, RoundEvent::extended);
        void_silence(round, fact.voided);
        if (fact.assignment)
            edit_assignment(*fact.assignment).due = fact.due;
        else
            extend(round, fact.due);
        settle_requests(round, fact.assignment);
        if (fact.outer_due) edit(state_.opening).outer_due = fact.outer_due;
        begin_inside(fact.inside);
        drop_dues(fact.round);
        add_dues(fact.dues);
    }

    void operator()(const Shortened& fact) {
        auto& round = edit_round(fact.round);
        if (fact.assignment) {
            auto& own = edit_assignment(*fact.assignment).due;
            own = fact.due == round.due ? std::nullopt : std::optional(fact.due);
        } else {
            round.due = fact.due;
            if (round.due_before >= fact.due) round.due_before.reset();
        }
        drop_dues(fact.round);
        add_dues(fact.dues);
    }

    void operator()(const Suspended&) {
        step(state_.status, CycleEvent::suspended);
        park();
    }
    void operator()(const Resumed& fact) {
        step(state_.status, CycleEvent::resumed);
        state_.ended.reset();
        take_up(fact.dues);
    }
    void operator()(const Deferred& fact) {
        step(state_.status, CycleEvent::deferred);
        park();
        if (fact.until) add_dues({{.at = *fact.until, .kind = DueKind::take_up, .round = 0}});
    }
    void operator()(const TakenUp& fact) {
        step(state_.status, CycleEvent::taken_up);
        take_up(fact.dues);
    }

    void operator()(const Reopened& fact) {
        undo(fact.undone);
        reopen_cycle();
        auto& round = edit_round(fact.round);
        reopen_round(round);
        extend(round, fact.due);
        settle_requests(round, std::nullopt);
        void_silence(round, fact.voided);
        begin_inside(fact.inside);
        add_dues(fact.dues);
    }

    void operator()(const Abandoned&) {
        step(state_.status, CycleEvent::abandoned);
        state_.ended = now_.at;
        // What was to come is kept, since a cycle that was abandoned by mistake can go on.
        if (!state_.stopped) park();
        state_.due.clear();
    }

    void operator()(const MinimumWaived& fact) {
        edit(state_.opening).waived.push_back(fact.stage);
    }

    void operator()(const ParticipantAdded& fact) {
        auto& opening = edit(state_.opening);
        auto& bodies = opening.roles[fact.role];
        bodies.insert(std::ranges::find(bodies, fact.instead), fact.body);
        for (const auto& [weight, value] : fact.weights) opening.weights[weight][fact.body] = value;
        for (const auto& late : fact.seats)
            add_seat(edit_round(late.round), late.seat, fact.instead);
    }

    void operator()(const ParticipantRemoved& fact) {
        for (auto& [role, bodies] : edit(state_.opening).roles) std::erase(bodies, fact.body);
        for (const auto& name : fact.assignments)
            step(edit_assignment(name).status, AssignmentEvent::removed);
        pass_on_commitments(state_, fact.body, fact.successor);
    }

    void operator()(const LinkIssued& fact) {
        auto& assignment = edit_assignment(fact.assignment);
        assignment.links[fact.person] = fact.generation;
        assignment.stand_ins.erase(fact.person);
        if (!fact.stands_in_for.empty())
            assignment.stand_ins[fact.person] = {fact.stands_in_for, now_.at};
    }
    void operator()(const LinkRevoked& fact) {
        auto& generation = edit_assignment(fact.assignment).links[fact.person];
        generation = -std::max(generation, 1);
    }

    void operator()(const CommentVerified& fact) {
        edit_comment(fact.comment,
                     [](Comment& comment) { comment.clearance = Clearance::verified; });
    }
    void operator()(const CommentSubmitted& fact) {
        edit_comment(fact.comment, [&](Comment& comment) {
            comment.clearance = Clearance::submitted;
            comment.cites = Citation{.cycle = state_.id, .sequence = now_.sequence};
        });
    }
    void operator()(const CommentSupported& fact) {
        edit_comment(fact.comment,
                     [&](Comment& comment) { comment.supports.push_back(person_of(now_.actor)); });
    }
    void operator()(const EndDateSet& fact) {
        edit_assignment(fact.assignment).due = fact.due;
        std::erase_if(state_.due, [&](const DueTime& due) { return due.whom == fact.assignment; });
        add_dues(fact.reminders);
        add_dues({{.at = fact.due,
                   .kind = DueKind::assignment_due,
                   .round = fact.round,
                   .whom = fact.assignment}});
    }

    void operator()(const AssignmentClaimed& fact) {
        edit_assignment(fact.assignment).claimed = person_of(now_.actor);
    }
    void operator()(const AssignmentReleased& fact) {
        edit_assignment(fact.assignment).claimed.clear();
    }
    void operator()(const AssignmentHandedOver& fact) {
        edit_assignment(fact.assignment).claimed = fact.person;
    }

    void operator()(const CommitmentMade& fact) {
        auto commitment = make_commitment(fact, now_);
        commitment->number = static_cast<int>(state_.commitments.size()) + 1;
        state_.ordinal = std::max(state_.ordinal, id::ordinal_of(fact.id));
        state_.commitments.push_back(std::move(commitment));
        add_dues(fact.dues);
    }
    void operator()(const CommitmentReported& fact) {
        auto& commitment = edit_commitment(fact.commitment);
        commitment.status = fact.status;
        commitment.report = now_.sequence;
        if (fact.status == CommitmentStatus::done || fact.status == CommitmentStatus::dropped)
            std::erase_if(state_.due,
                          [&](const DueTime& due) { return due.whom == fact.commitment; });
    }
    void operator()(const CommitmentsPassedOn& fact) {
        for (const auto& late : fact.seats) add_seat(edit_round(late.round), late.seat, {});
        for (const auto& name : fact.commitments) edit_commitment(name).body = fact.successor;
    }
    void operator()(const CommitmentFellDue& fact) {
        edit_commitment(fact.commitment).status = CommitmentStatus::late;
        drop_due(fact.round, DueKind::commitment_due, fact.commitment);
    }

    void operator()(const Migrated& fact) {
        auto& opening = edit(state_.opening);
        opening.definition = fact.definition;
        for (const auto& [name, pinned] : fact.procedures) opening.procedures[name] = pinned;
        rename_stages(state_, opening, fact.stages);
    }

private:
    /// Of a body that was removed before its answer was opened, only the answer is new.
    void go(Assignment& assignment, AssignmentEvent event) const {
        if (!late_ || takes_part(assignment)) step(assignment.status, event);
    }

    /// Whoever has got more time asks for none any more: one body, or all.
    void settle_requests(Round& round, const std::optional<std::string>& only) {
        for (auto& shared : round.assignments)
            if (shared->more_time && (!only || shared->id == *only)) edit(shared).more_time.reset();
    }

    /// That a body has answered, and no more, is known of one whose half is not.
    void keep_place(const AnswerSealed& fact) {
        auto& assignment = edit_assignment(fact.assignment);
        step(assignment.status, AssignmentEvent::answered);
        assignment.answer = make_answer({.assignment = fact.assignment,
                                         .revision = fact.revision,
                                         .received = fact.received,
                                         .cites = fact.cites,
                                         .late = fact.late},
                                        now_);
        assignment.more_time.reset();
    }

    bool late_ = false;
};

}  // namespace

void apply(State& state, const Occurrence& occurrence) {
    std::visit(Application(state, occurrence), occurrence.fact);
    state.sequence = occurrence.sequence;
    state.at = occurrence.at;
}

}  // namespace paraph
