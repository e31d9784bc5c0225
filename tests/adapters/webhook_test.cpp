
#include <gtest/gtest.h>

#include "adapters/webhook/event.hpp"
#include "adapters/webhook/schedule.hpp"
#include "adapters/webhook/signature.hpp"
#include "adapters/webhook/target.hpp"
#include "engine/base/digest.hpp"
#include "tests/engine/vectors.hpp"

namespace paraph {
namespace {

using namespace std::chrono_literals;

const std::string signing_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

TEST(Signature, IsTheStandardsOwn) {
    const auto key = webhook_key(signing_secret);
    ASSERT_TRUE(key);
    EXPECT_EQ(webhook_signature(*key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                                "{\"test\": 2432232314}"),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    EXPECT_EQ(webhook_key(signing_secret.substr(6)).value(), *key) << "the prefix may be missing";
}

TEST(Signature, ARotationSignsWithBothSecrets) {
    const std::vector<std::string> both = {"whsec_" + to_base64(std::string(32, 'n')),
                                           signing_secret};
    const auto signatures = webhook_signatures(both, "id", 1, "{}");
    ASSERT_TRUE(signatures);
    EXPECT_EQ(*signatures, webhook_signature(std::string(32, 'n'), "id", 1, "{}") + " " +
                               webhook_signature(*webhook_key(signing_secret), "id", 1, "{}"));
}

TEST(Signature, RefusesASecretThatIsNone) {
    for (const char* bad : {"", "whsec_", "whsec_!!", "whsec_c2hvcnQ="}) {
        EXPECT_FALSE(webhook_key(bad)) << bad;
    }
    EXPECT_FALSE(webhook_signatures({}, "id", 1, "{}"));
}

TEST(Schedule, IsThePublishedOne) {
    const std::vector<milliseconds> published = {0s, 5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};
    for (unsigned attempt = 1; attempt <= webhook_attempts_max; ++attempt) {
        const milliseconds least = published[attempt - 1];
        for (const char* delivery : {"dlv_a", "dlv_b", "dlv_c"}) {
            const milliseconds pause = webhook_pause(delivery, attempt);
            EXPECT_GE(pause, least);
            EXPECT_LE(pause, least + least / 10);
            EXPECT_EQ(pause, webhook_pause(delivery, attempt));
        }
    }
    EXPECT_NE(webhook_pause("dlv_a", 5), webhook_pause("dlv_b", 5)) << "jitter spreads deliveries";
}

TEST(Schedule, JudgesEachAnswer) {
    using What = AfterAttempt::What;
    const auto what = [](unsigned attempt, unsigned status) {
        return after_attempt("dlv", attempt, status, {}).what;
    };
    EXPECT_EQ(what(1, 200), What::done);
    EXPECT_EQ(what(10, 204), What::done);
    EXPECT_EQ(what(1, 410), What::disable);
    EXPECT_EQ(what(10, 410), What::disable);
    for (const unsigned status : {0u, 301u, 400u, 404u, 429u, 500u, 503u}) {
        EXPECT_EQ(what(9, status), What::again) << status;
        EXPECT_EQ(what(10, status), What::dead) << status;
    }
    EXPECT_EQ(after_attempt("dlv", 1, 500, {}).wait, webhook_pause("dlv", 2));
}

TEST(Schedule, HonoursRetryAfterUpToADay) {
    const auto wait = [](unsigned attempt, std::chrono::seconds asked) {
        return after_attempt("dlv", attempt, 503, asked).wait;
    };
    EXPECT_EQ(wait(1, 60s), 60s);
    EXPECT_EQ(wait(3, 1s), webhook_pause("dlv", 4)) << "never shorter than the schedule";
    EXPECT_EQ(wait(1, 48h), 24h);
    EXPECT_EQ(wait(1, std::chrono::seconds::max()), 24h);
    EXPECT_EQ(wait(1, std::chrono::seconds::min()), webhook_pause("dlv", 2));
}

TEST(CloudEvent, IsOneCanonicalObject) {
    CloudEvent event{"dlv_1",
                     "https://house.example",
                     "paraph.position.taken",
                     "cyc_1",
                     Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 4h},
                     2,
                     {{"position", "agree"}}};
    EXPECT_EQ(cloud_event_body(event),
              R"({"data":{"position":"agree"},"datacontenttype":"application/json","id":"dlv_1",)"
              R"("sequence":"00000000000000000002","source":"https://house.example",)"
              R"("specversion":"1.0","subject":"cyc_1","time":"2026-03-02T04:00:00.000Z",)"
              R"("type":"paraph.position.taken"})");
    event.subject.clear();
    EXPECT_EQ(cloud_event_body(event).find("subject"), std::string::npos);
}

IpAddress address(std::string_view text) {
    return parse_address(text).value();
}

TEST(Address, SpecialPurposesAreNamed) {
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"127.0.0.1", "loopback"},
        {"10.1.2.3", "private"},
        {"100.64.0.1", "carrier-grade NAT"},
        {"169.254.169.254", "link-local"},
        {"0.0.0.0", "unspecified"},
        {"203.0.113.9", "documentation"},
        {"224.0.0.1", "multicast"},
        {"255.255.255.255", "broadcast"},
        {"240.0.0.1", "reserved"},
        {"::", "unspecified"},
        {"::1", "loopback"},
        {"::ffff:8.8.8.8", "IPv4-mapped"},
        {"64:ff9b::7f00:1", "NAT64"},
        {"2002:7f00:1::1", "6to4"},
        {"2001:0:7f00:1::1", "Teredo"},
        {"fe80::1", "link-local"},
        {"fd00::1", "unique local"},
        {"ff02::1", "multicast"},
        {"2001:db8::1", "documentation"},
        {"4000::1", "reserved"},
    };
    for (const auto& [text, name] : cases) EXPECT_EQ(special_purpose(address(text)), name) << text;
    for (const char* text :
         {"8.8.8.8", "172.15.255.255", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111"}) {
        EXPECT_EQ(special_purpose(address(text)), "") << text;
    }
}

TEST(Address, AgreesWithThePublicVectors) {
    NEEDS_VECTORS("ssrf");
    const json::value vectors = test::read_json(test::vectors("ssrf") / "addresses.json");
    for (const auto& [group, addresses] : vectors.at("deny").as_object()) {
        for (const json::value& text : addresses.as_array()) {
            EXPECT_NE(special_purpose(address(text.as_string())), "") << group << " " << text;
        }
    }
    for (const json::value& text : vectors.at("allow").as_array()) {
        EXPECT_EQ(special_purpose(address(text.as_string())), "") << text;
    }
}

TEST(Network, HoldsItsAddressesAndNoOthers) {
    const IpNetwork network = parse_network("10.1.0.0/16").value();
    EXPECT_TRUE(contains(network, address("10.1.255.255")));
    EXPECT_FALSE(contains(network, address("10.2.0.0")));
    EXPECT_FALSE(contains(network, address("::ffff:10.1.0.1"))) << "another family";
    EXPECT_TRUE(contains(parse_network("fd00::/8").value(), address("fdff::1")));
    EXPECT_TRUE(contains(parse_network("0.0.0.0/0").value(), address("255.0.0.1")));
    for (const char* bad : {"10.0.0.0", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/8x",
                            "ten/8", "fd00::/129", "/8", ""}) {
        EXPECT_FALSE(parse_network(bad)) << bad;
    }
}

TEST(WebhookTarget, HttpsToAPublicNamePasses) {
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"https://host.example", "https://host.example:443/"},
        {"https://HOST.Example./a?b=c", "https://host.example:443/a?b=c"},
        {"https://host.example:8443/a", "https://host.example:8443/a"},
        {"https://xn--bcher-kva.example/", "https://xn--bcher-kva.example:443/"},
    };
    for (const auto& [url, anew] : cases) {
        const Result<WebhookTarget> target = check_target(url, {});
        ASSERT_TRUE(target) << url << ": " << target.error().text;
        EXPECT_EQ(target->url, anew);
        EXPECT_FALSE(target->inside);
    }
}

TEST(WebhookTarget, EverythingElseIsRefusedWithItsPlace) {
    for (const char* url : {"",
                            "host.example",
                            "http://host.example/",
                            "https://host.example:22/",
                            "https://user@host.example/",
                            "https://user:pw@host.example/",
                            "https://host.example/#part",
                            "https://127.0.0.1/",
                            "https://[::1]/",
                            "https://8.8.8.8/",
                            "https://127.1/",
                            "https://0x7f.1/",
                            "https://2130706433/",
                            "https://localhost/",
                            "https://a.localhost./",
                            "https://db.internal/",
                            "https://intranet/",
                            "https://a..b/",
                            "https://-a.example/",
                            "https://host.example:0/",
                            "https://host.example:65536/",
                            "https://%31%32%37.0.0.1/",
                            "https://host.example/ x",
                            "https://host.example/\r\nX: y",
                            "https://b\xc3\xbc"
                            "cher.example/"}) {
        const Result<WebhookTarget> target = check_target(url, {});
        ASSERT_FALSE(target) << url;
        EXPECT_EQ(target.error().where, "/url");
        EXPECT_EQ(target.error().code, Refused::invalid);
    }
    EXPECT_FALSE(check_target("https://host.example/" + std::string(3000, 'a'), {}));
}

TEST(WebhookTarget, AgreesWithThePublicVectors) {
    NEEDS_VECTORS("ssrf");
    const json::value vectors = test::read_json(test::vectors("ssrf") / "addresses.json");
    for (const json::value& url : vectors.at("refuse_urls").as_array()) {
        EXPECT_FALSE(check_target(url.as_string(), {})) << url;
        std::string https(url.as_string());
        if (https.starts_with("http:")) https = "https:" + https.substr(5);
        if (https == "https://good.example/ HTTP/1.1") continue;
        EXPECT_FALSE(check_target(https, {})) << https;
    }
}

TEST(WebhookTarget, AnOperatorsNetworkOpensOnlyItself) {
    const TargetPolicy policy{{parse_network("10.0.0.0/8").value()}};
    EXPECT_TRUE(check_target("http://10.1.2.3:8080/hook", policy));
    EXPECT_FALSE(check_target("http://11.1.2.3:8080/hook", policy));

    const WebhookTarget inside = check_target("http://hooks.internal:8080/", policy).value();
    EXPECT_TRUE(inside.inside);
    EXPECT_TRUE(check_connection(inside, address("10.9.9.9"), policy));
    EXPECT_FALSE(check_connection(inside, address("127.0.0.1"), policy));
    EXPECT_FALSE(check_connection(inside, address("8.8.8.8"), policy)) << "plain http leads inside";

    const WebhookTarget outside = check_target("https://host.example/", policy).value();
    EXPECT_TRUE(check_connection(outside, address("8.8.8.8"), policy));
    EXPECT_FALSE(check_connection(outside, address("192.168.1.1"), policy));
}

}  // namespace
}  // namespace paraph
