#include "adapters/webhook/sender.hpp"

#include <atomic>
#include <future>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/webhook/signature.hpp"
#include "engine/base/digest.hpp"
#include "tests/adapters/support.hpp"

namespace paraph {
namespace {

using namespace std::chrono_literals;

const std::string newer_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string older_secret = "whsec_" + to_base64(std::string(32, 'o'));

SenderSettings loopback_allowed() {
    SenderSettings settings;
    settings.policy.allowed = {parse_network("127.0.0.0/8").value()};
    return settings;
}

Post to(const std::string& host, unsigned port) {
    return {fmt::format("http://{}:{}/hook?x=1", host, port),
            "dlv_1",
            R"({"specversion":"1.0"})",
            {newer_secret, older_secret},
            Instant{1'614'265'330'999ms}};
}

TEST(Sender, PostsOneSignedEvent) {
    std::promise<std::string> seen;
    const test::RawServer server([&](const std::string& request) {
        seen.set_value(request);
        return "HTTP/1.1 204 No Content\r\n\r\n";
    });
    const Post post = to("127.0.0.1", server.port());
    const Reply reply = Sender(loopback_allowed()).post(post);
    EXPECT_EQ(reply.status, 204u) << reply.error;
    EXPECT_EQ(reply.error, "");

    const std::string request = seen.get_future().get();
    EXPECT_TRUE(request.starts_with("POST /hook?x=1 HTTP/1.1\r\n")) << request;
    EXPECT_TRUE(request.ends_with("\r\n\r\n" + post.body)) << request;
    const std::string signatures =
        webhook_signatures(post.secrets, "dlv_1", 1'614'265'330, post.body).value();
    for (const std::string& line :
         {std::string("Content-Type: application/cloudevents+json; charset=utf-8"),
          std::string("webhook-id: dlv_1"), std::string("webhook-timestamp: 1614265330"),
          "webhook-signature: " + signatures, std::string("User-Agent: Paraph")}) {
        EXPECT_NE(request.find("\r\n" + line + "\r\n"), std::string::npos) << line;
    }
    EXPECT_EQ(request.find("Expect:"), std::string::npos);
}

TEST(Sender, LoopbackIsRefusedUnlessTheOperatorAllowsIt) {
    std::atomic<int> requests = 0;
    const test::RawServer server([&](const std::string&) {
        ++requests;
        return "HTTP/1.1 200 OK\r\n\r\n";
    });
    const Reply reply = Sender({}).post(to("127.0.0.1", server.port()));
    EXPECT_EQ(reply.status, 0u);
    EXPECT_NE(reply.error, "");
    EXPECT_EQ(requests, 0);
}

TEST(Sender, APublicNameThatLeadsInsideIsRefusedAtTheSocket) {
    std::atomic<int> requests = 0;
    const test::RawServer server([&](const std::string&) {
        ++requests;
        return "HTTP/1.1 200 OK\r\n\r\n";
    });
    SenderSettings settings;
    settings.pinned = {"rebound.example:443:127.0.0.1", "rebound.example:8443:::1"};
    for (const char* url : {"https://rebound.example/", "https://rebound.example:8443/"}) {
        Post post = to("127.0.0.1", server.port());
        post.url = url;
        const Reply reply = Sender(settings).post(post);
        EXPECT_EQ(reply.status, 0u);
        EXPECT_NE(reply.error.find("(loopback)"), std::string::npos) << reply.error;
    }
    settings.policy.allowed = {parse_network("10.0.0.0/8").value()};
    const Reply reply = Sender(settings).post(to("localhost", server.port()));
    EXPECT_NE(reply.error.find("(loopback)"), std::string::npos) << reply.error;
    EXPECT_EQ(requests, 0);
}

TEST(Sender, FollowsNoRedirectAndUsesNoProxy) {
    std::atomic<int> requests = 0;
    unsigned port = 0;
    const test::RawServer server([&](const std::string&) {
        ++requests;
        return fmt::format(
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{}/\r\n"
            "Content-Length: 0\r\n\r\n",
            port);
    });
    port = server.port();
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    const Reply reply = Sender(loopback_allowed()).post(to("127.0.0.1", port));
    ::unsetenv("http_proxy");
    EXPECT_EQ(reply.status, 302u) << reply.error;
    EXPECT_EQ(requests, 1);
}

TEST(Sender, KeepsStatusAndRetryAfterAndThrowsTheBodyAway) {
    const test::RawServer server([](const std::string&) {
        return "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\n\r\n" + std::string(10 << 20, 'x');
    });
    const Reply reply = Sender(loopback_allowed()).post(to("127.0.0.1", server.port()));
    EXPECT_EQ(reply.status, 503u) << reply.error;
    EXPECT_EQ(reply.retry_after, 120s);
}

TEST(Sender, ASilentEndpointCostsTheTimeoutAndNoMore) {
    std::promise<void> over;
    std::shared_future<void> wait = over.get_future().share();
    const test::RawServer server([wait](const std::string&) {
        wait.wait();
        return "";
    });
    SenderSettings settings = loopback_allowed();
    settings.total_timeout = 150ms;
    const auto start = std::chrono::steady_clock::now();
    const Reply reply = Sender(settings).post(to("127.0.0.1", server.port()));
    over.set_value();
    EXPECT_EQ(reply.status, 0u);
    EXPECT_NE(reply.error, "");
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST(Sender, ASilentEndpointDoesNotKeepTheHouseFromEnding) {
    std::promise<void> asked, over;
    std::shared_future<void> wait = over.get_future().share();
    const test::RawServer server([&asked, wait](const std::string&) {
        asked.set_value();
        wait.wait();
        return "";
    });
    Sender sender(loopback_allowed());
    auto reply =
        std::async(std::launch::async, [&] { return sender.post(to("127.0.0.1", server.port())); });
    asked.get_future().wait();
    const auto start = std::chrono::steady_clock::now();
    sender.stop();
    EXPECT_EQ(reply.get().status, 0u);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);  // of 15 s it would wait
    over.set_value();
}

TEST(Sender, AnEndpointThatIsGoneOrTalksNonsenseIsNoAnswer) {
    unsigned port = 0;
    {
        const test::RawServer server([](const std::string&) { return "hello\r\n"; });
        port = server.port();
        EXPECT_EQ(Sender(loopback_allowed()).post(to("127.0.0.1", port)).status, 0u);
    }
    const Reply reply = Sender(loopback_allowed()).post(to("127.0.0.1", port));
    EXPECT_EQ(reply.status, 0u);
    EXPECT_NE(reply.error, "");
}

}  // namespace
}  // namespace paraph
