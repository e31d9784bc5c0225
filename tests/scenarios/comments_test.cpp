
#include <gtest/gtest.h>

#include "engine/core/overview.hpp"
#include "engine/core/verify.hpp"
#include "engine/rules/carrying.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// Comments from their making to their answer, on the procedure of P2.

class CommentsOfACycle : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(house.open(write_round(house.members(12)))); }

    AddComments said(const std::string& body, std::vector<NewComment> comments) {
        AddComments command;
        command.bodies.push_back({.body = body,
                                  .comments = std::move(comments),
                                  .revision = house.state()->revision()->number});
        return command;
    }
    std::string id(std::size_t number) { return house.state()->comments[number - 1]->id; }
    const Comment& comment(std::size_t number) {
        kept = house.state();
        return *kept->comments[number - 1];
    }
    Result<Settled> answer(std::vector<std::string> ids, const std::string& observation) {
        AnswerComments command;
        for (auto& name : ids)
            command.answers.push_back({.comment = std::move(name),
                                       .disposition = Disposition::accepted,
                                       .observation = observation});
        return house.give(command, house.focal("labour"));
    }
    void holds() {  // the history is legal, as an auditor sees it
        const auto registry = house.store->stream(registry_stream, 0);
        const auto result = verify(registry, house.entries(), definitions());
        for (const auto& flaw : result.flaws) ADD_FAILURE() << flaw.sequence << ": " << flaw.text;
        EXPECT_TRUE(result.open.empty()) << *result.open.begin();
    }

    House house;
    std::shared_ptr<const State> kept;
};

TEST_F(CommentsOfACycle, AreMadeWithoutAPosition) {
    const NewComment remark{.paragraph = "p2",
                            .text = "Which list?",
                            .selection = Selection{.start = 4, .end = 12},
                            .quote = "ministry"};
    EXPECT_EQ(outcome(house.give(said("member-1", {remark, {.text = "Well done."}}),
                                 house.focal("member-1"))),
              "accepted");
    EXPECT_EQ(comment(1).selection->end, 12);
    EXPECT_EQ(house.seat("member-1").status, AssignmentStatus::awaited);
    EXPECT_EQ(outcome(house.give(said("member-1", {remark}), house.focal("member-2"))),
              "forbidden");
    auto nowhere = said("member-1", {{.paragraph = "p9", .text = "x"}});
    EXPECT_EQ(outcome(house.give(nowhere, house.focal("member-1"))), "invalid");
    auto unread = said("member-1", {{.text = "x"}});
    unread.bodies[0].revision.reset();
    EXPECT_EQ(outcome(house.give(unread, house.focal("member-1"))), "invalid");
    auto upside_down =
        said("member-1",
             {{.paragraph = "p1", .text = "x", .selection = Selection{.start = 5, .end = 5}}});
    EXPECT_EQ(outcome(house.give(upside_down, house.focal("member-1"))), "invalid");
    holds();
}

TEST_F(CommentsOfACycle, AreTextsThatAFileCanHold) {
    const auto given = [&](const std::string& text) {
        return house.give(said("member-1", {{.text = "Fine."}, {.text = text}}),
                          house.focal("member-1"));
    };
    using namespace std::string_literals;
    for (const auto& text : {"a\xEF\xBF\xBF"s, "Fine\0 but hidden"s, "a\vb"s, "a\xEF\xBB\xBF"s}) {
        const auto refused = given(text);
        ASSERT_EQ(outcome(refused), "invalid") << text;
        EXPECT_EQ(refused.error().where, "/comments/1/text");
    }
    EXPECT_EQ(outcome(given(" \n\t")), "invalid") << "it says nothing";
    EXPECT_EQ(house.state()->comments.size(), 0u);
    EXPECT_EQ(outcome(given("one\ttwo\r\nthree")), "accepted");
    holds();
}

TEST_F(CommentsOfACycle, OfATableComeWithTheirAnswersAndOnlyFromTheSecretariat) {
    auto table = said("member-1", {{.text = "One."}, {.text = "Two."}});
    table.bodies[0].answers = {
        AnswerComment{.disposition = Disposition::rejected, .observation = "Not now."},
        std::nullopt};
    EXPECT_EQ(outcome(house.give(table, house.focal("member-1"))), "invalid");
    table.received = "by table";
    EXPECT_EQ(outcome(house.give(table, house.focal("member-1"))), "forbidden");
    EXPECT_EQ(outcome(house.give(table, house.secretariat())), "accepted");
    EXPECT_EQ(comment(1).disposition, Disposition::rejected);
    EXPECT_FALSE(comment(2).disposition);
    EXPECT_EQ(house.state()->comments.unanswered(), 1);
    holds();
}

TEST_F(CommentsOfACycle, OfATableComeWithWhatBecameOfThem) {
    auto table = said("member-1", {{.text = "One."},
                                   {.force = Force::condition, .text = "Only if fees end."},
                                   {.text = "Three."}});
    auto& states = table.bodies[0].states;
    states = {CommentStatus::withdrawn, CommentStatus::lifted, CommentStatus::open};
    EXPECT_EQ(outcome(house.give(table, house.focal("member-1"))), "invalid");
    table.received = "by table";
    states[2] = CommentStatus::lifted;
    EXPECT_EQ(outcome(house.give(table, house.secretariat())), "invalid") << "of a remark";
    states[2] = CommentStatus::lapsed;
    EXPECT_EQ(outcome(house.give(table, house.secretariat())), "invalid");
    EXPECT_TRUE(house.state()->comments.empty());
    states[2] = CommentStatus::open;
    EXPECT_EQ(outcome(house.give(table, house.secretariat())), "accepted");
    for (std::size_t i = 0; i < states.size(); ++i) EXPECT_EQ(comment(i + 1).status, states[i]);
    EXPECT_EQ(house.state()->comments.open_conditions(), 0);
    holds();
}

TEST_F(CommentsOfACycle, AreAnsweredByATableThatBringsNewOnesAllAtOnceOrNotAtAll) {
    ASSERT_TRUE(house.give(said("member-1", {{.text = "One."}, {.text = "Two."}}),
                           house.focal("member-1")));
    TakeTable table{.added = said("member-2", {{.text = "Three."}})};
    table.merged.push_back({.comment = id(1), .same = {id(2)}});
    table.grouped.push_back({.comments = {id(1)}, .group = "Fees"});
    table.answers.answers.push_back(
        {.comment = id(1), .disposition = Disposition::accepted, .observation = "Yes."});
    table.added.received = "by table";
    table.added.bodies[0].kinships = {{.number = 9, .same_as = 2}};
    EXPECT_EQ(outcome(house.give(table, house.focal("member-1"))), "forbidden");
    EXPECT_EQ(outcome(house.give(table, house.focal("labour"))), "forbidden") << "of new ones";
    EXPECT_TRUE(comment(2).same_as.empty());
    EXPECT_FALSE(comment(1).disposition);
    EXPECT_EQ(outcome(house.give(table, house.secretariat())), "accepted");
    EXPECT_EQ(comment(2).disposition, Disposition::accepted);
    EXPECT_EQ(comment(3).same_as, id(1)) << "what stands for comment 2";
    EXPECT_NE(comment(1).group, 0);
    EXPECT_EQ(outcome(house.give(TakeTable{}, house.secretariat())), "invalid");
    holds();
}

TEST_F(CommentsOfACycle, ATableOverrulesNothingThatChangedWhileItWasRead) {
    ASSERT_TRUE(house.give(said("member-1", {{.text = "One."}, {.text = "Two."}}),
                           house.focal("member-1")));
    EXPECT_EQ(comment(1).changed, comment(1).entry);
    const auto read = house.state()->sequence;
    ASSERT_TRUE(answer({id(1)}, "By the page."));
    EXPECT_GT(comment(1).changed, read);
    EXPECT_LE(comment(2).changed, read);
    const auto table = [&](std::size_t number) {
        TakeTable command{.if_sequence = read};
        command.answers.answers = {{.comment = id(number), .observation = "By the table."}};
        return command;
    };
    EXPECT_EQ(outcome(house.give(table(1), house.focal("labour"))), "stale");
    EXPECT_EQ(outcome(house.give(table(2), house.focal("labour"))), "accepted")
        << "what became of others stands against nothing";
    TakeTable kin{.if_sequence = read};
    kin.merged.push_back({.comment = id(2), .same = {id(1)}});
    EXPECT_EQ(outcome(house.give(kin, house.focal("labour"))), "stale");
    kin = {.if_sequence = read};
    kin.grouped.push_back({.comments = {id(1)}, .group = "Fees"});
    EXPECT_EQ(outcome(house.give(kin, house.focal("labour"))), "stale");
    holds();
}

TEST_F(CommentsOfACycle, WhatATableSaysOfACommentDatesIt) {
    ASSERT_TRUE(house.give(
        said("member-1", {{.force = Force::condition, .text = "One."}, {.text = "Two."}}),
        house.focal("member-1")));
    auto before = comment(1).changed;
    const auto dates = [&](const Command& command, const Actor& actor) {
        ASSERT_EQ(outcome(house.give(command, actor)), "accepted");
        EXPECT_GT(comment(1).changed, before);
        before = comment(1).changed;
    };
    const auto labour = house.focal("labour"), member = house.focal("member-1");
    dates(GroupComments{.comments = {id(1)}, .group = "Fees"}, labour);
    dates(MergeComments{.comment = id(2), .same = {id(1)}}, labour);
    dates(PartComments{.comments = {id(1)}}, labour);
    dates(AnswerComment{.comment = id(1), .observation = "Seen."}, labour);
    dates(MaintainComment{.comment = id(1)}, member);
    ASSERT_TRUE(house.give(ReplyToComment{.comment = id(1), .text = "Why?"}, member));
    EXPECT_EQ(comment(1).changed, before) << "a reply stands in no table";
    dates(LiftComment{.comment = id(1)}, member);
}

TEST_F(CommentsOfACycle, ThousandsAreOneDecisionInEntriesOfBoundedSize) {
    std::vector<NewComment> many(2'000, {.paragraph = "p1", .text = "Again."});
    auto table = said("member-1", std::move(many));
    table.received = "by table";
    EXPECT_EQ(outcome(house.give(table, house.secretariat())), "accepted");
    EXPECT_EQ(house.state()->comments.size(), 2'000u);
    for (const auto& entry : house.entries()) EXPECT_LE(entry.body.size(), 65'535u);
    std::vector<std::string> ids;
    for (const auto& each : house.state()->comments) ids.push_back(each->id);
    EXPECT_EQ(outcome(answer(ids, "Seen.")), "accepted");
    EXPECT_EQ(house.state()->comments.unanswered(), 0);
    for (const auto& entry : house.entries()) EXPECT_LE(entry.body.size(), 65'535u);
    holds();
}

TEST_F(CommentsOfACycle, ThatWereMergedByMistakeStandForThemselvesAgain) {
    for (int i = 1; i <= 3; ++i)
        ASSERT_TRUE(house.give(said("member-" + std::to_string(i), {{.text = "Too long."}}),
                               house.focal("member-" + std::to_string(i))));
    const auto lead = house.focal("labour");
    ASSERT_TRUE(house.give(MergeComments{.comment = id(1), .same = {id(2), id(3)}}, lead));
    EXPECT_EQ(outcome(house.give(PartComments{{id(1)}}, lead)), "nothing to do");
    EXPECT_EQ(outcome(house.give(PartComments{{id(2)}}, house.focal("member-2"))), "forbidden");
    EXPECT_EQ(outcome(house.give(PartComments{{id(2)}}, lead)), "accepted");
    EXPECT_EQ(comment(2).same_as, "");
    EXPECT_EQ(comment(3).same_as, id(1));
    EXPECT_EQ(outcome(answer({id(1)}, "Shortened.")), "accepted");
    EXPECT_FALSE(comment(2).disposition);
    EXPECT_TRUE(comment(3).disposition);
    holds();
}

TEST_F(CommentsOfACycle, StandForThemselvesOnceTheOneTheyWereMergedIntoIsWithdrawn) {
    for (int i = 1; i <= 2; ++i)
        ASSERT_TRUE(house.give(said("member-" + std::to_string(i), {{.text = "Too long."}}),
                               house.focal("member-" + std::to_string(i))));
    const auto lead = house.focal("labour");
    ASSERT_TRUE(house.give(MergeComments{.comment = id(1), .same = {id(2)}}, lead));
    ASSERT_TRUE(house.give(WithdrawComment{id(1)}, house.focal("member-1")));
    EXPECT_EQ(comment(2).same_as, "");
    EXPECT_EQ(outcome(house.give(MergeComments{.comment = id(2), .same = {id(1)}}, lead)),
              "invalid");
    holds();
}

TEST_F(CommentsOfACycle, AreWithdrawnByLetterToo) {
    auto table = said("member-1", {{.text = "One."}});
    table.received = "by table";
    ASSERT_TRUE(house.give(table, house.secretariat()));
    const WithdrawComment withdraw{.comment = id(1), .received = "by phone"};
    EXPECT_EQ(outcome(house.give(withdraw, house.focal("member-2"))), "forbidden");
    EXPECT_EQ(outcome(house.give(withdraw, house.secretariat())), "accepted");
    EXPECT_EQ(comment(1).status, CommentStatus::withdrawn);
    holds();
}

TEST_F(CommentsOfACycle, OneAnswerGoesToAllThatSayTheSame) {
    for (int i = 1; i <= 3; ++i)
        ASSERT_TRUE(house.give(said("member-" + std::to_string(i), {{.text = "Too long."}}),
                               house.focal("member-" + std::to_string(i))));
    const auto lead = house.focal("labour");
    EXPECT_EQ(outcome(house.give(MergeComments{.comment = id(1), .same = {id(1)}}, lead)),
              "invalid");
    EXPECT_EQ(outcome(house.give(MergeComments{.comment = id(1), .same = {id(2)}},
                                 house.focal("member-1"))),
              "forbidden");
    EXPECT_EQ(outcome(house.give(MergeComments{.comment = id(1), .same = {id(2), id(3)}}, lead)),
              "accepted");
    EXPECT_EQ(outcome(house.give(MergeComments{.comment = id(2), .same = {id(1)}}, lead)),
              "invalid")
        << "what stands for others is no duplicate";
    EXPECT_EQ(outcome(answer({id(1)}, "Shortened.")), "accepted");
    EXPECT_EQ(house.state()->comments.unanswered(), 0);
    EXPECT_EQ(comment(3).disposition, Disposition::accepted);
    holds();
}

TEST_F(CommentsOfACycle, ThatSayTheSameAsAnotherAreNotAnsweredAlone) {
    for (int i = 1; i <= 3; ++i)
        ASSERT_TRUE(house.give(said("member-" + std::to_string(i), {{.text = "Too long."}}),
                               house.focal("member-" + std::to_string(i))));
    const auto lead = house.focal("labour");
    ASSERT_TRUE(house.give(MergeComments{.comment = id(1), .same = {id(2)}}, lead));
    const auto alone = house.give(
        AnswerComment{.comment = id(2), .disposition = Disposition::noted, .observation = "Seen."},
        lead);
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error().text,
              "This comment says the same as comment 1; answer that one, or take them apart.");
    EXPECT_EQ(alone.error().where, "/comment");
    const auto among = answer({id(3), id(2)}, "Shortened.");
    ASSERT_FALSE(among);
    EXPECT_EQ(among.error().where, "/comments/1");
    EXPECT_FALSE(comment(3).disposition) << "all or nothing";
    EXPECT_EQ(outcome(answer({id(1), id(2)}, "Shortened.")), "accepted") << "it repeats the answer";
    EXPECT_EQ(comment(2).disposition, Disposition::accepted);
    ASSERT_TRUE(house.give(WithdrawComment{.comment = id(1)}, house.focal("member-1")));
    EXPECT_EQ(outcome(answer({id(2)}, "Kept.")), "accepted") << "nothing stands for it any more";
    holds();
}

TEST_F(CommentsOfACycle, AreGroupedAndLetGo) {
    ASSERT_TRUE(house.give(said("member-1", {{.text = "One."}, {.text = "Two."}}),
                           house.focal("member-1")));
    const auto lead = house.focal("labour");
    EXPECT_EQ(outcome(house.give(GroupComments{.comments = {id(1), id(2)}, .group = "Fees"}, lead)),
              "accepted");
    EXPECT_EQ(comment(1).group, house.state()->sequence);
    EXPECT_EQ(outcome(house.give(GroupComments{.comments = {id(2)}}, lead)), "accepted");
    EXPECT_EQ(comment(2).group, 0);
    holds();
}

TEST_F(CommentsOfACycle, AreDiscussedByTheirBodyAndTheLead) {
    ASSERT_TRUE(house.give(said("member-1", {{.text = "Why?"}}), house.focal("member-1")));
    EXPECT_EQ(outcome(house.give(MaintainComment{.comment = id(1)}, house.focal("member-1"))),
              "nothing to do")
        << "nobody has answered yet";
    ASSERT_TRUE(answer({id(1)}, "Because."));
    EXPECT_EQ(outcome(house.give(ReplyToComment{.comment = id(1), .text = "That is no reason."},
                                 house.focal("member-1"))),
              "accepted");
    EXPECT_EQ(outcome(house.give(ReplyToComment{.comment = id(1), .text = "It is the law."},
                                 house.focal("labour"))),
              "accepted");
    EXPECT_EQ(outcome(house.give(ReplyToComment{.comment = id(1), .text = "We agree."},
                                 house.focal("member-2"))),
              "forbidden");
    EXPECT_EQ(comment(1).thread.size(), 2u);
    EXPECT_EQ(outcome(house.give(MaintainComment{.comment = id(1)}, house.focal("member-2"))),
              "forbidden");
    EXPECT_EQ(outcome(house.give(MaintainComment{.comment = id(1)}, house.focal("member-1"))),
              "accepted");
    EXPECT_TRUE(comment(1).maintained);
    ASSERT_TRUE(answer({id(1)}, "Then we change it."));
    EXPECT_FALSE(comment(1).maintained) << "a new answer is to be read anew";
    holds();
}

TEST_F(CommentsOfACycle, FilesAreAddedByThoseWhoseTheyAre) {
    ASSERT_TRUE(
        house.give(said("member-1", {{.text = "See the annex."}}), house.focal("member-1")));
    AttachDocument annex{
        .document = {.digest = sha256("annex"), .size = 5, .media_type = "application/pdf"},
        .name = "annex.pdf",
        .comment = id(1)};
    EXPECT_EQ(outcome(house.give(annex, house.focal("member-2"))), "forbidden");
    EXPECT_EQ(outcome(house.give(annex, house.focal("member-1"))), "accepted");
    EXPECT_EQ(outcome(house.give(annex, house.focal("member-1"))), "no change");
    annex.comment.clear();
    EXPECT_EQ(outcome(house.give(annex, house.focal("member-1"))), "forbidden");
    EXPECT_EQ(outcome(house.give(annex, house.focal("labour"))), "accepted");
    annex.document.size = 26 << 20;
    EXPECT_EQ(outcome(house.give(annex, house.secretariat())), "too large");
    EXPECT_EQ(house.state()->attachments.size(), 2u);
    holds();
}

TEST_F(CommentsOfACycle, MoreTimeIsAskedForAndMovesNothing) {
    const auto due = house.round().due;
    const auto seat = house.seat("member-1").id;
    EXPECT_EQ(outcome(house.give(RequestTime{.assignment = seat}, house.focal("member-1"))),
              "reason required");
    EXPECT_EQ(outcome(house.give(RequestTime{.assignment = seat, .until = *due, .reason = "Eid."},
                                 house.focal("member-1"))),
              "not a deadline");
    EXPECT_EQ(outcome(house.give(RequestTime{.assignment = seat, .reason = "Eid."},
                                 house.focal("member-1"))),
              "accepted");
    EXPECT_EQ(house.round().due, due);
    ASSERT_TRUE(house.seat("member-1").more_time);
    EXPECT_EQ(house.seat("member-1").more_time->entry, house.state()->sequence);
    EXPECT_EQ(row_of(*house.state(), *house.desk->registry()).needs, "you")
        << "somebody must decide";
    holds();
}

TEST_F(CommentsOfACycle, ARequestForMoreTimeIsSettledByMoreTimeOrByAnAnswer) {
    const auto ask = [&](const std::string& body) {
        const auto seat = house.seat(body).id;
        return outcome(
            house.give(RequestTime{.assignment = seat, .reason = "Eid."}, house.focal(body)));
    };
    ASSERT_EQ(ask("member-1"), "accepted");
    ASSERT_EQ(ask("member-2"), "accepted");
    const auto later = *house.round().due + std::chrono::hours(24);
    ASSERT_EQ(
        outcome(house.give(Extend{"request", "member-1", later, "Eid."}, house.secretariat())),
        "accepted");
    EXPECT_FALSE(house.seat("member-1").more_time);
    EXPECT_TRUE(house.seat("member-2").more_time) << "the other one has got none";
    ASSERT_EQ(outcome(house.give(Extend{"request", "", later, "Eid."}, house.secretariat())),
              "accepted");
    EXPECT_FALSE(house.seat("member-2").more_time);
    ASSERT_EQ(ask("member-2"), "accepted");
    house.answer("member-2", "agree");
    EXPECT_FALSE(house.seat("member-2").more_time) << "it needs no time any more";
    holds();
}

TEST_F(CommentsOfACycle, AVersionInAnotherLanguageStandsBesideEachParagraph) {
    auto open = write_round({"member-1", "member-2"});
    open.versions = {{.language = "bn", .media_type = "text/markdown", .text = "এক।"}};
    EXPECT_EQ(outcome(house.open(open)), "wrong number");
    open.versions[0].text = "এক।\n\nদুই।\n";
    ASSERT_EQ(outcome(house.open(open)), "accepted");
    const auto with = house.state()->revision()->digest;
    EXPECT_EQ(house.state()->revision()->versions.size(), 1u);
    open.versions[0].text = "এক।\n\nতিন।\n";
    ASSERT_EQ(outcome(house.open(open)), "accepted");
    const auto with_other = house.state()->revision()->digest;
    EXPECT_NE(with_other, with) << "a position names all versions";
    open.versions[0].language = house.state()->opening->language;
    EXPECT_EQ(outcome(house.open(open)), "invalid");
    open.versions[0].language = "EN";
    EXPECT_EQ(outcome(house.open(open)), "invalid") << "the same language in another spelling";
    open.versions[0].language = "BN";
    open.text = "\xEF\xBB\xBF" + open.text;
    ASSERT_EQ(outcome(house.open(open)), "accepted");
    EXPECT_EQ(house.state()->revision()->versions[0].language, "bn");
    EXPECT_EQ(house.state()->revision()->digest, with_other) << "no mark stands before the text";
}

TEST_F(CommentsOfACycle, ThatAreConditionsRuleOutAPositionInEitherOrder) {
    auto source = sealed_ballot_source();
    source.replace(source.find("    hidden until closed: yes"), 28, "    with conditions: refused");
    house.publish(source);
    ASSERT_EQ(outcome(house.open(sealed_ballot({"member-1", "member-2"}))), "accepted");
    const NewComment condition{.force = Force::condition, .text = "If it is costed."};
    EXPECT_EQ(outcome(house.answer("member-1", "agree", {}, {condition})), "invalid");
    ASSERT_EQ(outcome(house.give(said("member-1", {condition}), house.focal("member-1"))),
              "accepted");
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "invalid");
    EXPECT_EQ(outcome(house.answer("member-2", "agree")), "accepted") << "it is not its own";
    ASSERT_EQ(outcome(house.give(LiftComment{.comment = id(1)}, house.focal("member-1"))),
              "accepted");
    EXPECT_EQ(outcome(house.answer("member-1", "agree")), "accepted");
    holds();
}

}  // namespace
}  // namespace paraph::test
