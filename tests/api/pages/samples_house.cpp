#include "api/pages/render.hpp"
#include "tests/api/pages/samples.hpp"

namespace paraph::pages {

namespace {

OpenCycleView open_cycle(const Language& language) {
    OpenCycleView view;
    view.action = "/cycles/new";
    view.token = "t";
    view.once = "o";
    view.zone = "Asia/Dhaka";
    view.media_type = "text/markdown";
    view.definition = "write-round";
    view.version = 3;
    view.definition_title = in(language, "Clearance by correspondence", "পত্রবিনিময়ে সম্মতি");
    view.title = in(language, "Objective 6", "উদ্দেশ্য ৬");
    const std::vector<Choice> yes_no{{"yes", in(language, "Yes", "হ্যাঁ"), "", false},
                                     {"no", in(language, "No", "না"), "", true}};
    view.attributes = {
        {"financial", in(language, "Does the proposal cost money?", "প্রস্তাবে কি ব্যয় আছে?"),
         Attribute::Type::yes_no, true, "", yes_no},
        {"objectives",
         in(language, "Which objectives does it touch?", "কোন কোন উদ্দেশ্য?"),
         Attribute::Type::some_of,
         false,
         "",
         {{"1", "1", "", false}, {"6", "6", "", true}}},
        {"pages",
         in(language, "How many pages?", "কত পৃষ্ঠা?"),
         Attribute::Type::number,
         true,
         "12",
         {}}};
    const std::vector<Choice> bodies{{"home", in(language, "Home", "স্বরাষ্ট্র"), "", true},
                                     {"labour", in(language, "Labour", "শ্রম"), "", false},
                                     {"finance", in(language, "Finance", "অর্থ"), "", false}};
    view.roles = {{"lead", in(language, "Lead", "প্রধান সংস্থা"), 1, 1, "", bodies},
                  {"members", in(language, "Members", "সদস্য"), 2, 60, "", bodies},
                  {"finance",
                   in(language, "Finance", "অর্থ"),
                   1,
                   1,
                   in(language, "Ministry of Finance", "অর্থ মন্ত্রণালয়"),
                   {}}};
    view.dates = {{"finance statement", in(language, "Finance statement", "সম্মতি চাওয়া"),
                   in(language, "5 working days", "৫ কর্মদিবস"), "", "", "2025-12-22", "17:00", ""},
                  {"request", in(language, "Request", "সদস্যদের মতামত"),
                   in(language, "10 clear working days", "১০ পূর্ণ কর্মদিবস"),
                   in(language, "10 clear working days", "১০ পূর্ণ কর্মদিবস"),
                   in(language, "Secretary", "সদস্য-সচিব"), "", "", "Before the session."}};
    view.languages = {{"en", "English", "", true}, {"bn", "বাংলা", "", false}};
    view.text = "Fair and ethical recruitment";
    return view;
}

BodyView body(const Language& language) {
    BodyView view;
    view.action = "/bodies/labour";
    view.token = "t";
    view.id = "labour";
    view.version = 2;
    view.names = {{"en", "English", "Ministry of Labour", false},
                  {"bn", "বাংলা", "শ্রম মন্ত্রণালয়", false}};
    view.kind = in(language, "ministry", "মন্ত্রণালয়");
    view.people = {{"per_1", "Rahima Khatun", in(language, "focal point", "ফোকাল পয়েন্ট"),
                    "rahima@labour.example", "বাংলা", true},
                   {"per_2", "Karim Uddin", in(language, "director", "পরিচালক"),
                    "karim@labour.example", "English", false}};
    view.languages = {{"bn", "বাংলা", "", true}, {"en", "English", "", false}};
    view.functions = {in(language, "desk officer", "ডেস্ক কর্মকর্তা"),
                      in(language, "focal point", "ফোকাল পয়েন্ট")};
    view.errors = {{"person-email", in(language, "Write it in full.", "পুরোটা লিখুন।")}};
    return view;
}

void add_definitions(std::vector<Sample>& all, const Language& language) {
    const auto frame = sample_frame(Section::definitions);
    const auto title = in(language, "Clearance by correspondence", "পত্রবিনিময়ে সম্মতি");
    all.push_back(
        {"definitions",
         render(frame, DefinitionsView{{{"/definitions/write-round", "write-round", title, 3, 12}}},
                language),
         {}});
    DefinitionView view;
    view.name = "write-round";
    view.title = title;
    view.version = 3;
    view.digest = sample_digest;
    view.source = "workflow: write-round\nlanguage: 1\ntitle:\n  en: Clearance by correspondence\n";
    view.open_href = "/cycles/new?definition=write-round";
    view.versions = {{"/definitions/write-round/versions/3", 3, sample_digest, true},
                     {"/definitions/write-round/versions/2", 2, sample_digest, false}};
    all.push_back({"definition", render(frame, view, language), {}});
}

void add_mails_and_log(std::vector<Sample>& all, const Language& language) {
    const auto frame = sample_frame(Section::mails);
    const auto at = moment("2025-12-15T08:12:00Z");
    all.push_back({"mails",
                   render(frame,
                          CaughtMailsView{{{"/demo/mail/1", "rahima@labour.example",
                                            "Answer by Mon 22 Dec", at}}},
                          language),
                   {}});
    all.push_back({"mails-none", render(frame, CaughtMailsView{}, language), {}});
    all.push_back({"mail-caught",
                   render(frame,
                          CaughtMailView{"secretariat@taskforce.example", "rahima@labour.example",
                                         "Answer by Mon 22 Dec", at,
                                         "Read and answer:\nhttps://x.example/l/abc\n", ""},
                          language),
                   {}});
    all.push_back(
        {"audits",
         render(sample_frame(Section::audit),
                AuditListView{{{"/audit/cycles/cyc_1", in(language, "Objective 6", "উদ্দেশ্য ৬"),
                                "cyc_01h455vb4pex5vsknk084sn02q", CycleStatus::ended,
                                in(language, "cleared", "সম্মত"), at, 48}},
                              123456,
                              "taskforce.example\n123456\nfzqcG+JN\n",
                              {"silence", "waivers"}},
                language),
         {}});
    QuestionView question{.name = "silence", .action = "/audit/questions/silence"};
    question.asks_position = true;
    all.push_back({"question-none", render(sample_frame(Section::audit), question, language), {}});
    question.from = "2026-01-01";
    question.position = "agree";
    question.more = true;
    question.rows = {{"/audit/cycles/cyc_1#entry-1203",
                      1203,
                      in(language, "Objective 6", "উদ্দেশ্য ৬"),
                      at,
                      "",
                      in(language, "counted silence as: Agree", "নীরবতা গণ্য করেছে: একমত"),
                      {in(language, "No time left.", "সময় নেই।")}}};
    all.push_back({"question", render(sample_frame(Section::audit), question, language), {}});
}

}  // namespace

void add_house_samples(std::vector<Sample>& all, const Language& language) {
    const auto frame = sample_frame(Section::board);
    const auto add = [&](std::string name, const auto& view) {
        all.push_back({std::move(name), render(frame, view, language), {}});
    };
    OpenCycleView choice;
    choice.definitions = {
        {"write-round", in(language, "Clearance by correspondence", "পত্রবিনিময়ে সম্মতি"),
         "write-round 3", false},
        {"silence-procedure", in(language, "Silence procedure", "নীরবতা-প্রক্রিয়া"), "", false}};
    choice.kept = {{"/cycles/new?draft=1", in(language, "Objective 6", "উদ্দেশ্য ৬"),
                    in(language, "Silence procedure", "নীরবতা-প্রক্রিয়া"),
                    in(language, "Amina Rahman", "আমিনা রহমান"), Instant(std::chrono::hours(1))}};
    add("open-choice", choice);
    add("open-cycle", open_cycle(language));
    auto preview = open_cycle(language);
    const auto ministry = in(language, "Ministry of Home Affairs", "স্বরাষ্ট্র মন্ত্রণালয়");
    const auto desk = in(language, "desk officer", "ডেস্ক কর্মকর্তা");
    preview.warnings = {
        language.say("open.level_skipped", {{"function", desk}, {"bodies", ministry}})};
    preview.will_happen = {
        in(language, "18 ministries are asked.", "১৮টি মন্ত্রণালয়কে জিজ্ঞাসা করা হবে।")};
    preview.told = {in(language, "Ministry of Labour: Rahima Khatun", "শ্রম মন্ত্রণালয়: রহিমা")};
    preview.mail = SampleMail{"rahima@labour.example",
                              in(language, "Answer by Mon 22 Dec", "সোম ২২ ডিসে-এর মধ্যে উত্তর"),
                              in(language, "You are asked.\n", "আপনার মত চাওয়া হচ্ছে।\n")};
    add("open-preview", preview);
    auto kept = open_cycle(language);
    kept.draft = "1";
    kept.draft_by = in(language, "Amina Rahman", "আমিনা রহমান");
    kept.draft_at = Instant(std::chrono::hours(1));
    kept.source = "ab cd";
    kept.restricted = true;
    add("open-draft", kept);
    auto wrong = open_cycle(language);
    wrong.errors = {{"title", in(language, "Give a title.", "শিরোনাম দিন।")},
                    {"role-lead", in(language, "Choose one lead.", "একটি প্রধান সংস্থা বাছুন।")},
                    {"date-finance statement", in(language, "A working day.", "কর্মদিবস।")}};
    add("open-errors", wrong);
    add("bodies", BodiesView{{{"/bodies/labour", in(language, "Labour", "শ্রম"),
                               in(language, "ministry", "মন্ত্রণালয়"), 4}},
                             "/bodies/new"});
    add("body", body(language));
    add("body-leaves", [&] {
        auto view = body(language);
        view.errors.clear();
        view.leaving = view.people.front().id;
        view.leaving_name = view.people.front().name;
        view.leaves_nobody = true;
        return view;
    }());
    auto fresh = body(language);
    fresh.is_new = true;
    fresh.errors = {{"id", in(language, "Choose a short name.", "সংক্ষিপ্ত নাম দিন।")}};
    add("body-new", fresh);
    add_definitions(all, language);
    add_mails_and_log(all, language);
}

}  // namespace paraph::pages
