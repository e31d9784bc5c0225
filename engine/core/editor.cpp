#include "engine/core/editor.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/base/contains.hpp"
#include "engine/lifecycle/assignment.hpp"
#include "engine/lifecycle/cycle.hpp"
#include "engine/lifecycle/round.hpp"

namespace paraph {
namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

}  // namespace

void Editor::add_seat(Round& round, const Seat& seat, std::string_view instead) {
    for (auto& shared : round.assignments)
        if (shared->id == seat.id) {
            edit(shared).roles = seat.roles;  // one more role, still one position
            return;
        }
    const auto place = std::ranges::find_if(round.assignments, [&](const auto& assignment) {
        return !instead.empty() && assignment->body == instead;
    });
    round.assignments.insert(place, take_seat(seat));
}

std::shared_ptr<const Assignment> Editor::take_seat(const Seat& seat) {
    state_.ordinal = std::max(state_.ordinal, id::ordinal_of(seat.id));
    return make_assignment(seat, now_);
}

void Editor::add_comments(const std::string& assignment, const std::string& body, int revision,
                          const std::vector<CommentMade>& all,
                          const std::optional<Citation>& cites) {
    const auto& round = *state_.seated(assignment).round;
    int index = 0;
    for (const auto& made : all) {
        Comment comment = make_comment(made, now_);
        comment.number = static_cast<int>(state_.comments.size()) + 1;
        comment.body = body;
        comment.stage = round.stage;
        comment.revision = revision;
        comment.cites = cites;
        comment.index = index++;
        state_.ordinal = std::max(state_.ordinal, id::ordinal_of(made.id));
        state_.comments.add(std::move(comment));
    }
}

void Editor::answer_comment(const std::string& name, Disposition disposition, int index) {
    change_comment(name, [&](Comment& comment) {
        comment.disposition = disposition;
        comment.answer = now_.sequence;
        comment.answer_index = index;
        comment.maintained = false;
        note_voice(comment);
    });
}

void Editor::note_voice(Comment& comment) const {
    if (!contains(comment.voices, now_.actor)) comment.voices.emplace_back(now_.actor);
}

void Editor::set_status(const std::string& name, CommentStatus status) {
    change_comment(name, [&](Comment& comment) { comment.status = status; });
}

void Editor::stand_for_themselves(const std::string& root) {
    if (state_.comments.merged() == 0) return;
    std::vector<std::string> same;
    for (const auto& comment : state_.comments)
        if (comment->same_as == root) same.push_back(comment->id);
    for (const auto& name : same)
        change_comment(name, [](Comment& comment) { comment.same_as.clear(); });
}

Round& Editor::edit_round(int index) {
    if (index < 0 || at(index) >= state_.rounds.size())
        throw std::logic_error("the trail names a round that was never opened");
    return edit(state_.rounds[at(index)]);
}

Assignment& Editor::edit_assignment(const std::string& name) {
    const auto seated = state_.seated(name);
    if (!seated) throw std::logic_error("the trail names an unknown assignment " + name);
    return edit(edit_round(seated.index).assignments[at(seated.seat)]);
}

void Editor::edit_comment(const std::string& name, const std::function<void(Comment&)>& change) {
    const auto seals = [](const auto& round) { return !round->seals.empty(); };
    if (!state_.comments.change(name, change) && std::ranges::none_of(state_.rounds, seals))
        throw std::logic_error("the trail names an unknown comment " + name);
}

void Editor::change_comment(const std::string& name, const std::function<void(Comment&)>& change) {
    edit_comment(name, [&](Comment& comment) {
        change(comment);
        comment.changed = now_.sequence;
    });
}

Commitment& Editor::edit_commitment(const std::string& name) {
    for (auto& commitment : state_.commitments)
        if (commitment->id == name) return edit(commitment);
    throw std::logic_error("the trail names an unknown commitment " + name);
}

void Editor::add_dues(const std::vector<DueTime>& dues) {
    state_.due.insert(state_.due.end(), dues.begin(), dues.end());
    std::ranges::stable_sort(state_.due, {}, &DueTime::at);
}

void Editor::drop_dues(int round) {
    std::erase_if(state_.due,
                  [&](const DueTime& due) { return due.round == round && !is_of_commitment(due); });
}

void Editor::drop_due(int round, DueKind kind, std::string_view whom) {
    auto found = std::ranges::find_if(state_.due, [&](const DueTime& due) {
        return due.round == round && due.kind == kind && due.whom == whom;
    });
    if (found != state_.due.end()) state_.due.erase(found);
}

void Editor::park() {
    state_.stopped_outside = now_.actor == "rule" && state_.opening->parent.has_value();
    state_.stopped = now_.at;
    state_.parked = std::move(state_.due);
    state_.due.clear();
}

void Editor::take_up(const std::vector<DueTime>& dues) {
    for (const int index : state_.open_rounds()) {
        auto& round = edit_round(index);
        round.stops.push_back({.from = *state_.stopped, .until = now_.at});
        round.due_before.reset();  // what is due now was counted anew
    }
    state_.stopped.reset();
    state_.stopped_outside = false;
    state_.parked.clear();
    state_.due.clear();
    add_dues(dues);
    for (const auto& time : dues) {
        if (time.kind == DueKind::due) edit_round(time.round).due = time.at;
        if (time.kind == DueKind::assignment_due) edit_assignment(time.whom).due = time.at;
        if (time.kind == DueKind::commitment_due) edit_commitment(time.whom).due = time.at;
    }
}

/// What it was due at first is kept, so that an extension can be taken back.
void Editor::extend(Round& round, Instant due) {
    if (!round.due_before) round.due_before = round.due;
    round.due = due;
}

void Editor::close_assignments(Round& round) {
    for (auto& shared : round.assignments)
        if (shared->status == AssignmentStatus::awaited)
            step(edit(shared).status, AssignmentEvent::closed);
}

void Editor::undo(const std::vector<int>& rounds) {
    for (const int index : rounds) {
        step(edit_round(index).status, RoundEvent::undone);
        drop_dues(index);
    }
}

void Editor::reopen_cycle() {
    step(state_.status, CycleEvent::reopened);
    state_.outcome.clear();
    state_.ended.reset();
}

void Editor::reopen_round(Round& round) {
    step(round.status, RoundEvent::reopened);
    round.result.clear();
    round.tally.clear();
    round.closed.reset();
    round.qualifies = false;
    for (auto& shared : round.assignments) {
        if (shared->status == AssignmentStatus::closed)
            step(edit(shared).status, AssignmentEvent::returned);
    }
}

void Editor::begin_inside(const std::map<std::string, std::string>& cycles) {
    for (const auto& [assignment, cycle] : cycles) edit_assignment(assignment).child = cycle;
}

void Editor::void_silence(Round& round, const std::vector<std::string>& names) {
    for (auto& shared : round.assignments) {
        if (!contains(names, shared->id)) continue;
        auto& assignment = edit(shared);
        step(assignment.status, AssignmentEvent::silence_voided);
        assignment.answer.reset();
    }
}

}  // namespace paraph
