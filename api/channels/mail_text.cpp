#include "api/channels/mail_text.hpp"

#include <algorithm>

#include "adapters/keys/random.hpp"
#include "api/config/public_url.hpp"
#include "api/held_links.hpp"
#include "api/notary.hpp"
#include "api/outcome_title.hpp"
#include "api/pages/positions.hpp"
#include "api/pages/render.hpp"
#include "api/pages/view_data.hpp"
#include "api/said.hpp"
#include "engine/core/access.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/missing.hpp"
#include "engine/rules/paragraphs.hpp"
#include "engine/rules/silence.hpp"
#include "engine/trail/checkpoint.hpp"

namespace paraph::api {
namespace {

constexpr std::chrono::minutes sign_in_length{15};
constexpr std::size_t nonce_bytes = 16;

/// A mail that asks for something is nothing without its link.
bool needs_link(NoticeKind kind) {
    return kind == NoticeKind::request || kind == NoticeKind::revised;
}

const Round* round_of(const State& state, int index) {
    const auto at = static_cast<std::size_t>(index);
    return index >= 0 && at < state.rounds.size() ? state.rounds[at].get() : nullptr;
}

std::string name_of(const Registry& registry, std::string_view body,
                    const pages::Language& language) {
    const auto* known = registry.body(body);
    return std::string(known ? language.of(known->name) : body);
}

std::string title_of_position(const Definition& definition, const Round& round,
                              const std::string& position, const pages::Language& language) {
    const auto* stage = definition.stage(round.stage);
    const auto* rule = stage ? stage->position(position) : nullptr;
    if (rule && !rule->title.empty()) return std::string(language.of(rule->title));
    return pages::position_word(position, language);
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

/// The round whose figures an outcome rests on.
const Round* decisive(const State& state, int index) {
    if (const auto* about = round_of(state, index)) return about;
    for (auto each = state.rounds.rbegin(); each != state.rounds.rend(); ++each)
        if (!(*each)->tally.empty() && (*each)->status == RoundStatus::closed &&
            (*each)->kind != StageKind::revise && (*each)->kind != StageKind::meet)
            return each->get();
    return nullptr;
}

/// Fills in what only some kinds of mail say. One function a fact; the last says nothing more.
struct Particulars {
    const Occasion& occasion;
    const Notice& notice;
    const View& view;
    const pages::Language& language;
    pages::Notice& content;

    void operator()(const RoundClosed& fact) const { outcome(fact.result); }
    void operator()(const CycleEnded& fact) const { outcome(fact.outcome); }
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
        }
        if (notice.kind == NoticeKind::objection || notice.kind == NoticeKind::recused) {
            const auto* seat = state.seated(notice.source).assignment;
            const auto* round = round_of(state, notice.round);
            const bool hidden = round && is_hidden(occasion.definition, *round);
            const bool shown = seat && view.sees_position(seat->body, hidden);
            content.by = shown ? name_of(occasion.registry, seat->body, language)
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
        content.by = seat ? name_of(occasion.registry, seat->body, language) : "";
        content.until = fact.until;
    }
    void operator()(const RoundOpened&) const {
        const auto* round = round_of(occasion.after, notice.round);
        if (notice.kind == NoticeKind::revised) {
            const auto* seat = occasion.after.seated(notice.assignment).assignment;
            content.carried = seat && seat->answer && seat->answer->how == How::carried;
            given(content.carried ? seat : earlier(seat), round);
        }
        content.others = -1;
        for (const auto& seat : round->assignments)
            if (takes_part(*seat)) ++content.others;
    }
    /// Told to those who are not asked: there is nothing that they should answer anew.
    void operator()(const RevisionIssued&) const { content.carried = true; }
    void operator()(const Reminded&) const {
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
    void outcome(const std::string& word) const {
        content.outcome = outcome_title(occasion.definition, word, language);
        const auto* round = decisive(occasion.after, notice.round);
        if (!round || !view.outcome) return;
        for (const auto& figure : round->tally)
            content.tally.push_back(
                {title_of_position(occasion.definition, *round, figure.position, language),
                 figure.count, figure.silent});
    }

    /// What others have not said is theirs, except to those who see all positions.
    void still_missing() const {
        const auto* round = round_of(occasion.after, notice.round);
        if (!round || !view.all_positions) return;
        for (const auto& line : missing(occasion.definition, occasion.after, *round))
            content.missing.push_back(in_words(line, language.code(), [&](std::string_view body) {
                return name_of(occasion.registry, body, language);
            }));
    }

    void given(const Assignment* seat, const Round* round) const {
        if (!seat || !seat->answer || !round) return;
        const auto& answer = *seat->answer;
        content.given = pages::Given{
            .position = title_of_position(occasion.definition, *round, answer.position, language),
            .at = answer.at,
            .person = {},
            .revision = answer.revision,
            .comments = 0,
            .how = answer.how};
    }

    /// What has become of a position since it was given.
    void changed(const std::string& assignment) const {
        const auto* seat = occasion.after.seated(assignment).assignment;
        given(seat, round_of(occasion.after, notice.round));
        if (!content.given) return;
        content.given->position += " · " + pages::word(seat->status, language);
        content.given->at = occasion.record.at;
    }

    /// The same body's assignment in the stage's round before.
    const Assignment* earlier(const Assignment* seat) const {
        const auto& rounds = occasion.after.rounds;
        for (auto i = notice.round - 1; seat && i >= 0; --i) {
            const auto& round = *rounds[static_cast<std::size_t>(i)];
            if (round.stage != rounds[static_cast<std::size_t>(notice.round)]->stage) continue;
            for (const auto& other : round.assignments)
                if (other->body == seat->body && other->function == seat->function)
                    return other.get();
        }
        return nullptr;
    }
};

/// Mail goes through many hands: of a restricted dossier it says that there is something to do, by
/// when, and for whom. What it is about is behind the link.
void restrict(pages::Notice& content, const pages::Language& language) {
    content.asked.cycle = language.say("mail.restricted");
    content.asked.stage.clear();
    content.restricted = true;
    content.changes = {};
    content.reason.clear();
    content.missing.clear();
    content.tally.clear();
    content.outcome.clear();
    content.given.reset();
}

}  // namespace

std::string mail_sender(const cli::Config& config) {
    return config.mail.from.empty() ? "secretariat@" + cli::public_host(config) : config.mail.from;
}

/// The address behind the button. A link is made from the generation as it is now, so one that was
/// reissued since the entry is the one that works.
std::string MailText::link(const State& then, const Notice& notice) const {
    const std::string root = cli::public_root(house_.config);
    if (!notice.assignment.empty()) {
        const auto now = house_.cycle(then.id);
        const auto* seat = now ? now->seated(notice.assignment).assignment : nullptr;
        const auto generation = seat ? link_generation(*house_.desk.registry(), *now, *seat,
                                                       notice.person, house_.clock.now())
                                     : 0;
        if (generation > 0)
            return root + "/l/" +
                   house_.keys.links().token(notice.assignment, notice.person, generation);
    }
    const auto* person = house_.desk.registry()->person(notice.person);
    const bool signs_in =
        person && std::ranges::find(person->roles, HouseRole::secretariat) != person->roles.end();
    return signs_in ? root + "/cycles/" + then.id : std::string();
}

pages::Asked MailText::asked(const Occasion& occasion, const Notice& notice, const Person& person) {
    const auto& state = occasion.after;
    const auto& language = pages::language(person.language);
    pages::Asked asked;
    asked.cycle = state.title;
    asked.body = name_of(occasion.registry, notice.body, language);
    asked.person = person.name;
    const auto* round = round_of(state, notice.round);
    if (!round) return asked;
    asked.task = round->kind;
    const auto* stage = occasion.definition.stage(round->stage);
    asked.stage = stage && !stage->title.empty() ? language.of(stage->title) : round->stage;
    asked.due = round->due;
    if (const auto* seat = state.seated(notice.assignment).assignment) {
        asked.body = name_of(occasion.registry, seat->body, language);  // not the recorder's own
        asked.function = seat->function;
        if (seat->due) asked.due = seat->due;
        asked.answered = stage && seat->answer && !is_awaited(*stage, *seat);
        if (stage) {
            const auto& silence = silence_of(occasion.definition, *stage, *seat);
            asked.silence = silence.kind;
            asked.silence_position =
                title_of_position(occasion.definition, *round, silence.position, language);
        }
    }
    if (asked.due) {
        const auto& opening = *state.opening;
        const auto& calendar =
            calendars_.get(occasion.registry, opening.calendar, opening.calendar_version);
        asked.working_days_left = calendar.working_days_between(occasion.record.at, *asked.due);
    }
    return asked;
}

/// The paragraphs that the newest revision touched, with their words before and after.
pages::Changes MailText::changes(const State& state) const {
    pages::Changes result;
    if (state.revisions.size() < 2) return result;
    const auto& now = *state.revisions.back();
    const auto& before = *state.revisions[state.revisions.size() - 2];
    result.since = before.number;
    result.revision = now.number;
    result.editorial = now.editorial;
    const auto texts = [&](const Revision& revision) {
        std::map<std::string, std::string> found;
        const auto blocks = split_paragraphs(text_of(house_, state, revision));
        if (!revision.paragraphs || revision.paragraphs->size() != blocks.size()) return found;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            found[(*revision.paragraphs)[i].id] = blocks[i];
        return found;
    };
    const auto old_texts = texts(before), new_texts = texts(now);
    for (const auto& id : now.changed) {
        const auto old = old_texts.find(id), fresh = new_texts.find(id);
        pages::ChangedParagraph paragraph;
        paragraph.id = id;
        if (fresh != new_texts.end()) {
            paragraph.after = fresh->second;
            const auto place = std::ranges::find(*now.paragraphs, id, &Paragraph::id);
            paragraph.number = 1 + static_cast<int>(place - now.paragraphs->begin());
        }
        if (old != old_texts.end()) paragraph.before = old->second;
        if (old == old_texts.end()) paragraph.change = pages::Change::inserted;
        if (fresh == new_texts.end()) {
            paragraph.change = pages::Change::deleted;
            if (!before.paragraphs) continue;
            const auto place = std::ranges::find(*before.paragraphs, id, &Paragraph::id);
            paragraph.number = 1 + static_cast<int>(place - before.paragraphs->begin());
        }
        result.paragraphs.push_back(std::move(paragraph));
    }
    std::ranges::stable_sort(result.paragraphs, {}, &pages::ChangedParagraph::number);
    return result;
}

pages::Notice MailText::content(const Occasion& whole, const Notice& notice, const Person& person) {
    const auto seen = seen_by(person, whole);
    const Occasion occasion{whole.record, *seen.state, *seen.registry, whole.definition};
    const auto& state = occasion.after;
    const auto& opening = *state.opening;
    pages::Notice content;
    content.kind = notice.kind;
    content.asked = asked(occasion, notice, person);
    content.house = "Paraph";
    content.contact = mail_sender(house_.config);
    const auto* calendar = occasion.registry.calendar_of(opening);
    content.zone = calendar ? calendar->zone : house_.zone();
    content.reason = text_member(occasion.record.secret, "reason");
    if (const auto* revision = state.revision()) content.revision = revision->number;
    if (notice.kind == NoticeKind::revised) content.changes = changes(state);
    const auto& language = pages::language(person.language);
    std::visit(Particulars{occasion, notice, seen.view, language, content}, occasion.record.fact);
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
                                    std::int64_t number) {
    const auto* person = occasion.registry.person(notice.person);
    if (!person || !person->active || person->email.empty()) return std::nullopt;
    auto url = link(occasion.after, notice);
    if (url.empty() && needs_link(notice.kind)) return std::nullopt;
    auto told = content(occasion, notice, *person);
    told.url = std::move(url);
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

std::optional<Mail> MailText::head(const std::string& note, Instant now) const {
    const auto& config = house_.config;
    if (config.heads.mailbox.empty() || config.public_url.empty()) return std::nullopt;
    const auto& language = pages::language(config.language);
    const auto size = static_cast<std::int64_t>(peek_checkpoint(note).value().size);
    const auto host = cli::public_host(config);
    Mail mail;
    mail.from = {"Paraph", mail_sender(config)};
    mail.to = {"", config.heads.mailbox};
    mail.subject = language.say("mail.subject.head", {{"host", host}, {"n", size}});
    mail.text = language.say("mail.head", {{"host", host}}) + "\n\n" + note;
    mail.at = now;
    mail.language = language.code();
    return mail;
}

std::optional<Mail> MailText::sign_in(const Person& person, Instant now) const {
    if (!person.active || person.email.empty() || house_.config.public_url.empty())
        return std::nullopt;
    pages::Notice told;
    told.kind = NoticeKind::sign_in;
    told.house = "Paraph";
    told.contact = mail_sender(house_.config);
    told.zone = house_.zone();
    told.until = now + sign_in_length;
    told.url =
        cli::public_root(house_.config) + "/sign-in/" +
        house_.keys.sessions().sign_in_token(person.id, *told.until, random_bytes(nonce_bytes));
    return envelope(person, told, now);
}

}  // namespace paraph::api
