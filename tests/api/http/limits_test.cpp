#include <future>

#include <gtest/gtest.h>

#include "tests/api/http/client.hpp"
#include "tests/api/http/live_server.hpp"

namespace paraph::http {
namespace {

using std::chrono::milliseconds;
using test::Client;
using test::echo;
using test::LiveServer;

Limits quick() {
    Limits limits;
    limits.header_ms_max = limits.body_ms_max = limits.idle_ms_max = limits.write_ms_max =
        limits.answer_ms_max = milliseconds(80);
    return limits;
}

TEST(Limits, RefusesAndClosesWhatTheGateRefuses) {
    LiveServer live(echo);
    live.start();
    const std::pair<const char*, int> table[] = {
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET / HTTP/1.1\nHost: h\n\n", 400},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n",
         400},
        {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
        {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n", 400},
        {"GET /../etc HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"\x16\x03\x01\n", 400},
    };
    for (const auto& [bytes, status] : table) {
        Client client(live.port());
        const test::Seen seen = client.send(bytes).response();
        EXPECT_EQ(seen.status, status) << bytes;
        EXPECT_EQ(seen.headers.at("content-type"), "application/problem+json");
        EXPECT_EQ(seen.headers.at("connection"), "close");
        EXPECT_TRUE(client.ended()) << bytes;
    }
}

TEST(Limits, HeadersAreCapped) {
    LiveServer live(echo);
    live.start();
    const std::string start = "GET / HTTP/1.1\r\nHost: h\r\nX: ";
    Client endless(live.port());
    EXPECT_EQ(endless.send(start + std::string(20'000, 'x')).response().status, 431);
    EXPECT_TRUE(endless.ended());
    Client large(live.port());
    EXPECT_EQ(large.send(start + std::string(16'500, 'x') + "\r\n\r\n").response().status, 431);
    Client fitting(live.port());
    EXPECT_EQ(fitting.send(start + std::string(16'300, 'x') + "\r\n\r\n").response().status, 200);
}

TEST(Limits, BodiesAreCappedByRoute) {
    LiveServer live(echo, {}, 10);
    live.start();
    const std::string start = "POST / HTTP/1.1\r\nHost: h\r\n";
    Client fitting(live.port());
    EXPECT_EQ(fitting.send(start + "Content-Length: 10\r\n\r\n0123456789").response().status, 200);
    Client announced(live.port());
    EXPECT_EQ(announced.send(start + "Content-Length: 11\r\n\r\n").response().status, 413)
        << "before the body is sent";
    EXPECT_TRUE(announced.ended());
    Client waiting(live.port());
    waiting.send(start + "Content-Length: 11\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(waiting.response().status, 413);
    Client chunked(live.port());
    chunked.send(start + "Transfer-Encoding: chunked\r\n\r\n8\r\n01234567\r\n8\r\n01234567\r\n");
    EXPECT_EQ(chunked.response().status, 413);
    Client pushing(live.port());
    pushing.send(start + "Content-Length: 200000\r\n\r\n" + std::string(200'000, 'x'));
    EXPECT_EQ(pushing.response().status, 413) << "the answer survives the bytes behind it";
}

TEST(Limits, SlowHeadersAreCut) {
    LiveServer live(echo, quick());
    live.start();
    Client client(live.port());
    client.send("GET / HTTP/1.1\r\nHo");
    EXPECT_EQ(client.response().status, 408);
    EXPECT_TRUE(client.ended());
    Client body(live.port());
    body.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n012");
    EXPECT_EQ(body.response().status, 408);
}

TEST(Limits, IdleConnectionsEnd) {
    LiveServer live(echo, quick());
    live.start();
    Client fresh(live.port()), used(live.port());
    EXPECT_EQ(used.get("/").response().status, 200);
    EXPECT_TRUE(fresh.ended());
    EXPECT_TRUE(used.ended());
}

TEST(Limits, AHandlerThatNeverAnswersIsGivenUp) {
    Answer kept;
    LiveServer live([&](Request&&, Answer answer) { kept = std::move(answer); }, quick());
    live.start();
    Client client(live.port());
    EXPECT_EQ(client.get("/").response().status, 503);
    EXPECT_TRUE(client.ended());
    kept(text(200, "too late"));
    kept = nullptr;
}

TEST(Limits, AClientThatDoesNotReadIsCut) {
    Limits limits = quick();
    LiveServer live(
        [](Request&&, const Answer& answer) { answer(text(200, std::string(32u << 20, 'x'))); },
        limits);
    live.start();
    Client client(live.port());
    client.get("/").until("\r\n\r\n");
    const auto open = [&live] {
        std::promise<std::size_t> count;
        live.server().post([&] { count.set_value(live.server().connections()); });
        return count.get_future().get();
    };
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (open() > 0 && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
    EXPECT_EQ(open(), 0u);
}

TEST(Limits, ManyConnectionsAndStillAnAnswer) {
    LiveServer live(echo);
    live.start();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<Client>(live.port()));
    EXPECT_EQ(Client(live.port()).get("/one-more").response().status, 200);
    for (auto& client : clients) client->get("/x");
    for (auto& client : clients) EXPECT_EQ(client->response().body, "GET /x ");
}

TEST(Limits, ConnectionsAreCappedAndTheNextGetsItsTurn) {
    Limits limits;
    limits.connections_max = 2;
    LiveServer live(echo, limits);
    live.start();
    auto first = std::make_unique<Client>(live.port());
    Client second(live.port());
    EXPECT_EQ(first->get("/1").response().status, 200);
    EXPECT_EQ(second.get("/2").response().status, 200);
    Client third(live.port());
    third.get("/3");
    first.reset();
    EXPECT_EQ(third.response().body, "GET /3 ");
}

}  // namespace
}  // namespace paraph::http
