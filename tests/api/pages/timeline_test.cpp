#include "api/pages/timeline.hpp"

#include <boost/mp11/algorithm.hpp>
#include <gtest/gtest.h>

#include "tests/api/pages/samples.hpp"

namespace paraph::pages {
namespace {

Names names() {
    static const Round request = [] {
        Round round;
        round.stage = "request";
        round.number = 2;
        return round;
    }();
    Names all;
    all.body = [](std::string_view id) { return "Ministry of " + std::string(id); };
    all.body_of = [](std::string_view id) { return "Ministry behind " + std::string(id); };
    all.round = [](int) { return &request; };
    all.zone = "Asia/Dhaka";
    return all;
}

template <class AnyFact, class Kinds = AnyFact>
void tells_every_kind() {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Kinds>>(
        [](auto kind) {
            const AnyFact fact = typename decltype(kind)::type{};
            for (const auto* one : languages()) {
                EXPECT_FALSE(in_words(fact, {}, *one).empty()) << "without names";
                EXPECT_FALSE(in_words(fact, names(), *one).empty());
            }
        });
}

TEST(Timeline, has_words_for_every_kind_of_fact) {
    tells_every_kind<Fact, Fact::variant>();
    tells_every_kind<RegistryFact>();
}

TEST(Timeline, says_what_was_done_with_names_and_figures) {
    const auto& english = language("en");
    EXPECT_EQ(in_words(RoundClosed{0, "passed", {{"agree", 17, 3}, {"object", 1, 0}}, "due"},
                       names(), english),
              "closed request, round 2: passed (agree: 17 (3 by silence) and object: 1)");
    Extended extended;
    extended.due = moment("2025-12-22T11:00:00Z");
    EXPECT_EQ(in_words(extended, names(), english),
              "extended request to Monday 22 December 2025, 17:00 (Dhaka)");
    extended.assignment = "asg_1";
    EXPECT_EQ(in_words(extended, names(), english),
              "extended request to Monday 22 December 2025, 17:00 (Dhaka) "
              "for Ministry behind asg_1");
    SilenceCounted silence;
    silence.position = "agree";
    silence.assignments = {"asg_1", "asg_2"};
    silence.notice = 4;
    EXPECT_EQ(in_words(silence, names(), english),
              "silence counted as “agree” for: Ministry behind asg_1 and Ministry behind asg_2; "
              "asked by entry 4 of this cycle");
}

TEST(Timeline, names_the_first_of_many_answers) {
    CommentsAnswered fact;
    for (const auto* number : {"1", "2", "3", "4", "5", "6", "7"})
        fact.answers.push_back({number, Disposition::accepted});
    EXPECT_EQ(in_words(fact, {}, language("en")),
              "answered 7 comments at once: 1 (accepted), 2 (accepted), 3 (accepted), "
              "4 (accepted), 5 (accepted) and 2 more");
    fact.answers.resize(2);
    EXPECT_EQ(in_words(fact, {}, language("en")),
              "answered 2 comments at once: 1 (accepted) and 2 (accepted)");
}

TEST(Timeline, tells_what_somebody_did_from_what_followed_by_rule) {
    EXPECT_FALSE(only_follows(PositionTaken{}));
    EXPECT_FALSE(only_follows(RevisionIssued{}));
    EXPECT_FALSE(only_follows(MeetingRecorded{}));
    for (const auto* how : {"act", "meeting", "revision"}) {
        EXPECT_FALSE(only_follows(RoundClosed{0, "passed", {}, how})) << how;
    }
    for (const auto* how : {"all answered", "settled", "due", "objection"}) {
        EXPECT_TRUE(only_follows(RoundClosed{0, "passed", {}, how})) << how;
    }
    EXPECT_TRUE(only_follows(RoundOpened{}));
    EXPECT_TRUE(only_follows(StageSkipped{}));
    EXPECT_TRUE(only_follows(CycleEnded{}));
    EXPECT_FALSE(only_follows(Abandoned{})) << "people abandon a cycle";
    EXPECT_TRUE(only_follows(Abandoned{"the outer round is over (passed)"}));
}

TEST(Timeline, is_in_the_readers_digits) {
    EXPECT_EQ(in_words(CommentAnswered{"12", Disposition::accepted}, {}, language("bn")),
              "মন্তব্য 12-এর জবাব: গৃহীত")
        << "what a caller names stays as it is";
    DefinitionPublished published{"write-round", 12, {}};
    EXPECT_EQ(in_words(published, {}, language("bn")),
              "কার্যপ্রণালী write-round, সংস্করণ ১২ প্রকাশ করেছেন");
}

}  // namespace
}  // namespace paraph::pages
