#include "engine/base/digest.hpp"

#include <algorithm>

#include "tests/engine/vectors.hpp"

namespace paraph {
namespace {

TEST(Digest, IsSha256OfBothParts) {
    constexpr auto abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    EXPECT_EQ(to_hex(sha256("abc")), abc);
    EXPECT_EQ(to_hex(sha256("a", "bc")), abc);
    EXPECT_EQ(to_hex(sha256("", "abc")), abc);
    EXPECT_EQ(to_hex(sha256({})),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, HmacAgreesWithRfc4231) {
    EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    const std::string long_key(131, '\xaa');
    EXPECT_EQ(
        to_hex(hmac_sha256(long_key, "Test Using Larger Than Block-Size Key - Hash Key First")),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Digest, HmacHoldsAgainstWycheproof) {
    NEEDS_VECTORS("wycheproof");
    const auto file = test::vectors("wycheproof") / "testvectors_v1" / "hmac_sha256_test.json";
    int checked = 0;
    const auto suite = test::read_json(file);
    for (const auto& group : suite.at("testGroups").as_array()) {
        for (const auto& sample : group.at("tests").as_array()) {
            const auto bytes = [&](const char* name) {
                return test::from_hex(std::string_view{sample.at(name).as_string()});
            };
            const std::string tag = bytes("tag");  // in some groups cut to its first half
            const Digest made = hmac_sha256(bytes("key"), bytes("msg"));
            const bool same = std::equal(tag.begin(), tag.end(), made.begin(), [](char a, auto b) {
                return static_cast<std::uint8_t>(a) == b;
            });
            EXPECT_EQ(same, sample.at("result").as_string() == "valid") << sample.at("tcId");
            ++checked;
        }
    }
    EXPECT_GT(checked, 100);
}

TEST(Digest, HexIsExactlySixtyFourLowerCaseDigits) {
    const Digest digest = sha256("abc");
    EXPECT_EQ(digest_from_hex(to_hex(digest)).value(), digest);
    EXPECT_FALSE(digest_from_hex(""));
    EXPECT_FALSE(digest_from_hex(std::string(63, 'a')));
    EXPECT_FALSE(digest_from_hex(std::string(65, 'a')));
    EXPECT_FALSE(digest_from_hex(std::string(64, 'A')));
    EXPECT_FALSE(digest_from_hex(std::string(64, 'g')));
}

TEST(Digest, Base64AgreesWithRfc4648) {
    const std::pair<std::string, std::string> samples[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : samples) {
        EXPECT_EQ(to_base64(bytes), text);
        EXPECT_EQ(from_base64(text).value(), bytes);
    }
    EXPECT_EQ(to_base64url("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(from_base64url("-__-").value(), "\xfb\xff\xfe");
    EXPECT_EQ(to_base64url("f"), "Zg");
    EXPECT_EQ(from_base64url("Zg").value(), "f");
}

TEST(Digest, OneValueHasOneBase64) {
    for (const char* text :
         {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zg==\n", "Z===", "====", "Zm9v====", "Zm=v", "-__-"}) {
        EXPECT_FALSE(from_base64(text)) << text;
    }
    for (const char* text : {"Z", "Zh", "Zg==", "+//+", "Zm 9"}) {
        EXPECT_FALSE(from_base64url(text)) << text;
    }
}

TEST(Digest, SecretsAreEqualOnlyAsAWhole) {
    EXPECT_TRUE(equal_secrets("", ""));
    EXPECT_TRUE(equal_secrets("secret", "secret"));
    EXPECT_FALSE(equal_secrets("secret", "secreT"));
    EXPECT_FALSE(equal_secrets("secret", "secre"));
}

}  // namespace
}  // namespace paraph
