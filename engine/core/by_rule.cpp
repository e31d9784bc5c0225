#include "engine/core/by_rule.hpp"

#include <algorithm>

#include "engine/rules/attention.hpp"
#include "engine/rules/silence.hpp"

namespace paraph {

std::string starting_position(const Stage& stage, const std::vector<std::string>& roles) {
    for (const auto& role : roles)
        if (const auto found = stage.starts_as.find(role); found != stage.starts_as.end())
            return found->second;
    return {};
}

void start_positions(const Decision& decision, const Stage& stage, std::vector<Seat>& seats) {
    for (auto& seat : seats) {
        const std::string name = starting_position(stage, seat.roles);
        if (seat.carried || name.empty()) continue;
        const auto* revision = decision.state().revision();
        Answer answer;
        answer.position = name;
        answer.how = How::rule;
        answer.revision = revision ? revision->number : 0;
        answer.at = decision.now();
        seat.carried = std::move(answer);
        seat.status =
            stage.position(name)->blocks ? AssignmentStatus::blocking : AssignmentStatus::answered;
    }
}

void lapse(Decision& decision, int index, const std::string& only) {
    const Round& round = decision.round(index);
    const auto& stage = decision.stage_of(round);
    PositionLapsed fact;
    fact.round = index;
    for (const auto& assignment : round.assignments) {
        const bool later = assignment->due && *assignment->due > decision.moment();
        const bool asked = only.empty() ? !later : assignment->id == only;
        if (!asked || !must_maintain(stage, round, *assignment)) continue;
        fact.assignments.push_back(assignment->id);
        decision.state().comments.each_open_condition([&](const Comment& comment) {
            if (comment.stage == stage.name && comment.body == assignment->body)
                fact.comments.push_back(comment.id);
        });
    }
    if (!fact.assignments.empty()) decision.record(std::move(fact));
}

bool grace_runs(const State& state, const Round& round, Instant moment) {
    return std::ranges::any_of(state.due, [&](const DueTime& due) {
        return due.kind == DueKind::grace && due.at > moment && &state.round(due.round) == &round;
    });
}

bool is_late(const State& state, const Round& round, const Assignment& assignment, Instant moment) {
    const auto due = due_of(round, assignment);
    return due && moment >= *due && grace_runs(state, round, moment);
}

bool is_over_for(const Definition& definition, const State& state, const Round& round,
                 const Assignment& assignment, Instant moment) {
    const auto& stage = *definition.stage(round.stage);
    const auto due = due_of(round, assignment);
    const bool ends_by_itself = takes_comments(round.kind) || round.kind == StageKind::circulate ||
                                round.kind == StageKind::review;
    if (!ends_by_itself || !stage.closes.at_due || !stage.closes.by_act_of.empty()) return false;
    if (!round.due || !due || moment < *due || grace_runs(state, round, moment)) return false;
    const bool must_answer =
        silence_of(definition, stage, assignment).kind == Silence::Kind::must_answer;
    return !(must_answer && is_awaited(stage, assignment));
}

}  // namespace paraph
