#include "engine/rules/commitments.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"

namespace paraph {
namespace {

bool is_accepted(const Stage& stage, const Comment& comment) {
    return comment.force == Force::recommendation && comment.disposition &&
           comment.status == CommentStatus::open &&
           (*comment.disposition == Disposition::accepted ||
            *comment.disposition == Disposition::accepted_with_modification) &&
           contains(stage.commitments_of, comment.stage);
}

}  // namespace

bool is_settled(const Commitment& commitment) {
    return commitment.status == CommitmentStatus::done ||
           commitment.status == CommitmentStatus::dropped;
}

bool owes_reports(const State& state, std::string_view body) {
    const bool goes_on = state.status == CycleStatus::running || state.status == CycleStatus::ended;
    return goes_on && std::ranges::any_of(state.commitments, [&](const auto& commitment) {
               return commitment->body == body && !is_settled(*commitment);
           });
}

bool owes_reports(const State& state, const Seated& seat) {
    return seat && seat.round->kind == StageKind::follow_up &&
           owes_reports(state, seat.assignment->body);
}

std::vector<const Commitment*> left_open(const State& state, std::string_view body) {
    std::vector<const Commitment*> open;
    for (const auto& commitment : state.commitments)
        if (commitment->body == body && !is_settled(*commitment) &&
            !is_open(state.round(commitment->round)))
            open.push_back(commitment.get());
    return open;
}

std::vector<const Commitment*> open_commitments(const State& state, const Round& round) {
    std::vector<const Commitment*> open;
    for (const auto& commitment : state.commitments)
        if (state.round(commitment->round).stage == round.stage && !is_settled(*commitment))
            open.push_back(commitment.get());
    return open;
}

std::vector<const Comment*> without_commitment(const Stage& stage, const State& state) {
    std::vector<const Comment*> found;
    for (const auto& comment : state.comments)
        if (is_accepted(stage, *comment) &&
            std::ranges::none_of(state.commitments, [&](const auto& commitment) {
                return commitment->comment == comment->id;
            }))
            found.push_back(comment.get());
    return found;
}

bool anything_accepted(const Stage& stage, const State& state) {
    return std::ranges::any_of(state.comments,
                               [&](const auto& comment) { return is_accepted(stage, *comment); });
}

}  // namespace paraph
