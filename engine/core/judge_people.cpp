#include <algorithm>
#include <set>

#include "engine/core/clearance.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/judge.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph {

// Who within a body does it, level by level or by a claim, and what a body commits itself to.

int Judge::level_in(const Round& round) const {
    const auto* person = entitled();
    for (std::size_t level = round.assignments.size(); person && person->active && level-- > 0;)
        if (round.assignments[level]->body == person->body &&
            round.assignments[level]->function == person->function)
            return static_cast<int>(level);
    return -1;
}

void Judge::at_level(const std::string& name, bool last, int least) {
    const auto* comment = state().comment(name);
    const auto* round = comment ? open_round_at(state().open_round(comment->stage)) : nullptr;
    if (!round || !comment->clearance) return flaw("it names no comment that is cleared now");
    const int highest = last_level(registry_, *round);
    const int level = level_in(*round);
    if (level < 0 || level < (last ? highest : std::min(least, highest)))
        return flaw("whoever did it does not stand at that level");
    const auto& due = round->seat(level).due;
    if (due && record_.at >= *due) flaw("the time of the level was over");
    while_running();
}

void Judge::operator()(const CommentVerified& fact) {
    at_level(fact.comment, false, 1);
}

void Judge::operator()(const CommentSubmitted& fact) {
    at_level(fact.comment, true, 0);
}

void Judge::operator()(const CommentSupported& fact) {
    at_level(fact.comment, false, 0);
    const auto* comment = state().comment(fact.comment);
    if (comment && comment->person == record_.actor) flaw("it is the author's own comment");
}

void Judge::operator()(const EndDateSet& fact) {
    const auto seat = seated(fact.assignment);
    if (!seat.round) return flaw("it names an assignment that was never made");
    const int last = last_level(registry_, *seat.round);
    if (last < 0 || level_in(*seat.round) != last)
        flaw("the end date of a level is for the last one to set");
    check_reminders(seat, fact);
    if (seat.round->due && fact.due > *seat.round->due) flaw("the level ends after its round");
    for (auto above = static_cast<std::size_t>(seat.seat) + 1;
         above < seat.round->assignments.size(); ++above)
        if (const auto& due = seat.round->assignments[above]->due; due && fact.due > *due)
            flaw("the level ends after one above it");
    while_running();
}

/// The level is reminded as often as the stage reminds, counted back from the level's own end.
void Judge::check_reminders(const Seated& seat, const EndDateSet& fact) {
    std::vector<DueTime> expected;
    for (const auto& span : stage_of(*seat.round)->remind)
        if (const Instant at = calendar_->before(fact.due, span); at > record_.at)
            expected.push_back(
                {.at = at, .kind = DueKind::remind, .round = seat.index, .whom = fact.assignment});
    if (encode(fact.reminders) != encode(expected))
        flaw("it does not remind of the level's end as the stage says");
}

void Judge::of_the_body(const std::string& name) {
    const auto seat = seated(name);
    if (!seat.round) return flaw("it names an assignment that was never made");
    if (!is_open(*seat.round)) flaw("the round was closed");
    by_speaker(seat);
}

void Judge::operator()(const AssignmentClaimed& fact) {
    of_the_body(fact.assignment);
}

void Judge::operator()(const AssignmentReleased& fact) {
    of_the_body(fact.assignment);
}

void Judge::operator()(const AssignmentHandedOver& fact) {
    of_the_body(fact.assignment);
    const auto seat = seated(fact.assignment);
    const auto* person = registry_.person(fact.person);
    if (seat.assignment && (!person || !person->active || person->body != seat.assignment->body))
        flaw("it is handed to somebody who does not speak for the body");
}

void Judge::by_owner(const std::string& body) {
    if (body_of_actor() != body && !is_secretariat())
        flaw("only the owner of a commitment, or the secretariat, does this");
}

void Judge::operator()(const CommitmentMade& fact) {
    by_owner(fact.body);
    while_running();
    const auto* round = open_round_at(fact.round);
    if (!round || round->kind != StageKind::follow_up) return flaw("no follow-up was open");
    const auto open = without_commitment(*stage_of(*round), state());
    if (!fact.comment.empty() && std::ranges::find(open, fact.comment, &Comment::id) == open.end())
        flaw("it answers no accepted recommendation that lacked a commitment");
    if (fact.due <= record_.at) flaw("it was due before it was made");
}

void Judge::operator()(const CommitmentReported& fact) {
    const auto* commitment = state().commitment(fact.commitment);
    if (!commitment) return flaw("it names a commitment that was never made");
    by_owner(commitment->body);
    if (state().status != CycleStatus::ended) while_running();
    if (is_settled(*commitment)) flaw("the commitment was done or dropped already");
    if (fact.status == CommitmentStatus::dropped && record_.seal.empty())
        flaw("it was dropped without a reason");
}

void Judge::operator()(const CommitmentFellDue& fact) {
    by_rule_only("it happens");
    const auto* commitment = state().commitment(fact.commitment);
    if (!commitment) return flaw("it names a commitment that was never made");
    if (!begins_) flaw("the commitment was not due");
}

void Judge::operator()(const CommitmentsPassedOn& fact) {
    by_act("add_participant");
    by_act("remove_participant");
    if (state().status != CycleStatus::ended) while_running();
    if (!registry_.body(fact.successor) || fact.successor == fact.body)
        flaw("they pass on to no other body");
    std::vector<std::string> open;
    for (const auto* commitment : left_open(state(), fact.body)) open.push_back(commitment->id);
    if (open.empty() || fact.commitments != open)
        flaw("it does not pass on what the body had still to do");
    check_passed_seats(fact);
}

/// The successor sits where it reports, once, in the roles of the one before it, and is asked as
/// any body is.
void Judge::check_passed_seats(const CommitmentsPassedOn& fact) {
    std::set<int> rounds;
    for (const auto& name : fact.commitments)
        if (const auto* commitment = state().commitment(name)) rounds.insert(commitment->round);
    std::erase_if(rounds, [&](int index) { return is_seated(*round_at(index), fact.successor); });
    for (const auto& late : fact.seats) {
        if (rounds.erase(late.round) == 0) {
            flaw("it adds a seat where there is nothing to report");
            continue;
        }
        const auto& round = *round_at(late.round);
        const bool same = std::ranges::any_of(round.assignments, [&](const auto& seat) {
            return seat->body == fact.body && seat->roles == late.seat.roles;
        });
        if (late.seat.body != fact.successor || !same || late.seat.carried ||
            late.seat.status != AssignmentStatus::closed)
            flaw("it adds a seat for another body or role");
        check_people(*stage_of(round), late.seat);
    }
    if (!rounds.empty()) flaw("the successor has no seat to report from");
}

}  // namespace paraph
