#include "engine/core/editing.hpp"

#include "engine/base/codec.hpp"

namespace paraph {

std::shared_ptr<const Revision> make_revision(const RevisionIssued& fact, const Occurrence& now) {
    auto revision = std::make_shared<Revision>();
    revision->number = fact.number;
    revision->digest = fact.digest;
    revision->media_type = fact.media_type;
    revision->language = fact.language;
    revision->issued = now.at;
    revision->person = person_of(now.actor);
    revision->entry = now.sequence;
    revision->editorial = fact.editorial;
    revision->versions = fact.versions;
    revision->source = fact.source;
    for (const auto* list : {&fact.changed, &fact.inserted, &fact.deleted})
        revision->changed.insert(revision->changed.end(), list->begin(), list->end());
    if (const auto* list = now.secret.if_contains("paragraphs")) {
        if (auto read = decode<std::vector<Paragraph>>(*list))
            revision->paragraphs = std::make_shared<const std::vector<Paragraph>>(std::move(*read));
    }
    return revision;
}

std::shared_ptr<const Assignment> make_assignment(const Seat& seat, const Occurrence& now) {
    auto assignment = std::make_shared<Assignment>();
    assignment->id = seat.id;
    assignment->body = seat.body;
    assignment->item = seat.item.value_or("");
    assignment->roles = seat.roles;
    assignment->function = seat.function;
    assignment->people = seat.people;
    assignment->child = seat.child;
    assignment->bound = seat.bound;
    assignment->status = seat.status;
    assignment->answer = seat.carried;
    if (assignment->answer && assignment->answer->how == How::rule)
        assignment->answer->entry = now.sequence;
    for (const auto& person : seat.people) assignment->links[person] = 1;
    return assignment;
}

Answer make_answer(const PositionTaken& fact, const Occurrence& now) {
    Answer answer;
    answer.position = fact.position;
    answer.revision = fact.revision;
    answer.at = now.at;
    answer.person = person_of(now.actor);
    answer.reason = fact.reason;
    answer.received = fact.received;
    answer.proposes = fact.proposes.value_or("");
    answer.cites = fact.cites;
    answer.late = fact.late;
    answer.form = fact.form;
    answer.behalf = now.behalf;
    answer.entry = now.sequence;
    return answer;
}

Comment make_comment(const CommentMade& made, const Occurrence& now) {
    Comment comment;
    comment.id = made.id;
    comment.person = person_of(now.actor);
    comment.paragraph = made.paragraph;
    comment.selection = made.selection;
    comment.force = made.force;
    comment.type = made.type;
    comment.clearance = made.clearance;
    comment.entry = comment.changed = now.sequence;
    return comment;
}

std::shared_ptr<Commitment> make_commitment(const CommitmentMade& fact, const Occurrence& now) {
    auto commitment = std::make_shared<Commitment>();
    commitment->id = fact.id;
    commitment->round = fact.round;
    commitment->body = commitment->maker = fact.body;
    commitment->comment = fact.comment;
    commitment->due = fact.due;
    commitment->entry = now.sequence;
    return commitment;
}

void rename_stages(State& state, Opening& opening,
                   const std::map<std::string, std::string>& names) {
    const auto rename = [&](std::string& stage) {
        if (const auto to = names.find(stage); to != names.end()) stage = to->second;
    };
    for (auto& round : state.rounds) {
        Round& changed = edit(round);
        rename(changed.stage);
        for (auto& branch : changed.done) rename(branch);
    }
    for (std::size_t i = 0; i < state.comments.size(); ++i)
        if (names.contains(state.comments[i]->stage))
            state.comments.change(state.comments[i]->id,
                                  [&](Comment& comment) { rename(comment.stage); });
    for (auto& stage : state.skipped) rename(stage);
    for (auto& stage : opening.waived) rename(stage);
    std::map<std::string, Instant> dates;
    for (auto& [stage, due] : opening.dates) {
        std::string name = stage;
        rename(name);
        dates[std::move(name)] = due;
    }
    opening.dates = std::move(dates);
}

void pass_on_commitments(State& state, const std::string& body, const std::string& successor) {
    if (successor.empty()) return;
    for (auto& commitment : state.commitments)
        if (commitment->body == body && commitment->status != CommitmentStatus::done &&
            commitment->status != CommitmentStatus::dropped)
            edit(commitment).body = successor;
}

}  // namespace paraph
