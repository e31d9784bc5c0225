#include "api/http/server.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/api/http/client.hpp"
#include "tests/api/http/live_server.hpp"

namespace paraph::http {
namespace {

using test::Client;
using test::echo;
using test::LiveServer;
using test::Seen;

std::string post(const std::string& fields, const std::string& body) {
    return "POST /p HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + body;
}

/// Answers requests on a thread of its own, as the desk does.
class Desk {
public:
    Desk() : thread_([this] { work(); }) {}
    ~Desk() {
        {
            const std::lock_guard lock(mutex_);
            done_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }
    void submit(std::function<void()> work) {
        {
            const std::lock_guard lock(mutex_);
            queue_.push_back(std::move(work));
        }
        wake_.notify_one();
    }

private:
    void work() {
        std::unique_lock lock(mutex_);
        while (true) {
            wake_.wait(lock, [this] { return done_ || !queue_.empty(); });
            if (queue_.empty()) return;
            std::deque<std::function<void()>> batch;
            batch.swap(queue_);
            lock.unlock();
            for (auto& each : batch) each();
            lock.lock();
        }
    }
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    bool done_ = false;
    std::thread thread_;
};

TEST(Server, AnswersAndKeepsTheConnection) {
    LiveServer live(echo);
    live.start();
    Client client(live.port());
    for (int i = 0; i < 3; ++i) {
        const Seen seen = client.get("/hello").response();
        EXPECT_EQ(seen.status, 200);
        EXPECT_EQ(seen.body, "GET /hello ");
        EXPECT_EQ(seen.headers.at("content-length"), "11");
        EXPECT_EQ(seen.headers.at("cache-control"), "no-store");
        EXPECT_EQ(seen.headers.at("content-type"), "text/plain; charset=utf-8");
        EXPECT_TRUE(seen.headers.contains("date"));
        EXPECT_FALSE(seen.headers.contains("connection"));
    }
}

TEST(Server, ReadsBodiesByLengthAndByChunk) {
    LiveServer live(echo);
    live.start();
    Client client(live.port());
    EXPECT_EQ(client.send(post("Content-Length: 3\r\n", "abc")).response().body, "POST /p abc");
    const std::string chunks = "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: dropped\r\n\r\n";
    EXPECT_EQ(client.send(post("Transfer-Encoding: chunked\r\n", chunks)).response().body,
              "POST /p abcde");
    const std::string large(300'000, 'x');
    EXPECT_EQ(client.send(post("Content-Length: 300000\r\n", large)).response().body,
              "POST /p " + large);
    EXPECT_EQ(client.get("/after").response().body, "GET /after ");
}

TEST(Server, TakesRequestsByteByByteAndSeveralAtOnce) {
    LiveServer live(echo);
    live.start();
    Client slow(live.port());
    for (const char byte : post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"))
        slow.send(std::string_view(&byte, 1));
    EXPECT_EQ(slow.response().body, "POST /p abc");

    Client hasty(live.port());
    std::string three;
    for (const char* path : {"/1", "/2", "/3"})
        three += "GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    hasty.send(three);
    EXPECT_EQ(hasty.response().body, "GET /1 ");
    EXPECT_EQ(hasty.response().body, "GET /2 ");
    EXPECT_EQ(hasty.response().body, "GET /3 ");
}

TEST(Server, AnswersHeadWithoutABody) {
    LiveServer live(echo);
    live.start();
    Client client(live.port());
    const Seen seen = client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n").response(true);
    EXPECT_EQ(seen.headers.at("content-length"), "8");
    EXPECT_EQ(client.get("/y").response().body, "GET /y ");
}

TEST(Server, EndsTheConnectionWhenTheRequestAsksForIt) {
    LiveServer live(echo);
    live.start();
    Client closing(live.port());
    closing.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n");
    EXPECT_EQ(closing.response().headers.at("connection"), "close");
    EXPECT_TRUE(closing.ended());
    Client old(live.port());
    EXPECT_EQ(old.send("GET / HTTP/1.0\r\n\r\n").response().headers.at("connection"), "close");
    EXPECT_TRUE(old.ended());
    Client kept(live.port());
    kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.response().headers.at("connection"), "keep-alive");
    EXPECT_EQ(kept.get("/2").response().status, 200);
    Client half(live.port());
    EXPECT_EQ(half.get("/half").half_close().response().body, "GET /half ");
    EXPECT_TRUE(half.ended());
}

TEST(Server, InvitesABodyThatWaitsForIt) {
    LiveServer live(echo);
    live.start();
    Client client(live.port());
    client.send(post("Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
    EXPECT_EQ(client.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(client.send("ok").response().body, "POST /p ok");
}

TEST(Server, TakesAnswersFromAnotherThread) {
    Desk desk;
    LiveServer live([&desk](Request&& request, Answer answer) {
        desk.submit([path = request.path, answer] { answer(text(200, path)); });
    });
    live.start();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 32; ++i) clients.push_back(std::make_unique<Client>(live.port()));
    for (int round = 0; round < 50; ++round) {
        for (auto& client : clients) client->get("/r" + std::to_string(round));
        for (auto& client : clients)
            ASSERT_EQ(client->response().body, "/r" + std::to_string(round));
    }
}

TEST(Server, AnswersForAHandlerThatForgotThrewOrAnsweredTwice) {
    LiveServer live([](Request&& request, const Answer& answer) {
        if (request.path == "/throws") throw std::runtime_error("a bug");
        if (request.path == "/twice") {
            answer(text(200, "first"));
            answer(text(200, "second"));
        }
        if (request.path == "/splits") {
            Response response = text(200, "");
            response.headers.add("X-Name", "a\r\nSet-Cookie: b=c");
            answer(std::move(response));
        }
    });
    live.start();
    Client client(live.port());
    EXPECT_EQ(client.get("/forgets").response().status, 500);
    EXPECT_EQ(client.get("/throws").response().status, 500);
    EXPECT_EQ(client.get("/twice").response().body, "first");
    const Seen split = client.get("/splits").response();
    EXPECT_EQ(split.status, 500);
    EXPECT_FALSE(split.headers.contains("set-cookie"));
    EXPECT_EQ(live.troubles().size(), 2u);
}

TEST(Server, KnowsTheControlSocketFromTheNetwork) {
    const std::string path = testing::TempDir() + "paraph-control-" + std::to_string(getpid());
    const Handler handler = [](Request&& request, const Answer& answer) {
        answer(text(200, request.local_control ? "control" : request.peer));
    };
    {
        LiveServer live(handler);
        ASSERT_TRUE(live.server().listen_control(path));
        live.start();
        struct stat about {};
        ASSERT_EQ(::stat(path.c_str(), &about), 0);
        EXPECT_EQ(about.st_mode & 0777u, 0600u);
        EXPECT_EQ(Client(path).get("/").response().body, "control");
        EXPECT_EQ(Client(live.port()).get("/").response().body, "127.0.0.1");
        LiveServer second(handler);
        EXPECT_FALSE(second.server().listen_control(path)) << "one is listening there";
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Server, RefusesAddressesItCantListenOn) {
    Server server(echo, {});
    for (const char* address : {"", "8080", ":8080", "localhost:8080", "127.0.0.1", "127.0.0.1:",
                                "127.0.0.1:99999", "127.0.0.1:1x", "::1:80", "[127.0.0.1]:80"})
        EXPECT_FALSE(server.listen(address)) << address;
    const auto port = server.listen("127.0.0.1:0");
    ASSERT_TRUE(port);
    Server second(echo, {});
    EXPECT_FALSE(second.listen("127.0.0.1:" + std::to_string(*port)));
}

TEST(Server, StopLetsTheBusyFinishAndClosesTheIdle) {
    Answer kept;
    std::mutex mutex;
    std::condition_variable came;
    LiveServer live([&](Request&&, Answer answer) {
        const std::lock_guard lock(mutex);
        kept = std::move(answer);
        came.notify_one();
    });
    live.start();
    Client idle(live.port()), busy(live.port());
    busy.get("/");
    {
        std::unique_lock lock(mutex);
        came.wait(lock, [&] { return static_cast<bool>(kept); });
    }
    live.server().stop(std::chrono::seconds(10));
    EXPECT_TRUE(idle.ended());
    EXPECT_THROW(Client late(live.port()), std::runtime_error);
    kept(text(200, "done"));
    const Seen seen = busy.response();
    EXPECT_EQ(seen.body, "done");
    EXPECT_EQ(seen.headers.at("connection"), "close");
    live.join();
}

TEST(Server, OutlivesAnswersThatComeAfterItsEnd) {
    Answer late;
    std::atomic<bool> came{false};
    {
        LiveServer live([&](Request&&, Answer answer) {
            late = std::move(answer);
            came = true;
        });
        live.start();
        Client client(live.port());
        client.get("/");
        while (!came) std::this_thread::yield();
    }
    late(text(200, "nobody hears it"));
}

TEST(Server, DoesAllThatWasHandedOverAndTakesNothingAfterItsEnd) {
    LiveServer live(echo);
    std::atomic<int> done{0};
    std::thread::id io;
    live.server().post([&] { io = std::this_thread::get_id(); });
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(live.server().hand_over([&] { ++done; }));
    EXPECT_EQ(done, 0) << "it does not run yet";
    live.start();
    std::atomic<bool> there{false};
    int taken = 3;
    live.server().hand_over([&] { there = io == std::this_thread::get_id(); });
    while (!there) std::this_thread::yield();
    live.server().stop(std::chrono::milliseconds(0));
    while (live.server().hand_over([&] { ++done; })) ++taken;
    live.join();
    EXPECT_EQ(done, taken);
}

TEST(Server, MayEndBeforeItsAnswersAreGivenOrDropped) {
    std::vector<Answer> kept;
    std::atomic<std::size_t> came{0};
    LiveServer live([&](Request&&, Answer answer) {
        kept.push_back(std::move(answer));
        ++came;
    });
    live.start();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 8; ++i) clients.push_back(std::make_unique<Client>(live.port()));
    for (auto& client : clients) client->get("/");
    while (came < clients.size()) std::this_thread::yield();
    live.server().stop(std::chrono::milliseconds(0));
    live.join();
    kept.front()(text(200, "nobody delivers it"));
    kept.clear();
}

TEST(Server, StreamsEvents) {
    std::shared_ptr<EventSink> sink;
    std::atomic<bool> open{false};
    Limits limits;
    limits.event_beat_ms = std::chrono::milliseconds(20);
    limits.idle_ms_max = std::chrono::milliseconds(200);
    LiveServer live(
        [&](Request&&, const Answer& answer) {
            Response response;
            response.events = [&](std::shared_ptr<EventSink> made) {
                sink = std::move(made);
                open = true;
            };
            answer(std::move(response));
        },
        limits);
    live.start();
    {
        Client client(live.port());
        const std::string header = client.get("/events").until("\r\n\r\n");
        EXPECT_NE(header.find("text/event-stream"), header.npos);
        EXPECT_NE(header.find("Transfer-Encoding: chunked"), header.npos);
        while (!open) std::this_thread::yield();
        EXPECT_TRUE(sink->send("data: one\n\n"));
        EXPECT_NE(client.until("data: one\n\n\r\n").find("b\r\n"), std::string::npos);
        EXPECT_NE(client.until(": \n\n"), "") << "a comment keeps the stream warm";
        EXPECT_FALSE(sink->send(std::string(2u << 20, 'x'))) << "too far behind";
        EXPECT_NE(client.until("0\r\n\r\n"), "");
        EXPECT_TRUE(client.ended());
    }
    EXPECT_FALSE(sink->send("data: two\n\n"));
}

}  // namespace
}  // namespace paraph::http
