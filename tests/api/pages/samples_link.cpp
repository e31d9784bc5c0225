#include "api/pages/render.hpp"
#include "tests/api/pages/samples.hpp"

namespace paraph::pages {

namespace {

Given given(const Language& language) {
    return {in(language, "We agree, with comments", "মন্তব্যসহ সম্মত"),
            moment("2025-12-15T08:12:00Z"),
            "Rahima Khatun",
            1,
            2,
            How::explicit_};
}

AnswerView answer(const Language& language) {
    AnswerView view;
    view.asked = sample_asked(language, StageKind::ballot);
    view.action = "/a/asg_1";
    view.token = "form-token";
    view.text = sample_text(language);
    view.changes = sample_changes(language);
    view.positions = {
        {"agree", in(language, "We agree", "আমরা সম্মত"), false, false, false, false, false},
        {"comment", in(language, "We agree, with comments", "মন্তব্যসহ সম্মত"), false, false, true,
         false, false},
        {"object", in(language, "We object", "আমরা আপত্তি জানাই"), true, true, false, false, false},
        {"recuse", in(language, "Not our concern", "আমাদের বিষয় নয়"), false, false, false, true,
         false}};
    view.delegate = "/a/asg_1/delegate";
    return view;
}

AnswerView with_errors(const Language& language) {
    auto view = answer(language);
    view.asked.stands_in_for = in(language, "Rahima Khatun", "রহিমা খাতুন");
    view.positions[2].chosen = true;
    view.drafts = {{"p2", "no fee", "condition", "technical", "", "A \"worker\" & family"},
                   {"", "", "", "", "Second", ""}};
    view.errors = {{"reason", in(language, "Say why you object.", "কেন আপত্তি, তা লিখুন।")},
                   {"comment-1-text", in(language, "Write what you want changed in comment 1.",
                                         "মন্তব্য ১-এ কী বদলাতে চান, লিখুন।")},
                   {"comment-1-quote", in(language, "Not there.", "সেখানে নেই।")}};
    return view;
}

AnswerView stale(const Language& language) {
    auto view = answer(language);
    view.standing = Standing::stale;
    view.given = given(language);
    view.blocks = {{"com_4", 4, "¶2", in(language, "Name the fee.", "ফি উল্লেখ করুন।")},
                   {"", 0, "", in(language, "Not costed.", "ব্যয় হিসাব নেই।")}};
    return view;
}

AnswerView chain(const Language& language) {
    auto view = answer(language);
    view.asked = sample_asked(language, StageKind::sign_off);
    view.asked.function = in(language, "Deputy secretary", "উপসচিব");
    view.positions = {{"signed", "", false, false, false, false, false},
                      {"declined", "", false, true, false, false, false}};
    Chain levels;
    levels.next = in(language, "Director", "পরিচালক");
    levels.levels = {
        {in(language, "Desk officer", "ডেস্ক কর্মকর্তা"), "Karim Uddin",
         moment("2025-12-15T06:00:00Z"), in(language, "We agree", "আমরা সম্মত"),
         in(language, "See the note on fees.", "ফি-সংক্রান্ত নোট দেখুন।")},
        {in(language, "Section chief", "শাখাপ্রধান"), "", std::nullopt, "", ""},
        {in(language, "Director", "পরিচালক"), "Rafiq Islam", moment("2025-12-15T09:00:00Z"), "",
         in(language, "Check the costs.", "ব্যয় যাচাই করুন।"), true}};
    view.asked.outside = Outside{.due = moment("2025-12-23T11:00:00Z")};
    view.asked.next_level = levels.next;
    view.returned = Returned{in(language, "Rafiq Islam (Director)", "রফিক ইসলাম (পরিচালক)"),
                             in(language, "Check the costs.", "ব্যয় যাচাই করুন।")};
    levels.proposals = {{"agree", in(language, "We agree", "আমরা সম্মত"), "", true},
                        {"object", in(language, "We object", "আমরা আপত্তি জানাই"), "", false}};
    view.chain = levels;
    return view;
}

SentComment sent(const Language& language) {
    return {.comment = {.id = "com_4",
                        .number = 4,
                        .body = in(language, "Ministry of Labour", "শ্রম মন্ত্রণালয়"),
                        .paragraph = "¶2",
                        .paragraph_id = "p2",
                        .text = in(language, "Name the fee.", "ফি উল্লেখ করুন।")},
            .may_withdraw = true,
            .may_act = true};
}

SentComment discussed(const Language& language) {
    auto one = sent(language);
    one.comment.id = "com_5";
    one.comment.number = 5;
    one.comment.disposition = Disposition::rejected;
    one.comment.observation = in(language, "The law names it.", "আইনে তা বলা আছে।");
    one.comment.maintained = true;
    one.comment.replies = {{.who = one.comment.body,
                            .at = moment("2025-12-16T05:00:00Z"),
                            .text = in(language, "It does not.", "আইনে তা নেই।")}};
    one.may_reply = true;
    return one;
}

std::vector<FilledForm> filled(const Language& language) {
    return {{.who = in(language, "Ministry of Finance", "অর্থ মন্ত্রণালয়"),
             .answers = {{in(language, "Rating", "মান"), language.number(4)}}}};
}

AnswerView lifted(const Language& language) {
    auto view = answer(language);
    view.standing = Standing::lifted;
    view.given = given(language);
    view.given->lifted = moment("2025-12-16T05:00:00Z");
    view.sent = {sent(language)};
    return view;
}

AnswerView acknowledgement(const Language& language) {
    auto view = answer(language);
    view.asked = sample_asked(language, StageKind::circulate);
    view.positions = {{.name = "acknowledge", .title = "Acknowledge"}};
    view.acknowledges = "acknowledge";
    view.comments_welcome = false;
    return view;
}

/// Comments that go out level by level. `last`: by this level.
AnswerView cleared(const Language& language, bool last) {
    auto view = answer(language);
    view.asked = sample_asked(language, StageKind::comment);
    view.colleagues = "/task/asg_1/colleagues";
    view.chain = Chain{.clears = true};
    view.chain->waiting = last ? 2 : 1;
    if (!last) view.chain->submits = "contact point";
    return view;
}

Standstill standstill(const Language& language, std::string_view words,
                      std::string_view meanwhile) {
    return {.words = language.say(
                words, {{"at", language.date_time(moment("2025-12-14T05:00:00Z"), "Asia/Dhaka")},
                        {"until", language.date_time(moment("2026-01-11T04:00:00Z"), "Asia/Dhaka")},
                        {"meeting", in(language, "12th meeting", "দ্বাদশ সভা")}}),
            .why = in(language, "The budget circular is awaited.", "বাজেট পরিপত্র আসেনি।"),
            .meanwhile = language.say(meanwhile)};
}

PauseView pause(const Language& language, Pause which) {
    PauseView view;
    view.asked = sample_asked(language, StageKind::ballot);
    view.pause = which;
    view.text = sample_text(language);
    if (which == Pause::not_yet) view.whose_turn = in(language, "Director", "পরিচালক");
    if (which == Pause::not_yet)
        view.standstill = standstill(language, "cycle.standstill.suspended", "standstill.waits");
    if (which == Pause::suspended)
        view.standstill =
            standstill(language, "cycle.standstill.suspended", "pause.words.suspended");
    if (which == Pause::deferred)
        view.standstill =
            standstill(language, "cycle.standstill.deferred_until", "pause.words.deferred");
    if (which == Pause::level_over) {
        view.until = moment("2025-12-14T11:00:00Z");
        view.whose_turn = "contact point";
    }
    if (which == Pause::answered) {
        view.given = given(language);
        view.whose_turn = "desk officer";
    }
    if (which == Pause::superseded) {
        view.newer_href = "/task/asg_9";
        view.newer = language.say("pause.asked_again", {{"revision", 2}});
        view.sent = {sent(language), discussed(language)};
        view.may_discuss = true;
        view.forms = filled(language);
    }
    if (which == Pause::inside_over) {
        view.outcome = in(language, "Answered", "উত্তর দেওয়া হয়েছে");
        view.newer = language.say("pause.asked_inside");
    }
    if (which == Pause::closed || which == Pause::ended) {
        view.outcome = in(language, "passed", "গৃহীত");
        view.tally = {{in(language, "We agree", "আমরা সম্মত"), 17, 3},
                      {in(language, "We object", "আমরা আপত্তি জানাই"), 0, 0}};
        view.given = given(language);
        view.blocks = {{"", 0, "", in(language, "Not costed.", "ব্যয় হিসাব নেই।")}};
        view.action = "/task/asg_1";
        if (which == Pause::ended) view.lift_received = Received{"lift_received", ""};
    } else if (which == Pause::abandoned) {
        view.reason = in(language, "The budget circular is awaited.", "বাজেট পরিপত্র আসেনি।");
    }
    return view;
}

ReviseView revise(const Language& language) {
    ReviseView view;
    view.asked = sample_asked(language, StageKind::revise);
    view.action = "/a/asg_2";
    view.token = "form-token";
    view.text = sample_text(language);
    view.every_comment_answered = true;
    view.unanswered = 1;
    view.ahead = {{.stage = in(language, "Request", "অনুরোধ"),
                   .bodies = {in(language, "Ministry of Finance", "অর্থ মন্ত্রণালয়")},
                   .count = 1,
                   .due = moment("2026-01-12T11:00:00Z")}};
    view.notice = language.say("revise.saved", {{"n", 2}});
    view.more_time = "/a/asg_2/time";
    CommentRow comment{"com_4",
                       4,
                       in(language, "Ministry of Finance", "অর্থ মন্ত্রণালয়"),
                       "¶2",
                       "p2",
                       Force::condition,
                       CommentType::technical,
                       CommentStatus::open,
                       in(language, "Name the fee.", "ফি উল্লেখ করুন।"),
                       in(language, "A fee of zero.", "শূন্য ফি।"),
                       std::nullopt,
                       ""};
    view.disposals = {{comment, "accepted with modification", "Now ¶2."}, {comment, "", ""}};
    view.disposals[1].comment.id = "com_5";
    view.disposals[1].same = {{.comment = comment}};
    view.disposals[1].same[0].comment.id = "com_6";
    view.disposals[1].same[0].comment.same_as = language.number(5);
    view.disposals[1].comment.paragraph.clear();
    view.draft = "Fair and ethical recruitment\n\nEvery agency is licensed.";
    view.errors = {
        {"disposition-com_5", in(language, "Answer comment 5 too.", "৫ নম্বরেরও জবাব দিন।")}};
    return view;
}

struct Adding {
    std::vector<Sample>& all;
    const Language& language;

    template <class View>
    void operator()(std::string name, const View& view) const {
        all.push_back({std::move(name), render(sample_frame(Section::none), view, language), {}});
    }
};

void add_links(const Adding& add, const Language& language) {
    const auto ballot = sample_asked(language, StageKind::ballot);
    add("link", LinkView{ballot, "/l/token", ""});
    add("link-silence", LinkView{sample_asked(language, StageKind::silence), "/l/token", ""});
    add("link-closed", LinkView{ballot, "/l/token", "", Pause::closed});
    LinkView answered{ballot, "/l/token", ""};
    answered.asked.answered = true;
    add("link-answered", answered);
    LinkView reports{sample_asked(language, StageKind::follow_up), "/l/token", ""};
    reports.asked.due.reset();
    reports.reports = true;
    add("link-reports", reports);
    LinkView deferred{ballot, "/l/token", ""};
    deferred.standstill =
        standstill(language, "cycle.standstill.deferred_meeting", "standstill.answer");
    add("link-deferred", deferred);
    add("link-dead", DeadLinkView{});
    add("link-ended", EndedLinkView{in(language, "Rahima Khatun", "রহিমা খাতুন"),
                                    in(language, "Ministry of Home", "স্বরাষ্ট্র মন্ত্রণালয়"),
                                    moment("2025-12-11T04:00:00Z")});
}

void add_answers(const Adding& add, const Language& language) {
    add("answer", answer(language));
    add("answer-errors", with_errors(language));
    add("answer-stale", stale(language));
    auto draft = answer(language);
    draft.may_draft = draft.takes_file = true;
    draft.draft_version = 2;
    draft.draft = {"Rahima Khatun", moment("2025-12-15T08:12:00Z")};
    draft.colleagues = "/task/asg_1/colleagues";
    add("answer-draft", draft);
    auto record = answer(language);
    record.records = record.maintains = record.takes_file = true;
    record.blocks = {{"com_4", 4, "¶2", in(language, "Name the fee.", "ফি উল্লেখ করুন।")}};
    record.received = Received{"received", ""};
    record.lift_received = Received{"lift_received", in(language, "by phone", "ফোনে")};
    record.maintain_received = Received{"maintain_received", ""};
    record.errors = {{"received", in(language, "Say how it came.", "কীভাবে এসেছে, লিখুন।")},
                     {"maintain_received", in(language, "Say how.", "কীভাবে, লিখুন।")},
                     {"scan", in(language, "This file is empty.", "ফাইলটি খালি।")}};
    add("answer-record", record);
    auto answered = answer(language);
    answered.standing = Standing::answered;
    answered.given = given(language);
    answered.positions[1].chosen = true;
    add("answer-answered", answered);
    answered.standstill =
        standstill(language, "cycle.standstill.deferred_until", "standstill.change");
    add("answer-deferred", answered);
    add("answer-lifted", lifted(language));
    add("answer-acknowledge", acknowledgement(language));
    auto comments = answer(language);
    comments.asked = sample_asked(language, StageKind::comment);
    comments.positions.clear();
    comments.changes = {};
    add("answer-comment", comments);
    add("answer-chain", chain(language));
    auto last = chain(language);
    last.chain->next.clear();
    last.asked.next_level.clear();
    add("answer-chain-last", last);
    add("answer-cleared", cleared(language, false));
    add("answer-cleared-last", cleared(language, true));
}

void add_pauses(const Adding& add, const Language& language) {
    const auto ballot = sample_asked(language, StageKind::ballot);
    for (const auto which : enum_values<Pause>) {
        add("pause-" + std::to_string(static_cast<int>(which)), pause(language, which));
    }
    MoreTimeView time{.asked = ballot, .task_href = "/task/asg_1", .action = "/task/asg_1/time"};
    add("more-time", time);
    time.errors = {{"reason", in(language, "Say why.", "কারণ লিখুন।")}};
    add("more-time-error", time);
    add("more-time-sent", MoreTimeView{.asked = ballot, .task_href = "/task/asg_1", .sent = true});
}

void add_receipts(const Adding& add, const Language& language) {
    const auto ballot = sample_asked(language, StageKind::ballot);
    add("receipt", ReceiptView{ballot, given(language), sample_digest, true, ballot.due, "",
                               "/a/asg_1", 1204});
    ReceiptView agreed{.asked = ballot, .given = given(language), .digest = sample_digest};
    agreed.reason = in(language, "It is settled.", "মীমাংসা হয়েছে।");
    agreed.sent = answer(language).sent;
    agreed.change_href = "/a/asg_1";
    agreed.conditions = {{.id = "com_1", .number = 1, .earlier = true}};
    add("receipt-condition", agreed);
    agreed.standstill =
        standstill(language, "cycle.standstill.deferred_meeting", "standstill.fixed");
    add("receipt-deferred", agreed);
    ReceiptView back{.asked = ballot, .given = given(language), .digest = sample_digest};
    back.given.lifted = moment("2025-12-16T05:00:00Z");
    back.mailed = false;
    back.forms = filled(language);
    add("receipt-lifted", back);
    ReceiptView recorded{.asked = ballot, .given = given(language), .digest = sample_digest};
    recorded.asked.own = false;
    recorded.given.received = in(language, "by letter", "চিঠিতে");
    recorded.over = true;
    recorded.conditions = agreed.conditions;
    recorded.outcome = in(language, "cleared", "সম্মত");
    add("receipt-recorded", recorded);
    ReceiptView cleared{.asked = ballot, .given = given(language), .clears = true};
    add("receipt-cleared-last", cleared);
    cleared.submits = "contact point";
    add("receipt-cleared", cleared);
}

void add_lead(const Adding& add, const Language& language) {
    add("revise", revise(language));
    auto first = revise(language);
    first.asked.first_text = true;
    first.disposals.clear();
    first.errors.clear();
    add("revise-first", first);
    auto withdrawal = revise(language);
    withdrawal.asks_withdrawal = true;
    withdrawal.withdrawn_as = in(language, "withdrawn", "প্রত্যাহৃত");
    withdrawal.told = 18;
    withdrawal.forms = filled(language);
    add("revise-withdrawal", withdrawal);
    add("meet", MeetView{sample_asked(language, StageKind::meet),
                         "/a/asg_3",
                         "t",
                         {{"cleared", in(language, "cleared", "সম্মত"), "", false},
                          {"returned", in(language, "returned", "ফেরত"), "", true}},
                         "Minutes",
                         sample_text(language),
                         {{"result", in(language, "Choose a result.", "ফলাফল বেছে নিন।")}}});
}

void add_sign_in(const Adding& add, const Language& language) {
    add("sign-in", SignInView{"t", "", false, {}});
    add("sign-in-error",
        SignInView{"t",
                   "x@",
                   false,
                   {{"email", in(language, "Write the whole address.", "পুরো ঠিকানা লিখুন।")}}});
    add("sign-in-sent", SignInView{"t", "", true, {}});
    add("sign-in-continue", SignInContinueView{"/s/token", ""});
    add("signed-out", SignedOutView{});
}

void add_errors(const Adding& add) {
    for (const int status : {400, 401, 403, 404, 405, 408, 409, 412, 413, 418, 429, 500, 503}) {
        add("error-" + std::to_string(status), ErrorView{.status = status,
                                                         .back = status == 404 ? "/" : "/sign-in",
                                                         .passes = status == 429 || status >= 500});
    }
    add("error-503-sent", ErrorView{.status = 503,
                                    .passes = true,
                                    .action = "/task/asg_1",
                                    .fields = {{"token", "t"}, {"reason", "Not \"yet\"."}}});
}

}  // namespace

void add_link_samples(std::vector<Sample>& all, const Language& language) {
    const Adding add{all, language};
    add_links(add, language);
    add_answers(add, language);
    add_pauses(add, language);
    add_receipts(add, language);
    add_lead(add, language);
    add_sign_in(add, language);
    add_errors(add);
}

}  // namespace paraph::pages
