#include "engine/trail/note.hpp"

#include <openssl/evp.h>

#include "engine/base/digest.hpp"
#include "engine/trail/checkpoint.hpp"
#include "tests/engine/vectors.hpp"

namespace paraph {
namespace {

std::vector<note::Key> keys_of(const boost::json::value& vkeys) {
    std::vector<note::Key> keys;
    for (const auto& vkey : vkeys.as_array())
        keys.push_back(note::parse_key(vkey.as_string()).value());
    return keys;
}

TEST(Note, IsJudgedAsTheReferencesDo) {
    NEEDS_VECTORS("signed-note");
    const auto samples = test::read_json(test::vectors("signed-note") / "vectors.json");
    for (const auto& sample : samples.at("cases").as_array()) {
        const std::string text = from_base64(sample.at("note_b64").as_string()).value();
        const auto opened = note::open(text, keys_of(sample.at("vkeys")));
        EXPECT_EQ(opened.has_value(), sample.at("ok").as_bool()) << sample.at("desc");
        if (!opened) continue;
        EXPECT_EQ(opened->verified.size(), sample.at("verified").to_number<std::size_t>())
            << sample.at("desc");
        EXPECT_EQ(opened->unknown, sample.at("unverified").to_number<std::size_t>())
            << sample.at("desc");
        if (sample.at("unverified").as_int64() == 0) {
            EXPECT_EQ(note::to_text(note::parse(text).value()), text) << sample.at("desc");
        }
    }
    for (const auto& vkey : samples.at("bad_vkeys").as_array())
        EXPECT_FALSE(note::parse_key(vkey.as_string())) << vkey;
}

TEST(Note, SeveralInOneFileAreReadOneByOne) {
    const std::string first = "a.example\n1\nx\n\n\xe2\x80\x94 a AAAAAAAA\n";
    const std::string second =
        "a.example\n2\ny\n\n\xe2\x80\x94 a AAAAAAAA\n\xe2\x80\x94 w AAAAAAAA\n";
    using Notes = std::vector<std::string>;
    EXPECT_EQ(note::split(first), Notes{first});
    EXPECT_EQ(note::split(first + "\n" + second + "\n"), (Notes{first, second}));
    EXPECT_EQ(note::split("\n" + first + "\n\n" + second), (Notes{first, second}));
    EXPECT_EQ(note::split(""), Notes{});
    EXPECT_EQ(note::split("no note"), Notes{"no note"}) << "which is then refused";
}

TEST(Note, KeyIsReadStrictlyAndComesBack) {
    const std::string vkey =
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const auto key = note::parse_key(vkey);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->name, "example.com/foo");
    EXPECT_EQ(key->algorithm, note::Algorithm::ed25519);
    EXPECT_EQ(note::to_text(*key), vkey);
    for (const char* text :
         {"", "a", "a+b", "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
          "example.com/fo o+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
          "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
          "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"}) {
        EXPECT_FALSE(note::parse_key(text)) << text;
    }
}

TEST(Checkpoint, IsReadAsTheSpecificationSays) {
    NEEDS_VECTORS("checkpoint");
    const auto samples = test::read_json(test::vectors("checkpoint") / "vectors.json");
    for (const auto& sample : samples.as_array()) {
        const std::string text{sample.at("text").as_string()};
        const auto checkpoint = parse_checkpoint(text);
        EXPECT_EQ(checkpoint.has_value(), sample.at("c2sp_ok").as_bool()) << sample.at("desc");
        if (checkpoint) {
            EXPECT_EQ(to_text(*checkpoint), text);
        }
    }
}

TEST(Checkpoint, KeepsFurtherLines) {
    const Checkpoint checkpoint{"log.example", 7, sha256("root"), {"one", "two words"}};
    EXPECT_EQ(parse_checkpoint(to_text(checkpoint)).value(), checkpoint);
}

/// A key of the tests: signs with OpenSSL as adapters/keys does.
struct TestKey {
    explicit TestKey(const std::string& seed)
        : secret{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                              reinterpret_cast<const unsigned char*>(seed.data()),
                                              seed.size()),
                 &EVP_PKEY_free} {
        std::size_t size = bytes.size();
        EVP_PKEY_get_raw_public_key(secret.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                                    &size);
    }
    std::string sign(std::string_view message) const {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                              &EVP_MD_CTX_free};
        std::string signature(64, '\0');
        std::size_t size = signature.size();
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, secret.get());
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size());
        return signature;
    }
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> secret;
    std::string bytes = std::string(32, '\0');
};

TEST(Checkpoint, IsSignedForItsOriginOnly) {
    const TestKey secret{std::string(32, '\x05')};
    const note::Key key{"log.example", note::Algorithm::ed25519, secret.bytes};
    const auto sign = [&](std::string_view message) { return secret.sign(message); };
    const Checkpoint checkpoint{"log.example", 7, sha256("root"), {}};
    const std::string signed_text = sign_checkpoint(checkpoint, key, sign);
    EXPECT_EQ(open_checkpoint(signed_text, key).value(), checkpoint);
    EXPECT_EQ(peek_checkpoint(signed_text).value(), checkpoint);

    std::string forged = signed_text;
    forged.replace(forged.find("\n7\n"), 3, "\n8\n");
    EXPECT_FALSE(open_checkpoint(forged, key));
    const Checkpoint foreign{"another.example", 7, sha256("root"), {}};
    EXPECT_FALSE(open_checkpoint(sign_checkpoint(foreign, key, sign), key));
    const note::Key other{"log.example", note::Algorithm::ed25519, std::string(32, '\x06')};
    EXPECT_FALSE(open_checkpoint(signed_text, other));
}

// The log's seed is bytes 00 to 1f (ORIGIN.md): signing anew must give the file, byte by byte.
TEST(Checkpoint, IsByteForByteTheWorkedExample) {
    NEEDS_VECTORS("worked-example");
    const auto folder = test::vectors("worked-example");
    std::string seed;
    for (char c = 0; c < 32; ++c) seed += c;
    const TestKey secret{seed};
    std::string vkey = test::read_file(folder / "vkey");
    while (vkey.ends_with('\n')) vkey.pop_back();
    const auto key = note::parse_key(vkey);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->bytes, secret.bytes);

    const std::string file = test::read_file(folder / "ckpt3");
    const auto checkpoint = open_checkpoint(file, *key);
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(checkpoint->size, 3u);
    EXPECT_EQ(sign_checkpoint(*checkpoint, *key, [&](auto m) { return secret.sign(m); }), file);
}

TEST(Note, AWitnessSignsWithATime) {
    NEEDS_VECTORS("worked-example");
    const std::string file = test::read_file(test::vectors("worked-example") / "ckpt5");
    std::string seed;
    for (char c = 32; c < 64; ++c) seed += c;
    const note::Key witness{"witness.example.org/w1", note::Algorithm::cosignature,
                            TestKey{seed}.bytes};
    const auto opened = note::open(file, {&witness, 1});
    ASSERT_TRUE(opened) << opened.error().text;
    EXPECT_EQ(opened->verified.size(), 1u);
    EXPECT_EQ(opened->unknown, 1u);
    std::string forged = file;
    forged.replace(forged.find("\n5\n"), 3, "\n6\n");
    EXPECT_FALSE(note::open(forged, {&witness, 1}));
}

}  // namespace
}  // namespace paraph
