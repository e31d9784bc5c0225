#include "adapters/store/migrations.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/core/store.hpp"
#include "tests/adapters/store_support.hpp"
#include "tests/adapters/support.hpp"

namespace paraph::test {
namespace {

constexpr std::string_view good =
    "ALTER TABLE cycles ADD COLUMN colour TEXT;\nCREATE TABLE a (b TEXT);\n";
constexpr std::string_view bad = "CREATE TABLE c (d TEXT);\nCREATE TABLE c (d TEXT);\n";

struct MigrationsTest : testing::Test {
    Folder folder;
    std::filesystem::path file = folder / "paraph.db";
    const int now = migrations().back().version, next = now + 1;
    std::vector<Migration> steps{migrations().begin(), migrations().end()};

    void SetUp() override {
        steps.push_back({next, "one step more", good});
        const auto store = open(file);
        append(*store, 3);
    }
};

TEST_F(MigrationsTest, NumbersRiseByOne) {
    int version = 0;
    for (const Migration& step : migrations()) EXPECT_EQ(step.version, ++version);
}

TEST_F(MigrationsTest, GoForwardAfterACopy) {
    Session session(file, Session::Role::writer);
    migrate(session, file, steps);
    EXPECT_EQ(schema_version(session), next);
    session.run("INSERT INTO a (b) VALUES ('x')");

    const std::filesystem::path copy = file.string() + ".before-" + std::to_string(next);
    const auto before = open(copy);
    EXPECT_EQ(before->log(0, 10).size(), 3U);
}

TEST_F(MigrationsTest, WhatFailsHalfWayLeavesTheOldSchema) {
    steps.back().sql = bad;
    {
        Session session(file, Session::Role::writer);
        EXPECT_THROW(migrate(session, file, steps), StoreBroken);
        EXPECT_EQ(schema_version(session), now);
        EXPECT_THROW(session.run("SELECT d FROM c"), StoreBroken);
    }
    EXPECT_EQ(open(file)->log(0, 10).size(), 3U);
    steps.back().sql = good;  // mended, it goes on, past the copy that the first attempt left
    Session session(file, Session::Role::writer);
    migrate(session, file, steps);
    EXPECT_EQ(schema_version(session), next);
}

TEST_F(MigrationsTest, AnOlderDatabaseKeepsItsKeysAndIsIndexedAtOnce) {
    const std::filesystem::path older = folder / "older.db";
    {
        Session session(older, Session::Role::writer);
        migrate(session, older, migrations().first(2));
        session.run(
            "INSERT INTO entries (number, stream, sequence, at_ms, kind, body, secret, leaf, "
            "command_key) VALUES (0, 'registry', 1, 5, 'a kind', '{}', '', '" +
            std::string(64, '0') + "', '')");
        session.run("UPDATE log_head SET size = 1");
        session.run(
            "INSERT INTO command_keys (key, request, number, at_ms) VALUES "
            "('key', 'request', 0, 5)");
    }
    const auto store = open(older);
    ASSERT_TRUE(store->remembered("key"));
    EXPECT_EQ(store->remembered("key")->request, "request");
    EXPECT_EQ(store->stream("registry", 0).size(), 1U);
    Session session(older, Session::Role::reader);
    long long indexed = 0, rows = 0;
    Statement(session, "indexed",
              "SELECT indexed, (SELECT COUNT(*) FROM stream_entries) FROM written_behind")
        .out(indexed)
        .out(rows)
        .each([] {});
    EXPECT_EQ(indexed, 1) << "until something is written the whole log would be read";
    EXPECT_EQ(rows, 1);
}

TEST_F(MigrationsTest, ANewerDatabaseIsNotTouched) {
    {
        Session session(file, Session::Role::writer);
        migrate(session, file, steps);
    }
    EXPECT_THROW(open(file), StoreBroken);
    const auto archive = open_sqlite_archive(file);
    ASSERT_FALSE(archive);
    EXPECT_NE(archive.error().text.find("schema " + std::to_string(next)), std::string::npos);
}

}  // namespace
}  // namespace paraph::test
