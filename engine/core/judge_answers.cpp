#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/by_rule.hpp"
#include "engine/core/clearance.hpp"
#include "engine/core/commenting.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/judge.hpp"
#include "engine/core/links.hpp"
#include "engine/core/results.hpp"
#include "engine/core/settled.hpp"
#include "engine/rules/attention.hpp"

namespace paraph {

void Judge::operator()(const PositionTaken& fact) {
    ++result_.positions;
    const auto seat = seated(fact.assignment);
    if (!seat.round) return flaw("it names an assignment that was never made");
    check_giving(seat, fact);
    check_rule(*seat.round, fact);
    history_.owed.withdraws =
        taken_back(state(), *stage_of(*seat.round), seat, fact.position, record_.sequence);
}

/// That it was given in time, on the text in force, and by one who speaks for the body.
void Judge::check_giving(const Seated& seat, const PositionTaken& fact) {
    const auto& stage = *stage_of(*seat.round);
    while_running_or_deferred();
    if (!is_open(*seat.round)) flaw("the round was closed");
    if (!takes_part(*seat.assignment)) flaw("the body took part no more");
    if (!in_turn(stage, *seat.round, static_cast<std::size_t>(seat.seat)))
        flaw("others were to sign before");
    check_text(fact);
    if (fact.cites || runs_sub_cycles(seat.round->kind) || by_rule() || record_.via == "inside")
        check_citation(seat, fact);
    else
        by_speaker(seat, fact.received);
    const auto due = due_of(*seat.round, *seat.assignment);
    if (fact.late && (!due || record_.at < *due)) flaw("it is marked as late, and was in time");
    if (!fact.late && is_late(state(), *seat.round, *seat.assignment, record_.at))
        flaw("it was late, and is not marked so");
    if (!by_rule() && is_over_for(*definition_, state(), *seat.round, *seat.assignment, record_.at))
        flaw("the body's time to answer was over");
    if (is_final(stage, *seat.assignment)) flaw("the answer before it was final");
    by_another_hand(stage);
}

void Judge::check_text(const PositionTaken& fact) {
    const auto* revision = state().revision();
    if (revision && (fact.revision != revision->number || fact.digest != revision->digest))
        flaw("it was given to another text than the one in force");
}

/// The position is one of the stage's, means what the entry says, and brings what it must.
void Judge::check_rule(const Round& round, const PositionTaken& fact) {
    const auto& stage = *stage_of(round);
    const auto* rule = stage.position(fact.position);
    if (!rule) return flaw("the stage knows no position \"" + fact.position + "\"");
    if (rule->blocks != (fact.status == AssignmentStatus::blocking))
        flaw("the position does not mean what the entry says");
    const bool passed_on = fact.cites.has_value();  // a chain's last word goes out as it is
    if (rule->reason_required && !fact.reason && !passed_on)
        flaw("\"" + rule->name + "\" needs a reason, and has none");
    if (fact.reason && !has_words()) flaw("there is no reason beside it");
    if (rule->comments_required && fact.comments.empty() && !passed_on &&
        comments_of(state(), round, seated(fact.assignment).assignment->body) == 0)
        flaw("\"" + rule->name + "\" needs a comment, and has none");
    if (rule->conditions_refused && !passed_on &&
        sets_conditions(state(), round, seated(fact.assignment).assignment->body))
        flaw("\"" + rule->name + "\" can't be taken while a condition of the body's is open");
    const auto way = std::ranges::find(stage.ways, fact.position, &Way::name);
    if (way != stage.ways.end() && !is_way_open(*definition_, state(), stage, *way))
        flaw("this way was not open");
    if (!stage.clearance) check_proposal(*rule, fact);
    if (stage.clearance) check_cleared(round, fact);
    if (fact.form && stage.form.empty()) flaw("the stage has no form");
    if (!fact.form && !stage.form.empty() && !rule->leaves_base) flaw("it lacks the stage's form");
    check_comments(stage, rule, revision(fact.revision), fact.comments);
}

/// What a level writes is submitted by the last one that anybody holds, and by no other.
void Judge::check_cleared(const Round& round, const PositionTaken& fact) {
    const int last = last_level(registry_, round);
    const bool is_last = last >= 0 && round.seat(last).id == fact.assignment;
    for (const auto& comment : fact.comments)
        if (!comment.clearance || (comment.clearance == Clearance::submitted) != is_last)
            flaw("a comment does not begin where its level stands");
}

const Revision* Judge::revision(int number) const {
    const auto& all = state().revisions;
    const auto found =
        std::ranges::find(all, number, [](const auto& each) { return each->number; });
    return found == all.end() ? nullptr : found->get();
}

/// `rule`: of the position they come with; nullptr: none.
void Judge::check_comments(const Stage& stage, const PositionRule* rule, const Revision* revision,
                           const std::vector<CommentMade>& comments) {
    for (const auto& comment : comments) {
        if (state().comment(comment.id)) flaw("it gives a comment's id a second time");
        if (!stage.comment_types.empty() && !contains(stage.comment_types, comment.type))
            flaw("the stage takes no comments of this type");
        if (rule && rule->conditions_refused && comment.force == Force::condition)
            flaw("\"" + rule->name + "\" can't be taken on a condition");
        const bool known = comment.paragraph.empty() || !revision || !revision->paragraphs ||
                           std::ranges::find(*revision->paragraphs, comment.paragraph,
                                             &Paragraph::id) != revision->paragraphs->end();
        if (!known) flaw("the text has no paragraph \"" + comment.paragraph + "\"");
        const auto& part = comment.selection;
        if (part && (comment.paragraph.empty() || part->start < 0 || part->end <= part->start))
            flaw("it selects no part of a paragraph");
    }
}

/// In a chain each level proposes a position that the outer stage takes.
void Judge::check_proposal(const PositionRule& rule, const PositionTaken& fact) {
    if (!state().is_inside()) {
        if (fact.proposes) flaw("it proposes, and nothing is around it");
        return;
    }
    if (rule.blocks) return;
    const auto* stage = registry_.stage_around(opening());
    if (stage && (!fact.proposes || !stage->position(*fact.proposes)))
        flaw("it proposes no position of the stage around it");
}

/// What runs inside or for a body speaks by an entry of its own: the answer that the chain's last
/// level gave, or the sub-cycle's end. Whoever acted there speaks here, in the same moment.
void Judge::check_citation(const Seated& seat, const PositionTaken& fact) {
    const auto& inside = seat.assignment->child;
    if (!fact.cites || inside.empty() || fact.cites->cycle != inside)
        return flaw("it does not cite the cycle that speaks for this seat");
    if (record_.via != "inside") flaw("it cites a cycle inside, and does not come from there");
    const auto* child = other_(inside);
    if (!child) {
        ++result_.uncited;
        return;
    }
    if (child->state.at != record_.at || child->last.actor != record_.actor)
        flaw("nobody acted so inside the body then");
    check_said_inside(*child, fact);
}

namespace {

/// What goes out of a level's answer: what it proposes; with comments that are sent one by one the
/// level's own position, where the stage outside knows it, else one that needs some.
std::string word_outside(const Stage& outside, const Answer* answer, bool sent) {
    if (answer && !answer->proposes.empty()) return answer->proposes;
    if (answer && (!sent || outside.position(answer->position))) return answer->position;
    const auto found = std::ranges::find(outside.positions, true, &PositionRule::comments_required);
    return found == outside.positions.end() ? "comment" : found->name;
}

}  // namespace

/// The entry that it cites says what it says. Of an answer under seal the position is not known.
void Judge::check_said_inside(const History& child, const PositionTaken& fact) {
    const auto& state = child.state;
    const auto cited = fact.cites->sequence;
    if (!state.is_inside()) {
        const bool abandoned = state.status == CycleStatus::abandoned;
        const std::string outcome = abandoned ? "abandoned" : state.outcome;
        const bool said = fact.position.empty() || outcome == fact.position;
        if (state.sequence == cited ? !said : !opening_) flaw("the sub-cycle did not end so");
        return;
    }
    const Answer* last = nullptr;  // of those that were given inside
    const Answer* answer = nullptr;
    for (const auto& round : state.rounds)
        for (const auto& assignment : round->assignments) {
            const auto* given = assignment->answer ? &*assignment->answer : nullptr;
            if (given && given->entry == cited) answer = given;
            if (given && (!last || given->entry > last->entry)) last = given;
        }
    const bool sent = std::ranges::any_of(state.comments, [&](const auto& comment) {
        return comment->clearance == Clearance::submitted &&
               (comment->cites ? comment->cites->sequence : comment->entry) == cited;
    });
    const bool known = answer || sent || opening_;  // what was changed since is not known any more
    const bool told = !fact.position.empty() && (answer || sent) && !(sent && opening_);
    const auto& stage = *stage_of(*seated(fact.assignment).round);
    if (!known || (told && fact.position != word_outside(stage, answer, sent)))
        return flaw("nobody inside the body proposed that");
    const bool now = answer && answer == last && answer->at == record_.at;
    if (!opening_ && !fact.position.empty() && (sent || now)) check_comments_inside(state, fact);
}

/// The comments that go out are those of the entry that it cites, where somebody sends them.
void Judge::check_comments_inside(const State& child, const PositionTaken& fact) {
    std::vector<const Comment*> said;
    for (const auto& comment : child.comments)
        if ((comment->cites ? comment->cites->sequence : comment->entry) == fact.cites->sequence)
            said.push_back(comment.get());
    if (by_rule() && fact.comments.empty()) return;
    const bool same = std::ranges::equal(
        said, fact.comments, [](const Comment* inside, const CommentMade& outside) {
            return inside->paragraph == outside.paragraph && inside->force == outside.force &&
                   inside->type == outside.type;
        });
    if (!same) flaw("other comments were sent inside the body");
}

void Judge::operator()(const PositionLate& fact) {
    const auto seat = seated(fact.assignment);
    if (!seat.round) return flaw("it names an assignment that was never made");
    const auto due = due_of(*seat.round, *seat.assignment);
    const bool over = seat.round->status == RoundStatus::closed ||
                      (is_open(*seat.round) && due && record_.at >= *due);
    if (seat.round->kind != StageKind::silence || !over) flaw("it was not late");
    by_speaker(seat, fact.received);
}

void Judge::operator()(const BlockLifted& fact) {
    const auto seat = seated(fact.assignment);
    if (!seat.round) return flaw("it names an assignment that was never made");
    if (seat.assignment->status != AssignmentStatus::blocking) flaw("the body did not block");
    while_running_or_deferred();
    by_speaker(seat, fact.received);
}

void Judge::operator()(const BlockMaintained& fact) {
    const auto seat = seated(fact.assignment);
    if (!seat.round) return flaw("it names an assignment that was never made");
    if (seat.assignment->status != AssignmentStatus::blocking &&
        !must_maintain(*stage_of(*seat.round), *seat.round, *seat.assignment))
        flaw("there was nothing to maintain");
    while_running_or_deferred();
    by_speaker(seat, fact.received);
}

/// Only the body that made a comment takes it back, and only while it is open; or the secretariat
/// writes down that it does.
const Comment* Judge::own_comment(const std::string& id, const std::string& received) {
    const auto* comment = known_comment(id);
    if (!comment) return nullptr;
    if (comment->status != CommentStatus::open) flaw("the comment was not open any more");
    const bool may = received.empty() ? !comment->body.empty() && comment->body == body_of_actor()
                                      : is_secretariat();
    if (!may && !takes_back_) flaw("only the body that made a comment takes it back");
    while_running_or_deferred();
    return comment;
}

void Judge::operator()(const CommentLifted& fact) {
    const auto* comment = own_comment(fact.comment, fact.received);
    if (comment && comment->force != Force::condition) flaw("only a condition can be lifted");
}

void Judge::operator()(const CommentWithdrawn& fact) {
    own_comment(fact.comment, fact.received);
}

void Judge::operator()(const CommentAnswered& fact) {
    known_comment(fact.comment);
    if (record_.seal.empty()) flaw("it carries no observation");
    while_running();
    by_reviser();
}

void Judge::operator()(const LinkIssued& fact) {
    const auto seat = seated(fact.assignment);
    if (!seat.round) return flaw("it names an assignment that was never made");
    const auto& links = seat.assignment->links;
    const auto known = links.find(fact.person);
    if (fact.generation != (known == links.end() ? 1 : std::abs(known->second) + 1))
        flaw("it skips a generation of the link");
    const auto* person = registry_.person(fact.person);
    if (!person || !person->active || person->body != seat.assignment->body)
        flaw("the link is for somebody who does not speak for the body");
    const bool own = !seat.assignment->body.empty() && body_of_actor() == seat.assignment->body;
    const bool stands_in = !fact.stands_in_for.empty();
    if (stands_in && !may_link_stand_in(registry_, state(), *seat.assignment, fact.person,
                                        fact.stands_in_for, record_.at))
        flaw("the link is for somebody who stood in for nobody there");
    const bool first = known == links.end() || seat.assignment->stand_ins.contains(fact.person);
    const bool passed_on =
        by_rule() && (stands_in || (first && is_left_behind(registry_, *seat.assignment)));
    if (!own && !passed_on && (state().is_inside() || !is_secretariat()))
        flaw("whoever did it may not issue links here");
}

void Judge::operator()(const LinkRevoked& fact) {
    const auto seat = seated(fact.assignment);
    if (!seat.round) return flaw("it names an assignment that was never made");
    const auto known = seat.assignment->links.find(fact.person);
    if (known == seat.assignment->links.end() || known->second < 0)
        flaw("this person had no link that worked");
    const bool own = !seat.assignment->body.empty() && body_of_actor() == seat.assignment->body;
    if (!own && (state().is_inside() || !is_secretariat()))
        flaw("whoever did it may not revoke links here");
}

}  // namespace paraph
