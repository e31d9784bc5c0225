// What the store keeps when the process is killed, the disk fails or fills up, the power goes.

#include <csignal>
#include <cstdlib>
#include <functional>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/adapters/store_support.hpp"
#include "tests/adapters/support.hpp"
#include "tests/faults/disk.hpp"
#include "tests/faults/faulty_store.hpp"

namespace paraph::test {
namespace {

bool in_full() {
    const char* value = std::getenv("PARAPH_FAULTS");
    return value != nullptr && std::string_view(value) == "full";
}

struct StoreFaultsTest : testing::Test {
    Folder folder;
    std::filesystem::path file = folder / "paraph.db";

    void TearDown() override { heal(); }

    static void heal() { disk::fail(disk::Fault::none, 0); }

    /// The log is whole: as long as its head says, without a gap, each entry as it was made.
    std::int64_t expect_whole() {
        const auto store = open(file);
        const auto log = store->log(0, 1'000'000);
        EXPECT_EQ(store->head().size, static_cast<std::int64_t>(log.size()));
        for (std::size_t i = 0; i < log.size(); ++i) {
            EXPECT_EQ(log[i].number, static_cast<std::int64_t>(i));
            EXPECT_EQ(log[i].body, entry_at(log[i].number).body);
        }
        return store->head().size;
    }
};

/// Appends batches of 7 in a process of its own and tells each acknowledged size; `prepare` runs
/// first in it. Returns the last size told, and kills the process after `acks_max`.
std::int64_t append_in_child(
    const std::filesystem::path& file, int acks_max, const std::function<void()>& prepare = [] {},
    bool synced = true) {
    int ends[2] = {};
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        prepare();
        try {
            const auto store = open(file, synced);
            while (true) {
                append(*store, 7);
                const std::int64_t size = store->head().size;
                if (size % 21 == 0) store->write_behind({.watermark = size});
                if (::write(ends[1], &size, sizeof size) != sizeof size) ::_exit(1);
            }
        } catch (const StoreBroken&) {
            ::_exit(2);
        }
    }
    ::close(ends[1]);
    std::int64_t told = 0;
    for (int acks = 0; acks < acks_max; ++acks) {
        if (::read(ends[0], &told, sizeof told) != sizeof told) break;
    }
    ::kill(child, SIGKILL);
    std::int64_t late = 0;  // acknowledged before the signal arrived
    while (::read(ends[0], &late, sizeof late) == sizeof late) told = late;
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return told;
}

TEST_F(StoreFaultsTest, KilledAtAnyMomentItLosesNothingAcknowledged) {
    const int rounds = in_full() ? 200 : 20;
    for (int round = 0; round < rounds; ++round) {
        const std::int64_t told = append_in_child(file, 1 + round * 7 % 13);
        const std::int64_t kept = expect_whole();
        EXPECT_GE(kept, told) << "round " << round;
        EXPECT_EQ(kept % 7, 0) << "half a batch, round " << round;
    }
}

TEST_F(StoreFaultsTest, OnAFullDiskItStopsAndKeepsWhatItAcknowledged) {
    const std::int64_t told = append_in_child(file, 1'000'000, [] {
        const rlimit small{300'000, 300'000};
        ::setrlimit(RLIMIT_FSIZE, &small);
        std::signal(SIGXFSZ, SIG_IGN);  // write() then says EFBIG
    });
    EXPECT_GT(told, 0);
    const std::int64_t kept = expect_whole();
    EXPECT_GE(kept, told);
    EXPECT_EQ(kept % 7, 0);
}

TEST_F(StoreFaultsTest, NothingIsAcknowledgedBeforeItsSync) {
    const auto store = open(file);
    for (int i = 0; i < 100; ++i) {
        heal();
        append(*store, 1);
        EXPECT_GE(disk::syncs(), 1);
    }
}

TEST_F(StoreFaultsTest, AStoreThatDoesNotSyncIsNoticed) {  // so that the test above can fail
    const auto store = open(file, false);
    heal();
    append(*store, 1);
    EXPECT_EQ(disk::syncs(), 0);
}

/// What a desk does with a store, until it breaks or all is done. The last size acknowledged.
std::int64_t work(const std::filesystem::path& file) {
    std::int64_t acknowledged = 0;
    std::unique_ptr<Store> store;
    try {
        store = open(file);
        for (int commit = 0; commit < 4; ++commit) {
            append(*store, 7);
            acknowledged = store->head().size;
            store->write_behind({.watermark = acknowledged});
            store->mark_signed(acknowledged);
        }
    } catch (const StoreBroken&) {
        // The disk works again, but nobody knows what it has lost: fsync is not asked twice.
        if (!store) return acknowledged;
        EXPECT_THROW(append(*store, 1), StoreBroken);
        EXPECT_THROW(store->head(), StoreBroken);
    }
    return acknowledged;
}

/// The disk fails at the `nth` call; false when the work is done before that.
bool survives(StoreFaultsTest& test, disk::Fault fault, int nth) {
    test.file = test.folder / "work" / "paraph.db";
    std::filesystem::create_directory(test.file.parent_path());
    disk::fail(fault, nth);
    const std::int64_t told = work(test.file);
    const bool reached = disk::calls() >= nth;
    StoreFaultsTest::heal();
    const std::int64_t kept = test.expect_whole();
    EXPECT_GE(kept, told) << "call " << nth;
    EXPECT_EQ(kept % 7, 0) << "half a batch, call " << nth;
    std::filesystem::remove_all(test.file.parent_path());
    return reached;
}

TEST_F(StoreFaultsTest, WhicheverCallFailsNothingAcknowledgedIsLostAndNothingIsHalfThere) {
    using disk::Fault;
    for (const auto fault : {Fault::io_error, Fault::full, Fault::gone}) {
        int calls = 1;
        while (survives(*this, fault, calls)) ++calls;
        EXPECT_GT(calls, 100);  // or nothing was shown
    }
}

constexpr int calls_max = 5'000;  // so that some rounds go beyond the log's first checkpoint

TEST_F(StoreFaultsTest, WhenThePowerGoesWhatWasAcknowledgedStays) {
    std::mt19937 random(20251207);
    const int rounds = in_full() ? 200 : 10;
    for (int round = 0; round < rounds; ++round) {
        const int nth = std::uniform_int_distribution(1, calls_max)(random);
        const std::int64_t told = append_in_child(file, calls_max, [&] {
            disk::fail(disk::Fault::power_loss, nth, static_cast<unsigned>(round));
        });
        const std::int64_t kept = expect_whole();
        EXPECT_GE(kept, told) << "round " << round << ", call " << nth;
        EXPECT_EQ(kept % 7, 0) << "half a batch, round " << round << ", call " << nth;
    }
}

TEST_F(StoreFaultsTest, AStoreThatDoesNotSyncLosesItWithThePower) {  // so the one above can fail
    { append(*open(file), 7); }
    const std::int64_t told = append_in_child(
        file, calls_max, [] { disk::fail(disk::Fault::power_loss, 500); }, false);
    std::int64_t kept = 0;
    try {
        kept = open(file)->head().size;
    } catch (const StoreBroken&) {
        kept = -1;  // not even a database any more
    }
    EXPECT_LT(kept, told);
}

TEST_F(StoreFaultsTest, AFaultyStoreFailsWhereItIsTold) {
    using Fault = FaultyStore::Fault;
    const auto store = open(file);
    FaultyStore clash(*store, Fault::clash, 2);
    append(clash, 1);
    EXPECT_THROW(append(clash, 1), StoreClash);
    append(clash, 1);
    EXPECT_EQ(store->head().size, 2);

    FaultyStore done(*store, Fault::unsure_done, 1);
    EXPECT_THROW(append(done, 1), StoreUnsure);
    EXPECT_EQ(store->head().size, 3);

    FaultyStore broken(*store, Fault::broken, 1);
    EXPECT_THROW(append(broken, 1), StoreBroken);
    EXPECT_THROW(broken.mark_signed(1), StoreBroken);
    EXPECT_EQ(store->head().size, 3);
}

}  // namespace
}  // namespace paraph::test
