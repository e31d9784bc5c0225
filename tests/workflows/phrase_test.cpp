#include "workflows/language/phrase.hpp"

#include <regex>

#include <gtest/gtest.h>

#include "workflows/language/phrase_forms.hpp"

namespace paraph {
namespace {

TEST(Phrase, reads_lengths_of_time) {
    EXPECT_EQ(*parse_span("5 working days"), (Span{5, Unit::working_days}));
    EXPECT_EQ(*parse_span("10 clear working days"), (Span{10, Unit::clear_working_days}));
    EXPECT_EQ(*parse_span("72 hours"), (Span{72, Unit::hours}));
    EXPECT_EQ(*parse_span("1 week"), (Span{1, Unit::weeks}));
    EXPECT_EQ(*parse_span("3 months"), (Span{3, Unit::months}));
    for (const auto* wrong : {"", "days", "0 days", "-1 days", "5", "5 fortnights", "5 working",
                              "5 days or so", "1001 days", "5.5 days", "five days"}) {
        EXPECT_FALSE(parse_span(wrong)) << wrong;
    }
}

TEST(Phrase, reads_deadlines_and_minimums) {
    EXPECT_TRUE(parse_deadline("1 working day before outer")->before_outer());
    EXPECT_FALSE(parse_deadline("1 working day")->before_outer());
    const auto closed = *parse_deadline("5 days after the hearing closed");
    EXPECT_EQ(closed.from, Deadline::From::closed);
    EXPECT_EQ(closed.of, "the hearing");
    EXPECT_EQ(parse_deadline("5 days after the cycle opened")->from, Deadline::From::cycle);
    EXPECT_EQ(parse_deadline("5 days after hearing opened")->from, Deadline::From::opened);
    EXPECT_TRUE(parse_deadline("2 weeks before session")->before);
    EXPECT_EQ(parse_deadline("on session")->span.count, 0);
    EXPECT_TRUE(parse_deadline("on outer")->before_outer());
    EXPECT_FALSE(parse_deadline("5 days before hearing closed"));
    EXPECT_FALSE(parse_deadline("5 days since session"));
    EXPECT_FALSE(parse_deadline("5 days after"));
    EXPECT_EQ(*parse_load("at most 3"), 3);
    EXPECT_FALSE(parse_load("3"));
    EXPECT_EQ(parse_minimum("72 hours, waived by the chair")->waived_by, "the chair");
    EXPECT_FALSE(parse_minimum("72 hours, waived by"));
    EXPECT_EQ(parse_minimum("10 days, waived by chairs down to 48 hours")->waived_to,
              (Span{48, Unit::hours}));
    EXPECT_FALSE(parse_minimum("10 days, waived by chairs down to a day"));
    const auto parts = split_cases("10 days if pages <= 20, else 15 days");
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[0].span, "10 days");
    EXPECT_EQ(parts[0].condition, "pages <= 20");
    EXPECT_EQ(parts[0].condition_at, 11u);
    EXPECT_EQ(parts[1].span, "15 days");
    EXPECT_EQ(waiver_at("10 days if x in (a, b), waived by y"), 22u);
}

TEST(Phrase, reads_reminders_and_escalations) {
    EXPECT_EQ(*parse_reminder("1 working day before"), (Span{1, Unit::working_days}));
    EXPECT_FALSE(parse_reminder("1 working day after"));
    EXPECT_EQ(parse_escalation("at due, to secretary")->after.count, 0);
    const auto later = parse_escalation("1 working day after due, to chairs");
    EXPECT_EQ(later->after, (Span{1, Unit::working_days}));
    EXPECT_EQ(later->to, "chairs");
    EXPECT_FALSE(parse_escalation("at due"));
}

TEST(Phrase, reads_how_a_round_closes) {
    const auto usual = *parse_closes("when all have answered, or at the due time");
    EXPECT_TRUE(usual.when_all_answered && usual.at_due && usual.by_act_of.empty());
    const auto act = *parse_closes("by an act of chairs");
    EXPECT_TRUE(!act.when_all_answered && !act.at_due && act.by_act_of == "chairs");
    EXPECT_TRUE(parse_closes("as soon as nothing can change the result")->when_settled);
    const auto choosing = *parse_closes("by an act of the chair, who chooses");
    EXPECT_TRUE(choosing.chooses && choosing.by_act_of == "the chair");
    EXPECT_FALSE(parse_closes("at the due time, or by an act of chairs"));
    EXPECT_FALSE(parse_closes("by an act of chairs, who chooses, or at the due time"));
    EXPECT_FALSE(parse_closes("when it suits"));
}

TEST(Phrase, reads_where_it_goes) {
    EXPECT_TRUE(parse_target("end as not adopted")->ends());
    EXPECT_EQ(parse_target("end as not adopted")->name, "not adopted");
    EXPECT_FALSE(parse_target("endgame")->ends());
    EXPECT_FALSE(parse_target("end"));
    const auto repeat = *parse_repeat("3 times, then meeting");
    EXPECT_EQ(repeat.most, 3);
    EXPECT_EQ(repeat.then.name, "meeting");
    EXPECT_FALSE(parse_repeat("3 times"));
}

/// Whether a phrase is read (or is of the later language) and whether the schema's form takes it.
template <class T>
void expect_same(Read<T> (*parse)(std::string_view), const std::string& form,
                 const std::vector<std::string>& phrases) {
    const std::regex pattern{form};
    int taken = 0;
    for (const auto& phrase : phrases) {
        const bool fits = std::regex_search(phrase, pattern);
        taken += fits;
        EXPECT_EQ(fits, parse(phrase).has_value()) << phrase;
    }
    EXPECT_GT(taken, 0);
    EXPECT_LT(taken, static_cast<int>(phrases.size()));
}

TEST(Phrase, has_the_same_form_in_the_schema) {
    expect_same(parse_deadline, form::deadline(),
                {"1 hour", "72 hours", "1000 clear working days", "1001 days", "0 days", "010 days",
                 "3 moons", "3", "hours", "1 working day before outer", "2 weeks before", "",
                 "5 days, more", "1.5 hours", "-1 days"});
    expect_same(parse_minimum, form::minimum(),
                {"72 hours", "72 hours, waived by chairs", "72 hours , waived by p members",
                 "72 hours, waived by", "72 hours, waived", "72 hours waived by chairs"});
    expect_same(parse_reminder, form::reminder(),
                {"1 day before", "1 day before due", "1 day", "1 day after", "before"});
    expect_same(parse_escalation, form::escalation(),
                {"at due, to chairs", "at due to chairs", "1 day after due, to the chairs",
                 "1 day before due, to chairs", "at due, to", "at due"});
    expect_same(parse_closes, form::closes(),
                {"when all have answered", "at the due time", "by an act of chairs", "by an act of",
                 "when all have answered, or at the due time", "at the due time or",
                 "when all have answered or at the due time", "when all have answered,",
                 "when all have answered, or by an act of chairs", "never"});
    expect_same(parse_needs, form::needs(), {"all of", "any of", "2 of", "0 of", "2", "most of"});
    expect_same(parse_repeat, form::repeat(),
                {"3 times, then meeting", "1 time, then end as lost", "3 times", "0 times, then x",
                 "3 times then x", "3 times, then end", "3 times, then"});
    expect_same(parse_target, form::whither(),
                {"meeting", "endgame", "end as lost", "end as", "end", "the end", "end here"});
    expect_same(parse_participant, form::participant(),
                {"members", "body finance", "body", "bodyguards", "director of the body", "anyone",
                 "anyone else"});
}

TEST(Phrase, reads_sizes) {
    EXPECT_EQ(parse_size("2..60")->least, 2);
    EXPECT_EQ(parse_size("2..60")->most, 60);
    EXPECT_EQ(parse_size("3")->least, 3);
    EXPECT_EQ(parse_size("0..1")->least, 0);
    EXPECT_NE(parse_size("8..4").error().text.find("4..8"), std::string::npos);
    for (const auto* wrong : {"", "0", "0..0", "2..", "..2", "1..1001", "two"})
        EXPECT_FALSE(parse_size(wrong)) << wrong;
}

TEST(Phrase, reads_who) {
    EXPECT_EQ(parse_participant("p members")->kind, Participant::Kind::role);
    EXPECT_EQ(parse_participant("body finance")->name, "finance");
    const auto desk = *parse_participant("desk officer of the body");
    EXPECT_EQ(desk.kind, Participant::Kind::function);
    EXPECT_EQ(desk.name, "desk officer");
    EXPECT_EQ(parse_participant("Desk Officer of the body")->name, "desk officer");
    EXPECT_EQ(parse_participant("anyone")->kind, Participant::Kind::anyone);
}

}  // namespace
}  // namespace paraph
