// What the store keeps when the process is killed, the disk is full or a sync fails.

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <dlfcn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/adapters/store_support.hpp"
#include "tests/adapters/support.hpp"
#include "tests/faults/faulty_store.hpp"

namespace {

// The program's own fdatasync stands before the C library's, also for SQLite.
int syncs = 0;
int failing_sync = 0;  // counted from 1; 0: none. All later ones fail too: the disk is gone.

}  // namespace

extern "C" int fdatasync(int file) {
    ++syncs;
    if (failing_sync > 0 && syncs >= failing_sync) {
        errno = EIO;
        return -1;
    }
    using Sync = int (*)(int);
    static const auto real = reinterpret_cast<Sync>(::dlsym(RTLD_NEXT, "fdatasync"));
    return real(file);
}

namespace paraph::test {
namespace {

bool in_full() {
    const char* value = std::getenv("PARAPH_FAULTS");
    return value != nullptr && std::string_view(value) == "full";
}

struct StoreFaultsTest : testing::Test {
    Folder folder;
    std::filesystem::path file = folder / "paraph.db";

    void TearDown() override { failing_sync = 0; }

    void fail_sync_from_now(int nth) {
        syncs = 0;
        failing_sync = nth;
    }

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
    const std::filesystem::path& file, int acks_max, void (*prepare)() = [] {}) {
    int ends[2] = {};
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        prepare();
        try {
            const auto store = open(file);
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
        fail_sync_from_now(0);
        append(*store, 1);
        EXPECT_GE(syncs, 1);
    }
}

TEST_F(StoreFaultsTest, AStoreThatDoesNotSyncIsNoticed) {  // so that the test above can fail
    const auto store = open(file, false);
    fail_sync_from_now(0);
    append(*store, 1);
    EXPECT_EQ(syncs, 0);
}

TEST_F(StoreFaultsTest, AFailedSyncIsNeverRetried) {
    const int depth = in_full() ? 60 : 20;
    std::int64_t acknowledged = 0;
    for (int nth = 1; nth <= depth; ++nth) {
        auto store = open(file);
        fail_sync_from_now(nth);
        EXPECT_THROW(
            while (true) {
                append(*store, 1);
                acknowledged = store->head().size;
                store->write_behind({.watermark = acknowledged});
            },
            StoreBroken);
        const int tried = syncs;
        EXPECT_THROW(append(*store, 1), StoreBroken);
        EXPECT_THROW(store->head(), StoreBroken);
        EXPECT_EQ(syncs, tried);
        store.reset();
        failing_sync = 0;
        EXPECT_GE(expect_whole(), acknowledged);
    }
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
