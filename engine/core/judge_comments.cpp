
#include "engine/core/judge.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph {

// What becomes of comments, and what else people bring.

const Comment* Judge::known_comment(const std::string& id) {
    const auto* comment = state().comment(id);
    if (!comment) flaw("it names a comment that was never made");
    return comment;
}

/// By the body while its round is open, on the text in force; by the secretariat, where a table or
/// a letter came, also on an older one.
void Judge::operator()(const CommentsMade& fact) {
    const auto seat = seated(fact.assignment);
    if (!seat.round) return flaw("it names an assignment that was never made");
    while_running_or_deferred();
    if (!is_open(*seat.round)) flaw("the round was closed");
    if (!takes_part(*seat.assignment)) flaw("the body took part no more");
    if (!takes_comments(seat.round->kind)) flaw("the stage takes no comments");
    if (fact.received.empty() && state().revision() && fact.revision != state().revision()->number)
        flaw("it is about another text than the one in force");
    by_speaker(seat, fact.received);
    check_made(seat, fact);
    by_another_hand(*stage_of(*seat.round));
}

void Judge::check_made(const Seated& seat, const CommentsMade& fact) {
    const auto* text = revision(fact.revision);
    if (!text && fact.revision != 0) flaw("there was no such text");
    if (!has_words()) flaw("the comments say nothing");
    const auto& stage = *stage_of(*seat.round);
    const auto* answer = standing(*seat.assignment);
    const auto* rule = answer ? stage.position(answer->position) : nullptr;
    check_comments(stage, rule, text, fact.comments);
}

/// The lead answers once the comments are there; a table brings answers while the round is open.
void Judge::operator()(const CommentsAnswered& fact) {
    for (const auto& answer : fact.answers) known_comment(answer.comment);
    if (record_.seal.empty()) flaw("it carries no observation");
    while_running_or_deferred();
    by_reviser();
}

void Judge::operator()(const CommentReplied& fact) {
    const auto* comment = known_comment(fact.comment);
    if (record_.seal.empty()) flaw("the reply says nothing");
    while_running_or_deferred();
    if (comment && (comment->body.empty() || comment->body != body_of_actor())) by_reviser();
}

void Judge::operator()(const CommentMaintained& fact) {
    const auto* comment = own_comment(fact.comment);
    if (comment && !comment->disposition) flaw("there was no answer to stay against");
}

void Judge::operator()(const CommentsMerged& fact) {
    known_comment(fact.comment);
    for (const auto& id : fact.same) {
        const auto* same = known_comment(id);
        if (id == fact.comment) flaw("a comment is no duplicate of itself");
        if (fact.ends && same && same->same_as != fact.comment)
            flaw("it parts what was not merged");
    }
    while_running();
    by_reviser();
}

void Judge::operator()(const CommentsGrouped& fact) {
    for (const auto& id : fact.comments) known_comment(id);
    while_running();
    by_reviser();
}

void Judge::operator()(const DocumentAttached& fact) {
    if (record_.seal.empty()) flaw("the file has no name");
    if (!owes_reports(state(), seated(fact.assignment))) while_running_or_deferred();
    if (is_secretariat()) return;
    std::string owner;
    if (!fact.comment.empty()) {
        const auto* comment = known_comment(fact.comment);
        owner = comment ? comment->body : "";
    } else if (!fact.assignment.empty()) {
        const auto seat = seated(fact.assignment);
        if (!seat.round) return flaw("it names an assignment that was never made");
        owner = seat.assignment->body;
    } else {
        return by_reviser();
    }
    if (owner.empty() || owner != body_of_actor())
        flaw("only the body whose it is adds a file to it");
}

void Judge::operator()(const TimeRequested& fact) {
    const auto seat = seated(fact.assignment);
    if (!seat.round) return flaw("it names an assignment that was never made");
    if (record_.seal.empty()) flaw("it carries no reason");
    if (!is_open(*seat.round)) flaw("the round was closed");
    while_running_or_deferred();
    by_speaker(seat);
}

}  // namespace paraph
