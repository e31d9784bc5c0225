#include "adapters/store/migrations.hpp"

#include <string>

#include "adapters/store/sqlite.hpp"
#include "engine/core/store.hpp"

namespace paraph {
namespace {

// Every integer is BIGINT, every digest lower-case hex, every moment milliseconds since 1970.
// {number} is the type of a key that the engine counts up, {clustered} keeps rows in the order of
// their key (sqlite.hpp).
constexpr std::string_view first = R"(
CREATE TABLE log_head (
    id          BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    size        BIGINT NOT NULL,
    frontier    TEXT NOT NULL,
    epoch       BIGINT NOT NULL,
    signed_size BIGINT NOT NULL
);
INSERT INTO log_head (id, size, frontier, epoch, signed_size) VALUES (1, 0, '', 1, 0);

CREATE TABLE entries (
    number      {number} NOT NULL PRIMARY KEY,
    stream      TEXT NOT NULL,
    sequence    BIGINT NOT NULL,
    at_ms       BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    body        TEXT NOT NULL,
    secret      TEXT NOT NULL,
    leaf        TEXT NOT NULL,
    command_key TEXT NOT NULL
);

CREATE TABLE written_behind (
    id        BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    watermark BIGINT NOT NULL
);
INSERT INTO written_behind (id, watermark) VALUES (1, 0);

CREATE TABLE cycles (
    id          TEXT NOT NULL PRIMARY KEY,
    parent      TEXT NOT NULL,
    body        TEXT NOT NULL,
    definition  TEXT NOT NULL,
    title       TEXT NOT NULL,
    status      TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    stage       TEXT NOT NULL,
    needs       TEXT NOT NULL,
    summary     TEXT NOT NULL,
    opened_ms   BIGINT NOT NULL,
    changed_ms  BIGINT NOT NULL,
    due_ms      BIGINT,
    next_due_ms BIGINT,
    sequence    BIGINT NOT NULL
);
CREATE INDEX cycles_by_change ON cycles (changed_ms, id);
CREATE INDEX cycles_by_due_time ON cycles (next_due_ms) WHERE next_due_ms IS NOT NULL;

CREATE TABLE snapshots (
    cycle    TEXT NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    format   TEXT NOT NULL,
    state    TEXT NOT NULL
);

CREATE TABLE command_keys (
    key     TEXT NOT NULL PRIMARY KEY,
    request TEXT NOT NULL,
    number  BIGINT NOT NULL,
    at_ms   BIGINT NOT NULL
);
CREATE INDEX command_keys_by_age ON command_keys (at_ms);

CREATE TABLE cursors (
    channel TEXT NOT NULL PRIMARY KEY,
    done    BIGINT NOT NULL
);

CREATE TABLE deliveries (
    id         TEXT NOT NULL PRIMARY KEY,
    channel    TEXT NOT NULL,
    target     TEXT NOT NULL,
    number     BIGINT NOT NULL,
    what       TEXT NOT NULL,
    state      TEXT NOT NULL,
    attempts   BIGINT NOT NULL,
    status     BIGINT NOT NULL,
    error      TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    next_ms    BIGINT
);
CREATE INDEX deliveries_by_target ON deliveries (channel, target, id);
CREATE INDEX deliveries_waiting ON deliveries (channel, id) WHERE state = 'waiting';
)";

constexpr std::string_view second = R"(
CREATE TABLE stream_entries (
    number   {number} NOT NULL PRIMARY KEY,
    stream   TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    UNIQUE (stream, sequence)
);
)";

// Keys that people and programs chose come in no order: one tree for each table, none beside it.
// Filled here, since until something is written every stream would be read from the whole log.
constexpr std::string_view third = R"(
DROP TABLE stream_entries;
CREATE TABLE stream_entries (
    stream   TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    PRIMARY KEY (stream, sequence)
){clustered};
INSERT INTO stream_entries SELECT stream, sequence, number FROM entries;
ALTER TABLE written_behind ADD COLUMN indexed BIGINT NOT NULL DEFAULT 0;
UPDATE written_behind SET indexed = (SELECT size FROM log_head);

ALTER TABLE command_keys RENAME TO keys_before;
CREATE TABLE command_keys (
    key     TEXT NOT NULL PRIMARY KEY,
    request TEXT NOT NULL,
    number  BIGINT NOT NULL,
    at_ms   BIGINT NOT NULL
){clustered};
INSERT INTO command_keys SELECT key, request, number, at_ms FROM keys_before;
DROP TABLE keys_before;
)";

constexpr Migration steps_of_this_build[] = {
    {1, "log, and the tables written behind it", first},
    {2, "where each stream's entries stand, written behind", second},
    {3, "one tree for each table that is looked up by a key", third},
};

std::string in_dialect(std::string_view sql) {
    std::string text(sql);
    for (const auto& [mark, word] : {std::pair{std::string_view("{number}"), sqlite::row_number},
                                     std::pair{std::string_view("{clustered}"), sqlite::clustered}})
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
            text.replace(at, mark.size(), word);
    return text;
}

void run_each(Session& session, std::string_view sql) {
    const std::string text = in_dialect(sql);
    for (std::size_t from = 0, end = 0; (end = text.find(";\n", from)) != std::string::npos;
         from = end + 2) {
        const std::size_t begin = text.find_first_not_of('\n', from);
        session.run(text.substr(begin, end - begin));
    }
}

void apply(Session& session, const Migration& step) {
    run_each(session, step.sql);
    long long version = step.version;
    std::string name(step.name);
    Statement(session, "note the schema's version",
              "INSERT INTO schema_versions (version, name) VALUES (:version, :name)")
        .in("version", version)
        .in("name", name)
        .run();
}

}  // namespace

std::span<const Migration> migrations() {
    return steps_of_this_build;
}

int schema_version(Session& session) {
    long long version = 0;
    Statement(session, "schema's version", "SELECT COALESCE(MAX(version), 0) FROM schema_versions")
        .out(version)
        .each([] {});
    return static_cast<int>(version);
}

void migrate(Session& session, const std::filesystem::path& file,
             std::span<const Migration> steps) {
    session.run(
        "CREATE TABLE IF NOT EXISTS schema_versions "
        "(version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)");
    const int found = schema_version(session), wanted = steps.back().version;
    if (found == wanted) return;
    if (found > wanted) {
        throw StoreBroken(file.string() + " has schema " + std::to_string(found) +
                          ", which is newer than this build's " + std::to_string(wanted) +
                          ". Use the newer build; schemas only go forward.");
    }
    if (found > 0) {
        session.copy_to(file.string() + ".before-" + std::to_string(wanted));
    }
    Transaction::Statements statements(session);
    Transaction transaction(statements);
    for (const Migration& step : steps) {
        if (step.version > found) apply(session, step);
    }
    transaction.commit();
}

}  // namespace paraph
