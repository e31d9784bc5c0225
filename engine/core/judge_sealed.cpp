#include <algorithm>

#include "engine/core/judge.hpp"
#include "engine/core/sealing.hpp"

namespace paraph {

// What is hidden until its round closes: who spoke, when and on which text is judged where it was
// sealed, what was said where it is opened.

void Judge::operator()(const AnswerSealed& fact) {
    ++result_.sealed;
    const auto seat = seated(fact.assignment);
    if (!seat.round || seat.round != round_at(fact.round))
        return flaw("it names an assignment that was never made");
    if (!stage_of(*seat.round)->hidden_until_closed) flaw("the round hides no answers");
    if (record_.seal.empty()) flaw("it seals what is kept nowhere", Flaw::Kind::seal);
    if (const auto* half = record_.secret.if_contains("sealed")) {
        const auto text = canonical(half->as_object().at("fact"));
        if (salted(half->as_object().at("salt").as_string(), text) != fact.commitment)
            flaw("what is kept for it is not what it seals", Flaw::Kind::seal);
    }
    if (fact.position)
        return check_giving(seat, {.assignment = fact.assignment,
                                   .revision = fact.revision,
                                   .digest = fact.digest,
                                   .received = fact.received,
                                   .cites = fact.cites,
                                   .late = fact.late});
    while_running_or_deferred();
    if (!is_open(*seat.round)) flaw("the round was closed");
    by_speaker(seat, fact.received);
    by_another_hand(*stage_of(*seat.round));
}

void Judge::operator()(const AnswerOpened& fact) {
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("it opens an answer of a round that is not open");
    const auto seal = std::ranges::find(round->seals, fact.sealed, &Seal::entry);
    if (seal == round->seals.end()) return flaw("it opens a seal that is not there");
    if (seal != round->seals.begin())
        flaw("another answer was sealed before it, and is not opened yet", Flaw::Kind::seal);
    history_.owed.opens = fact.round;
    if (!fits(seal->fact, fact.salt, fact.fact))
        return flaw("what it opens is not what was sealed in number " +
                        std::to_string(fact.sealed) + " of the cycle",
                    Flaw::Kind::seal);
    ++result_.unsealed;
    opening_ = true;
    std::visit([&](const auto& said) { check_opened(*seal, said); }, fact.fact);
    opening_ = false;
}

/// Nothing of the round is hidden once its answers count.
void Judge::check_unsealed(const Round& round) {
    if (round.seals.empty()) return;
    flaw("it ends what hid " + std::to_string(round.seals.size()) +
             " answers that were sealed and not opened",
         Flaw::Kind::seal);
}

void Judge::check_opened(const Seal& seal, const PositionTaken& fact) {
    ++result_.positions;
    const auto& shown = seal.fact;
    const auto at = [](const std::optional<Citation>& cites) {
        return cites ? std::pair(cites->cycle, cites->sequence)
                     : std::pair(std::string(), std::int64_t{0});
    };
    if (!shown.position || fact.assignment != shown.assignment || fact.revision != shown.revision ||
        fact.digest != shown.digest || fact.received != shown.received || fact.late != shown.late ||
        at(fact.cites) != at(shown.cites))
        flaw("it says otherwise than its seal does");
    check_rule(*round_at(shown.round), fact);
    const auto* child = fact.cites ? other_(fact.cites->cycle) : nullptr;
    if (child && fact.assignment == shown.assignment) check_said_inside(*child, fact);
}

void Judge::check_opened(const Seal& seal, const CommentsMade& fact) {
    if (fact.assignment != seal.fact.assignment || fact.received != seal.fact.received)
        flaw("it says otherwise than its seal does");
    const auto seat = seated(seal.fact.assignment);
    if (fact.received.empty() && seat.round->revision != fact.revision)
        flaw("it is about another text than the one in force");
    check_made(seat, fact);
}

void Judge::check_opened(const Seal& seal, const BlockLifted& fact) {
    if (fact.assignment != seal.fact.assignment || fact.received != seal.fact.received)
        flaw("it says otherwise than its seal does");
    const auto seat = seated(seal.fact.assignment);
    if (takes_part(*seat.assignment) && seat.assignment->status != AssignmentStatus::blocking)
        flaw("the body did not block");
}

void Judge::check_opened(const Seal& seal, const BlockMaintained& fact) {
    if (fact.assignment != seal.fact.assignment || fact.received != seal.fact.received)
        flaw("it says otherwise than its seal does");
}

/// Only the body that made a comment says anything of it while it is hidden.
const Comment* Judge::comment_of(const Seal& seal, const std::string& id) {
    const auto* comment = known_comment(id);
    if (!comment) return nullptr;
    if (comment->body != seated(seal.fact.assignment).assignment->body)
        flaw("only the body that made a comment takes it back");
    return comment;
}

void Judge::check_opened(const Seal& seal, const CommentLifted& fact) {
    if (fact.received != seal.fact.received) flaw("it says otherwise than its seal does");
    const auto* comment = comment_of(seal, fact.comment);
    if (!comment) return;
    if (comment->status != CommentStatus::open) flaw("the comment was not open any more");
    if (comment->force != Force::condition) flaw("only a condition can be lifted");
}

void Judge::check_opened(const Seal& seal, const CommentWithdrawn& fact) {
    if (fact.received != seal.fact.received) flaw("it says otherwise than its seal does");
    const auto* comment = comment_of(seal, fact.comment);
    if (comment && comment->status != CommentStatus::open)
        flaw("the comment was not open any more");
}

void Judge::check_opened(const Seal& seal, const CommentMaintained& fact) {
    const auto* comment = comment_of(seal, fact.comment);
    if (comment && !comment->disposition) flaw("there was no answer to stay against");
}

void Judge::check_opened(const Seal& seal, const CommentReplied& fact) {
    comment_of(seal, fact.comment);
}

void Judge::check_opened(const Seal& seal, const DocumentAttached& fact) {
    if (!fact.comment.empty()) comment_of(seal, fact.comment);
}

}  // namespace paraph
