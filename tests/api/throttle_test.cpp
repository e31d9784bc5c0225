#include "api/throttle.hpp"

#include <gtest/gtest.h>

namespace paraph::api {
namespace {

using namespace std::chrono_literals;

TEST(Throttle, LetsAMinutesWorthThroughAtOnceAndThenAsFastAsTheRate) {
    Throttle throttle(60);
    auto now = Throttle::Clock::time_point(1h);
    for (int i = 0; i < 60; ++i) EXPECT_EQ(throttle.wait("192.0.2.1", now), 0s) << i;
    EXPECT_EQ(throttle.wait("192.0.2.1", now), 1s);
    EXPECT_EQ(throttle.wait("192.0.2.2", now), 0s) << "another address has its own";
    now += 1s;
    EXPECT_EQ(throttle.wait("192.0.2.1", now), 0s);
    EXPECT_EQ(throttle.wait("192.0.2.1", now), 1s);
}

TEST(Throttle, SaysHowLongToWaitRoundedUp) {
    Throttle throttle(4);
    const auto now = Throttle::Clock::time_point(1h);
    for (int i = 0; i < 4; ++i) throttle.wait("192.0.2.1", now);
    EXPECT_EQ(throttle.wait("192.0.2.1", now), 15s);
    EXPECT_EQ(throttle.wait("192.0.2.1", now + 14'500ms), 1s);
}

TEST(Throttle, CountsAHousesNetworkAsOneAndIsBounded) {
    Throttle throttle(1);
    const auto now = Throttle::Clock::time_point(1h);
    EXPECT_EQ(throttle.wait("2001:db8::1", now), 0s);
    EXPECT_GT(throttle.wait("2001:db8::2", now), 0s);
    EXPECT_EQ(throttle.wait("2001:db8:0:1::1", now), 0s);
    EXPECT_EQ(throttle.wait("::ffff:192.0.2.1", now), 0s);
    EXPECT_GT(throttle.wait("192.0.2.1", now), 0s);
    int through = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto address = "10." + std::to_string(i / 250) + "." + std::to_string(i % 250) + ".1";
        through += throttle.wait(address, now) == 0s;
    }
    EXPECT_LT(through, 10'001) << "beyond so many addresses, one bucket is shared";
}

TEST(Throttle, OfNoRateKeepsNobodyWaiting) {
    Throttle throttle(0);
    for (int i = 0; i < 10'000; ++i)
        ASSERT_EQ(throttle.wait("192.0.2.1", Throttle::Clock::time_point(1h)), 0s);
}

std::string from(const std::string& peer, const std::string& forwarded) {
    http::Request request;
    request.peer = peer;
    if (!forwarded.empty()) request.headers.set("X-Forwarded-For", forwarded);
    return client_address(request, {parse_network("10.0.0.0/8").value()});
}

TEST(ClientAddress, IsThePeersUnlessThatIsAProxyOfOurs) {
    EXPECT_EQ(from("192.0.2.1", ""), "192.0.2.1");
    EXPECT_EQ(from("192.0.2.1", "198.51.100.7"), "192.0.2.1") << "anybody can write a header";
    EXPECT_EQ(from("10.1.1.1", "198.51.100.7"), "198.51.100.7");
    EXPECT_EQ(from("10.1.1.1", ""), "10.1.1.1");
    EXPECT_EQ(from("::ffff:10.1.1.1", "198.51.100.7"), "198.51.100.7");
}

TEST(ClientAddress, IsTheLastThatNoProxyOfOursHas) {
    EXPECT_EQ(from("10.1.1.1", "203.0.113.9, 198.51.100.7, 10.2.2.2"), "198.51.100.7")
        << "what stands further left the client may have written itself";
    EXPECT_EQ(from("10.1.1.1", "198.51.100.7, unknown"), "10.1.1.1");
    http::Request two;  // a proxy that writes its own line below the client's
    two.peer = "10.1.1.1";
    two.headers.add("X-Forwarded-For", "203.0.113.9");
    two.headers.add("x-forwarded-for", "198.51.100.7");
    EXPECT_EQ(client_address(two, {parse_network("10.0.0.0/8").value()}), "198.51.100.7");
}

}  // namespace
}  // namespace paraph::api
