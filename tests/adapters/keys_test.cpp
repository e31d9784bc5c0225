#include <sys/stat.h>

#include <gtest/gtest.h>

#include "adapters/files/durable.hpp"
#include "adapters/keys/bearer.hpp"
#include "adapters/keys/head_keeper.hpp"
#include "adapters/keys/keyring.hpp"
#include "tests/adapters/support.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

const std::string webhook = "whk_01h455vb4pex5vsknk084sn02q";

template <std::size_t Size>
std::array<std::uint8_t, Size> bytes_from_hex(std::string_view hex) {
    std::array<std::uint8_t, Size> bytes{};
    for (std::size_t i = 0; i < Size; ++i) {
        bytes[i] = static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(2 * i, 2)), {}, 16));
    }
    return bytes;
}

TEST(Ed25519, SignsAsRfc8032Test2) {
    const auto seed =
        bytes_from_hex<32>("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    const SigningKey key({reinterpret_cast<const char*>(seed.data()), seed.size()});
    EXPECT_EQ(to_hex(key.public_key()),
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const Signature signature = key.sign("\x72");
    EXPECT_EQ(to_hex(signature),
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    EXPECT_TRUE(verify(key.public_key(), "\x72", signature));
    EXPECT_FALSE(verify(key.public_key(), "\x73", signature));
}

TEST(Ed25519, WritesTheVerifierKeyOfASignedNote) {
    std::string seed;
    for (char c = 0; c < 32; ++c) seed += c;
    EXPECT_EQ(vkey("trail.example.gov/demo", SigningKey(seed).public_key()),
              "trail.example.gov/demo+c0ac0940+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4");
}

TEST(KeyRing, ANewHouseGetsFourKeysThatOnlyItsOwnerReads) {
    const test::Folder house;
    const Result<KeyRing> ring = KeyRing::create(house / "keys");
    ASSERT_TRUE(ring);
    EXPECT_EQ(ring->made().size(), 4u);
    for (const fs::path& path : ring->made()) {
        struct stat status {};
        ASSERT_EQ(::stat(path.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777, 0600u) << path;
    }
    EXPECT_EQ(fs::status(house / "keys").permissions(), fs::perms::owner_all);
    EXPECT_EQ(std::distance(fs::directory_iterator(house / "keys"), {}), 4)
        << "nothing is left over";
}

TEST(KeyRing, KeysThatAreThereStay) {
    const test::Folder house;
    const Result<KeyRing> first = KeyRing::create(house.path());
    ASSERT_TRUE(first);
    fs::remove(house / "sessions.key");
    const Result<KeyRing> second = KeyRing::create(house.path());
    ASSERT_TRUE(second);
    EXPECT_EQ(second->made(), std::vector<fs::path>{house / "sessions.key"});
    EXPECT_EQ(second->public_key(), first->public_key());
    EXPECT_EQ(second->webhook_secret(webhook, 1), first->webhook_secret(webhook, 1));
}

TEST(KeyRing, RefusesAFileThatOthersCanReadAndSaysWhatToDo) {
    const test::Folder house;
    ASSERT_TRUE(KeyRing::create(house.path()));
    for (const fs::perms open : {fs::perms::group_read, fs::perms::others_read}) {
        fs::permissions(house / "links.key", open, fs::perm_options::add);
        const Result<KeyRing> ring = KeyRing::load(house.path());
        ASSERT_FALSE(ring);
        EXPECT_NE(ring.error().text.find("links.key"), std::string::npos);
        EXPECT_NE(ring.error().text.find("chmod 600"), std::string::npos);
        fs::permissions(house / "links.key", open, fs::perm_options::remove);
    }
    EXPECT_TRUE(KeyRing::load(house.path()));
}

TEST(KeyRing, RefusesAMissingACutAndALinkedFile) {
    const test::Folder house;
    ASSERT_TRUE(KeyRing::create(house.path()));
    const fs::path key = house / "signing.key";
    const std::string whole = *read_file(key, 100);

    replace_file(key, whole.substr(0, 40), 0600);
    EXPECT_NE(KeyRing::load(house.path()).error().text.find("32 bytes"), std::string::npos);
    replace_file(key, "", 0600);
    EXPECT_FALSE(KeyRing::load(house.path()));
    fs::remove(key);
    EXPECT_NE(KeyRing::load(house.path()).error().text.find("missing"), std::string::npos);
    fs::create_symlink(house / "links.key", key);
    EXPECT_NE(KeyRing::load(house.path()).error().text.find("regular"), std::string::npos);
}

TEST(KeyRing, AWebhooksSecretIsItsOwnAndChangesWithTheGeneration) {
    const test::Folder house;
    const Result<KeyRing> ring = KeyRing::create(house.path());
    ASSERT_TRUE(ring);
    const std::string secret = ring->webhook_secret(webhook, 1);
    EXPECT_TRUE(secret.starts_with("whsec_"));
    EXPECT_EQ(from_base64(std::string_view(secret).substr(6))->size(), 32u);
    EXPECT_EQ(secret, ring->webhook_secret(webhook, 1));
    EXPECT_NE(secret, ring->webhook_secret(webhook, 2));
    EXPECT_NE(secret, ring->webhook_secret("whk_01h455vb4pex5vsknk084sn02r", 1));
}

TEST(KeyRing, AWebhooksSecretHasTheDocumentedForm) {
    const test::Folder house;
    ASSERT_TRUE(KeyRing::create(house.path()));
    replace_file(house / "webhooks.key", to_base64(std::string(32, '\x07')) + "\n", 0600);
    EXPECT_EQ(KeyRing::load(house.path())->webhook_secret(webhook, 1),
              "whsec_hb4zs8AXz2dNXSiUXHv7XYdnsUQN9TnQtlD+734uMnY=");
}

TEST(HeadKeeper, GivesBackTheNewestCheckpointWhole) {
    const test::Folder house;
    const HeadKeeper keeper(house.path());
    EXPECT_FALSE(keeper.newest());
    keeper.keep("house\n3\nroot\n\n- house sig\n");
    keeper.keep("house\n5\nroot\n\n- house sig\n");
    EXPECT_EQ(HeadKeeper(house.path()).newest(), "house\n5\nroot\n\n- house sig\n");
}

TEST(Durable, SaysWhichFileTheDiskRefused) {
    const test::Folder folder;
    try {
        replace_file(folder / "none/file", "x", 0600);
        FAIL() << "there is no such folder";
    } catch (const std::system_error& error) {
        EXPECT_NE(std::string(error.what()).find("none/file"), std::string::npos);
    }
    EXPECT_TRUE(create_file(folder / "once", "first", 0600));
    EXPECT_FALSE(create_file(folder / "once", "second", 0600));
    EXPECT_EQ(read_file(folder / "once", 5), "first");
    EXPECT_THROW(read_file(folder / "once", 4), std::system_error);
}

TEST(Bearer, IsKnownByItsDigestAlone) {
    const Bearer bearer = make_bearer();
    EXPECT_TRUE(bearer.token.starts_with("par_"));
    EXPECT_EQ(bearer.token.size(), 47u);
    EXPECT_EQ(bearer_digest(bearer.token), bearer.digest);
    EXPECT_NE(make_bearer().token, bearer.token);
    for (const char* other : {"", "par_", "par_short", "PAR_", "Bearer x"}) {
        EXPECT_FALSE(bearer_digest(other)) << other;
    }
}

}  // namespace
}  // namespace paraph
