// What subscribers receive, in which order, how often; and what happens when they do not answer.

#include <condition_variable>

#include "adapters/webhook/schedule.hpp"
#include "tests/api/channels/house.hpp"

namespace paraph::test {
namespace {

using namespace std::chrono_literals;

/// Endpoints by URL: what each received, and what it answers next; 204 once nothing is left.
struct Endpoints {
    std::mutex lock;
    std::condition_variable opened;
    std::map<std::string, std::vector<Post>> posts;
    std::map<std::string, std::vector<Reply>> answers;
    std::map<std::string, bool> held;

    Reply take(const Post& post) {
        std::unique_lock guard(lock);
        posts[post.url].push_back(post);
        opened.notify_all();
        opened.wait(guard, [&] { return !held[post.url]; });
        auto& left = answers[post.url];
        if (left.empty()) return {.status = 204};
        auto answer = left.front();
        left.erase(left.begin());
        return answer;
    }
    bool wait_for(const std::string& url, std::size_t count) {
        std::unique_lock guard(lock);
        return opened.wait_for(guard, 30s, [&] { return posts[url].size() >= count; });
    }
    void release(const std::string& url) {
        std::lock_guard guard(lock);
        held[url] = false;
        opened.notify_all();
    }
    std::vector<Post> of(const std::string& url) {
        std::lock_guard guard(lock);
        return posts[url];
    }
};

json::object body_of(const Post& post) {
    return json::parse(post.body).as_object();
}
std::string type_of(const Post& post) {
    return std::string(body_of(post).at("type").as_string());
}

constexpr const char* hidden_ballot = R"(
workflow: sealed
language: 1
title: Sealed
calendar: bangladesh-government
roles:
  members: { bodies: 2..9, silence: not counted }
start: vote
stages:
  vote:
    kind: ballot
    who: members
    due: 5 working days
    hidden until closed: yes
    passes: agree > object
    then: { passed: end as passed, not passed: end as failed }
)";

class Webhooks : public ::testing::Test {
protected:
    void SetUp() override {
        house.body("office", {"focal point"}, {HouseRole::secretariat});
        for (const auto* name : {"labour", "home"}) house.body(name, {"focal point"});
    }
    // Held endpoints must not keep the house from ending.
    void TearDown() override {
        std::lock_guard guard(endpoints.lock);
        endpoints.held.clear();
        endpoints.opened.notify_all();
    }

    void start(api::ChannelsLeft left = {}) {
        house.start(std::move(left), [this](const Post& post) { return endpoints.take(post); });
    }
    std::string subscribe(const std::string& url, std::vector<std::string> events = {}) {
        return house.tell(SubscribeWebhook{.url = url, .events = std::move(events)});
    }
    std::string open(const std::string& definition) {
        OpenCycle command;
        command.definition = definition;
        command.title = "Objective 6";
        command.roles = {{"members", {"labour", "home"}}};
        if (definition == "silence-procedure") command.roles["chair"] = {"office"};
        command.text = "One.\n";
        command.media_type = "text/plain";
        return house.open(command);
    }
    std::vector<DeliveryRow> rows(const std::string& webhook) {
        return house.store.deliveries("webhook", webhook, "", 100);
    }

    TestHouse house;
    Endpoints endpoints;
};

TEST_F(Webhooks, ReadOnWhereAllThatWaitedIsGivenUp) {
    const auto webhook = subscribe("https://a.example/");
    api::ChannelsLeft left;
    left.webhook.cursor = house.desk.head().size;
    left.webhook.sent[webhook] = 1;
    left.webhook.waiting.push_back(
        {.id = api::delivery_id(house.clock.now(), webhook, 1),
         .channel = "webhook",
         .target = webhook,
         .number = house.desk.head().size + 1'000,  // what it told of is not there
         .state = "waiting",
         .created = house.clock.now(),
         .next = house.clock.now()});
    house.body("health", {"focal point"});
    start(std::move(left));  // and nobody rings any more
    EXPECT_TRUE(endpoints.wait_for("https://a.example/", 1));
}

TEST_F(Webhooks, BringEachEventOnceInOrderAndWithoutAGap) {
    start();
    const auto all = subscribe("https://all.example/");
    const auto some = subscribe("https://some.example/", {"cycle.opened", "position taken"});
    const auto cycle = open("silence-procedure");
    house.submit(cycle, house.position(cycle, "home", "agree"),
                 house.person("focal-point@home.example"));
    open("silence-procedure");
    house.settle();
    std::string types;
    std::uint64_t expected = 0;
    for (const auto& post : endpoints.of("https://all.example/")) {
        const auto body = body_of(post);
        types += std::string(body.at("type").as_string()) + "\n";
        EXPECT_EQ(std::stoull(std::string(body.at("sequence").as_string())), ++expected);
        EXPECT_EQ(body.at("id").as_string(), post.id);
        EXPECT_EQ(body.at("source").as_string(), "https://house.example/");
    }
    EXPECT_EQ(types,
              "paraph.cycle.opened\nparaph.revision.issued\nparaph.round.opened\n"
              "paraph.position.taken\nparaph.cycle.opened\nparaph.revision.issued\n"
              "paraph.round.opened\n");
    const auto chosen = endpoints.of("https://some.example/");
    ASSERT_EQ(chosen.size(), 3u);
    EXPECT_EQ(body_of(chosen.back()).at("sequence").as_string(), "00000000000000000003");
    for (const auto& row : rows(all)) EXPECT_EQ(row.state, "delivered");
    EXPECT_EQ(rows(some).size(), 3u);
}

TEST_F(Webhooks, TellNothingThatIsErasableOrHidden) {
    start();
    subscribe("https://all.example/");
    house.tell(PublishDefinition{.source = hidden_ballot});
    const auto cycle = open("sealed");
    house.submit(cycle, house.position(cycle, "home", "object", "A secret reason."),
                 house.person("focal-point@home.example"));
    house.settle();
    bool saw_position = false;
    for (const auto& post : endpoints.of("https://all.example/")) {
        for (const auto* word : {"Objective 6", "A secret reason.", "One.", "whsec_", "@"})
            EXPECT_EQ(post.body.find(word), std::string::npos) << post.body;
        if (type_of(post) != "paraph.position.taken") continue;
        saw_position = true;
        EXPECT_EQ(post.body.find("object\""), std::string::npos) << post.body;
        EXPECT_EQ(post.body.find("blocking"), std::string::npos) << post.body;
        EXPECT_NE(post.body.find("\"withheld\":true"), std::string::npos) << post.body;
    }
    EXPECT_TRUE(saw_position);
}

TEST_F(Webhooks, SayNothingOfWhatRunsInsideABody) {
    start();
    subscribe("https://all.example/");
    house.body("finance", {"focal point"});
    const auto cycle = house.open_write_round();
    house.settle();
    for (const auto& post : endpoints.of("https://all.example/")) {
        const auto body = body_of(post);
        if (const auto* subject = body.if_contains("subject")) {
            EXPECT_EQ(subject->as_string(), cycle);
        }
        EXPECT_EQ(post.body.find("\"child\""), std::string::npos) << post.body;
    }
}

TEST_F(Webhooks, SayNothingOfWhoOfABodysPeopleDoesIt) {
    start();
    subscribe("https://all.example/");
    const auto cycle = open("silence-procedure");
    const auto home = house.person("focal-point@home.example");
    const auto state = house.desk.cycle(cycle);
    ASSERT_TRUE(state);
    for (const auto& seat : state->rounds.back()->assignments)
        if (seat->body == "home") {
            ASSERT_TRUE(house.submit(cycle, ClaimAssignment{.assignment = seat->id}, home));
            ASSERT_TRUE(house.submit(cycle, ReleaseAssignment{.assignment = seat->id}, home));
        }
    house.settle();
    const auto posts = endpoints.of("https://all.example/");
    EXPECT_EQ(posts.size(), 3u) << "opened, its text, its round";
    for (const auto& post : posts)
        EXPECT_EQ(type_of(post).find("assignment"), std::string::npos) << post.body;
}

TEST_F(Webhooks, AreTriedAgainAsPublishedUnderOneIdThenDeadAndCanBeSentAgain) {
    endpoints.answers["https://down.example/"].assign(10, Reply{.status = 500});
    start();
    const auto webhook = subscribe("https://down.example/", {"cycle opened"});
    open("silence-procedure");
    house.settle();
    for (unsigned attempt = 2; attempt <= webhook_attempts_max; ++attempt) {
        const auto id = endpoints.of("https://down.example/").front().id;
        const auto pause = webhook_pause(id, attempt);
        house.advance(pause - 1ms);
        house.settle();
        EXPECT_EQ(endpoints.of("https://down.example/").size(), attempt - 1) << attempt;
        house.advance(1ms);
        house.settle();
        EXPECT_EQ(endpoints.of("https://down.example/").size(), attempt) << attempt;
    }
    const auto posts = endpoints.of("https://down.example/");
    for (const auto& post : posts) {
        EXPECT_EQ(post.id, posts.front().id);
        EXPECT_EQ(post.body, posts.front().body);
    }
    ASSERT_EQ(rows(webhook).size(), 1u);
    EXPECT_EQ(rows(webhook).front().state, "dead");
    EXPECT_EQ(rows(webhook).front().attempts, 10);
    house.channels->redeliver(posts.front().id);
    house.settle();
    EXPECT_EQ(endpoints.of("https://down.example/").size(), 11u);
    EXPECT_EQ(rows(webhook).front().state, "delivered");
}

TEST_F(Webhooks, WaitAsLongAsTheEndpointAsks) {
    endpoints.answers["https://busy.example/"] = {{.status = 429, .retry_after = 3600s}};
    start();
    subscribe("https://busy.example/", {"cycle opened"});
    open("silence-procedure");
    house.settle();
    house.advance(3599s);
    house.settle();
    EXPECT_EQ(endpoints.of("https://busy.example/").size(), 1u);
    house.advance(1s);
    house.settle();
    EXPECT_EQ(endpoints.of("https://busy.example/").size(), 2u);
}

TEST_F(Webhooks, AreSwitchedOffByA410) {
    endpoints.answers["https://gone.example/"] = {{.status = 410}};
    start();
    const auto webhook = subscribe("https://gone.example/");
    open("silence-procedure");
    house.settle();
    house.settle();
    EXPECT_TRUE(house.desk.registry()->webhooks.find(webhook)->second->disabled);
    const auto before = endpoints.of("https://gone.example/").size();
    open("silence-procedure");
    house.settle();
    EXPECT_EQ(endpoints.of("https://gone.example/").size(), before);
}

TEST_F(Webhooks, OfASlowEndpointDelayOnlyItself) {
    endpoints.held["https://slow.example/"] = true;
    start();
    subscribe("https://slow.example/");
    subscribe("https://quick.example/");
    open("silence-procedure");
    endpoints.wait_for("https://slow.example/", 1);
    endpoints.wait_for("https://quick.example/", 3);
    EXPECT_EQ(endpoints.of("https://slow.example/").size(), 1u);
    endpoints.release("https://slow.example/");
    house.settle();
    EXPECT_EQ(endpoints.of("https://slow.example/").size(), 3u);
}

TEST_F(Webhooks, AreSignedWithBothSecretsForADayAfterARotation) {
    start();
    const auto webhook = subscribe("https://all.example/", {"cycle opened"});
    open("silence-procedure");
    house.settle();
    ChangeWebhook change;
    change.id = webhook;
    change.new_secret = true;
    house.tell(std::move(change));
    open("silence-procedure");
    house.settle();
    house.advance(24h);
    open("silence-procedure");
    house.settle();
    const auto posts = endpoints.of("https://all.example/");
    ASSERT_EQ(posts.size(), 3u);
    const auto first = house.keys.webhook_secret(webhook, 1);
    const auto second = house.keys.webhook_secret(webhook, 2);
    EXPECT_EQ(posts[0].secrets, std::vector{first});
    EXPECT_EQ(posts[1].secrets, (std::vector{second, first}));
    EXPECT_EQ(posts[2].secrets, std::vector{second});
}

TEST_F(Webhooks, ComeAgainUnderTheirIdsAfterACrash) {
    const auto before_start = house.store.head().size;
    start();
    subscribe("https://all.example/");
    open("silence-procedure");
    house.settle();
    const auto first = endpoints.of("https://all.example/");
    house.stop();
    endpoints.posts.clear();
    api::ChannelsLeft left;  // as it stood before anything was kept
    left.webhook.cursor = before_start;
    start(std::move(left));
    house.settle();
    const auto again = endpoints.of("https://all.example/");
    ASSERT_EQ(again.size(), first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_EQ(again[i].id, first[i].id);
        EXPECT_EQ(again[i].body, first[i].body);
    }
    house.stop();
    endpoints.posts.clear();
    start(api::ChannelsLeft::read(house.store));
    open("silence-procedure");
    house.settle();
    const auto later = endpoints.of("https://all.example/");
    ASSERT_EQ(later.size(), 3u) << "nothing twice, and the count goes on";
    EXPECT_EQ(body_of(later.front()).at("sequence").as_string(), "00000000000000000004");
}

}  // namespace
}  // namespace paraph::test
