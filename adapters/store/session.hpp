#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <soci/soci.h>

#include "engine/base/instant.hpp"

namespace paraph {

/// One connection to the database, for one thread at a time. Nothing here retries: an error is
/// thrown as the store port's StoreClash (a constraint) or StoreBroken (anything else).
class Session {
public:
    enum class Role {
        writer,  // the only one that writes and checkpoints
        reader,  // can't write, never checkpoints
    };
    /// `synced` false gives up durability against power loss: for tests that must notice it.
    Session(const std::filesystem::path& file, Role role, bool synced = true);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    soci::session& soci() { return soci_; }

    /// For schema changes and pragmas; all else is a prepared Statement.
    void run(const std::string& sql);

    /// A consistent copy, synced, beside which others go on reading and writing.
    void copy_to(const std::filesystem::path& target);

    /// Moves the write-ahead log into the file when it holds at least `pages_min` pages. Takes
    /// some 10 ms for 1,000 pages: not on the way between a command and its answer.
    void checkpoint(int pages_min);

    /// What was overwritten or deleted is nowhere any more: not in free pages, not in the
    /// write-ahead log. Waits for readers, some seconds at most, and throws StoreClash where one
    /// holds on longer: nothing is wrong, but it must be done again.
    void forget_old_copies();

private:
    soci::session soci_;
    int log_pages_ = 0;  // of the write-ahead log, after the last commit
};

/// A column that may be NULL.
struct Nullable {
    long long value = 0;
    soci::indicator indicator = soci::i_null;
};

/// One prepared statement: prepared at its first use, kept as long as the session. Its parameters
/// (`:name`) and columns are read from and written to variables that must outlive it.
class Statement {
public:
    Statement(Session& session, std::string_view name, std::string sql);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    template <class T>
    Statement& in(std::string_view parameter, T& value) {
        statement_.exchange(soci::use(value, std::string(parameter)));
        return *this;
    }
    Statement& in(std::string_view parameter, Nullable& value) {
        statement_.exchange(soci::use(value.value, value.indicator, std::string(parameter)));
        return *this;
    }
    template <class T>
    Statement& out(T& column) {
        statement_.exchange(soci::into(column));
        return *this;
    }
    Statement& out(Nullable& column) {
        statement_.exchange(soci::into(column.value, column.indicator));
        return *this;
    }

    /// A statement without a result; the rows it touched.
    long long run();

    /// A query, read to its end: only then does SQLite let go of the snapshot it read from.
    template <class Take>
    void each(Take take) {
        start();
        while (fetch()) take();
    }

private:
    void prepare();
    void start();
    bool fetch();
    [[noreturn]] void fail() const;

    std::string name_, sql_;  // the name stands in errors
    soci::statement statement_;
    bool prepared_ = false;
};

/// Takes the write lock at once (a deferred one that reads first could not be upgraded) and gives
/// everything up at the end of the scope, unless it was committed.
class Transaction {
public:
    /// The three statements are prepared once and shared by all transactions of a session.
    struct Statements {
        explicit Statements(Session& session);
        Statement begin, commit, rollback;
    };

    explicit Transaction(Statements& statements);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Returns once the transaction is synced.
    void commit();

private:
    Statements& statements_;
    bool open_ = true;
};

/// Moments are stored as milliseconds since 1970, UTC.
inline long long to_ms(Instant instant) {
    return instant.time_since_epoch().count();
}
inline Instant from_ms(long long ms) {
    return Instant(milliseconds(ms));
}
inline Nullable to_nullable(const std::optional<Instant>& instant) {
    return instant ? Nullable{to_ms(*instant), soci::i_ok} : Nullable{};
}
inline std::optional<Instant> from_nullable(const Nullable& ms) {
    return ms.indicator == soci::i_ok ? std::optional(from_ms(ms.value)) : std::nullopt;
}

}  // namespace paraph
