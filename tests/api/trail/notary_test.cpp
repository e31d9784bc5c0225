#include "api/notary.hpp"

#include <filesystem>
#include <unistd.h>

#include <gtest/gtest.h>

#include "engine/trail/checkpoint.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

namespace fs = std::filesystem;

/// A house with keys on disk, and its notary.
class NotaryTest : public testing::Test {
protected:
    NotaryTest()
        : folder(fs::temp_directory_path() /
                 ("paraph-notary-" + std::to_string(::getpid()) + "-" +
                  testing::UnitTest::GetInstance()->current_test_info()->name())),
          keys(KeyRing::create(folder).value()),
          notary(*house.desk, house.own_store, keys, folder, "trail.example.org") {}
    ~NotaryTest() override { fs::remove_all(folder); }

    note::Key key() const { return note::parse_key(notary.vkey()).value(); }

    House house;
    fs::path folder;
    KeyRing keys;
    api::Notary notary;
};

TEST_F(NotaryTest, SignsTheHeadAndKeepsItBesideTheKey) {
    const auto text = notary.checkpoint();
    const auto checkpoint = open_checkpoint(text, key());
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(checkpoint->size, static_cast<std::uint64_t>(house.own_store.head().size));
    EXPECT_EQ(HeadKeeper(folder).newest(), text);
    EXPECT_TRUE(notary.agrees_with(house.own_store));
}

TEST_F(NotaryTest, SignsAnewOnlyForAnEntryThatTheLastCheckpointDoesNotCover) {
    const auto first = notary.checkpoint();
    EXPECT_EQ(notary.checkpoint_over(0).value(), first);
    house.members(2);
    const auto size = house.own_store.head().size;
    const auto covering = notary.checkpoint_over(size - 1);
    ASSERT_TRUE(covering);
    EXPECT_EQ(open_checkpoint(*covering, key())->size, static_cast<std::uint64_t>(size));
    EXPECT_EQ(notary.checkpoint_over(0).value(), *covering);
    EXPECT_FALSE(notary.checkpoint_over(size));
}

TEST_F(NotaryTest, ProvesEveryEntryAndThatTheLogOnlyGrew) {
    const auto before = open_checkpoint(notary.checkpoint(), key()).value();
    house.members(40);
    const auto size = house.own_store.head().size;
    for (std::int64_t n = 0; n < size; ++n) {
        const auto proof = notary.prove(n);
        ASSERT_TRUE(proof) << n;
        const auto leaf = house.own_store.log(n, 1).front().leaf;
        EXPECT_TRUE(verify_proof(*proof, leaf, key())) << n;
    }
    EXPECT_FALSE(notary.prove(size));
    const auto after = open_checkpoint(notary.prove(size - 1)->checkpoint, key()).value();
    const auto growth = notary.prove_growth(static_cast<std::int64_t>(before.size),
                                            static_cast<std::int64_t>(after.size));
    ASSERT_TRUE(growth);
    EXPECT_TRUE(verify_consistency(before.size, after.size, *growth, before.root, after.root));
}

TEST_F(NotaryTest, RefusesADatabaseThatIsOlderThanWhatWasSigned) {
    notary.checkpoint();
    MemoryStore empty;
    const auto agrees = notary.agrees_with(empty);
    ASSERT_FALSE(agrees);
    EXPECT_NE(agrees.error().text.find("older than what was signed last"), std::string::npos);
    EXPECT_NE(agrees.error().text.find("restore --new-log"), std::string::npos);
}

TEST_F(NotaryTest, RefusesADatabaseWithAnotherHistory) {
    notary.checkpoint();
    MemoryStore other;
    auto entries = house.own_store.log(0, 1'000'000);
    entries[3].leaf = entries[2].leaf;
    other.append(entries, house.own_store.head());
    EXPECT_FALSE(notary.agrees_with(other));
}

TEST_F(NotaryTest, RefusesAnotherHousesKey) {
    notary.checkpoint();
    fs::remove(folder / "signing.key");
    const auto others = KeyRing::create(folder).value();
    const api::Notary strange(*house.desk, house.own_store, others, folder, "trail.example.org");
    EXPECT_FALSE(strange.agrees_with(house.own_store));
}

TEST_F(NotaryTest, TheNameOfTheLogMayChange) {
    notary.checkpoint();
    const api::Notary renamed(*house.desk, house.own_store, keys, folder, "other.example.org");
    EXPECT_TRUE(renamed.agrees_with(house.own_store));
}

}  // namespace
}  // namespace paraph::test
