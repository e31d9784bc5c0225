// Who is written to, when, how often, and what of it is kept.

#include <algorithm>
#include <set>

#include "engine/base/enums.hpp"
#include "engine/core/record.hpp"
#include "tests/api/channels/house.hpp"

namespace paraph::test {
namespace {

using namespace std::chrono_literals;

class Mails : public ::testing::Test {
protected:
    void SetUp() override {
        house.body("office", {"focal point"}, {HouseRole::secretariat});
        for (const auto* name : {"labour", "home", "finance"}) house.body(name, {"focal point"});
    }

    std::string open_silence() {
        OpenCycle command;
        command.definition = "silence-procedure";
        command.title = "Objective 6";
        command.roles = {{"chair", {"office"}}, {"members", {"labour", "home", "finance"}}};
        command.text = "One.\n\nTwo.\n";
        command.media_type = "text/plain";
        return house.open(command);
    }

    std::string open_review_of_objective() {
        OpenCycle command;
        command.definition = "objective-review";
        command.title = "Objective 9";
        command.attributes = {{"objective", "9"}};
        command.roles = {{"ministries", {"labour", "home"}}, {"secretary", {"office"}}};
        command.text = "One.\n\nTwo.\n";
        command.media_type = "text/plain";
        return house.open(command);
    }

    /// Every notice of the cycle's log, one line an entry that has any.
    std::string told(const std::string& cycle) {
        std::string lines;
        api::Hindsight hindsight(house.desk, house.store);
        const auto registry = house.desk.registry();
        for (const auto& entry : house.store.stream(cycle, 0)) {
            const auto record = read_entry(entry.body, entry.secret).value();
            const auto state = hindsight.after(entry, record);
            const Occasion occasion{record, *state, *registry, house.house.definition_of(*state)};
            std::map<std::string, std::set<std::string>> heard;
            for (const auto& notice : notices(occasion))
                heard[std::string(enum_text(notice.kind))].insert(
                    registry->person(notice.person)->email);
            if (heard.empty()) continue;
            lines += entry.kind + ":";
            for (const auto& [kind, people] : heard) {
                lines += " " + kind;
                for (const auto& email : people) lines += " " + email.substr(0, email.find(".ex"));
            }
            lines += "\n";
        }
        return lines;
    }

    std::vector<std::string> message_ids() {
        std::vector<std::string> found;
        for (const auto& mail : house.outbox.mails) found.push_back(mail.message_id);
        return found;
    }

    std::vector<DeliveryRow> rows() { return house.store.waiting("mail"); }

    TestHouse house;
};

TEST_F(Mails, GoToThoseWhomAnEventConcerns) {
    const auto cycle = open_silence();
    house.advance(50h);
    house.submit(cycle, house.position(cycle, "home", "object", "Not like this."),
                 house.person("focal-point@home.example"));
    EXPECT_EQ(told(cycle),
              "round opened: request focal-point@finance focal-point@home focal-point@labour\n"
              "reminded: reminder focal-point@finance focal-point@home focal-point@labour\n"
              "position taken: objection focal-point@finance focal-point@home focal-point@labour "
              "focal-point@office receipt focal-point@home\n"
              "cycle ended: outcome focal-point@finance focal-point@home focal-point@labour "
              "focal-point@office\n");
}

TEST_F(Mails, OfTheSecretariatsActsGoToAll) {
    const auto cycle = open_silence();
    const std::string all =
        " focal-point@finance focal-point@home focal-point@labour focal-point@office\n";
    house.submit(cycle, Suspend{.reason = "Flood."});
    house.submit(cycle, Resume{.reason = "Dry again."});
    house.submit(cycle, Extend{.due = house.clock.now() + 240h, .reason = "More time."});
    house.submit(cycle, Defer{.until = house.clock.now() + 24h, .reason = "Later."});
    house.submit(cycle, Resume{.reason = "Now."});
    house.submit(cycle, RemoveParticipant{.body = "home", .reason = "Merged."});
    house.submit(cycle, Abandon{.reason = "Overtaken."});
    const std::string rest = " focal-point@finance focal-point@labour focal-point@office\n";
    EXPECT_EQ(told(cycle),
              "round opened: request focal-point@finance focal-point@home focal-point@labour\n"
              "suspended: suspended" +
                  all + "resumed: resumed" + all + "extended: extended" + all +
                  "deferred: deferred" + all + "taken up: resumed" + all +
                  "participant removed: removed focal-point@home\n"
                  "abandoned: abandoned" +
                  rest);
}

TEST_F(Mails, OfWhatRunsInsideABodyStayInside) {
    const auto cycle = house.open_write_round();
    const auto child = house.inside(cycle);
    ASSERT_FALSE(child.empty());
    EXPECT_EQ(told(child), "round opened: request desk-officer@trade\n");
    auto forward = house.position(child, "trade", "sign");
    forward.proposes = "agree";
    ASSERT_TRUE(house.submit(child, forward, house.person("desk-officer@trade.example")));
    house.submit(cycle, Abandon{.reason = "Overtaken."});
    const auto lines = told(child);
    EXPECT_NE(lines.find("receipt desk-officer@trade"), std::string::npos) << lines;
    EXPECT_NE(lines.find("request director@trade"), std::string::npos) << lines;
    for (const auto* other : {"@home", "@labour", "@office", "@finance"})
        EXPECT_EQ(lines.find(other), std::string::npos) << lines;
    EXPECT_EQ(told(cycle).find("desk-officer"), std::string::npos);
}

TEST_F(Mails, SayWhoReturnedTheFileAndWhyAndWhatTheOuterSilenceMeans) {
    house.start();
    const auto cycle = house.open_write_round();
    const auto child = house.inside(cycle);
    auto forward = house.position(child, "trade", "sign");
    forward.proposes = "agree";
    ASSERT_TRUE(house.submit(child, forward, house.person("desk-officer@trade.example")));
    ASSERT_TRUE(house.submit(child, house.position(child, "trade", "decline", "Check the costs."),
                             house.person("director@trade.example")));
    house.settle();
    const auto desk = house.mailed_to("desk-officer@trade.example");
    ASSERT_EQ(desk.size(), 3u);
    EXPECT_EQ(desk[0].find("Forward to Director by"), 0u) << desk[0];
    EXPECT_NE(desk[0].find("If your ministry has not answered by"), std::string::npos) << desk[0];
    EXPECT_EQ(desk[1].find("Forwarded to Director: Objective 21"), 0u) << desk[1];
    EXPECT_EQ(desk[1].find("You can change it"), std::string::npos) << desk[1];
    EXPECT_EQ(desk[2].find("Returned to you: Objective 21"), 0u) << desk[2];
    EXPECT_NE(desk[2].find("director of trade (Director) returned"), std::string::npos) << desk[2];
    EXPECT_NE(desk[2].find("> Check the costs."), std::string::npos) << desk[2];
}

TEST_F(Mails, SayToTheLevelsOfABodyThatItsAnswerStandsWhereTheRoundIsOpenAgain) {
    house.start();
    const auto cycle = house.open_write_round();
    for (const auto* level : {"desk-officer", "director", "secretary"}) {
        const auto child = house.inside(cycle);
        auto forward = house.position(child, "trade", "sign");
        forward.proposes = "agree";
        ASSERT_TRUE(
            house.submit(child, forward, house.person(std::string(level) + "@trade.example")));
    }
    ASSERT_TRUE(house.submit(cycle, house.position(cycle, "home", "agree"),
                             house.person("focal-point@home.example")));
    house.settle();
    house.outbox.mails.clear();
    ASSERT_TRUE(house.submit(cycle, Reopen{.stage = "request",
                                           .due = house.clock.now() + 480h,
                                           .reason = "The figures were wrong."}));
    house.settle();
    const auto desk = house.mailed_to("desk-officer@trade.example");
    ASSERT_EQ(desk.size(), 1u);
    EXPECT_EQ(desk[0].find("Your answer can be changed: Objective 21"), 0u) << desk[0];
    for (const auto* words :
         {"The answer of trade stands: Agree.", "your ministry’s answer stays: Agree.",
          "You need do nothing.", "This link is yours alone"})
        EXPECT_NE(desk[0].find(words), std::string::npos) << words << "\n" << desk[0];
    EXPECT_EQ(desk[0].find("You have until"), std::string::npos) << desk[0];
}

TEST_F(Mails, SayWhoseCommitmentsTheyAreNow) {
    house.tell(PublishDefinition{.source = R"(workflow: promised
language: 1
title: Promised
calendar: bangladesh-government
roles:
  members: { bodies: 2..12 }
start: follow up
stages:
  follow up:
    kind: follow up
    who: members
    due: 20 working days
    then: { settled: end as implemented, open: end as open }
)"});
    house.start();
    OpenCycle command;
    command.definition = "promised";
    command.title = "Objective 21";
    command.roles = {{"members", {"labour", "home"}}};
    command.text = "One.\n\nTwo.\n";
    command.media_type = "text/plain";
    const auto cycle = house.open(command);
    MakeCommitment promise{.text = "We publish it."};
    promise.due = house.clock.now() + 2400h;
    ASSERT_TRUE(house.submit(cycle, promise, house.person("focal-point@labour.example")));
    house.advance(1200h);
    house.settle();
    house.outbox.mails.clear();
    ASSERT_TRUE(house.submit(
        cycle, ReplaceParticipant{.body = "labour", .successor = "finance", .reason = "Merged."}));
    house.settle();
    std::set<std::string> told;
    for (const auto& mail : house.outbox.mails) {
        told.insert(mail.to.email);
        EXPECT_EQ(mail.subject, "Commitments of labour are now for finance: Objective 21");
        EXPECT_NE(mail.text.find("From now on finance reports on these commitments"),
                  std::string::npos)
            << mail.text;
        EXPECT_NE(mail.text.find("https://house.example/l/"), std::string::npos) << mail.text;
    }
    EXPECT_EQ(told,
              (std::set<std::string>{"focal-point@finance.example", "focal-point@labour.example"}));
}

TEST_F(Mails, OfMoreTimeAskOnlyThoseWhoAreAwaited) {
    house.start();
    const auto cycle = open_silence();
    house.settle();
    house.outbox.mails.clear();
    house.submit(cycle, Extend{.due = house.clock.now() + 240h, .reason = "More time."});
    house.settle();
    ASSERT_EQ(house.outbox.mails.size(), 4u);
    for (const auto& mail : house.outbox.mails) {
        const bool asked = mail.to.email != "focal-point@office.example";
        EXPECT_EQ(mail.text.find("You have until") != std::string::npos, asked) << mail.text;
        EXPECT_EQ(mail.text.find("You need do nothing.") != std::string::npos, !asked) << mail.text;
        EXPECT_EQ(mail.text.find("This link is yours alone") != std::string::npos, asked)
            << mail.text;
    }
}

TEST_F(Mails, NameTheObjectorOnlyToThoseWhoMayKnow) {
    house.start();
    const auto cycle = open_silence();
    house.submit(cycle, house.position(cycle, "home", "object", "Paragraph two is wrong."),
                 house.person("focal-point@home.example"));
    house.settle();
    int shown = 0, withheld = 0;
    for (const auto& mail : house.outbox.mails) {
        if (mail.text.find("objects to") == std::string::npos) continue;
        const bool names = mail.text.find("home objects") != std::string::npos;
        const bool says = mail.text.find("Paragraph two is wrong.") != std::string::npos;
        const bool may = mail.to.email == "focal-point@office.example" ||
                         mail.to.email == "focal-point@home.example";
        EXPECT_EQ(names, may) << mail.to.email;
        EXPECT_EQ(says, may) << mail.to.email;
        ++(may ? shown : withheld);
    }
    EXPECT_EQ(shown, 2);
    EXPECT_EQ(withheld, 2);
}

TEST_F(Mails, TellABodyWhatWasLiftedForItOnPaper) {
    house.start();
    const auto cycle = house.open_write_round();
    house.submit(cycle, house.position(cycle, "home", "object", "Too costly."),
                 house.person("focal-point@home.example"));
    const auto state = house.house.cycle(cycle);
    std::string seat;
    for (const auto& each : state->current()->assignments)
        if (each->body == "home") seat = each->id;
    ASSERT_TRUE(house.submit(cycle, LiftBlock{.assignment = seat, .received = "by letter"},
                             house.person("focal-point@office.example")));
    const auto lines = told(cycle);
    EXPECT_NE(lines.find("block lifted: receipt focal-point@home\n"), std::string::npos) << lines;
    house.settle();
    const auto& mail = house.outbox.mails.back();
    EXPECT_EQ(mail.to.email, "focal-point@home.example");
    EXPECT_NE(mail.text.find("lifted"), std::string::npos) << mail.text;
}

TEST_F(Mails, RepeatInAReceiptWhatWasSaid) {
    house.start();
    const auto cycle = house.open_write_round();
    auto answer = house.position(cycle, "home", "object", "Too costly.");
    answer.comments = {{.paragraph = "p2", .force = Force::condition, .text = "Name the fee."}};
    ASSERT_TRUE(house.submit(cycle, answer, house.person("focal-point@home.example")));
    house.settle();
    int receipts = 0;
    for (const auto& mail : house.outbox.mails) {
        if (mail.text.find("Fingerprint of the text (SHA-256): ") == std::string::npos) continue;
        ++receipts;
        EXPECT_EQ(mail.to.email, "focal-point@home.example");
        for (const auto* said :
             {"Reason: Too costly.", "Comment 1 · ¶2 · condition: Name the fee."})
            EXPECT_NE(mail.text.find(said), std::string::npos) << mail.text;
    }
    EXPECT_EQ(receipts, 1);
}

TEST_F(Mails, SayWhatAHearingBroughtAndWhatComesNext) {
    house.start();
    const auto cycle = open_review_of_objective();
    auto comments = house.position(cycle, "labour", "comment");
    comments.comments = {{.text = "Fees are still charged."}, {.text = "And high ones."}};
    ASSERT_TRUE(house.submit(cycle, comments, house.person("focal-point@labour.example")));
    ASSERT_TRUE(house.submit(cycle, house.position(cycle, "home", "no comment"),
                             house.person("focal-point@home.example")));
    house.settle();
    int told = 0;
    for (const auto& mail : house.outbox.mails) {
        if (mail.subject != "Comments closed: Contributions: Objective 9") continue;
        ++told;
        for (const auto* said : {"The time for comments on “Objective 9” is over.",
                                 "2 comments came in, from 1 body.", "It goes on with: Summary."})
            EXPECT_NE(mail.text.find(said), std::string::npos) << mail.text;
    }
    EXPECT_EQ(told, 3);
}

TEST_F(Mails, CarryALinkThatWorksAndIsKeptNowhere) {
    house.start();
    const auto cycle = open_silence();
    house.settle();
    ASSERT_EQ(house.outbox.size(), 3u);
    const auto& mail = house.outbox.mails.front();
    const auto at = mail.text.find("https://house.example/l/");
    ASSERT_NE(at, std::string::npos) << mail.text;
    const auto token = Links::parse(mail.text.substr(at + 24, 86));
    ASSERT_TRUE(token);
    EXPECT_TRUE(house.keys.links().verify(*token, 1));
    EXPECT_EQ(mail.at, house.clock.now());
    EXPECT_TRUE(rows().empty()) << "what succeeded leaves no row";
}

TEST_F(Mails, GoOutAgainUnderTheSameMessageIdAfterACrash) {
    house.start();
    open_silence();
    house.settle();
    const auto before = message_ids();
    ASSERT_EQ(before.size(), 3u);
    house.stop();
    house.outbox.mails.clear();
    house.start();  // as if the cursor had never been written
    house.settle();
    EXPECT_EQ(message_ids(), before);
    house.stop();
    house.outbox.mails.clear();
    house.start(api::ChannelsLeft::read(house.store));
    house.settle();
    EXPECT_EQ(house.outbox.size(), 0u) << "the cursor was kept this time";
}

TEST_F(Mails, AreTriedAgainAsPublishedAndThenGivenUp) {
    const Sent later{Sent::How::retry, "450 <focal-point@home.example> is busy"};
    house.outbox.answers.assign(24, later);
    house.start();
    open_silence();
    house.settle();
    ASSERT_EQ(house.outbox.size(), 3u);
    std::size_t tries = 3;
    for (const milliseconds pause : {60'000ms, 300'000ms, 1'800'000ms, 7'200'000ms, 21'600'000ms,
                                     43'200'000ms, 86'400'000ms}) {
        house.advance(pause - 1ms);
        house.settle();
        EXPECT_EQ(house.outbox.size(), tries) << pause.count();
        house.advance(1ms);
        house.settle();
        for (const auto& row : rows())
            EXPECT_EQ(row.error.find('@'), std::string::npos) << row.error;
        tries += 3;
        // The reminder, which the clock passes on the way, fails in its own time.
        tries = std::max(tries, house.outbox.size());
    }
    std::map<std::string, int> requests;
    for (const auto& mail : house.outbox.mails)
        if (mail.subject.find("Reminder") == std::string::npos) ++requests[mail.message_id];
    EXPECT_GE(requests.size(), 3u);
    for (const auto& row : rows()) EXPECT_NE(row.what, "request");
}

TEST_F(Mails, WaitWithoutAnAddressAndSurviveARestart) {
    house.outbox.answers.assign(3, {Sent::How::retry, "421 focal-point@home.example try later"});
    house.start();
    open_silence();
    house.settle();
    ASSERT_EQ(rows().size(), 3u);
    for (const auto& row : rows()) {
        EXPECT_EQ((row.target + row.what + row.error + row.id).find('@'), std::string::npos);
        EXPECT_TRUE(row.target.starts_with("asg_")) << row.target;
        EXPECT_EQ(row.what, "request");
    }
    const auto before = message_ids();
    house.stop();
    house.outbox.mails.clear();
    house.advance(1min);
    house.start(api::ChannelsLeft::read(house.store));
    house.settle();
    auto after = message_ids();
    std::ranges::sort(after);
    auto expected = before;
    std::ranges::sort(expected);
    EXPECT_EQ(after, expected);
    EXPECT_TRUE(rows().empty());
}

TEST_F(Mails, OfARevokedLinkAreNotSent) {
    const auto cycle = open_silence();
    const auto& seat = *house.house.cycle(cycle)->current()->assignments.front();
    ASSERT_TRUE(house.submit(cycle,
                             RevokeLink{.assignment = seat.id, .person = seat.people.front()},
                             house.person("focal-point@office.example")));
    house.start();
    house.settle();
    EXPECT_EQ(house.outbox.size(), 2u);
}

TEST_F(Mails, NeedAPublicUrl) {
    house.config.public_url.clear();
    house.start();
    open_silence();
    house.channels->report_lag(house.metrics);
    const auto behind = "paraph_outbox_lag_entries{channel=\"mail\"} " +
                        std::to_string(house.desk.head().size) + "\n";
    EXPECT_NE(house.metrics.text().find(behind), std::string::npos) << house.metrics.text();
    house.stop();
    EXPECT_EQ(house.outbox.size(), 0u);
    house.config.public_url = "https://house.example";
    house.start(api::ChannelsLeft::read(house.store));
    house.settle();
    EXPECT_EQ(house.outbox.size(), 3u) << "they waited in the log";
}

TEST_F(Mails, BringASignInLinkToItsPerson) {
    house.start();
    const auto person = house.person("focal-point@office.example");
    house.channels->send_sign_in(person.id);
    house.settle();
    ASSERT_EQ(house.outbox.size(), 1u);
    const auto& text = house.outbox.mails.front().text;
    const auto at = text.find("https://house.example/sign-in/");
    ASSERT_NE(at, std::string::npos) << text;
    const auto opened =
        house.keys.sessions().open_sign_in(text.substr(at + 30, 96), house.clock.now());
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->person, person.id);
}

}  // namespace
}  // namespace paraph::test
