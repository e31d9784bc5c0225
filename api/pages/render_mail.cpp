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
    std::string due, due_day, until, given_at, missing;

    Draft(const Notice& about, const Language& spoken)
        : notice(about),
          language(spoken),
          due(at(about.asked.due)),
          due_day(about.asked.due ? spoken.short_day(*about.asked.due, about.zone) : ""),
          until(at(about.until)),
          given_at(about.given ? at(about.given->at) : ""),
          missing(spoken.list(about.missing)) {}

    std::string at(const std::optional<Instant>& when) const {
        return when ? language.date_time(*when, notice.zone) : std::string();
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
                             {"meeting", notice.meeting},
                             {"contact", notice.contact},
                             {"due", subject ? due_day : due},
                             {"until", until},
                             {"missing", missing},
                             {"position", notice.given ? notice.given->position : std::string()},
                             {"revision", revision(key)},
                             {"at", given_at}});
    }

    /// "The text is now revision 2", but "your answer on revision 1".
    std::int64_t revision(std::string_view key) const {
        return key.starts_with("mail.first.") || !notice.given ? notice.revision
                                                               : notice.given->revision;
    }

    std::string subject() const;
    std::string first() const;
    Lines news() const;
    Lines lines() const;
    std::string button() const;
    std::vector<MailFact> facts() const;
    Lines changes() const;
    Lines footer() const;
    bool asks() const;
};

/// The mails that want an answer; they say until when, and what silence means.
bool Draft::asks() const {
    switch (notice.kind) {
        case NoticeKind::request:
        case NoticeKind::reminder:
        case NoticeKind::extended:
        case NoticeKind::shortened:
        case NoticeKind::resumed:
        case NoticeKind::reopened:
        case NoticeKind::overdue:
            return true;
        case NoticeKind::revised:
            return !notice.carried;
        default:
            return false;
    }
}

std::string Draft::subject() const {
    if (notice.restricted) return say("mail.subject.restricted");
    const auto kind = fmt::format("mail.subject.{}", code_of(notice.kind));
    if (!notice.asked.due && language.has(kind + "-no-due")) return say(kind + "-no-due");
    const auto task = fmt::format("{}-{}", kind, code_of(notice.asked.task));
    return say(language.has(task) ? task : kind);
}

std::string Draft::first() const {
    if (notice.restricted) return say("mail.first.restricted");
    if (notice.kind == NoticeKind::request) {
        return language.say(fmt::format("ask.{}", code_of(notice.asked.task)));
    }
    return say(fmt::format("mail.first.{}", code_of(notice.kind)));
}

/// What only this kind of mail says.
Lines Draft::news() const {
    if (notice.restricted) return {say("mail.restricted-why")};
    switch (notice.kind) {
        case NoticeKind::request:
            return {say("mail.cycle")};
        case NoticeKind::revised:
            if (!notice.given) return {};
            return {say(notice.carried ? "mail.still-good" : "mail.not-good")};
        case NoticeKind::objection:
            return {say("mail.objection-lead")};
        case NoticeKind::suspended:
            return {say("mail.suspended")};
        case NoticeKind::deferred:
            if (notice.until) return {say("mail.deferred-until")};
            return {say(notice.meeting.empty() ? "mail.deferred" : "mail.deferred-meeting")};
        case NoticeKind::reopened:
            return {say("mail.reopened")};
        case NoticeKind::abandoned:
            return {say("mail.abandoned")};
        case NoticeKind::recused:
            return {say("mail.recused")};
        case NoticeKind::removed:
            return {say("mail.removed")};
        case NoticeKind::more_time: {
            Lines said{say("mail.more-time")};
            if (notice.until) said.push_back(say("mail.more-time-until"));
            return said;
        }
        case NoticeKind::receipt: {
            Lines said{say("mail.receipt")};
            if (notice.asked.due) said.push_back(say("mail.receipt-change"));
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

Lines Draft::lines() const {
    auto all = news();
    if (asks()) {
        if (notice.asked.due) all.push_back(say("mail.until"));
        if (auto silence = silence_words(notice.asked, language); !silence.empty())
            all.push_back(std::move(silence));
    }
    if (!notice.missing.empty()) all.push_back(say("mail.missing"));
    return all;
}

std::string Draft::button() const {
    switch (notice.kind) {
        case NoticeKind::sign_in:
            return language.say("mail.button-sign-in");
        case NoticeKind::receipt:
            return language.say("mail.button-answer");
        case NoticeKind::revised:
            return language.say("mail.button-changes");
        default:
            return language.say(asks() ? "mail.button-request" : "mail.button-see");
    }
}

std::vector<MailFact> Draft::facts() const {
    std::vector<MailFact> all;
    const auto add = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) all.push_back({language.say(key), value});
    };
    if (notice.kind == NoticeKind::sign_in) return all;
    const auto& asked = notice.asked;
    add("mail.fact-stage", asked.stage);
    add("mail.fact-body",
        asked.function.empty() ? asked.body : fmt::format("{} · {}", asked.body, asked.function));
    if (notice.kind == NoticeKind::receipt && notice.given) {
        add("mail.fact-answer", notice.given->position);
        add("mail.fact-text", notice.digest);
    }
    if (asks() && asked.due) {
        const auto left = days_left(asked, language);
        add("mail.fact-due", left.empty() ? due : fmt::format("{} · {}", due, left));
    }
    if (notice.kind == NoticeKind::request && notice.others > 0) {
        add("mail.fact-others", language.say("mail.others", {{"n", notice.others}}));
    }
    for (const auto& row : notice.tally) add("tally.position", figure(row, language));
    return all;
}

Lines Draft::changes() const {
    Lines all;
    for (const auto& paragraph : notice.changes.paragraphs) {
        if (all.size() == changes_max) break;
        const auto& text = paragraph.after.empty() ? paragraph.before : paragraph.after;
        all.push_back(language.say("mail.change", {{"number", paragraph.number},
                                                   {"change", word(paragraph.change, language)},
                                                   {"text", text}}));
    }
    return all;
}

Lines Draft::footer() const {
    Lines all;
    if (!notice.url.empty()) all.push_back(language.say("mail.footer-personal"));
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
    // The product's name stands beside it, and is not said twice.
    add("house", notice.house == wording.language.say("layout.product") ? "" : notice.house);
    add("first", draft.first());
    add("lines", draft.lines());
    add("quote", notice.reason);
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
