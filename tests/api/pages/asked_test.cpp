// What pages and mails say of what one is asked, by when, and of what asks nothing.

#include <gtest/gtest.h>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"
#include "tests/api/pages/samples.hpp"

namespace paraph::pages {
namespace {

TEST(Silence, of_a_body_is_told_to_its_levels) {
    const auto& english = language("en");
    auto asked = sample_asked(english, StageKind::sign_off);
    asked.outside = Outside{.task = StageKind::ballot,
                            .due = moment("2025-12-22T11:00:00Z"),
                            .silence = Silence::Kind::counts_as,
                            .silence_position = "We agree"};
    const auto words = [&] { return silence_words(asked, {english, "Asia/Dhaka"}); };
    EXPECT_EQ(words(),
              "If your ministry has not answered by Monday 22 December 2025, 17:00 (Dhaka), it "
              "counts as: We agree.");
    asked.outside->silence = Silence::Kind::must_answer;
    EXPECT_EQ(words().find("Your ministry must answer by Monday"), 0u);
    asked.outside->silence = Silence::Kind::not_counted;
    EXPECT_NE(words().find("it is not counted"), std::string::npos);
    asked.outside->task = StageKind::silence;
    EXPECT_EQ(words().find("If nobody objects by Monday"), 0u);
}

TEST(Asked, whoever_stands_in_is_told_for_whom) {
    const auto& english = language("en");
    Notice notice{.asked = sample_asked(english, StageKind::ballot), .zone = "Asia/Dhaka"};
    const std::string words = "You stand in for Mahbub Talukder; what you do is recorded";
    EXPECT_EQ(render(notice, english).text.find(words), std::string::npos);
    notice.asked.stands_in_for = "Mahbub Talukder";
    EXPECT_NE(render(notice, english).text.find(words), std::string::npos);
}

TEST(Asked, levels_are_asked_to_forward_and_the_last_one_to_sign) {
    const auto& english = language("en");
    auto asked = sample_asked(english, StageKind::sign_off);
    EXPECT_EQ(ask_words(asked, english), "You are asked to sign this text.");
    asked.outside = Outside{};
    asked.next_level = "Director";
    EXPECT_EQ(ask_words(asked, english),
              "You are asked to prepare your ministry’s answer and to forward it to: Director.");
    Notice notice{.asked = asked, .zone = "Asia/Dhaka"};
    EXPECT_EQ(render(notice, english).subject,
              "Forward to Director by Mon 22 Dec: National position, objective 6");
    notice.kind = NoticeKind::receipt;
    EXPECT_EQ(render(notice, english).subject,
              "Forwarded to Director: National position, objective 6");
    notice.sent_back = true;
    EXPECT_EQ(render(notice, english).subject, "Returned: National position, objective 6");
    asked.next_level.clear();
    EXPECT_EQ(ask_words(asked, english), "You are asked to sign your ministry’s answer.");
}

TEST(Asked, a_first_text_by_the_title_of_its_stage) {
    const auto& english = language("en");
    auto asked = sample_asked(english, StageKind::revise);
    asked.first_text = true;
    asked.stage = "Report";
    EXPECT_EQ(ask_words(asked, english), "You are asked for your text: Report.");
    ReviseView view{.asked = asked};
    const auto page = render(sample_frame(Section::none), view, english);
    EXPECT_EQ(page.find("There are no comments."), std::string::npos);
    EXPECT_EQ(page.find("Save these answers"), std::string::npos);
    view.asked.first_text = false;
    const auto later = render(sample_frame(Section::none), view, english);
    EXPECT_NE(later.find("There are no comments."), std::string::npos);
    EXPECT_EQ(later.find("Save these answers"), std::string::npos);
}

TEST(Answers, can_be_changed_until_the_round_may_end) {
    const auto& english = language("en");
    auto asked = sample_asked(english, StageKind::ballot);
    const auto words = [&] { return changeable_until(asked, {english, "Asia/Dhaka"}); };
    EXPECT_EQ(words(), "Monday 22 December 2025, 17:00 (Dhaka)");
    asked.early = Early::all_answered;
    EXPECT_EQ(words(), "Monday 22 December 2025, 17:00 (Dhaka), or until all have answered");
    asked.early = Early::sooner;
    EXPECT_NE(words().find("or until the round closes before then"), std::string::npos);
}

TEST(Answers, that_were_returned_say_by_whom_and_why) {
    AnswerView view;
    view.asked = sample_asked(language("en"), StageKind::sign_off);
    view.returned = Returned{.by = "Rafiq (Director)", .why = "Check the costs."};
    view.standing = Standing::stale;
    view.given = Given{"Forward", moment("2025-12-15T08:12:00Z"), "R", 1, 0, How::explicit_};
    view.text.revision = 1;
    const auto page = render(sample_frame(Section::none), view, language("en"));
    EXPECT_NE(page.find("Rafiq (Director) returned this to you."), std::string::npos);
    EXPECT_NE(page.find("<blockquote><p>Check the costs.</p></blockquote>"), std::string::npos);
    EXPECT_NE(page.find("You gave this answer before it was returned."), std::string::npos);
    EXPECT_EQ(page.find("see what changed, and answer again"), std::string::npos);
}

TEST(Answers, are_by_rule_only_where_nobody_said_anything) {
    const Wording wording{language("en"), "Asia/Dhaka"};
    Given given{"Agree", moment("2025-12-15T08:12:00Z"), "", 1, 0, How::silence};
    EXPECT_NE(given_words(given, wording).find("Agree, by rule, "), std::string::npos);
    given.how = How::explicit_;  // by a system, which has no name for people
    given.received = "by letter";
    EXPECT_EQ(given_words(given, wording).find("by rule"), std::string::npos);
    EXPECT_NE(given_words(given, wording).find("(by letter)"), std::string::npos);
}

TEST(Mails, say_of_what_a_reason_is_one) {
    Notice notice;
    notice.asked = sample_asked(language("en"), StageKind::ballot);
    notice.zone = "Asia/Dhaka";
    notice.reason = "The budget was wrong.";
    const auto said = [&](const std::string& words) {
        return render(notice, language("en")).text.find(words) != std::string::npos;
    };
    EXPECT_TRUE(said("\nReason:\n> The budget was wrong.\n"));
    notice.renewed = true;
    EXPECT_TRUE(said("\nWhy the text was revised:\n> The budget was wrong.\n"));
}

TEST(Mails, ask_nothing_of_those_who_are_not_awaited) {
    Notice notice;
    notice.kind = NoticeKind::extended;
    notice.asked = sample_asked(language("en"), StageKind::ballot);
    notice.zone = "Asia/Dhaka";
    notice.until = notice.asked.due;
    notice.url = "https://paraph.example/cycles/cyc_1";
    const auto mail = [&] {
        const auto view = render(notice, language("en"));
        return view.subject + "\n" + view.text;
    };
    EXPECT_NE(mail().find("You have until Monday"), std::string::npos);
    EXPECT_NE(mail().find("This link is yours alone"), std::string::npos);
    notice.awaited = notice.personal = false;
    EXPECT_EQ(mail().find("Deadline moved to Mon 22 Dec: National position"), 0u) << mail();
    EXPECT_NE(mail().find("You need do nothing."), std::string::npos);
    EXPECT_NE(mail().find("See where it stands:"), std::string::npos);
    for (const auto* words : {"You have until", "If you say nothing", "Read and answer",
                              "This link is yours alone", "You answer for"})
        EXPECT_EQ(mail().find(words), std::string::npos) << words;
    notice.by = "Ministry of Home";
    EXPECT_EQ(mail().find("Deadline of Ministry of Home moved to Mon 22 Dec"), 0u) << mail();
}

TEST(Mails, say_that_a_file_was_returned_and_why) {
    Notice notice;
    notice.kind = NoticeKind::returned;
    notice.asked = sample_asked(language("en"), StageKind::sign_off);
    notice.zone = "Asia/Dhaka";
    notice.by = "Rafiq (Director)";
    notice.reason = "Check the costs.";
    const auto mail = render(notice, language("en"));
    EXPECT_EQ(mail.subject, "Returned to you: National position, objective 6");
    EXPECT_EQ(mail.text.find("Rafiq (Director) returned “National position, objective 6” to you."),
              0u);
    EXPECT_NE(mail.text.find("Reason:\n> Check the costs.\n"), std::string::npos);
}

TEST(Mails, name_those_figures_that_are_any) {
    Notice notice;
    notice.kind = NoticeKind::outcome;
    notice.asked = sample_asked(language("en"), StageKind::sign_off);
    notice.zone = "Asia/Dhaka";
    notice.tally = {{"signed", 2, 0}, {"did not sign", 0, 0}};
    const auto text = render(notice, language("en")).text;
    EXPECT_NE(text.find("Figures: signed: 2\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("did not sign"), std::string::npos);
}

}  // namespace
}  // namespace paraph::pages
