// What comes at once, or soon one after the other, and is told of in one mail.

#include <set>

#include "tests/api/channels/house.hpp"

namespace paraph::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* three_at_once = R"(workflow: three-at-once
language: 1
title: Three hearings
calendar: bangladesh-government
roles:
  members: { bodies: 2..9 }
start: all
stages:
  all:
    kind: parallel
    branches: [views, figures, costs]
    joins: when all are done
    then: { joined: notice }
  views:
    kind: comment
    who: members
    due: 5 working days
    then: { closed: done }
  figures:
    kind: comment
    who: members
    due: 5 working days
    then: { closed: done }
  costs:
    kind: comment
    who: members
    due: 5 working days
    then: { closed: done }
  notice:
    kind: circulate
    who: members
    due: 5 working days
    then: { settled: end as heard }
)";

class GatheredMails : public ::testing::Test {
protected:
    void SetUp() override {
        house.body("office", {"focal point"}, {HouseRole::secretariat});
        for (const auto* name : {"labour", "home"}) house.body(name, {"focal point"});
    }

    std::string open(OpenCycle command) {
        command.text = "One.\n\nTwo.\n";
        command.media_type = "text/plain";
        return house.open(command);
    }

    std::string open_review() {
        return open({.definition = "objective-review",
                     .title = "Objective 9",
                     .attributes = {{"objective", "9"}},
                     .roles = {{"ministries", {"labour", "home"}}, {"secretary", {"office"}}}});
    }

    TestHouse house;
};

TEST_F(GatheredMails, OfRepliesAreOneToEachWhoHasAPartInTheComment) {
    house.start();
    const auto cycle = open_review();
    const auto labour = house.person("focal-point@labour.example");
    const auto office = house.person("focal-point@office.example");
    auto said = house.position(cycle, "labour", "comment");
    said.comments = {{.text = "Fees are still charged."}, {.text = "And high ones."}};
    ASSERT_TRUE(house.submit(cycle, said, labour));
    std::vector<std::string> ids;
    for (const auto& comment : house.house.cycle(cycle)->comments) ids.push_back(comment->id);
    const auto reply = [&](std::size_t to, const Actor& by) {
        ASSERT_TRUE(house.submit(cycle, ReplyToComment{.comment = ids[to], .text = "Why?"}, by));
    };
    reply(0, labour);  // nobody has said anything to it yet
    ASSERT_TRUE(house.submit(
        cycle,
        AnswerComment{
            .comment = ids[0], .disposition = Disposition::noted, .observation = "Which?"},
        office));
    reply(0, labour);
    house.settle();
    EXPECT_EQ(house.store.waiting("mail").size(), 1u) << "whoever answered hears of the reply";
    house.outbox.mails.clear();
    reply(0, office);
    reply(1, office);
    reply(1, office);
    house.settle();
    EXPECT_EQ(house.outbox.size(), 0u) << "more may be said";
    house.stop();
    house.start(api::ChannelsLeft::read(house.store));
    house.advance(10min);
    house.settle();
    ASSERT_EQ(house.outbox.size(), 2u);
    std::map<std::string, std::string> texts;
    for (const auto& mail : house.outbox.mails) texts[mail.to.email] = mail.text;
    const auto& to_labour = texts["focal-point@labour.example"];
    EXPECT_NE(to_labour.find("3 replies were made to comments on “Objective 9”."),
              std::string::npos)
        << to_labour;
    EXPECT_NE(to_labour.find("Comment no.: 1 and 2"), std::string::npos) << to_labour;
    EXPECT_NE(texts["focal-point@office.example"].find("1 reply was made"), std::string::npos);
    EXPECT_EQ(to_labour.find("Why?"), std::string::npos) << "it stands on the page only";
    reply(0, labour);
    house.advance(10min);
    house.settle();
    EXPECT_EQ(house.outbox.size(), 3u) << "what comes later is told of anew, and alone";
    EXPECT_NE(house.outbox.mails.back().text.find("1 reply was made"), std::string::npos);
}

TEST_F(GatheredMails, OfWhatClosesAtOnceAreOne) {
    house.tell(PublishDefinition{.source = three_at_once});
    const auto cycle = open({.definition = "three-at-once",
                             .title = "Objective 3",
                             .roles = {{"members", {"labour", "home"}}}});
    const auto due = house.house.cycle(cycle)->current()->due;
    ASSERT_TRUE(due);
    house.advance(*due - house.clock.now());
    std::map<std::string, std::vector<Mail>> over;
    const auto read = [&] {
        over.clear();
        for (const auto& mail : house.outbox.mails)
            if (mail.subject == "3 stages are over: Objective 3")
                over[mail.to.email].push_back(mail);
    };
    const Sent later{Sent::How::retry, "450 busy"};
    house.outbox.answers.assign(1000, later);
    house.start();
    house.settle();
    read();
    ASSERT_EQ(over.size(), 2u);
    std::set<std::string> ids;
    for (const auto& [email, mails] : over) {
        ASSERT_EQ(mails.size(), 1u) << email;
        const auto& text = mails.front().text;
        for (const auto* stage : {"views", "figures", "costs"})
            EXPECT_NE(text.find(std::string(stage) + ": The time for comments on “Objective 3” is "
                                                     "over."),
                      std::string::npos)
                << text;
        ids.insert(mails.front().message_id);
    }
    for (const auto& mail : house.outbox.mails)
        EXPECT_EQ(mail.subject.find("Comments closed"), std::string::npos) << mail.subject;
    house.stop();
    house.outbox.mails.clear();
    house.outbox.answers.clear();
    house.advance(1min);
    house.start(api::ChannelsLeft::read(house.store));
    house.settle();
    read();
    ASSERT_EQ(over.size(), 2u) << "a retry tells of all of them, too";
    for (const auto& [email, mails] : over) {
        ASSERT_EQ(mails.size(), 1u) << email;
        EXPECT_TRUE(ids.contains(mails.front().message_id)) << "under the Message-ID that it had";
    }
}

}  // namespace
}  // namespace paraph::test
