#include "api/pages/positions.hpp"
#include "api/pages/render.hpp"
#include "tests/api/pages/samples.hpp"

namespace paraph::pages {

namespace {

const char* const picture =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 70" width="620" height="70" )"
    R"(role="img" aria-label="request, clearance"><g fill="none" stroke="currentColor">)"
    R"(<rect x="2" y="15" width="150" height="40"/><rect x="232" y="15" width="150" height="40"/>)"
    R"(<rect x="462" y="15" width="150" height="40" stroke-dasharray="6 4"/>)"
    R"(<path d="M152 35H232M382 35H462"/></g></svg>)";

std::vector<TimeRequestRow> requests(const Language& language) {
    const auto until = language.date_time(moment("2025-12-25T11:00:00Z"), "Asia/Dhaka");
    const auto body = in(language, "Ministry of Health", "স্বাস্থ্য মন্ত্রণালয়");
    return {{language.say("cycle.asks_time_until", {{"body", body}, {"until", until}}),
             in(language, "The minister is abroad.", "মন্ত্রী বিদেশে আছেন।"),
             "/cycles/cyc_1/acts/extend?body=health"}};
}

BoardView board(const Language& language) {
    const auto title = in(language, "National position, objective 6", "জাতীয় অবস্থান, উদ্দেশ্য ৬");
    BoardRow row{"/cycles/cyc_1",
                 title,
                 CycleStatus::running,
                 in(language, "request", "সম্মতি চাওয়া"),
                 "",
                 "",
                 3,
                 18,
                 moment("2025-12-22T11:00:00Z"),
                 false};
    BoardView view;
    view.waiting = {row, row};
    view.waiting[1].status = CycleStatus::suspended;
    row.why = in(language, "2 objections open", "২টি আপত্তি খোলা");
    view.needs_you = {row};
    view.needs_you.front().requests = requests(language);
    view.consents = {
        {"/bodies/labour/delegations", in(language, "Ministry of Labour", "শ্রম মন্ত্রণালয়"),
         in(language, "Rahima Khatun", "রহিমা খাতুন"), in(language, "Karim Uddin", "করিম উদ্দিন")}};
    row.status = CycleStatus::ended;
    row.outcome = in(language, "cleared", "সম্মত");
    view.settled = {row};
    return view;
}

std::vector<PositionRow> positions(const Language& language) {
    const auto member = in(language, "member", "সদস্য");
    const auto at = moment("2025-12-15T08:12:00Z");
    const PositionRow row{.body = in(language, "Ministry of Labour", "শ্রম মন্ত্রণালয়"),
                          .role = member,
                          .status = AssignmentStatus::answered,
                          .position = in(language, "We agree", "আমরা সম্মত"),
                          .how = How::explicit_,
                          .person = "Rahima Khatun",
                          .at = at,
                          .revision = 2,
                          .link_href = "/task/asg_1"};
    std::vector<PositionRow> rows{row, row, row, row, row, row};
    rows[4].received = received_word("by letter", language);
    rows[4].reason_erased = true;
    rows[5].status = AssignmentStatus::closed;
    rows[5].position.clear();
    rows[5].how.reset();
    rows[5].done = language.say("did.committed", {{"n", 2}});
    rows[1].status = AssignmentStatus::blocking;
    rows[1].reason = in(language, "The proposal is not costed.", "প্রস্তাবের ব্যয় হিসাব নেই।");
    rows[2].status = AssignmentStatus::silent;
    rows[2].how = How::silence;
    rows[2].person.clear();
    rows[3].status = AssignmentStatus::awaited;
    rows[3].position.clear();
    rows[3].how.reset();
    rows[3].at.reset();
    rows[3].due = moment("2025-12-29T11:00:00Z");
    return rows;
}

std::vector<TimelineRow> timeline(const Language& language) {
    return {{1204,
             moment("2025-12-15T08:12:00Z"),
             "Rahima Khatun",
             in(language, "Ministry of Labour: We object, on revision 2; this blocks",
                "শ্রম মন্ত্রণালয়: আপত্তি, সংস্করণ ২-এর ওপর"),
             {in(language, "Not costed.", "ব্যয় হিসাব নেই।")},
             false,
             sample_digest},
            {1203,
             moment("2025-12-15T08:00:00Z"),
             "",
             in(language, "reminded: Finance and Home", "মনে করানো হয়েছে: অর্থ ও স্বরাষ্ট্র"),
             {},
             false,
             sample_digest},
            {1202, moment("2025-12-15T07:00:00Z"), "", "", {}, true, sample_digest}};
}

RoundRow each_round(const Language& language) {
    RoundRow round{.stage = in(language, "a review for each", "প্রত্যেকের পর্যালোচনা"),
                   .number = 1,
                   .revision = 1,
                   .opened = moment("2025-12-01T05:30:00Z")};
    round.sub_cycles = {{.title = language.digits("6"),
                         .href = "/cycles/cyc_2",
                         .status = CycleStatus::running,
                         .stage = in(language, "reviews", "পর্যালোচনা"),
                         .due = moment("2025-12-22T11:00:00Z")},
                        {.title = language.digits("21"),
                         .seat = AssignmentStatus::answered,
                         .outcome = in(language, "reviewed", "পর্যালোচিত")}};
    return round;
}

CycleView cycle(const Language& language) {
    CycleView view;
    view.href = "/cycles/cyc_1";
    view.title = in(language, "National position, objective 6", "জাতীয় অবস্থান, উদ্দেশ্য ৬");
    view.definition = in(language, "Clearance by correspondence", "পত্রবিনিময়ে সম্মতি");
    view.definition_href = "/definitions/write-round/versions/3";
    view.picture.html = picture;
    view.picture_text =
        in(language, "Request is open; clearance follows.", "এখন সম্মতি চাওয়া হচ্ছে।");
    view.stage = in(language, "request", "সম্মতি চাওয়া");
    view.due = moment("2025-12-22T11:00:00Z");
    view.missing = {in(language, "needs 1 more answer (Labour); 1 objection open (Home)",
                       "আরও ১টি উত্তর দরকার (শ্রম); ১টি আপত্তি খোলা (স্বরাষ্ট্র)")};
    view.parent = in(language, "Annual review", "বার্ষিক পর্যালোচনা");
    view.parent_href = "/cycles/cyc_0";
    view.erased = language.say("erased.on", {{"day", language.day(*view.due, "UTC")}});
    view.attention = {{in(language, "Ministry of Home", "স্বরাষ্ট্র মন্ত্রণালয়"),
                       in(language, "lift or maintain", "তুলে নেওয়া বা বহাল রাখা"), view.due},
                      {.what = language.say("cycle.assign", {{"n", 1}}),
                       .href = "/cycles/cyc_1/acts/add-participant?role=reviewers"}};
    view.rounds = {{view.stage, 2, 2, RoundStatus::open, moment("2025-12-14T05:30:00Z"), view.due,
                    std::nullopt, "", positions(language)},
                   {view.stage,
                    1,
                    1,
                    RoundStatus::superseded,
                    moment("2025-12-07T05:30:00Z"),
                    view.due,
                    moment("2025-12-14T05:30:00Z"),
                    "",
                    {}},
                   {view.stage,
                    1,
                    1,
                    RoundStatus::open,
                    moment("2025-12-01T05:30:00Z"),
                    std::nullopt,
                    std::nullopt,
                    "",
                    {}}};
    view.rounds.push_back(each_round(language));
    view.commitments = {{"cmt_1", 1, in(language, "Publish the fees.", "ফি প্রকাশ করা হবে।"),
                         in(language, "A list on the web", "ওয়েবে একটি তালিকা"),
                         in(language, "Half is done.", "অর্ধেক।"), CommitmentStatus::on_track,
                         moment("2026-03-01T11:00:00Z"), true,
                         in(language, "Ministry of Finance", "অর্থ মন্ত্রণালয়"), "", ""}};
    view.comments = {
        {"com_4", 4, in(language, "Ministry of Finance", "অর্থ মন্ত্রণালয়"), "¶2", "p2",
         Force::condition, CommentType::technical, CommentStatus::open,
         in(language, "Name the fee.", "ফি লিখুন।"), in(language, "A fee of zero.", "শূন্য ফি।"),
         Disposition::accepted, in(language, "Done in ¶2.", "¶২-এ করা হয়েছে।")},
        {"com_5", 5, "IOM", "", "", Force::remark, CommentType::editorial, CommentStatus::withdrawn,
         "Typo", "", std::nullopt, ""}};
    view.text = sample_text(language);
    view.revisions = {{2, moment("2025-12-14T05:30:00Z"), "Karim Uddin", sample_digest, true,
                       "/cycles/cyc_1/revisions/2", "/cycles/cyc_1/revisions/2/differences"},
                      {1, moment("2025-12-07T05:30:00Z"), "Karim Uddin", sample_digest, false,
                       "/cycles/cyc_1/revisions/1", ""}};
    view.timeline = timeline(language);
    view.timeline_href = "/audit/cycles/cyc_1";
    view.comments_total = 41;
    view.comments_href = "/cycles/cyc_1/comments";
    view.requests = requests(language);
    view.acts.assign(enum_values<Act>.begin(), enum_values<Act>.end());
    return view;
}

/// A paragraph changed in two languages, one in another only, and a language is gone.
RevisionView differences_elsewhere(const Language& language) {
    const TextVersion other{language.code() == "en" ? "bn" : "en", in(language, "বাংলা", "English"),
                            "?since=1&text=bn"};
    const auto kept = in(language, "It is kept.", "এটি রাখা হয়।");
    auto changes = sample_changes(language);
    changes.versions = changes.paragraphs[0].elsewhere = {other};
    changes.left_out = {{"fr", "fr", {}}};
    changes.paragraphs.push_back({.id = "p6",
                                  .number = 6,
                                  .after = kept,
                                  .words = {{.text = kept}},
                                  .elsewhere = {other},
                                  .only_elsewhere = true});
    return {"/cycles/cyc_1", cycle(language).title, {}, changes, "/cycles/cyc_1/revisions/2"};
}

CommentRow carried_comment(const Language& language) {
    CommentRow row = cycle(language).comments[0];
    row.id = "com_6";
    row.carrying = Carrying::outdated;
    row.quote = in(language, "no fee", "কোনো ফি");
    row.group = in(language, "Fees", "ফি");
    row.same_as = "2";
    row.maintained = true;
    return row;
}

CommentsView comments(const Language& language) {
    CommentsView view;
    view.cycle_href = "/cycles/cyc_1";
    view.cycle = cycle(language).title;
    view.action = view.send = "/cycles/cyc_1/comments";
    view.token = "t";
    view.comments = cycle(language).comments;
    view.comments.push_back(carried_comment(language));
    view.shown_from = 50;
    view.total = 2'000;
    view.next_href = "/cycles/cyc_1/comments?cursor=53";
    view.bodies = {{"", in(language, "All", "সব"), "", true}, {"iom", "IOM", "", false}};
    view.forces = view.types = view.dispositions = view.carryings = view.answers = view.bodies;
    view.xlsx_href = view.action + ".xlsx";
    view.csv_href = view.action + ".csv";
    view.beside_href = "/cycles/cyc_1/beside";
    view.pdf_href = "/cycles/cyc_1/beside.pdf";
    view.may_answer = true;
    view.may_import = true;
    view.may_withdraw = true;
    view.read = {language.say("comments.read.answers", {{"n", 12}}),
                 language.say("comments.read.unmarked", {{"n", 2}}),
                 language.say("comments.read.left_alone", {{"numbers", language.digits("3, 12")}}),
                 language.say("comments.read.unread", {{"columns", "“Internal remark”"}})};
    view.filtered = true;
    return view;
}

CommentsActView comments_act(const Language& language, const std::string& act) {
    const auto all = comments(language);
    return {.cycle_href = all.cycle_href,
            .cycle = all.cycle,
            .action = all.action + "?cursor=50",
            .token = "t",
            .act = act,
            .received = act == "withdraw" ? in(language, "by phone", "ফোনে") : "",
            .comments = {all.comments.front(), all.comments.back()},
            .will_change = {language.say("fact.comments-parted", {{"n", 1}, {"comment", "2"}})}};
}

/// A table that was written before somebody else answered.
CommentsView overtaken_table(const Language& language) {
    auto view = comments(language);
    view.read.clear();
    view.foretold = {language.say("comments.read.answers", {{"n", 12}}),
                     language.say("comments.read.overtaken", {{"n", 2}})};
    view.conflicts = {
        language.say("comments.conflict",
                     {{"row", 3},
                      {"number", 2},
                      {"column", "Disposition"},
                      {"table", "“accepted”"},
                      {"here", "“rejected”"},
                      {"since", language.date_time(moment("2025-12-22T11:00:00Z"), "Asia/Dhaka")}}),
        language.say("comments.conflict_undated",
                     {{"row", 4},
                      {"number", 3},
                      {"column", "Group"},
                      {"table", "“Fees”"},
                      {"here", language.say("comments.conflict_nothing")}})};
    view.overrules = {{"2@58", language.say("comments.overrule_one", {{"number", 2}}), "", true},
                      {"3@60", language.say("comments.overrule_one", {{"number", 3}})},
                      {"2@58,3@60", language.say("comments.overrule_all")}};
    return view;
}

BesideView beside(const Language& language) {
    BesideView view;
    view.cycle_href = "/cycles/cyc_1";
    view.cycle = cycle(language).title;
    view.language = std::string(language.code());
    view.revision = 2;
    view.digest = sample_digest;
    view.whole = {cycle(language).comments.back()};
    for (const auto& paragraph : sample_text(language).paragraphs)
        view.paragraphs.push_back({paragraph, {}});
    view.paragraphs.front().comments = {carried_comment(language)};
    view.pdf_href = "/cycles/cyc_1/beside.pdf";
    return view;
}

ActView act(const Language& language, Act which) {
    ActView view;
    view.act = which;
    view.cycle_href = "/cycles/cyc_1";
    view.cycle = in(language, "National position, objective 6", "জাতীয় অবস্থান, উদ্দেশ্য ৬");
    view.action = "/cycles/cyc_1/acts/x";
    view.token = "t";
    const std::vector<Choice> some{{"", in(language, "All", "সবাই"), "", true},
                                   {"x", "X", "", false}};
    if (which == Act::extend || which == Act::remove_participant) view.whom = some;
    if (which == Act::add_participant) view.whom = view.roles = some;
    if (which == Act::replace_participant) view.whom = view.successors = some;
    if (which == Act::reopen) view.rounds = some;
    if (which == Act::waive) view.stages = some;
    if (which == Act::meeting) view.results = some;
    view.reason = in(language, "Eid holidays", "ঈদের ছুটি");
    return view;
}

void add_audit(std::vector<Sample>& all, const Language& language) {
    const auto title = in(language, "Objective 6", "উদ্দেশ্য ৬");
    all.push_back({"audit",
                   render(sample_frame(Section::audit),
                          AuditView{title, "cyc_01h455vb4pex5vsknk084sn02q", CycleStatus::running,
                                    "", timeline(language), 1204,
                                    "taskforce.example\n1204\nfzqcG+JN\n\n— taskforce abc\n",
                                    "taskforce.example+7f3a9c1b+AbCdEf", "/audit/log.vkey",
                                    "paraph trail verify cyc_1.jsonl --key log.vkey",
                                    "/cycles/cyc_1/certificate", "/audit/cycles/cyc_1", "t"},
                          language),
                   {}});
    all.push_back(
        {"reading",
         render(sample_frame(Section::audit),
                ReadingView{.title = title, .action = "/audit/cycles/cyc_1", .token = "t"},
                language),
         {}});
}

CycleView abandoned(const Language& language) {
    auto view = cycle(language);
    view.status = CycleStatus::abandoned;
    const auto at = language.date_time(moment("2025-12-16T05:30:00Z"), "Asia/Dhaka");
    view.standstill = language.say("cycle.standstill.abandoned", {{"at", at}});
    view.standstill_reason = in(language, "It is overtaken.", "এর আর প্রয়োজন নেই।");
    view.due.reset();
    view.rounds.front().stands = view.status;
    view.rounds.front().due.reset();
    view.rounds.front().positions[3].unanswered = language.say("round.had_not_answered");
    return view;
}

ActView extension(const Language& language) {
    auto preview = act(language, Act::extend);
    preview.date = "2025-12-29";
    preview.hour = "17:00";
    preview.will_change = {in(language, "The deadline moves from Mon 22 Dec to Mon 29 Dec, 17:00.",
                              "সময়সীমা সোম ২২ ডিসে থেকে সোম ২৯ ডিসে, ১৭:০০-তে যাবে।")};
    const auto due = language.date_time(moment("2025-12-22T11:00:00Z"), "Asia/Dhaka");
    preview.dues = {language.say("act.due_now", {{"who", cycle(language).stage}, {"due", due}})};
    const auto day = language.day(moment("2025-12-25T11:00:00Z"), "Asia/Dhaka");
    preview.closed_day =
        language.say("act.on_holiday", {{"day", day}, {"holiday", "Christmas Day"}, {"next", day}});
    preview.told = {in(language, "18 ministries", "১৮টি মন্ত্রণালয়")};
    return preview;
}

}  // namespace

void add_board_samples(std::vector<Sample>& all, const Language& language) {
    const auto frame = sample_frame(Section::board);
    const auto add = [&](std::string name, const auto& view) {
        all.push_back({std::move(name), render(frame, view, language), {}});
    };
    add("board", board(language));
    add("board-empty", BoardView{});
    add("cycle", cycle(language));
    add("cycle-silent", [&] {
        auto view = cycle(language);
        view.missing.clear();
        view.attention.clear();
        const auto due = language.date_time(*view.due, "Asia/Dhaka");
        view.outlook = {language.say("cycle.adopts", {{"due", due}})};
        return view;
    }());
    add("cycle-ended", [&] {
        auto view = cycle(language);
        view.status = CycleStatus::ended;
        view.outcome = in(language, "cleared", "সম্মত");
        view.missing.clear();
        view.acts.clear();
        view.comments.clear();
        return view;
    }());
    add("cycle-abandoned", abandoned(language));
    const auto title = cycle(language).title;
    const std::string revision = "/cycles/cyc_1/revisions/2";
    add("revision",
        RevisionView{"/cycles/cyc_1", title, sample_text(language), {}, revision + "/differences"});
    add("differences",
        RevisionView{"/cycles/cyc_1", title, {}, sample_changes(language), revision});
    add("differences-elsewhere", differences_elsewhere(language));
    add("differences-none", RevisionView{"/cycles/cyc_1", title, {}, {1, 2, false, {}}, revision});
    add("comments", comments(language));
    add("comments-none", [&] {
        auto view = comments(language);
        view.comments.clear();
        view.total = 0;
        view.bad_rows = {language.say("comments.bad_row",
                                      {{"row", 3}, {"column", "Body"}, {"text", "No such body."}})};
        view.errors = {{"table", in(language, "Choose the file.", "ফাইলটি বেছে নিন।")}};
        return view;
    }());
    for (const auto* act : {"part", "withdraw"})
        add("comments-act-" + std::string(act), comments_act(language, act));
    add("comments-overtaken", overtaken_table(language));
    add("commitments", [&] {
        CommitmentsView view{.rows = cycle(language).commitments, .filtered = true};
        view.rows.front().cycle = title;
        view.rows.front().cycle_href = "/cycles/cyc_1";
        view.bodies = {{"", language.say("commitments.any"), {}, true}};
        view.subjects = view.states = view.bodies;
        return view;
    }());
    add("beside", beside(language));
    for (const auto which : enum_values<Act>) {
        add("act-" + std::to_string(static_cast<int>(which)), act(language, which));
    }
    add("act-preview", extension(language));
    auto wrong = act(language, Act::abandon);
    wrong.reason.clear();
    wrong.errors = {{"reason", in(language, "Say why.", "কারণ লিখুন।")}};
    add("act-error", wrong);
    add_audit(all, language);
}

}  // namespace paraph::pages
