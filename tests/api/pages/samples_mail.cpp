#include <functional>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"
#include "tests/api/pages/samples.hpp"

namespace paraph::pages {

namespace {

Notice notice(const Language& language, NoticeKind kind) {
    Notice notice;
    notice.kind = kind;
    notice.asked = sample_asked(language, StageKind::ballot);
    notice.url = "https://paraph.example/l/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMn";
    notice.house = "GCM Taskforce";
    notice.contact = "secretariat@taskforce.example";
    notice.zone = "Asia/Dhaka";
    notice.by = in(language, "Ministry of Home", "স্বরাষ্ট্র মন্ত্রণালয়");
    notice.outcome = in(language, "cleared", "সম্মত");
    notice.revision = 2;
    notice.digest = sample_digest;
    notice.changeable = true;
    notice.others = 17;
    notice.until = moment("2026-01-11T04:00:00Z");
    notice.given = Given{in(language, "We agree", "আমরা সম্মত"),
                         moment("2025-12-15T08:12:00Z"),
                         "Rahima Khatun",
                         1,
                         2,
                         How::explicit_};
    if (kind == NoticeKind::outcome) {
        notice.checkpoint = "taskforce.example\n1205\nfzqcG+JN\n\n— taskforce.example QDgAEbS1\n";
        notice.tally = {{in(language, "We agree", "আমরা সম্মত"), 17, 3}};
    }
    if (kind == NoticeKind::handed_back)
        notice.open = {{notice.asked.cycle, notice.asked.stage, moment("2026-01-12T11:00:00Z")},
                       {notice.asked.cycle, "", std::nullopt}};
    if (kind == NoticeKind::replied) {
        notice.comments = 3;
        notice.about = {4, 17};
    }
    if (kind == NoticeKind::revised) notice.changes = sample_changes(language);
    if (kind == NoticeKind::passed_on)
        notice.next = in(language, "Ministry of Interior", "অভ্যন্তরীণ মন্ত্রণালয়");
    if (kind == NoticeKind::objection || kind == NoticeKind::suspended ||
        kind == NoticeKind::returned) {
        notice.reason = in(language, "The proposal is not costed.", "প্রস্তাবের ব্যয় হিসাব নেই।");
    }
    if (kind == NoticeKind::overdue) {
        notice.missing = {in(language, "1 more answer", "আরও ১টি উত্তর"),
                          in(language, "1 objection open", "১টি আপত্তি খোলা")};
    }
    return notice;
}

using Add = std::function<void(const std::string& name, const Notice& one)>;

void add_handed_back(const Add& add, const Language& language) {
    auto returned = notice(language, NoticeKind::handed_back);
    returned.returns = true;
    add("handed-back-own", returned);
    returned.open.clear();
    returned.asked.cycle.clear();
    add("handed-back-own-none", returned);
    returned.returns = false;
    add("handed-back-none", returned);
}

/// Inside a body.
void add_levels(const Add& add, const Language& language) {
    auto level = notice(language, NoticeKind::request);
    level.asked.task = StageKind::sign_off;
    level.asked.outside = Outside{.due = moment("2025-12-23T11:00:00Z")};
    level.asked.next_level = in(language, "Director", "পরিচালক");
    add("request-level", level);
    level.asked.outside->stands = in(language, "We agree", "আমরা সম্মত");
    add("request-level-stands", level);
    auto reopened = notice(language, NoticeKind::reopened);
    reopened.asked = level.asked;
    reopened.awaited = false;
    reopened.given.reset();
    reopened.stands = level.asked.outside->stands;
    add("reopened-stands", reopened);
    reopened.kind = NoticeKind::abandoned;
    reopened.over_outside = true;
    add("abandoned-stands", reopened);
    reopened.stands.clear();
    add("abandoned-outside", reopened);
    reopened.asked_again = true;
    add("abandoned-again", reopened);
}

}  // namespace

void add_mail_samples(std::vector<Sample>& all, const Language& language) {
    const Add add = [&](const std::string& name, const Notice& one) {
        auto mail = render(one, language);
        all.push_back({"mail-" + name, std::move(mail.html), mail.subject + "\n\n" + mail.text});
    };
    for (const auto kind : enum_values<NoticeKind>) add(code_of(kind), notice(language, kind));
    for (const auto kind : {NoticeKind::reminder, NoticeKind::overdue}) {
        auto one = notice(language, kind);
        one.asked.task = StageKind::follow_up;
        one.commitment = true;
        one.missing.clear();
        one.reason = in(language, "We publish the figures.", "আমরা পরিসংখ্যান প্রকাশ করব।");
        one.written = moment("2024-12-15T08:12:00Z");
        add(code_of(kind) + "-commitment", one);
    }
    for (const auto task : enum_values<StageKind>) {
        // Blocks ask nobody themselves.
        if (task == StageKind::parallel || task == StageKind::each || task == StageKind::call)
            continue;
        auto one = notice(language, NoticeKind::request);
        one.asked.task = task;
        add("request-" + code_of(task), one);
    }
    for (const auto kind : {NoticeKind::request, NoticeKind::reminder, NoticeKind::resumed}) {
        auto one = notice(language, kind);
        one.asked.due.reset();
        one.asked.working_days_left.reset();
        add(code_of(kind) + "-no-due", one);
    }
    auto renewed = notice(language, NoticeKind::request);
    renewed.renewed = true;
    add("request-renewed", renewed);
    add_handed_back(add, language);
    auto heard = notice(language, NoticeKind::outcome);
    heard.asked.task = StageKind::comment;
    heard.result = "closed";
    heard.tally.clear();
    heard.comments = 41;
    heard.commenters = 12;
    heard.next = in(language, "Drafting", "খসড়া সংশোধন");
    add("outcome-comment", heard);
    auto several = notice(language, NoticeKind::outcome);
    several.also = {heard};
    add("outcome-several", several);
    several.asked.stage.clear();
    add("outcome-and-end", several);
    for (const auto kind :
         {NoticeKind::extended, NoticeKind::shortened, NoticeKind::resumed, NoticeKind::reopened}) {
        auto told = notice(language, kind);
        told.awaited = told.personal = false;
        add(code_of(kind) + "-told-of-one", told);
        told.by.clear();
        add(code_of(kind) + "-told", told);
    }
    add_levels(add, language);
    auto carried = notice(language, NoticeKind::revised);
    carried.carried = true;
    add("revised-carried", carried);
    carried.given->own = false;
    carried.given->blocks = true;
    add("revised-carried-objection", carried);
}

}  // namespace paraph::pages
