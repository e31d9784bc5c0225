// What people are told by mail: one question or one piece of news, then the facts.

#include <fmt/format.h>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"
#include "api/pages/timeline.hpp"

namespace paraph::pages {

namespace {

constexpr std::size_t changes_max = 10;  // paragraphs in a mail; the page has all

using Lines = std::vector<std::string>;

struct MailFact {
    std::string title;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(MailFact, (), (title, value))

/// One mail on its way into words.
struct Draft {
    const Notice& notice;
    const Language& language;
    // What many sentences say, put into words once:
    std::string due, due_day, from, until, until_day, given_at, missing;

    Draft(const Notice& about, const Language& spoken)
        : notice(about),
          language(spoken),
          due(at(about.asked.due)),
          due_day(day(about.asked.due)),
          from(at(about.from)),
          until(at(about.until)),
          until_day(day(about.until)),
          given_at(about.given ? at(about.given->at) : ""),
          missing(spoken.list(about.missing)) {}

    std::string at(const std::optional<Instant>& when) const {
        return when ? language.date_time(*when, notice.zone) : std::string();
    }

    std::string day(const std::optional<Instant>& when) const {
        return when ? language.short_day(*when, notice.zone, notice.written.value_or(*when))
                    : std::string();
    }

    std::string say(std::string_view key) const {
        const auto& asked = notice.asked;
        const bool subject = key.starts_with("mail.subject.");
        return language.say(key,
                            {{"cycle", asked.cycle},
                             {"stage", asked.stage},
                             {"body", asked.body},
                             {"by", notice.by},
                             {"outcome", notice.outcome},
                             {"next", notice.next.empty() ? asked.next_level : notice.next},
                             {"meeting", notice.meeting},
                             {"contact", notice.contact},
                             {"due", subject ? due_day : due},
                             {"from", from},
                             {"until", subject ? until_day : until},
                             {"missing", missing},
                             {"position", notice.given ? notice.given->position : notice.stands},
                             {"person", notice.given ? notice.given->person : std::string()},
                             {"revision", revision(key)},
                             {"at", given_at}});
    }

    /// "The text is now revision 2", but "your answer on revision 1".
    std::int64_t revision(std::string_view key) const {
        return key.starts_with("mail.first.") || !notice.given ? notice.revision
                                                               : notice.given->revision;
    }

    std::string key(std::string_view place) const;
    std::string outcome_key(std::string_view place) const;
    std::string outcome(std::string_view place) const;
    std::string of_stage() const;
    std::string subject() const;
    std::string first() const;
    std::string comments() const;
    std::string standing() const;
    Lines outcome() const;
    Lines reopened() const;
    Lines over() const;
    Lines handed_back() const;
    Lines news() const;
    Lines lines() const;
    std::string button() const;
    std::string figures() const;
    Lines parts_of(const OpenTask& task) const;
    std::vector<MailFact> facts() const;
    Lines changes() const;
    Lines footer() const;
    bool asks() const;
    bool only_tells() const;
    std::string time_left() const;
};

/// What goes to all, and asks only those who are awaited.
bool is_news_for_all(NoticeKind kind) {
    return kind == NoticeKind::extended || kind == NoticeKind::shortened ||
           kind == NoticeKind::resumed || kind == NoticeKind::reopened;
}

bool Draft::only_tells() const {
    return is_news_for_all(notice.kind) && !notice.awaited;
}

/// The mails that want an answer; they say until when, and what silence means.
bool Draft::asks() const {
    if (is_news_for_all(notice.kind)) return notice.awaited;
    switch (notice.kind) {
        case NoticeKind::request:
        case NoticeKind::returned:
        case NoticeKind::reminder:
        case NoticeKind::end_date:
            return true;
        case NoticeKind::overdue:
            return notice.awaited;
        case NoticeKind::revised:
            return !notice.carried;
        default:
            return false;
    }
}

/// That a hearing "came out as: closed" is no news. Where a kind of stage has words of its own for
/// a result they are taken, unless the definition has better ones.
std::string Draft::outcome_key(std::string_view place) const {
    const auto key = fmt::format("mail.{}.outcome", place);
    const auto own =
        fmt::format("{}-{}-{}", key, code_of(notice.asked.task), code_of(notice.result));
    if (language.has(own)) return own;
    return notice.asked.stage.empty() ? key : key + "-stage";
}

/// Where several stages came to their end, how many; that of the cycle stands above them.
std::string Draft::outcome(std::string_view place) const {
    if (notice.also.empty() || notice.asked.stage.empty()) return say(outcome_key(place));
    return language.say(
        fmt::format("mail.{}.outcomes", place),
        {{"n", static_cast<std::int64_t>(notice.also.size() + 1)}, {"cycle", notice.asked.cycle}});
}

/// One of several, in a line.
std::string Draft::of_stage() const {
    auto words = say(outcome_key("first"));
    if (notice.comments) words += " " + comments();
    if (const auto said = figures(); !said.empty()) words += fmt::format(" ({})", said);
    return language.say("mail.outcome-of", {{"stage", notice.asked.stage}, {"words", words}});
}

/// Of the kind's own words those that fit best: what the reader is, and what is asked.
std::string Draft::key(std::string_view place) const {
    const auto kind = fmt::format("mail.{}.{}", place, code_of(notice.kind));
    const auto own = [&](std::string_view more) {
        const auto longer = fmt::format("{}-{}", kind, more);
        return language.has(longer) ? longer : std::string();
    };
    std::string found;
    if (only_tells()) found = notice.by.empty() ? own("told") : own("told-of-one");
    if (notice.over_outside) found = own(notice.asked_again ? "again" : "outside");
    if (notice.kind == NoticeKind::reopened && !notice.stands.empty()) found = own("stands");
    if (notice.returns) found = own("own");
    if (notice.sent_back) found = own("returned");
    if (found.empty() && !notice.asked.due) found = own("no-due");
    if (found.empty()) found = own(task_code(notice.asked));
    return found.empty() ? kind : found;
}

std::string Draft::subject() const {
    if (notice.restricted) return say("mail.subject.restricted");
    if (notice.kind == NoticeKind::outcome) return outcome("subject");
    if (notice.commitment) return say("mail.subject.commitment-" + code_of(notice.kind));
    return say(key("subject"));
}

std::string Draft::first() const {
    if (notice.restricted) return say("mail.first.restricted");
    if (notice.kind == NoticeKind::request) return ask_words(notice.asked, language);
    if (notice.commitment) return say("mail.first.commitment-" + code_of(notice.kind));
    if (notice.kind == NoticeKind::outcome) return outcome("first");
    if (notice.kind == NoticeKind::answered || notice.kind == NoticeKind::replied)
        return language.say("mail.first." + code_of(notice.kind),
                            {{"n", notice.comments.value_or(1)}, {"cycle", notice.asked.cycle}});
    return say(key("first"));
}

std::string Draft::comments() const {
    if (*notice.comments == 0) return language.say("mail.comments-none");
    if (notice.commenters == 0) return language.say("mail.comments", {{"n", *notice.comments}});
    const auto bodies = language.say("mail.bodies", {{"n", notice.commenters}});
    return language.say("mail.comments-from", {{"n", *notice.comments}, {"bodies", bodies}});
}

/// What a stage brought, and where it leads.
Lines Draft::outcome() const {
    Lines said;
    for (const auto& one : notice.also) said.push_back(Draft(one, language).of_stage());
    if (!notice.also.empty() && !notice.asked.stage.empty())
        said.push_back(of_stage());
    else if (notice.comments)
        said.push_back(comments());
    if (!notice.next.empty()) said.push_back(say("mail.goes-on"));
    return said;
}

/// What the answer on an earlier revision is worth now, and whose it is.
std::string Draft::standing() const {
    const auto& given = *notice.given;
    if (!notice.carried) return say(given.own ? "mail.not-good" : "mail.not-good-of");
    if (given.blocks)
        return say(given.own ? "mail.still-good-blocks" : "mail.still-good-of-blocks");
    return say(given.own ? "mail.still-good" : "mail.still-good-of");
}

/// Inside a body whose answer stands: how it is changed, and until when it counts otherwise.
Lines Draft::reopened() const {
    if (notice.stands.empty()) return {say("mail.reopened")};
    Lines said{say("mail.reopened-stands")};
    if (auto words = silence_words(notice.asked, {language, notice.zone}); !words.empty())
        said.push_back(std::move(words));
    return said;
}

/// Inside a body what it had answered before still counts.
Lines Draft::over() const {
    if (notice.asked_again) return {say("mail.over-again")};
    Lines said{say(notice.over_outside ? "mail.over-outside" : "mail.abandoned")};
    if (!notice.stands.empty()) said.push_back(say("mail.over-stands"));
    return said;
}

/// What somebody stood in for is the other one's again.
Lines Draft::handed_back() const {
    const std::string whose = notice.returns ? "-own" : "";
    Lines said;
    if (!notice.asked.cycle.empty()) said.push_back(say("mail.handed-back-cycle"));
    if (notice.open.empty())
        said.push_back(say("mail.handed-back-none" + whose));
    else
        said.push_back(language.say(
            "mail.handed-back-open" + whose,
            {{"n", static_cast<std::int64_t>(notice.open.size())}, {"by", notice.by}}));
    said.push_back(say("mail.handed-back-links" + whose));
    return said;
}

/// What only this kind of mail says.
Lines Draft::news() const {
    if (notice.restricted) return {say("mail.restricted-why")};
    if (notice.commitment) return {say("mail.commitment")};
    switch (notice.kind) {
        case NoticeKind::request:
            if (notice.renewed) return {say("mail.cycle"), say("mail.renewed")};
            return {say("mail.cycle")};
        case NoticeKind::returned:
            return {say("mail.cycle")};
        case NoticeKind::revised:
            if (!notice.given) return {};
            return {standing()};
        case NoticeKind::outcome:
            return outcome();
        case NoticeKind::objection:
            return {say("mail.objection-lead")};
        case NoticeKind::suspended:
            return {say("mail.suspended")};
        case NoticeKind::deferred:
            if (notice.until) return {say("mail.deferred-until")};
            return {say(notice.meeting.empty() ? "mail.deferred" : "mail.deferred-meeting")};
        case NoticeKind::reopened:
            return reopened();
        case NoticeKind::abandoned:
            return over();
        case NoticeKind::recused:
            return {say("mail.recused")};
        case NoticeKind::assign:
            return {say("mail.assign")};
        case NoticeKind::answered:
            return {say("mail.answered")};
        case NoticeKind::replied:
            return {say("mail.replied")};
        case NoticeKind::removed:
            return {say("mail.removed")};
        case NoticeKind::passed_on:
            return {say("mail.passed-on")};
        case NoticeKind::more_time: {
            Lines said{say("mail.more-time")};
            if (notice.until) said.push_back(say("mail.more-time-until"));
            return said;
        }
        case NoticeKind::receipt: {
            Lines said{say("mail.receipt")};
            if (notice.asked.due && notice.changeable)
                said.push_back(language.say(
                    "mail.receipt-change",
                    {{"due", changeable_until(notice.asked, {language, notice.zone})}}));
            return said;
        }
        case NoticeKind::handed_back:
            return handed_back();
        case NoticeKind::consent: {
            Lines said{say("mail.consent")};
            if (notice.from) said.push_back(say("mail.consent-from"));
            if (notice.until) said.push_back(say("mail.consent-until"));
            return said;
        }
        case NoticeKind::sign_in: {
            Lines said;
            if (notice.until) said.push_back(say("mail.sign-in-until"));
            said.push_back(say("mail.sign-in-not-you"));
            return said;
        }
        default:
            return {};
    }
}

/// Others can't end the round before the reader has answered, unless it needs no answer of theirs.
std::string Draft::time_left() const {
    const bool sooner = notice.asked.early == Early::sooner;
    return sooner ? changeable_until(notice.asked, {language, notice.zone}) : due;
}

Lines Draft::lines() const {
    auto all = news();
    if (notice.commitment && !notice.restricted) return all;
    if (asks() && !notice.asked.stands_in_for.empty())
        all.push_back(
            language.say("asked.stands_in", {{"stands_in_for", notice.asked.stands_in_for}}));
    if (only_tells()) all.push_back(say("mail.nothing-to-do"));
    if (notice.asked.due && notice.kind == NoticeKind::overdue)
        all.push_back(say("mail.was-due"));
    else if (notice.asked.due && asks())
        all.push_back(language.say("mail.until", {{"due", time_left()}}));
    if (asks())
        if (auto silence = silence_words(notice.asked, {language, notice.zone}); !silence.empty())
            all.push_back(std::move(silence));
    if (!notice.missing.empty()) all.push_back(say("mail.missing"));
    return all;
}

std::string Draft::button() const {
    switch (notice.kind) {
        case NoticeKind::sign_in:
            return language.say("mail.button-sign-in");
        case NoticeKind::consent:
            return language.say("mail.button-consent");
        case NoticeKind::receipt:
            return language.say("mail.button-answer");
        case NoticeKind::revised:
            return language.say("mail.button-changes");
        case NoticeKind::answered:
        case NoticeKind::replied:
            return language.say("mail.button-comments");
        case NoticeKind::passed_on:
            return language.say("mail.button-commitments");
        default:
            if (notice.certificate) return language.say("mail.button-certificate");
            return language.say(asks() ? "mail.button-request" : "mail.button-see");
    }
}

/// Who said what; what nobody said is no news.
std::string Draft::figures() const {
    Lines all;
    for (const auto& row : notice.tally)
        if (row.count > 0) all.push_back(figure(row, language));
    return language.list(all);
}

std::string numbers(const std::vector<int>& all, const Language& language) {
    Lines words;
    for (const auto number : all) words.push_back(language.number(number));
    return language.list(words);
}

/// "Objective 3", "Costs", until when; what is not known, or not told, is left out.
Lines Draft::parts_of(const OpenTask& task) const {
    Lines parts{task.cycle};
    if (!task.stage.empty()) parts.push_back(task.stage);
    if (task.due) parts.push_back(at(task.due));
    return parts;
}

std::vector<MailFact> Draft::facts() const {
    std::vector<MailFact> all;
    const auto add = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) all.push_back({language.say(key), value});
    };
    if (notice.kind == NoticeKind::sign_in || notice.kind == NoticeKind::consent) return all;
    for (const auto& task : notice.open)
        add("mail.fact-open", fmt::format("{}", fmt::join(parts_of(task), " · ")));
    if (notice.kind == NoticeKind::handed_back) return all;
    const auto& asked = notice.asked;
    const bool listed = !notice.also.empty() && !asked.stage.empty();
    if (!listed) add("mail.fact-stage", asked.stage);
    if (notice.personal)  // whoever signs in reads, and answers for nobody there
        add("mail.fact-body", asked.function.empty()
                                  ? asked.body
                                  : fmt::format("{} · {}", asked.body, asked.function));
    if (notice.kind == NoticeKind::receipt && notice.given) {
        add("mail.fact-answer", notice.given->position);
        for (const auto& words : notice.words) all.push_back({words.title, words.text});
        add("mail.fact-text", notice.digest);
    }
    if (!notice.restricted) add("mail.fact-comments", numbers(notice.about, language));
    if (asks() && asked.due) {
        const auto left = days_left(asked, language);
        add("mail.fact-due", left.empty() ? due : fmt::format("{} · {}", due, left));
    }
    if (notice.kind == NoticeKind::request && notice.others > 0) {
        add("mail.fact-others", language.say("mail.others", {{"n", notice.others}}));
    }
    if (!listed) add("mail.fact-figures", figures());
    return all;
}

Lines Draft::changes() const {
    Lines all;
    for (const auto& paragraph : notice.changes.paragraphs) {
        if (all.size() == changes_max) break;
        if (paragraph.only_elsewhere) {
            std::vector<std::string> languages;
            for (const auto& version : paragraph.elsewhere) languages.push_back(version.title);
            all.push_back(language.say(
                "mail.change_elsewhere",
                {{"number", paragraph.number}, {"languages", language.list(languages)}}));
            continue;
        }
        const auto& text = paragraph.after.empty() ? paragraph.before : paragraph.after;
        all.push_back(language.say("mail.change", {{"number", paragraph.number},
                                                   {"change", word(paragraph.change, language)},
                                                   {"text", text}}));
    }
    return all;
}

Lines Draft::footer() const {
    Lines all;
    if (!notice.url.empty() && notice.personal) all.push_back(language.say("mail.footer-personal"));
    if (!notice.contact.empty()) all.push_back(say("mail.footer-contact"));
    all.push_back(language.say("mail.footer-reply"));
    return all;
}

Data mail_data(const Draft& draft, const std::string& subject, const Wording& wording) {
    const auto& notice = draft.notice;
    Data data(Data::type::object);
    const auto add = [&](const std::string& name, const auto& value) {
        put(data, name, value, wording);
    };
    add("lang", std::string(wording.language.code()));
    add("subject", subject);
    // The product's name stands beside it, and is not said twice, in whichever language.
    const bool named = notice.house == language("en").say("layout.product") ||
                       notice.house == wording.language.say("layout.product");
    add("house", named ? "" : notice.house);
    add("first", draft.first());
    add("lines", draft.lines());
    add("quote", notice.reason);
    const bool revised = notice.renewed || notice.kind == NoticeKind::revised;
    add("quote_title", wording.language.say(revised ? "mail.reason-revised" : "mail.reason"));
    add("url", notice.url);
    add("button", draft.button());
    add("facts", draft.facts());
    add("changes", draft.changes());
    add("changes_title", wording.language.say("mail.changes"));
    add("checkpoint", notice.checkpoint);
    add("checkpoint_words", wording.language.say("mail.checkpoint"));
    add("footer", draft.footer());
    return data;
}

/// At most one empty line at a time, none at the end.
std::string tidy(const std::string& text) {
    std::string tidied;
    for (const char c : text) {
        if (c == '\n' && tidied.ends_with("\n\n")) continue;
        tidied += c;
    }
    while (tidied.ends_with("\n\n")) tidied.pop_back();
    return tidied;
}

}  // namespace

MailView render(const Notice& notice, const Language& language) {
    const Draft draft{notice, language};
    auto subject = draft.subject();
    const auto data = mail_data(draft, subject, {language, notice.zone});
    return {std::move(subject), tidy(fill("mail.txt", data, language)),
            fill("mail.html", data, language)};
}

}  // namespace paraph::pages
