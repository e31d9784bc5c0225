#include "engine/core/notices.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/access.hpp"
#include "engine/core/audience.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/drawn_roles.hpp"
#include "engine/rules/returned.hpp"

namespace paraph {
namespace {

/// One function a fact, in the order of engine/model/fact.hpp. Facts that nobody is written about
/// fall to the last one.
class Teller {
public:
    explicit Teller(const Occasion& occasion)
        : occasion_(occasion), state_(occasion.after), audience_(occasion) {}

    /// The lot left it short of reviewers.
    void operator()(const CycleOpened&) {
        if (lacking(occasion_.definition, state_) == 0) return;
        audience_.tell(NoticeKind::assign, -1);
        those_who_assign();
    }

    void operator()(const RevisionIssued& fact) {
        if (fact.number > 1) audience_.tell(NoticeKind::revised, -1).event("revision", {});
    }

    void operator()(const RoundOpened&) {
        const int index = static_cast<int>(state_.rounds.size()) - 1;
        const Round& opened = round(index);
        const auto* stage = occasion_.definition.stage(opened.stage);
        for (std::size_t i = 0; i < opened.assignments.size(); ++i) {
            const auto& seat = *opened.assignments[i];
            if (!takes_part(seat) || (stage && !in_turn(*stage, opened, i))) continue;
            audience_.tell(kind_of_asking(index, seat), index).people_of(seat);
        }
    }

    void operator()(const PositionTaken& fact) {
        const auto seated = state_.seated(fact.assignment);
        if (!seated) return;
        const int index = seated.index;
        const auto& record = occasion_.record;
        if (record.via != "inside")
            audience_.tell(NoticeKind::receipt, index).person(record.actor, fact.assignment);
        if (has_recused(round(index), fact.position)) tell_of_recusal(index, fact.assignment);
        if (!fact.received.empty())  // what came on paper: the body sees what was recorded of it
            audience_.body_of(*seated.assignment);
        if (fact.status == AssignmentStatus::blocking) tell_of_block(index, fact.assignment);
        if (fact.status == AssignmentStatus::answered) ask_next(index, seated.seat);
    }

    void operator()(const BlockLifted& fact) { tell_of_paper(fact.assignment, fact.received); }
    void operator()(const BlockMaintained& fact) { tell_of_paper(fact.assignment, fact.received); }

    void operator()(const CommentAnswered& fact) { tell_of_answer(fact.comment); }
    void operator()(const CommentsAnswered& fact) {
        for (const auto& one : fact.answers) tell_of_answer(one.comment);
    }

    void operator()(const CommentReplied& fact) { tell_of_reply(fact.comment); }

    void operator()(const AnswerSealed& fact) {
        if (!fact.position || occasion_.record.via == "inside") return;
        const auto& actor = occasion_.record.actor;
        audience_.tell(NoticeKind::receipt, fact.round).person(actor, fact.assignment);
        const auto* seat = state_.seated(fact.assignment).assignment;
        if (seat && !is_of(actor, seat->body)) audience_.body_of(*seat);  // written down for it
    }

    void operator()(const RoundFellDue& fact) {
        if (may_be_left(state_)) return;
        const auto* stage = occasion_.definition.stage(round(fact.round).stage);
        if (stage && stage->clearance && !fact.assignment.empty()) return;  // a level's own end
        audience_.tell(NoticeKind::overdue, fact.round);
        for (const auto& seat : round(fact.round).assignments)
            if (seat->status == AssignmentStatus::awaited &&
                (fact.assignment.empty() || seat->id == fact.assignment))
                audience_.body_of(*seat);
        audience_.event("overdue", {"secretariat"});
    }

    void operator()(const Reminded& fact) {
        if (may_be_left(state_)) return;
        audience_.tell(NoticeKind::reminder, fact.round);
        if (!fact.commitment.empty()) return tell_owner(fact.commitment);
        const Round& open = round(fact.round);
        const auto* stage = occasion_.definition.stage(open.stage);
        for (std::size_t i = 0; i < open.assignments.size(); ++i) {
            const auto& seat = *open.assignments[i];
            const bool named = contains(fact.assignments, seat.id);
            if (named && (!stage || in_turn(*stage, open, i))) audience_.body_of(seat);
        }
        audience_.event("reminder", {});
    }

    void operator()(const Escalated& fact) {
        if (may_be_left(state_)) return;
        audience_.tell(NoticeKind::overdue, fact.round).group(fact.to);
    }

    /// The end of the cycle has its own entry and mail; inside a body the next level is asked.
    void operator()(const RoundClosed& fact) {
        if (ends_cycle(occasion_.definition, state_, fact)) return;
        audience_.tell(NoticeKind::outcome, fact.round);
        const bool of_interest = takes_comments(round(fact.round).kind) && !state_.is_inside();
        if (of_interest)
            audience_.event("round closed", {"everyone"});
        else
            audience_.event("round closed", {});
    }

    void operator()(const CycleEnded&) {
        audience_.tell(NoticeKind::outcome, -1).event("end", {"everyone"});
    }

    void operator()(const Extended& fact) {
        audience_.tell(NoticeKind::extended, fact.round);
        if (fact.assignment) {
            audience_.body_of(*state_.seated(*fact.assignment).assignment);
        } else {
            all_concerned();
        }
        audience_.event("extended", {});
    }

    void operator()(const Shortened& fact) {
        audience_.tell(NoticeKind::shortened, fact.round);
        if (fact.assignment)
            audience_.body_of(*state_.seated(*fact.assignment).assignment);
        else
            all_concerned();
        audience_.event("extended", {});
    }

    void operator()(const Suspended&) { act(NoticeKind::suspended, "suspended"); }
    void operator()(const Resumed&) { act(NoticeKind::resumed, "resumed"); }
    void operator()(const Deferred&) { act(NoticeKind::deferred, {}); }
    void operator()(const TakenUp&) { act(NoticeKind::resumed, "resumed"); }
    void operator()(const Abandoned& fact) {
        if (may_be_left(state_)) return;  // nobody had begun anything there
        const bool by_rule = state_.is_inside() && !fact.why.empty();
        by_rule ? over_outside() : act(NoticeKind::abandoned, {});
    }

    void operator()(const Reopened& fact) {
        audience_.tell(NoticeKind::reopened, fact.round);
        all_concerned();
    }

    void operator()(const CommitmentFellDue& fact) {
        audience_.tell(NoticeKind::overdue, fact.round);
        tell_owner(fact.commitment);
        audience_.event("overdue", {"secretariat"});
    }

    /// Whoever has to report from here on, and the body that had.
    void operator()(const CommitmentsPassedOn& fact) {
        for (const auto& name : fact.commitments) {
            audience_.tell(NoticeKind::passed_on, state_.commitment(name)->round);
            tell_owner(name);
        }
        audience_.tell(NoticeKind::passed_on, -1).speakers_of(fact.body);
    }

    /// Until when a level may act is told to its people.
    void operator()(const EndDateSet& fact) {
        const auto seated = state_.seated(fact.assignment);
        audience_.tell(NoticeKind::end_date, seated.index).people_of(*seated.assignment);
    }

    void operator()(const AssignmentHandedOver& fact) {
        const int index = state_.seated(fact.assignment).index;
        audience_.tell(NoticeKind::request, index).person(fact.person, fact.assignment);
    }

    void operator()(const ParticipantAdded& fact) {
        for (const auto& late : fact.seats) {
            audience_.tell(NoticeKind::request, late.round)
                .people_of(*state_.seated(late.seat.id).assignment);
        }
    }

    void operator()(const ParticipantRemoved& fact) {
        audience_.tell(NoticeKind::removed, -1).speakers_of(fact.body);
    }

    void operator()(const TimeRequested& fact) {
        const int index = state_.seated(fact.assignment).index;
        audience_.tell(NoticeKind::more_time, index, fact.assignment).group("secretariat");
    }

    void operator()(const LinkIssued& fact) {
        const int index = state_.seated(fact.assignment).index;
        audience_.tell(NoticeKind::request, index).person(fact.person, fact.assignment);
    }

    void operator()(const auto&) {}

    std::vector<Notice> take() { return audience_.take(); }

private:
    /// For whom the person speaks, or the token, as for its own; empty: for nobody that is known.
    std::string body_of(const std::string& actor) const {
        if (const auto* person = occasion_.registry.person(actor)) return person->body;
        const auto token = occasion_.registry.tokens.find(actor);
        return token == occasion_.registry.tokens.end() ? std::string() : token->second->body;
    }
    bool is_of(const std::string& actor, const std::string& body) const {
        return !body.empty() && body_of(actor) == body;
    }

    const Round& round(int index) const {
        return *state_.rounds.at(static_cast<std::size_t>(index));
    }

    /// What came on paper: the body sees what was recorded of it.
    void tell_of_paper(const std::string& assignment, const std::string& received) {
        const auto seated = state_.seated(assignment);
        if (received.empty() || !seated) return;
        audience_.tell(NoticeKind::receipt, seated.index).body_of(*seated.assignment);
    }

    /// The body that made the comment, where it was asked; not of what it says itself.
    void tell_author(NoticeKind kind, const Comment& comment) {
        if (is_of(occasion_.record.actor, comment.body)) return;
        for (int index = static_cast<int>(state_.rounds.size()) - 1; index >= 0; --index) {
            if (round(index).stage != comment.stage) continue;
            for (const auto& seat : round(index).assignments) {
                if (seat->body != comment.body) continue;
                return audience_.tell(kind, index).body_of(*seat);
            }
        }
    }

    void tell_of_answer(const std::string& name) {
        if (const auto* comment = state_.comment(name)) tell_author(NoticeKind::answered, *comment);
    }

    /// Those who have a part in it: the body that made the comment, and whoever answered it or
    /// replied before. Not those for whom this was said, and nobody who may not read it.
    void tell_of_reply(const std::string& name) {
        const auto* comment = state_.comment(name);
        if (!comment) return;
        audience_.tell(NoticeKind::replied, -1);
        if (const auto body = body_of(occasion_.record.actor); !body.empty())
            audience_.leave_out(occasion_.registry.people_of(body));
        tell_author(NoticeKind::replied, *comment);
        audience_.tell(NoticeKind::replied, -1);
        for (const auto& voice : comment->voices) tell_voice(voice, *comment);
    }

    /// A person; or those for whom a program spoke by its token.
    void tell_voice(const std::string& voice, const Comment& comment) {
        if (occasion_.registry.person(voice)) return tell_reader(voice, comment);
        const auto token = occasion_.registry.tokens.find(voice);
        if (token == occasion_.registry.tokens.end()) return;
        if (token->second->role == HouseRole::secretariat) return audience_.group("secretariat");
        for (const auto* person : speakers(occasion_.registry, token->second->body))
            tell_reader(person->id, comment);
    }

    void tell_reader(const std::string& id, const Comment& comment) {
        const auto& person = *occasion_.registry.person(id);
        const auto view = view_of(
            state_, occasion_.definition,
            {.id = id, .person = id, .body = person.body, .roles = person.roles, .via = "mail"});
        const bool hidden = is_hidden(occasion_.definition, state_, comment);
        if (view.sees_comment(comment.body, hidden)) audience_.person(id, {});
    }

    void tell_owner(const std::string& name) {
        const auto* commitment = state_.commitment(name);
        if (!commitment) return;
        for (const auto& seat : round(commitment->round).assignments)
            if (seat->body == commitment->body) audience_.body_of(*seat);
    }

    /// Where the text is the same as before, nobody is told that it changed; and where the body's
    /// answer stands, nobody is asked for it.
    NoticeKind kind_of_asking(int index, const Assignment& seat) const {
        if (may_be_left(state_)) return NoticeKind::reopened;
        const bool carried = seat.answer && seat.answer->how == How::carried;
        if (carried || answered_before(index, seat)) return NoticeKind::revised;
        return returned_from(state_, index) ? NoticeKind::returned : NoticeKind::request;
    }

    /// The body answered on an earlier revision, and is asked whether that is still good.
    bool answered_before(int index, const Assignment& seat) const {
        for (int i = index - 1; i >= 0; --i) {
            const Round& earlier = round(i);
            if (earlier.stage != round(index).stage || earlier.status == RoundStatus::undone)
                continue;
            if (earlier.revision == round(index).revision) return false;
            return std::ranges::any_of(earlier.assignments, [&](const auto& other) {
                return other->body == seat.body && other->function == seat.function &&
                       other->answer && other->answer->how == How::explicit_;
            });
        }
        return false;
    }

    void tell_of_block(int index, const std::string& assignment) {
        const Round& blocked = round(index);
        if (blocked.kind != StageKind::ballot && blocked.kind != StageKind::silence) return;
        if (is_hidden(occasion_.definition, blocked)) return;
        audience_.tell(NoticeKind::objection, index, assignment);
        if (blocked.kind == StageKind::silence)
            audience_.event("objection", {"everyone"});
        else
            audience_.event("objection", {"lead", "secretariat"});
    }

    bool has_recused(const Round& answered, const std::string& position) const {
        const auto* stage = occasion_.definition.stage(answered.stage);
        if (!stage || stage->kind != StageKind::review) return false;
        const auto* rule = stage->position(position);
        return rule && rule->leaves_base;
    }

    /// A reviewer is missing now: told to those who may name the next one.
    void tell_of_recusal(int index, const std::string& assignment) {
        audience_.tell(NoticeKind::recused, index, assignment);
        those_who_assign();
    }

    void those_who_assign() {
        audience_.group("secretariat");
        const auto may = occasion_.definition.may.find("add_participant");
        if (may == occasion_.definition.may.end()) return;
        for (const auto& role : may->second) audience_.group(role);
    }

    /// Where one signs after the other, each is asked when it is their turn.
    void ask_next(int index, int seat) {
        const Round& signing = round(index);
        const auto* stage = occasion_.definition.stage(signing.stage);
        const auto next = static_cast<std::size_t>(seat) + 1;
        if (!stage || !stage->in_order || next >= signing.assignments.size()) return;
        const auto& after = *signing.assignments[next];
        if (is_awaited(*stage, after) && in_turn(*stage, signing, next))
            audience_.tell(NoticeKind::request, index).people_of(after);
    }

    /// All are told; inside a body, where earlier levels are done, those of the open level.
    void all_concerned() {
        if (!state_.is_inside()) return audience_.everyone();
        if (state_.rounds.empty()) return;
        for (const auto& seat : state_.rounds.back()->assignments) audience_.people_of(*seat);
    }

    /// Inside a body, when the outer round is over: whoever speaks for the body hears that from the
    /// outer cycle, and not twice.
    void over_outside() {
        if (state_.rounds.empty()) return;
        audience_.tell(NoticeKind::abandoned, static_cast<int>(state_.rounds.size()) - 1);
        for (const auto& seat : state_.rounds.back()->assignments) {
            audience_.leave_out(speakers(occasion_.registry, seat->body));
            audience_.people_of(*seat);
        }
    }

    void act(NoticeKind kind, std::string_view event) {
        const auto open = state_.open_rounds();
        audience_.tell(kind, open.empty() ? -1 : open.back());
        all_concerned();
        if (!event.empty()) audience_.event(event, {});
    }

    const Occasion& occasion_;
    const State& state_;
    Audience audience_;
};

}  // namespace

bool ends_cycle(const Definition& definition, const State& state, const RoundClosed& closed) {
    const auto* stage = definition.stage(state.round(closed.round).stage);
    if (!stage) return false;
    const auto way = stage->then.find(closed.result);
    return way != stage->then.end() && way->second.ends();
}

std::vector<Notice> notices(const Occasion& occasion) {
    Teller teller(occasion);
    std::visit(teller, occasion.record.fact);
    return teller.take();
}

}  // namespace paraph
