#include "api/channels/mail_text.hpp"

#include <algorithm>
#include <set>

#include "api/channels/receipt_words.hpp"
#include "api/channels/restricted.hpp"
#include "api/config/public_url.hpp"
#include "api/notary.hpp"
#include "api/pages/positions.hpp"
#include "api/pages/render.hpp"
#include "api/pages/view_data.hpp"
#include "api/telling/held_links.hpp"
#include "api/telling/levels.hpp"
#include "api/telling/onward.hpp"
#include "api/telling/said.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/access.hpp"
#include "engine/core/links.hpp"
#include "engine/core/settled.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/drawn_roles.hpp"
#include "engine/rules/missing.hpp"
#include "engine/rules/silence.hpp"

namespace paraph::api {
namespace {

/// A mail that asks for something is nothing without its link.
bool needs_link(NoticeKind kind) {
    return kind == NoticeKind::request || kind == NoticeKind::revised ||
           kind == NoticeKind::returned;
}

const Round* round_of(const State& state, int index) {
    const auto at = static_cast<std::size_t>(index);
    return index >= 0 && at < state.rounds.size() ? state.rounds[at].get() : nullptr;
}

/// What the mail is about, where that is a commitment and not a round.
const Commitment* commitment_of(const Occasion& occasion) {
    const auto* fact = &occasion.record.fact;
    if (const auto* late = std::get_if<CommitmentFellDue>(fact))
        return occasion.after.commitment(late->commitment);
    const auto* reminded = std::get_if<Reminded>(fact);
    return reminded ? occasion.after.commitment(reminded->commitment) : nullptr;
}

/// The occasion as the person may know of it.
Seen seen_by(const Person& person, const Occasion& occasion) {
    return see(occasion.after, occasion.registry,
               {.id = person.id,
                .person = person.id,
                .body = person.body,
                .roles = person.roles,
                .via = "mail"});
}

/// Whoever records for a body in a round that hides its answers reads none of them in a mail.
bool shows_answer(const Seen& seen, const std::string& assignment) {
    const auto seated = seen.state->seated(assignment);
    return seated && seen.view.sees_position(seated.assignment->body,
                                             is_hidden(*seen.definition, *seated.round));
}

/// The round whose figures an outcome rests on.
const Round* decisive(const State& state, int index) {
    if (const auto* about = round_of(state, index)) return about;
    for (auto each = state.rounds.rbegin(); each != state.rounds.rend(); ++each)
        if (!(*each)->tally.empty() && (*each)->status == RoundStatus::closed &&
            (*each)->kind != StageKind::revise && (*each)->kind != StageKind::meet)
            return each->get();
    return nullptr;
}

/// Where the reader's answer is awaited: in the round that the notice is about, or where all of the
/// cycle goes on, in any that is open. -1: nowhere.
int awaited_in(const Occasion& occasion, const Notice& notice) {
    const auto seated = occasion.after.seated(notice.assignment);
    const auto* stage = seated ? occasion.definition.stage(seated.round->stage) : nullptr;
    if (!stage || !is_open(*seated.round) || !takes_part(*seated.assignment)) return -1;
    if (may_be_left(occasion.after)) return -1;
    const bool meant = seated.index == notice.round || notice.kind == NoticeKind::resumed;
    const auto seat = static_cast<std::size_t>(seated.seat);
    return meant && is_awaited(*stage, *seated.assignment) && in_turn(*stage, *seated.round, seat)
               ? seated.index
               : -1;
}

/// Fills in what only some kinds of mail say. One function a fact; the last says nothing more.
struct Particulars {
    const House& house;
    const Occasion& occasion;
    const Notice& notice;
    const View& view;
    const pages::Language& language;
    pages::Notice& content;

    void operator()(const CycleOpened&) const {
        if (notice.kind != NoticeKind::assign) return;
        say_missing(missing_reviewers(lacking(occasion.definition, occasion.after)));
    }
    void operator()(const RoundClosed& fact) const {
        outcome(fact.result);
        if (!occasion.definition.outcomes.contains(fact.result)) content.result = fact.result;
        const auto& round = occasion.after.round(fact.round);
        if (const auto* stage = occasion.definition.stage(round.stage)) next(*stage, fact.result);
        if (round.kind == StageKind::comment && view.all_comments) came_in(round);
    }
    void operator()(const CycleEnded& fact) const { outcome(fact.outcome); }
    void operator()(const CommentAnswered&) const { content.comments = 1; }
    void operator()(const CommentsAnswered& fact) const {
        content.comments = static_cast<int>(std::ranges::count_if(fact.answers, [&](auto& one) {
            const auto* comment = occasion.after.comment(one.comment);
            return comment && comment->body == notice.body;
        }));
    }
    void operator()(const Deferred& fact) const {
        content.until = fact.until;
        content.meeting = fact.meeting;
    }
    void operator()(const AnswerSealed& fact) const {
        if (notice.kind != NoticeKind::receipt) return;
        given(occasion.after.seated(fact.assignment).assignment,
              round_of(occasion.after, notice.round));
        content.digest = to_hex(fact.digest);
    }
    void operator()(const PositionTaken& fact) const {
        const auto& state = occasion.after;
        if (notice.kind == NoticeKind::receipt) {
            given(state.seated(fact.assignment).assignment, round_of(state, notice.round));
            content.digest = to_hex(fact.digest);
            content.sent_back = state.is_inside() && fact.status == AssignmentStatus::blocking;
        }
        if (notice.kind == NoticeKind::objection || notice.kind == NoticeKind::recused) {
            const auto* seat = state.seated(notice.source).assignment;
            const auto* round = round_of(state, notice.round);
            const bool hidden = round && is_hidden(occasion.definition, *round);
            const bool shown = seat && (notice.kind == NoticeKind::objection
                                            ? view.sees_objection(seat->body, hidden)
                                            : view.sees_position(seat->body, hidden));
            content.by = shown ? body_name(occasion.registry, seat->body, language)
                               : language.say("mail.someone");
            if (!shown) content.reason.clear();
        } else {
            content.reason.clear();
        }
    }
    void operator()(const BlockLifted& fact) const { changed(fact.assignment); }
    void operator()(const BlockMaintained& fact) const { changed(fact.assignment); }
    void operator()(const TimeRequested& fact) const {
        const auto* seat = occasion.after.seated(notice.source).assignment;
        content.by = seat ? body_name(occasion.registry, seat->body, language) : "";
        content.until = fact.until;
    }
    void operator()(const CommitmentsPassedOn& fact) const {
        content.by = body_name(occasion.registry, fact.body, language);
        content.next = body_name(occasion.registry, fact.successor, language);
    }
    void operator()(const Extended& fact) const { moved(fact.assignment, fact.due); }
    void operator()(const Shortened& fact) const { moved(fact.assignment, fact.due); }
    void operator()(const Abandoned& fact) const {
        content.over_outside = occasion.after.is_inside() && !fact.why.empty();
        content.asked_again = content.over_outside && is_asked_anew(house, occasion.after);
    }
    void operator()(const RoundOpened&) const {
        const auto* round = round_of(occasion.after, notice.round);
        if (notice.kind == NoticeKind::returned)
            if (const auto came = returned_to(house, occasion.after, occasion.registry,
                                              occasion.definition, notice.round, language)) {
                content.by = came->by;
                content.reason = came->why;
            }
        if (notice.kind == NoticeKind::revised) {
            const auto* seat = occasion.after.seated(notice.assignment).assignment;
            content.carried = seat && seat->answer && seat->answer->how == How::carried;
            given(content.carried ? seat : earlier(seat), round);
        }
        tell_of_new_text();
        content.others = -1;
        for (const auto& seat : round->assignments)
            if (takes_part(*seat)) ++content.others;
    }
    /// Told to those who are not asked: there is nothing that they should answer anew.
    void operator()(const RevisionIssued&) const { content.carried = true; }
    void operator()(const Reminded& fact) const {
        if (!fact.commitment.empty()) return;
        still_missing();
        const auto* seat = occasion.after.seated(notice.assignment).assignment;
        const auto* round = round_of(occasion.after, notice.round);
        const auto* stage = round ? occasion.definition.stage(round->stage) : nullptr;
        if (seat && stage && must_maintain(*stage, *round, *seat)) {
            given(seat, round);
            content.missing.push_back(language.say("mail.lapses"));
        }
    }
    void operator()(const Escalated&) const { still_missing(); }
    void operator()(const RoundFellDue&) const { still_missing(); }
    void operator()(const auto&) const {}

private:
    /// The round's deadline, or that of one body, which the others are told of by its name.
    void moved(const std::optional<std::string>& assignment, Instant due) const {
        content.until = due;
        const auto* seat = assignment ? occasion.after.seated(*assignment).assignment : nullptr;
        if (seat) content.by = body_name(occasion.registry, seat->body, language);
    }

    void outcome(const std::string& word) const {
        content.outcome = outcome_title(occasion.definition, word, language);
        const auto* round = decisive(occasion.after, notice.round);
        if (!round || !view.outcome) return;
        for (const auto& figure : round->tally)
            content.tally.push_back({said(*round, figure.position), figure.count, figure.silent});
    }

    /// Of those who signed: that they did.
    std::string said(const Round& round, const std::string& position) const {
        const auto* stage = occasion.definition.stage(round.stage);
        const auto* rule = stage ? stage->position(position) : nullptr;
        if (round.kind == StageKind::sign_off && rule && rule->title.empty())
            return language.say(rule->blocks ? "mail.declined" : "mail.signed");
        return position_title(occasion.definition.stage(round.stage), position, language);
    }

    /// A stage on a condition, or that is entered only so often, is perhaps not held.
    void next(const Stage& stage, const std::string& result) const {
        const auto* ahead = onward(occasion.definition, stage, result).stage;
        if (ahead && !ahead->when && !ahead->at_most)
            content.next = stage_title(ahead, ahead->name, language);
    }

    /// What the round brought. The public is no body that could be counted.
    void came_in(const Round& round) const {
        std::set<std::string_view> bodies;
        int count = 0;
        for (const auto& comment : occasion.after.comments) {
            if (comment->stage != round.stage || comment->entry < round.entry) continue;
            if (comment->status == CommentStatus::withdrawn || comment->clearance) continue;
            bodies.insert(comment->body);
            ++count;
        }
        content.comments = count;
        content.commenters = bodies.contains(paraph::anyone) ? 0 : static_cast<int>(bodies.size());
    }

    /// What others have not said is theirs, except to those who see all positions.
    void still_missing() const {
        const auto* round = round_of(occasion.after, notice.round);
        if (!round || !view.all_positions) return;
        for (const auto& line : missing(occasion.definition, occasion.after, *round))
            say_missing(line);
    }

    void say_missing(const Missing& line) const {
        content.missing.push_back(in_words(line, language.code(), [&](std::string_view body) {
            return body_name(occasion.registry, body, language);
        }));
    }

    void given(const Assignment* seat, const Round* round) const {
        if (!seat || !seat->answer || !round) return;
        const auto& answer = *seat->answer;
        content.given =
            pages::Given{.position = position_title(occasion.definition.stage(round->stage),
                                                    answer.position, language),
                         .at = answer.at,
                         .person = {},
                         .revision = answer.revision,
                         .comments = 0,
                         .how = answer.how,
                         .own = is_own(answer, notice.person),
                         .blocks = seat->status == AssignmentStatus::blocking};
        if (const auto* person = occasion.registry.person(answer.person))
            content.given->person = person->name;
        else
            content.given->own = true;  // no colleague's: of somebody who is gone, or a machine's
        content.changeable = can_change(*seat, *round);
    }

    /// As the receipt's page says it; who answers last closes the round.
    bool can_change(const Assignment& seat, const Round& round) const {
        const auto* stage = occasion.definition.stage(round.stage);
        return stage && is_open(round) && round.kind != StageKind::sign_off &&
               seat.status != AssignmentStatus::lifted && !is_final(*stage, seat) &&
               !completes(*stage, round, seat);
    }

    /// What has become of a position since it was given.
    void changed(const std::string& assignment) const {
        const auto* seat = occasion.after.seated(assignment).assignment;
        given(seat, round_of(occasion.after, notice.round));
        if (!content.given) return;
        content.given->position += " · " + pages::word(seat->status, language);
        content.given->at = occasion.record.at;
    }

    void tell_of_new_text() const {
        const auto around = revised_around(house, occasion.after, notice);
        content.renewed = around || (notice.kind == NoticeKind::request &&
                                     is_text_new(occasion.after, notice.assignment));
        const auto& state = around ? *around : occasion.after;
        const auto* text = state.revision();
        if (!text || (!content.renewed && notice.kind != NoticeKind::revised)) return;
        content.revision = text->number;
        content.reason = Said(house.archive, state).reason(text->entry);
    }
    const Assignment* earlier(const Assignment* seat) const {
        return seat ? asked_before(occasion.after, seat->id).assignment : nullptr;
    }
};

}  // namespace

std::string mail_sender(const cli::Config& config) {
    return config.mail.from.empty() ? "secretariat@" + cli::public_host(config) : config.mail.from;
}

/// The address behind the button. A link is made from the generation as it is now, so one that was
/// reissued since the entry is the one that works.
MailText::Link MailText::link(const Occasion& occasion, const Notice& notice) const {
    const State& then = occasion.after;
    const std::string root = cli::public_root(house_.config);
    if (!notice.assignment.empty()) {
        const auto now = house_.cycle(then.id);
        const auto* seat = now ? now->seated(notice.assignment).assignment : nullptr;
        const auto generation = seat ? link_generation(*house_.desk.registry(), *now, *seat,
                                                       notice.person, house_.clock.now())
                                     : 0;
        if (generation > 0)
            return {root + "/l/" +
                    house_.keys.links().token(notice.assignment, notice.person, generation)};
    }
    const auto* person = house_.desk.registry()->person(notice.person);
    const bool signs_in =
        person && std::ranges::find(person->roles, HouseRole::secretariat) != person->roles.end();
    if (!signs_in) return {};
    const bool ended = std::holds_alternative<CycleEnded>(occasion.record.fact);
    return {.url = root + "/cycles/" + then.id + (ended ? "/certificate" : ""),
            .personal = false,
            .certificate = ended};
}

pages::Asked MailText::asked(const Occasion& occasion, const Notice& notice, const Person& person) {
    const auto& state = occasion.after;
    const auto& language = pages::language(person.language);
    pages::Asked asked;
    asked.cycle = title_of_cycle(state, occasion.registry, language);
    asked.body = body_name(occasion.registry, notice.body, language);
    asked.person = person.name;
    const auto* round = round_of(state, notice.round);
    if (!round) return asked;
    asked.task = round->kind;
    asked.first_text = asks_for_first_text(state, *round);
    const auto* stage = occasion.definition.stage(round->stage);
    if (stage) asked.early = early_end(*stage);
    asked.stage = stage_title(stage, round->stage, language);
    asked.due = round->due;
    const auto* commitment = commitment_of(occasion);
    if (const auto* seat = state.seated(notice.assignment).assignment) {
        asked.body = body_name(occasion.registry, seat->body, language);  // not the recorder's own
        asked.function = pages::function_word(seat->function, language);
        if (const auto link =
                held_link(occasion.registry, state, *seat, person.id, occasion.record.at);
            link.behalf)
            asked.stands_in_for = link.behalf->name;
        if (seat->due) asked.due = seat->due;
        asked.answered = stage && seat->answer && !is_awaited(*stage, *seat);
        if (stage) {
            put_level(asked, house_, state, occasion.registry, *stage, seat->body, language);
            const auto& silence = silence_of(occasion.definition, *stage, *seat);
            asked.silence = silence.kind;
            asked.silence_position =
                position_title(occasion.definition.stage(round->stage), silence.position, language);
        }
    }
    if (commitment) {
        asked.body = body_name(occasion.registry, commitment->body, language);
        asked.due = commitment->due;
    }
    if (stands_still(state)) asked.due.reset();
    if (asked.due) {
        const auto& opening = *state.opening;
        const auto& calendar =
            calendars_.get(occasion.registry, opening.calendar, opening.calendar_version);
        asked.working_days_left = calendar.working_days_between(occasion.record.at, *asked.due);
    }
    return asked;
}

pages::Notice MailText::content(const Occasion& whole, Notice notice, const Person& person) {
    const auto seen = seen_by(person, whole);
    const Occasion occasion{whole.record, *seen.state, *seen.registry, whole.definition};
    const auto& state = occasion.after;
    const auto& opening = *state.opening;
    pages::Notice content;
    const int awaited = awaited_in(occasion, notice);
    content.awaited = awaited >= 0;
    if (content.awaited) notice.round = awaited;
    content.kind = notice.kind;
    content.asked = asked(occasion, notice, person);
    content.house = "Paraph";
    content.contact = mail_sender(house_.config);
    const auto* calendar = occasion.registry.calendar_of(opening);
    content.zone = calendar ? calendar->zone : house_.zone();
    content.reason = text_member(occasion.record.secret, "reason");
    content.written = occasion.record.at;
    if (const auto* commitment = commitment_of(occasion)) {
        content.commitment = true;
        if (seen.view.sees_comment(commitment->body, false))
            content.reason = Said(house_.archive, state).text(commitment->entry, "text");
    }
    if (const auto* revision = state.revision()) content.revision = revision->number;
    const auto& language = pages::language(person.language);
    content.stands = answer_outside(house_, state, occasion.registry, language);
    if (notice.kind == NoticeKind::reopened && !content.stands.empty())
        content.reason = why_open_again(house_, state);
    std::visit(Particulars{house_, occasion, notice, seen.view, language, content},
               occasion.record.fact);
    const auto around = revised_around(house_, state, notice);
    if (content.renewed || notice.kind == NoticeKind::revised)
        content.changes = changes(around ? *around : state, language.code());
    if (notice.kind == NoticeKind::receipt && shows_answer(seen, notice.assignment))
        content.words = receipt_words(house_, state, notice.assignment, language);
    if (opening.restricted) restrict(content, language);
    return content;
}

Mail MailText::envelope(const Person& person, const pages::Notice& content, Instant at) const {
    const auto& language = pages::language(person.language);
    const auto view = pages::render(content, language);
    Mail mail;
    mail.from = {content.house, content.contact};
    mail.to = {person.name, person.email};
    mail.subject = view.subject;
    mail.text = view.text;
    mail.html = view.html;
    mail.at = at;
    mail.language = language.code();
    return mail;
}

std::optional<Mail> MailText::write(const Occasion& occasion, const Notice& notice,
                                    std::int64_t number, const std::vector<Beside>& earlier) {
    const auto* person = occasion.registry.person(notice.person);
    if (!person || !person->active || person->email.empty()) return std::nullopt;
    auto way = link(occasion, notice);
    if (way.url.empty() && needs_link(notice.kind)) return std::nullopt;
    auto told = content(occasion, notice, *person);
    told.url = std::move(way.url);
    told.personal = way.personal;
    told.certificate = way.certificate;
    for (const auto& one : earlier)
        if (!told.restricted) told.also.push_back(content(one.occasion, one.notice, *person));
    if (notice.kind == NoticeKind::replied) {
        put_replies(occasion, notice, number, told);
        if (!told.comments) return std::nullopt;  // they are not the reader's to know any more
    }
    // Whoever keeps the mail can hold the log to it.
    if (notice.kind == NoticeKind::outcome)
        if (auto checkpoint = house_.notary.checkpoint_over(number))
            told.checkpoint = std::move(*checkpoint);
    return envelope(*person, told, occasion.record.at);
}

std::optional<Mail> MailText::sample(const Occasion& occasion, const Notice& notice) {
    const auto* person = occasion.registry.person(notice.person);
    if (!person || !person->active || person->email.empty()) return std::nullopt;
    auto told = content(occasion, notice, *person);
    told.url = cli::public_root(house_.config) + "/l/…";
    return envelope(*person, told, occasion.record.at);
}

}  // namespace paraph::api
