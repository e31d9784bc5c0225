#include <gtest/gtest.h>

#include "adapters/store/entries.hpp"
#include "tests/adapters/store_support.hpp"
#include "tests/adapters/support.hpp"

namespace paraph::test {
namespace {

struct StoreTest : testing::Test {
    Folder folder;
    std::filesystem::path file = folder / "paraph.db";
};

void expect_equal(const Entry& a, const Entry& b) {
    EXPECT_EQ(a.number, b.number);
    EXPECT_EQ(a.stream, b.stream);
    EXPECT_EQ(a.sequence, b.sequence);
    EXPECT_EQ(a.at, b.at);
    EXPECT_EQ(a.kind, b.kind);
    EXPECT_EQ(a.body, b.body);
    EXPECT_EQ(a.secret, b.secret);
    EXPECT_EQ(a.leaf, b.leaf);
    EXPECT_EQ(a.key, b.key);
}

TEST_F(StoreTest, BeginsEmpty) {
    const auto store = open(file);
    EXPECT_EQ(store->head().size, 0);
    EXPECT_EQ(store->head().frontier, "");
    EXPECT_EQ(store->head().epoch, 1);
    EXPECT_EQ(store->watermark(), 0);
    EXPECT_TRUE(store->log(0, 10).empty());
    EXPECT_TRUE(store->due_times().empty());
    EXPECT_TRUE(store->cursors().empty());
}

TEST_F(StoreTest, ReadsBackWhatWasAppended) {
    const auto store = open(file);
    append(*store, 10);
    append(*store, 1);
    const auto log = store->log(0, 100);
    ASSERT_EQ(log.size(), 11U);
    for (const Entry& entry : log) expect_equal(entry, entry_at(entry.number));
    EXPECT_EQ(store->log(9, 100).size(), 2U);
    EXPECT_EQ(store->log(0, 3).back().number, 2);

    const auto stream = store->stream("cyc_1", 1);  // numbers 1, 5, 9; the first is left out
    ASSERT_EQ(stream.size(), 2U);
    expect_equal(stream[0], entry_at(5));
    expect_equal(stream[1], entry_at(9));
}

TEST_F(StoreTest, AStreamIsWholeHoweverFarItsIndexIs) {
    const auto store = open(file);
    const auto archive = open_sqlite_archive(file).value();
    append(*store, 6);
    store->write_behind({});
    append(*store, 6);
    for (const std::int64_t watermark : {0, 12}) {  // halfway, then all
        if (watermark > 0) store->write_behind({.watermark = watermark});
        const auto stream = store->stream("cyc_1", 0);  // numbers 1, 5, 9
        ASSERT_EQ(stream.size(), 3U) << watermark;
        for (std::size_t i = 0; i < 3; ++i)
            expect_equal(stream[i], entry_at(static_cast<std::int64_t>(1 + 4 * i)));
        EXPECT_EQ(archive->stream("cyc_1", 1, 1).at(0).number, 5) << watermark;
        EXPECT_EQ(archive->entry("cyc_1", 3).value().number, 9) << watermark;
        EXPECT_FALSE(archive->entry("cyc_1", 4)) << watermark;
    }
}

TEST_F(StoreTest, GoesOnWhereItWasAfterReopening) {
    {
        const auto store = open(file);
        append(*store, 5);
        store->mark_signed(3);
        store->write_behind({.watermark = 4});
    }
    const auto store = open(file);
    EXPECT_EQ(store->head().size, 5);
    EXPECT_EQ(store->head().frontier, "f5");
    EXPECT_EQ(store->head().signed_size, 3);
    EXPECT_EQ(store->watermark(), 4);
    EXPECT_EQ(store->log(0, 100).size(), 5U);
}

TEST_F(StoreTest, ATakenNumberIsAClashAndLeavesNothingOfItsBatch) {
    const auto store = open(file);
    append(*store, 4);
    auto batch = entries(4, 3);
    batch[2].number = 1;
    EXPECT_THROW(store->append(batch, head_at(7)), StoreClash);
    EXPECT_EQ(store->head().size, 4);
    EXPECT_EQ(store->log(0, 100).size(), 4U);
    append(*store, 3);  // a clash breaks nothing
    EXPECT_EQ(store->head().size, 7);
}

TEST_F(StoreTest, ABatchThatDoesNotBeginAtTheHeadIsAClash) {
    const auto store = open(file);
    append(*store, 2);
    EXPECT_THROW(store->append(entries(0, 1), head_at(1)), StoreClash);
    EXPECT_THROW(store->append(entries(5, 1), head_at(6)), StoreClash);
    EXPECT_EQ(store->log(0, 100).size(), 2U);
}

TEST_F(StoreTest, KeepsWhatIsWrittenBehind) {
    const auto store = open(file);
    CycleRow cycle{.id = "cyc_1", .title = "ঐকমত্য", .status = "running", .next_due = day_one};
    store->write_behind(
        {.watermark = 7,
         .cycles = {cycle, {.id = "cyc_2", .status = "ended"}},
         .snapshots = {{.cycle = "cyc_1", .sequence = 3, .format = "a", .state = "{}"}},
         .keys = {{.key = "k1", .request = "r", .number = 2, .at = day_one}},
         .forget_before = std::nullopt,
         .cursors = {{"mail", 4}},
         .deliveries = {{.id = "dlv_1", .channel = "mail", .state = "waiting", .next = day_one},
                        {.id = "dlv_2", .channel = "mail", .state = "delivered"}}});
    EXPECT_EQ(store->watermark(), 7);
    EXPECT_EQ(store->due_times(), (decltype(store->due_times()){{"cyc_1", day_one}}));
    EXPECT_EQ(store->snapshot("cyc_1").value().state, "{}");
    EXPECT_FALSE(store->snapshot("cyc_2"));
    EXPECT_EQ(store->remembered("k1").value().number, 2);
    EXPECT_FALSE(store->remembered("k2"));
    EXPECT_EQ(store->keys_since(day_one).size(), 1U);
    EXPECT_TRUE(store->keys_since(day_one + milliseconds(1)).empty());
    EXPECT_EQ(store->cursors().at("mail"), 4);
    ASSERT_EQ(store->waiting("mail").size(), 1U);
    EXPECT_EQ(store->waiting("mail")[0].next, day_one);
    EXPECT_TRUE(store->waiting("webhook").empty());

    cycle.next_due.reset();
    cycle.sequence = 9;
    store->write_behind(
        {.watermark = 9,
         .cycles = {cycle},
         .snapshots = {{.cycle = "cyc_1", .sequence = 9, .format = "a", .state = "{9}"}},
         .forget_before = day_one + milliseconds(1),
         .cursors = {{"mail", 9}},
         .deliveries = {{.id = "dlv_1",
                         .channel = "mail",
                         .state = "dead",
                         .created = day_one + milliseconds(5)}}});
    EXPECT_TRUE(store->due_times().empty());
    EXPECT_EQ(store->snapshot("cyc_1").value().sequence, 9);
    EXPECT_FALSE(store->remembered("k1"));
    EXPECT_EQ(store->cursors().at("mail"), 9);
    EXPECT_TRUE(store->waiting("mail").empty());
    const auto archive = open_sqlite_archive(file).value()->deliveries("mail", "", "", 9);
    ASSERT_EQ(archive.size(), 1U);  // dlv_2 was finished and old
    EXPECT_EQ(archive[0].state, "dead");
}

TEST_F(StoreTest, AKeyIsKeptOnlyOnce) {
    const auto store = open(file);
    const KeyRow key{.key = "k1", .request = "r", .number = 2, .at = day_one};
    store->write_behind({.watermark = 1, .keys = {key}});
    store->write_behind({.watermark = 2, .keys = {key}});  // caught up from the tail once more
    EXPECT_EQ(store->keys_since(day_one).size(), 1U);
}

TEST_F(StoreTest, OneFolderHasOneServer) {
    auto store = open(file);
    const auto second = open_sqlite_store({.file = file});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Refused::unavailable);
    EXPECT_NE(second.error().text.find(folder.path().string()), std::string::npos);
    store.reset();
    EXPECT_TRUE(open_sqlite_store({.file = file}));
}

TEST_F(StoreTest, ReadersSeeOnlyWhatIsCommitted) {
    open(file).reset();  // makes the schema
    const auto archive = open_sqlite_archive(file).value();
    Session session(file, Session::Role::writer);
    Transaction::Statements statements(session);
    LogWriter writer(session);
    {
        Transaction transaction(statements);
        writer.append(entries(0, 3), head_at(3));
        EXPECT_TRUE(archive->log(0, 10).empty());
        transaction.commit();
    }
    EXPECT_EQ(archive->log(0, 10).size(), 3U);
    {
        Transaction given_up(statements);
        writer.append(entries(3, 1), head_at(4));
    }
    EXPECT_EQ(archive->log(0, 10).size(), 3U);
    EXPECT_EQ(archive->leaves(1, 3), (std::vector{entry_at(1).leaf, entry_at(2).leaf}));
    EXPECT_EQ(archive->entry("cyc_1", 1).value().number, 1);
    EXPECT_FALSE(archive->entry("cyc_1", 2));
}

TEST_F(StoreTest, AReaderCannotWrite) {
    open(file).reset();
    Session reader(file, Session::Role::reader);
    EXPECT_THROW(reader.run("DELETE FROM log_head"), StoreBroken);
}

TEST_F(StoreTest, ListsCyclesInPagesNewestChangeFirst) {
    const auto store = open(file);
    Behind behind;
    for (int i = 0; i < 25; ++i) {
        behind.cycles.push_back({.id = "cyc_" + std::to_string(100 + i),
                                 .parent = i % 5 == 4 ? "cyc_100" : "",
                                 .definition = "write-round",
                                 .status = i % 2 == 0 ? "running" : "ended",
                                 .needs = i % 3 == 0 ? "you" : "others",
                                 .changed = day_one + milliseconds(i / 4)});
    }
    store->write_behind(behind);
    const auto archive = open_sqlite_archive(file, 1).value();

    std::vector<std::string> seen;
    CycleFilter filter{.children = true, .limit = 4};
    for (auto page = archive->cycles(filter); !page.empty(); page = archive->cycles(filter)) {
        for (const CycleRow& row : page) seen.push_back(row.id);
        filter.after = {page.back().changed, page.back().id};
    }
    ASSERT_EQ(seen.size(), 25U);
    EXPECT_TRUE(std::is_sorted(seen.rbegin(), seen.rend()));
    EXPECT_EQ(archive->cycles({}).size(), 20U);  // without children
    EXPECT_EQ(archive->cycles({.status = "ended", .children = true}).size(), 12U);
    EXPECT_EQ(archive->cycles({.needs = "you", .children = true}).size(), 9U);
    EXPECT_EQ(archive->cycles({.definition = "' OR 1 = 1 --"}).size(), 0U);
}

TEST_F(StoreTest, ListsDeliveriesOfOneTarget) {
    const auto store = open(file);
    store->write_behind({.watermark = 1,
                         .deliveries = {{.id = "dlv_1", .channel = "webhook", .target = "whk_1"},
                                        {.id = "dlv_2", .channel = "webhook", .target = "whk_2"},
                                        {.id = "dlv_3",
                                         .channel = "webhook",
                                         .target = "whk_1",
                                         .status = 503,
                                         .error = "no answer"}}});
    const auto archive = open_sqlite_archive(file).value();
    EXPECT_EQ(archive->deliveries("webhook", "whk_1", "", 10).size(), 2U);
    EXPECT_EQ(archive->deliveries("webhook", "whk_1", "dlv_1", 10).at(0).status, 503);
    EXPECT_EQ(archive->deliveries("webhook", "whk_1", "", 1).size(), 1U);
    EXPECT_EQ(archive->delivery("dlv_3").value().error, "no answer");
    EXPECT_FALSE(archive->delivery("dlv_4"));
}

TEST_F(StoreTest, AnArchiveNeedsADatabase) {
    const auto archive = open_sqlite_archive(file);
    ASSERT_FALSE(archive);
    EXPECT_EQ(archive.error().code, Refused::unavailable);
    EXPECT_FALSE(std::filesystem::exists(file));  // and makes none
}

TEST_F(StoreTest, ManyThreadsReadWhileOneWrites) {
    const auto store = open(file);
    const auto archive = open_sqlite_archive(file, 2).value();
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i) {
        readers.emplace_back([&] {
            for (std::size_t seen = 0; seen < 100;) {
                const auto log = archive->log(0, 1'000);
                EXPECT_EQ(log.size() % 5, 0U);  // batches are seen whole
                EXPECT_GE(log.size(), seen);
                seen = log.size();
            }
        });
    }
    for (int i = 0; i < 20; ++i) append(*store, 5);
}

}  // namespace
}  // namespace paraph::test
