#include "api/pages/page.hpp"

#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "api/pages/assets.hpp"
#include "api/pages/render.hpp"
#include "api/pages/security.hpp"
#include "tests/api/pages/samples.hpp"

namespace paraph::pages {
namespace {

constexpr std::size_t page_bytes_max = 100'000;

std::vector<std::string> all_matches(const std::string& text, const char* pattern) {
    const std::regex regex(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) {
        found.push_back((*it)[1]);
    }
    return found;
}

bool is_mail(const Sample& sample) {
    return !sample.text.empty();
}

/// Runs `look` on every page (not mail) in every language, naming it where something fails.
template <class Look>
void for_each_page(Look look) {
    for (const auto* one : languages()) {
        for (const auto& sample : all_samples(*one)) {
            if (is_mail(sample) || sample.document) continue;
            SCOPED_TRACE(std::string(one->code()) + " " + sample.name);
            look(sample.html);
        }
    }
}

TEST(Pages, need_no_script_and_no_inline_style) {
    for_each_page([](const std::string& html) {
        EXPECT_FALSE(std::regex_search(html, std::regex("<script|<style|\\sstyle=|\\son[a-z]+=|"
                                                        "javascript:")));
    });
}

TEST(Pages, are_small) {
    for_each_page([](const std::string& html) { EXPECT_LT(html.size(), page_bytes_max); });
}

TEST(Pages, have_each_id_once_and_lead_every_link_within_the_page_somewhere) {
    for_each_page([](const std::string& html) {
        std::set<std::string> ids;
        for (const auto& id : all_matches(html, R"re(\sid="([^"]*)")re")) {
            EXPECT_TRUE(ids.insert(id).second) << id << " twice";
        }
        for (const auto& target : all_matches(html, R"re(href="#([^"]*)")re")) {
            // A paragraph that was deleted, and an entry by its number, may stand on another page.
            EXPECT_TRUE(ids.contains(target) || target.starts_with("p-")) << "#" << target;
        }
    });
}

TEST(Pages, label_every_control) {
    for_each_page([](const std::string& html) {
        std::set<std::string> labelled;
        for (const auto& id : all_matches(html, R"re(<label [^>]*for="([^"]*)")re")) {
            labelled.insert(id);
        }
        for (const auto& tag : all_matches(html, R"re((<(?:input|select|textarea) [^>]*>))re")) {
            if (tag.find("type=\"hidden\"") != tag.npos) continue;
            const auto id = all_matches(tag, R"re( id="([^"]*)")re");
            EXPECT_TRUE(id.size() == 1 && labelled.contains(id[0])) << tag;
        }
    });
}

TEST(Pages, say_what_is_wrong_at_the_top_and_at_the_field) {
    SignInView view;
    view.email = "x@";
    view.errors = {{"email", "Write the whole address."}};
    const auto html = render(sample_frame(Section::none), view, language("en"));
    EXPECT_NE(html.find("<a href=\"#email\">Write the whole address.</a>"), html.npos);
    EXPECT_NE(html.find("id=\"email-error\">Write the whole address.</p>"), html.npos);
    EXPECT_NE(html.find("value=\"x@\""), html.npos) << "what was typed is kept";
    EXPECT_NE(html.find("<title>Error: "), html.npos);
}

TEST(Pages, never_take_peoples_text_for_markup) {
    LinkView view;
    view.asked = sample_asked(language("en"), StageKind::ballot);
    view.asked.cycle = "<script>alert(1)</script>\" onload='x' {{token}} [[link.continue]]";
    view.token = "secret-token";
    const auto html = render(sample_frame(Section::none), view, language("en"));
    EXPECT_EQ(html.find("<script"), html.npos);
    EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"), html.npos);
    EXPECT_NE(html.find("{{token}} [[link.continue]]"), html.npos) << "no template either";
}

TEST(Pages, keep_a_comment_as_it_was_typed) {
    const auto samples = all_samples(language("en"));
    const auto found = std::ranges::find(samples, std::string("answer-errors"), &Sample::name);
    ASSERT_NE(found, samples.end());
    const auto& html = found->html;
    EXPECT_NE(html.find("A &quot;worker&quot; &amp; family</textarea>"), html.npos);
    EXPECT_NE(html.find("<option value=\"condition\" selected>"), html.npos);
    EXPECT_NE(html.find("<option value=\"p2\" selected>"), html.npos);
    EXPECT_NE(html.find("name=\"comment-2-text\""), html.npos);
    EXPECT_NE(html.find("name=\"comments\" value=\"2\""), html.npos);
    EXPECT_NE(html.find("name=\"digest\" value=\"" + sample_digest + "\""), html.npos);
    EXPECT_NE(html.find("name=\"revision\" value=\"2\""), html.npos);
}

TEST(Pages, change_language_without_leaving_the_page) {
    auto frame = sample_frame(Section::none);
    frame.path = "/cycles/cyc_1?sort=body";
    const auto html = render(frame, SignedOutView{}, language("en"));
    EXPECT_NE(html.find("href=\"/cycles/cyc_1?sort=body&amp;lang=bn\" lang=\"bn\""), html.npos);
    EXPECT_NE(html.find("<html lang=\"en\">"), html.npos);
}

TEST(Pages, are_in_the_readers_digits) {
    ReceiptView view;
    view.asked = sample_asked(language("bn"), StageKind::ballot);
    view.given.revision = 12;
    view.digest = sample_digest;
    view.given.at = moment("2025-12-15T08:12:00Z");
    view.entry = 1204;
    const auto html = render(sample_frame(Section::none), view, language("bn"));
    EXPECT_NE(html.find("সংস্করণ ১২"), html.npos);
    EXPECT_NE(html.find("১,২০৪"), html.npos);
}

TEST(Pages, tell_what_changed_in_another_language_only) {
    for (const auto& sample : all_samples(language("en"))) {
        if (sample.name != "differences-elsewhere") continue;
        EXPECT_NE(sample.html.find("Unchanged in this language; changed in: <a href=\"?since=1"),
                  std::string::npos)
            << sample.html;
        EXPECT_NE(sample.html.find("No longer in:"), std::string::npos);
        return;
    }
    FAIL() << "no such sample";
}

TEST(Pages, preview_an_act_before_there_is_a_button_that_does_it) {
    ActView view;
    view.act = Act::abandon;
    const auto frame = sample_frame(Section::board);
    const std::string does = "name=\"step\" value=\"do\"";
    EXPECT_EQ(render(frame, view, language("en")).find(does), std::string::npos);
    view.will_change = {"The cycle ends without an outcome."};
    EXPECT_NE(render(frame, view, language("en")).find(does), std::string::npos);
}

TEST(Pages, are_sent_with_a_policy_that_allows_nothing_but_our_own) {
    std::string policy, referrer;
    for (const auto& [name, value] : page_headers()) {
        if (name == "Content-Security-Policy") policy = value;
        if (name == "Referrer-Policy") referrer = value;
    }
    EXPECT_TRUE(policy.starts_with("default-src 'none';"));
    EXPECT_EQ(policy.find("script"), policy.npos);
    EXPECT_EQ(policy.find("unsafe"), policy.npos);
    EXPECT_NE(policy.find("frame-ancestors 'none'"), policy.npos);
    EXPECT_EQ(referrer, "no-referrer");
}

TEST(Documents, stand_alone) {
    int documents = 0;
    for (const auto* one : languages()) {
        for (const auto& sample : all_samples(*one)) {
            if (!sample.document) continue;
            ++documents;
            SCOPED_TRACE(std::string(one->code()) + " " + sample.name);
            const std::regex fetches("<(script|link|img|iframe|object)|(src|href)=\"|@import");
            EXPECT_FALSE(std::regex_search(sample.html, fetches));
            for (const auto& url : all_matches(sample.html, R"re(url\(([^)]{0,40}))re"))
                EXPECT_TRUE(url.starts_with("data:font/woff2;base64,")) << url;
            // Letters of Bangla bring their font along; English alone does not carry it.
            EXPECT_EQ(all_matches(sample.html, "(@font-face)").size(),
                      one->code() == "bn" ? 4u : 2u);
        }
    }
    EXPECT_EQ(documents, 2);
}

TEST(Mails, carry_no_remote_thing_and_one_button_with_its_bare_link) {
    for (const auto* one : languages()) {
        for (const auto& sample : all_samples(*one)) {
            if (!is_mail(sample)) continue;
            SCOPED_TRACE(sample.name);
            EXPECT_FALSE(
                std::regex_search(sample.html, std::regex("<img|<link|<script|src=|url\\(")));
            const auto links = all_matches(sample.html, R"re(href="([^"]*)")re");
            ASSERT_EQ(links.size(), 2u);
            EXPECT_EQ(links[0], links[1]);
            EXPECT_NE(sample.text.find("\n" + links[0] + "\n"), std::string::npos);
            EXPECT_EQ(sample.text.find("\n\n\n"), std::string::npos);
            EXPECT_EQ(sample.text.find('<'), std::string::npos);
        }
    }
}

TEST(Mails, say_in_the_subject_who_must_do_what_by_when) {
    Notice notice;
    notice.asked = sample_asked(language("en"), StageKind::ballot);
    notice.zone = "Asia/Dhaka";
    notice.url = "https://paraph.example/l/abc";
    EXPECT_EQ(render(notice, language("en")).subject,
              "Answer of Ministry of Labour by Mon 22 Dec: National position, objective 6");
    const auto text = render(notice, language("en")).text;
    EXPECT_TRUE(text.starts_with("You are asked for your position on this text."));
    EXPECT_NE(text.find("You have until Monday 22 December 2025, 17:00 (Dhaka)."), text.npos);
    EXPECT_NE(text.find("If you say nothing, you count as: We agree."), text.npos);
}

TEST(Mails, say_what_became_of_a_stage_and_not_only_a_word) {
    Notice notice;
    notice.kind = NoticeKind::outcome;
    notice.asked = sample_asked(language("en"), StageKind::comment);
    notice.outcome = notice.result = "closed";
    const auto says = [&](const char* code, const std::string& words) {
        const auto mail = render(notice, language(code));
        return (mail.subject + "\n" + mail.text).find(words) != std::string::npos;
    };
    EXPECT_FALSE(says("en", "came out as"));
    EXPECT_TRUE(says("en", "The time for comments on “National position, objective 6” is over."));
    EXPECT_FALSE(says("en", "came in"));  // the reader may not see the comments
    notice.comments = 0;
    EXPECT_TRUE(says("en", "No comments came in."));
    notice.comments = 3;
    EXPECT_TRUE(says("en", "3 comments came in.\n"));
    notice.commenters = 2;
    EXPECT_TRUE(says("en", "3 comments came in, from 2 bodies.\n"));
    EXPECT_TRUE(says("bn", "২টি সংস্থা থেকে মোট ৩টি মন্তব্য এসেছে।"));
    notice.next = "Drafting";
    EXPECT_TRUE(says("en", "It goes on with: Drafting."));
    notice.result.clear();  // the definition has a title for it
    notice.outcome = "Heard";
    EXPECT_TRUE(says("en", "came out as: Heard."));
    EXPECT_TRUE(says("en", "Result of Clearance by correspondence: Heard: National position"));
    notice.asked.stage.clear();  // the cycle itself has ended
    EXPECT_TRUE(says("en", "Result: Heard: National position, objective 6\n"));
}

TEST(Mails, have_words_for_all_that_a_stage_comes_out_as_by_itself) {
    using enum StageKind;
    const std::vector<std::pair<StageKind, const char*>> results{
        {ballot, "awaiting"},   {ballot, "no-quorum"}, {ballot, "not-passed"},
        {ballot, "passed"},     {comment, "closed"},   {circulate, "settled"},
        {each, "closed"},       {follow_up, "open"},   {follow_up, "settled"},
        {parallel, "joined"},   {review, "done"},      {review, "short"},
        {revise, "lifted"},     {revise, "revised"},   {revise, "unchanged"},
        {revise, "withdrawn"},  {silence, "adopted"},  {silence, "broken"},
        {sign_off, "declined"}, {sign_off, "signed"}};
    for (const auto& [kind, result] : results)
        EXPECT_TRUE(language("en").has("mail.first.outcome-" + code_of(kind) + "-" + result))
            << code_of(kind) << " " << result;
}

TEST(Mails, say_the_name_of_the_product_once) {
    Notice notice;
    notice.asked = sample_asked(language("en"), StageKind::ballot);
    notice.zone = "Asia/Dhaka";
    notice.house = "Paraph";
    EXPECT_EQ(render(notice, language("en")).html.find("Paraph · Paraph"), std::string::npos);
    EXPECT_EQ(render(notice, language("bn")).html.find("· Paraph"), std::string::npos);
    notice.house = "GCM Taskforce";
    EXPECT_NE(render(notice, language("en")).html.find("Paraph · GCM Taskforce"),
              std::string::npos);
}

TEST(Mails, tear_no_words_but_the_link) {
    Notice notice;
    notice.asked = sample_asked(language("en"), StageKind::ballot);
    notice.zone = "Asia/Dhaka";
    notice.url = "https://paraph.example/l/abc";
    const auto html = render(notice, language("en")).html;
    for (const auto& torn : all_matches(html, R"re(<(\w+)[^>]*word-break:break-all)re"))
        EXPECT_EQ(torn, "a");
}

TEST(Silence, means_something_only_where_it_counts_and_nothing_was_said) {
    const auto& english = language("en");
    const auto words = [&](StageKind kind) {
        return silence_words(sample_asked(english, kind), {english, "Asia/Dhaka"});
    };
    EXPECT_EQ(words(StageKind::ballot), "If you say nothing, you count as: We agree.");
    EXPECT_EQ(words(StageKind::silence).find("If nobody objects"), 0u);
    EXPECT_EQ(words(StageKind::sign_off), "Nothing goes on until you act.");
    for (const auto kind :
         {StageKind::comment, StageKind::circulate, StageKind::review, StageKind::follow_up})
        EXPECT_EQ(words(kind), "");
    auto asked = sample_asked(english, StageKind::ballot);
    asked.answered = true;
    EXPECT_EQ(silence_words(asked, {english, "Asia/Dhaka"}), "");
    asked = sample_asked(english, StageKind::ballot);
    asked.own = false;  // it is not the reader who is silent
    EXPECT_EQ(silence_words(asked, {english, "Asia/Dhaka"}), "");
}

TEST(Answers, say_what_an_objection_sets_off) {
    AnswerView view;
    view.asked = sample_asked(language("en"), StageKind::ballot);
    PositionChoice object{.name = "object", .title = "We object", .blocks = true};
    const auto page = [&](Effect effect, std::string leads_to) {
        object.effect = effect;
        object.leads_to = std::move(leads_to);
        view.positions = {object};
        return render(sample_frame(Section::none), view, language("en"));
    };
    const auto says = [](const std::string& html, const char* words) {
        return html.find(words) != std::string::npos;
    };
    EXPECT_TRUE(says(page(Effect::stops, ""), "cannot pass until you lift it"));
    EXPECT_TRUE(says(page(Effect::ends, "Not adopted"), "It ends the cycle: Not adopted."));
    EXPECT_TRUE(says(page(Effect::closes, "Meeting"), "goes on with: Meeting."));
    EXPECT_TRUE(says(page(Effect::ends, "Not adopted"), "cannot be changed afterwards"));
    EXPECT_FALSE(says(page(Effect::stops, ""), "cannot be changed afterwards"));
}

TEST(Answers, say_where_comments_go_that_leave_a_body_level_by_level) {
    AnswerView view;
    view.asked = sample_asked(language("en"), StageKind::comment);
    view.colleagues = "/task/asg_1/colleagues";
    view.chain = Chain{.clears = true, .submits = "contact point", .waiting = 1};
    const auto html = [&] { return render(sample_frame(Section::none), view, language("en")); };
    const auto says = [](const std::string& page, const char* words) {
        return page.find(words) != std::string::npos;
    };
    EXPECT_TRUE(says(html(), "only the last level does that: contact point."));
    EXPECT_TRUE(says(html(), "1 comment of your colleagues waits for you to verify it."));
    EXPECT_FALSE(says(html(), R"(name="proposes")"));
    view.chain->submits.clear();
    view.chain->waiting = 2;
    EXPECT_TRUE(says(html(), "what you send goes out at once"));
    EXPECT_TRUE(says(html(), "2 comments of your colleagues wait for you to submit them."));
    view.chain->waiting = 0;
    EXPECT_FALSE(says(html(), "of your colleagues"));
}

TEST(Answers, acknowledge_by_one_button) {
    AnswerView view;
    view.asked = sample_asked(language("en"), StageKind::circulate);
    view.positions = {{.name = "acknowledge", .title = "Acknowledge"}};
    view.acknowledges = "acknowledge";
    view.comments_welcome = false;
    const auto html = render(sample_frame(Section::none), view, language("en"));
    EXPECT_NE(html.find(R"(name="position" value="acknowledge")"), std::string::npos);
    EXPECT_EQ(html.find("type=\"radio\""), std::string::npos);
    EXPECT_EQ(html.find("<textarea"), std::string::npos);
    EXPECT_NE(html.find("I acknowledge this text"), std::string::npos);
}

TEST(Answers, ask_whoever_records_how_a_lift_came_beside_its_button) {
    AnswerView view;
    view.asked = sample_asked(language("en"), StageKind::ballot);
    view.records = true;
    view.blocks = {{.text = "Not costed."}};
    view.received = Received{"received", ""};
    view.lift_received = Received{"lift_received", "by phone"};
    view.errors = {{"lift_received", "Say how."}};
    const auto html = render(sample_frame(Section::none), view, language("en"));
    const auto field = html.find(R"(name="lift_received" type="text" value="by phone")");
    const auto form_ends = html.find("</form>", html.find(R"(value="lift:")"));
    EXPECT_LT(field, form_ends);
    EXPECT_LT(form_ends, html.find(R"(name="received")"));
    EXPECT_NE(html.find(R"(id="lift_received-error">Say how.)"), std::string::npos);
    EXPECT_EQ(html.find(R"(id="received-error")"), std::string::npos);
}

TEST(Pages, say_a_short_day_of_another_year_with_its_year) {
    const auto due = moment("2028-05-26T11:00:00Z");
    Wording wording{language("en"), "Asia/Dhaka", moment("2028-01-02T04:00:00Z")};
    Data data(Data::type::object);
    put(data, "due", due, wording);
    EXPECT_EQ(data.get("due_short")->string_value(), "Fri 26 May, 17:00");
    wording.now = moment("2027-12-30T04:00:00Z");
    put(data, "late", due, wording);
    EXPECT_EQ(data.get("late_short")->string_value(), "Fri 26 May 2028, 17:00");
}

TEST(Mails, say_whether_an_answer_is_still_good_after_a_revision) {
    Notice notice;
    notice.kind = NoticeKind::revised;
    notice.asked = sample_asked(language("en"), StageKind::ballot);
    notice.revision = 2;
    notice.given = Given{"We agree", moment("2025-12-15T08:12:00Z"), "R", 1, 0, How::explicit_};
    EXPECT_NE(render(notice, language("en")).text.find("on revision 1, “We agree”, does not count"),
              std::string::npos);
    notice.carried = true;
    EXPECT_NE(render(notice, language("en")).text.find("“We agree”, still counts"),
              std::string::npos);
    notice.given->own = false;
    EXPECT_NE(render(notice, language("en")).text.find("(given by R) on revision 1"),
              std::string::npos);
    notice.given->blocks = true;
    EXPECT_NE(render(notice, language("en")).text.find("An objection stands until"),
              std::string::npos);
}

TEST(Assets, are_found_by_their_hashed_path_alone) {
    for (const auto& asset : all_assets()) {
        EXPECT_EQ(find_asset(asset.path), &asset);
        EXPECT_FALSE(asset.bytes.empty());
        EXPECT_TRUE(asset.etag.starts_with('"') && asset.etag.ends_with('"'));
    }
    EXPECT_EQ(find_asset("/assets/paraph.css"), nullptr);
    EXPECT_EQ(find_asset(""), nullptr);
    EXPECT_THROW(asset_path("no.css"), std::logic_error);
}

TEST(Assets, name_only_each_other) {
    const auto* style = find_asset(asset_path("paraph.css"));
    ASSERT_NE(style, nullptr);
    const auto fonts = all_matches(std::string(style->bytes), R"re(url\("?([^)"]*))re");
    EXPECT_EQ(fonts.size(), 4u);
    for (const auto& font : fonts) EXPECT_NE(find_asset("/assets/" + font), nullptr) << font;
    EXPECT_LT(style->gzip.size(), 10'000u);
}

}  // namespace
}  // namespace paraph::pages
