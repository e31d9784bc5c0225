// What those who stood in for a colleague, and these, are told once that is over.

#include "api/upkeep/handing_over.hpp"
#include "tests/api/channels/house.hpp"

namespace paraph::test {
namespace {

using namespace std::chrono_literals;

class StandInMails : public ::testing::Test {
protected:
    void SetUp() override {
        house.body("office", {"focal point"}, {HouseRole::secretariat});
        house.body("labour", {"focal point", "deputy"});
        house.body("home", {"focal point"});
        OpenCycle command;
        command.definition = "silence-procedure";
        command.title = "Objective 6";
        command.roles = {{"chair", {"office"}}, {"members", {"labour", "home"}}};
        command.text = "One.\n\nTwo.\n";
        command.media_type = "text/plain";
        cycle = house.open(command);
        asked = house.person("focal-point@labour.example");
        deputy = house.person("deputy@labour.example");
    }

    std::string delegate(milliseconds begins, milliseconds lasts) {
        const auto from = house.clock.now() + begins;
        return house.tell(Delegate{.person = asked.person,
                                   .delegate = deputy.person,
                                   .from = from,
                                   .until = from + lasts});
    }

    /// As the server does once a minute.
    void hand_back() {
        api::hand_back_what_ended(house.house);
        house.catch_up();
        house.channels->wake();
        house.settle();
    }

    std::map<std::string, std::string> told() {
        std::map<std::string, std::string> texts;
        for (const auto& mail : house.outbox.mails) {
            if (mail.subject.find("no longer stand") == std::string::npos) continue;
            EXPECT_TRUE(texts.emplace(mail.to.email, mail.subject + "\n" + mail.text).second)
                << "a second time: " << mail.to.email;
        }
        return texts;
    }

    TestHouse house;
    std::string cycle;
    Actor asked, deputy;
};

void expect_all(const std::string& text, const std::vector<std::string>& parts) {
    for (const auto& part : parts) EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST_F(StandInMails, TellBothOnceWhatGoesBack) {
    house.start();
    delegate(0ms, 24h);
    house.advance(24h - 1ms);
    hand_back();
    EXPECT_TRUE(told().empty()) << "it is in force still";
    house.advance(1ms);
    hand_back();
    auto texts = told();
    ASSERT_EQ(texts.size(), 2u);
    expect_all(texts["deputy@labour.example"],
               {"You no longer stand in for focal point of labour\n",
                "1 task is still open, and goes back to focal point of labour.",
                "Open: Objective 6 · ", "open nothing any more", "(Dhaka)"});
    EXPECT_EQ(texts["deputy@labour.example"].find("(UTC)"), std::string::npos);
    expect_all(texts["focal-point@labour.example"],
               {"deputy of labour no longer stands in for you\n",
                "1 task that is asked of you is still open.", "work as before"});
    house.stop();
    house.start(api::ChannelsLeft::read(house.store));
    hand_back();
    EXPECT_EQ(told().size(), 2u) << "nor after a restart";
}

TEST_F(StandInMails, SayThatNothingIsOpen) {
    house.start();
    delegate(0ms, 24h);
    auto answer = house.position(cycle, "labour", "object", "Not like this.");
    ASSERT_TRUE(house.submit(cycle, answer, asked));
    house.advance(24h);
    hand_back();
    expect_all(told()["deputy@labour.example"],
               {"Nothing that is asked of focal point of labour is open now."});
}

TEST_F(StandInMails, AreNotToWhoeverEndedItNorOfWhatNeverBegan) {
    house.start();
    const auto given = delegate(0ms, 240h);
    house.advance(1min);
    ASSERT_TRUE(house.submit("registry", RegistryCommand(EndDelegation{given}), asked));
    house.settle();
    EXPECT_EQ(told().size(), 1u);
    EXPECT_TRUE(told().contains("deputy@labour.example"));
    house.outbox.mails.clear();
    const auto later = delegate(48h, 24h);
    ASSERT_TRUE(house.submit("registry", RegistryCommand(EndDelegation{later})));
    house.settle();
    EXPECT_TRUE(told().empty()) << "nobody stood in for anybody";
}

TEST_F(StandInMails, AreNotOfWhatIsLongOver) {
    house.start();
    delegate(0ms, 24h);
    house.advance(24h * 9);
    hand_back();
    EXPECT_TRUE(told().empty());
    EXPECT_TRUE(house.desk.registry()->delegations.empty()) << "its end is recorded all the same";
}

}  // namespace
}  // namespace paraph::test
