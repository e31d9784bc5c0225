#include "engine/trail/ed25519.hpp"

#include "tests/engine/vectors.hpp"

namespace paraph {
namespace {

TEST(Ed25519, HoldsAgainstWycheproof) {
    NEEDS_VECTORS("wycheproof");
    const auto file = test::vectors("wycheproof") / "testvectors_v1" / "ed25519_test.json";
    int checked = 0;
    const auto suite = test::read_json(file);
    for (const auto& group : suite.at("testGroups").as_array()) {
        const auto key = test::from_hex(group.at("publicKey").at("pk").as_string());
        for (const auto& sample : group.at("tests").as_array()) {
            const auto message = test::from_hex(sample.at("msg").as_string());
            const auto signature = test::from_hex(sample.at("sig").as_string());
            EXPECT_EQ(ed25519_holds(key, message, signature),
                      sample.at("result").as_string() == "valid")
                << sample.at("tcId") << " " << sample.at("comment");
            ++checked;
        }
    }
    EXPECT_EQ(checked, 151);
}

// On the odd points of the curve libraries differ, and RFC 8032 allows it. An upgrade of OpenSSL
// that changes the answers would split verifiers, so what it says today is held.
TEST(Ed25519, OddPointsAreJudgedAsEver) {
    NEEDS_VECTORS("cctv-ed25519");
    int holding = 0, all = 0;
    const auto samples = test::read_json(test::vectors("cctv-ed25519") / "ed25519vectors.json");
    for (const auto& sample : samples.as_array()) {
        const auto key = test::from_hex(sample.at("key").as_string());
        const auto signature = test::from_hex(sample.at("sig").as_string());
        ++all;
        if (ed25519_holds(key, std::string_view{sample.at("msg").as_string()}, signature))
            ++holding;
    }
    EXPECT_EQ(all, 914);
    EXPECT_EQ(holding, 208);
}

TEST(Ed25519, BytesOfAnotherSizeAreNoSignature) {
    EXPECT_FALSE(ed25519_holds("", "message", ""));
    EXPECT_FALSE(ed25519_holds(std::string(32, '\x07'), "message", std::string(63, '\x07')));
    EXPECT_FALSE(ed25519_holds(std::string(31, '\x07'), "message", std::string(64, '\x07')));
}

}  // namespace
}  // namespace paraph
