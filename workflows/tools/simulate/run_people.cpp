// What the bodies' people do in a simulation beside taking positions.

#include <algorithm>

#include "engine/rules/commitments.hpp"
#include "workflows/tools/simulate/any_form.hpp"
#include "workflows/tools/simulate/run.hpp"

namespace paraph::simulation {
namespace {

json::value any_answer(const FormField& field) {
    switch (field.type) {
        case FormField::Type::text:
            return json::string(static_cast<std::size_t>(std::max(1, field.least.value_or(1))),
                                'x');
        case FormField::Type::number:
            return field.least.value_or(0);
        case FormField::Type::yes_no:
            return true;
        case FormField::Type::date:
            return "2026-01-01";
        case FormField::Type::one_of:
            return json::value(field.choices.front());
        case FormField::Type::some_of:
            break;
    }
    json::array chosen;
    for (std::size_t i = 0; i < static_cast<std::size_t>(field.least.value_or(1)); ++i)
        if (i < field.choices.size()) chosen.emplace_back(field.choices[i]);
    return chosen;
}

}  // namespace

json::object any_form(const Stage& stage) {
    json::object form;
    for (const auto& field : stage.form) form[field.name] = any_answer(field);
    return form;
}

/// The levels below the last write; the last sends out what they wrote, or that there is nothing.
void Run::clear_comments(const Plan& plan, const State& state, const Assignment& seat) {
    const auto& round = state.round(plan.round);
    const auto& stage = *house_.definition_of(state).stage(round.stage);
    const auto& actor = world_.actor(seat.body, seat.function);
    const bool last = round.assignments.back()->id == seat.id;
    std::vector<std::string> waiting;
    for (const auto& comment : state.comments)
        if (comment->clearance && comment->clearance != Clearance::submitted)
            waiting.push_back(comment->id);
    for (const auto& id : waiting)
        if (last) give(state.id, SubmitComment{.comment = id, .text = "A comment."}, actor);
    if (last && !waiting.empty()) return;
    TakePosition command;
    command.assignment = seat.id;
    for (const auto& rule : stage.positions)
        if (rule.comments_required != last) command.position = rule.name;
    if (!last) command.comments.push_back({.text = "A comment."});
    if (const auto* revision = state.revision()) {
        command.revision = revision->number;
        command.digest = revision->digest;
    }
    give(state.id, command, actor);
}

/// First what was accepted becomes a commitment; then, another time, all of them are done.
void Run::follow_up(const Plan& plan, const State& state, const Assignment& seat) {
    const auto& round = state.round(plan.round);
    const auto& definition = house_.definition_of(state);
    const auto& stage = *definition.stage(round.stage);
    const auto& actor = world_.actor(seat.body, seat.function);
    const std::string cycle = state.id;
    std::vector<std::string> open, owed;
    for (const auto* comment : without_commitment(stage, state)) open.push_back(comment->id);
    for (const auto* commitment : open_commitments(state, round))
        if (commitment->body == seat.body) owed.push_back(commitment->id);
    if (open.empty() && owed.empty()) open.emplace_back();  // of its own accord
    const Instant due = round.due.value_or(house_.now() + std::chrono::days(365));
    if (owed.empty()) {
        for (const auto& comment : open)
            give(cycle,
                 MakeCommitment{.body = seat.body,
                                .comment = comment,
                                .text = "We will.",
                                .due = due,
                                .stage = stage.name},
                 actor);
        auto next = plan;
        this->plan(std::move(next), world_.manner(definition, stage, seat).after);
        return;
    }
    for (const auto& id : owed)
        if (!house_.state(cycle)->ended)
            give(cycle,
                 ReportCommitment{
                     .commitment = id, .status = CommitmentStatus::done, .text = "Done."},
                 actor);
}

}  // namespace paraph::simulation
