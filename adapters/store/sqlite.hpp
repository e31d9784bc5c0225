#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <soci/soci.h>

// All that is SQLite's own: how to open it, what its errors mean, the few words of SQL that
// PostgreSQL doesn't share. Session and migrations call it; nothing else does.
namespace paraph::sqlite {

inline constexpr std::string_view begin = "BEGIN IMMEDIATE";

/// A table's first column, where it is a number that the engine assigns: "BIGINT" elsewhere, but
/// SQLite only keeps rows in the order of a key whose type is spelled so.
inline constexpr std::string_view row_number = "INTEGER";

/// After a table's columns: rows lie in the order of its key, in one tree. "" elsewhere.
inline constexpr std::string_view clustered = " WITHOUT ROWID";

void open_writer(soci::session& session, const std::filesystem::path& file, bool synced);
void open_reader(soci::session& session, const std::filesystem::path& file);

/// Keeps `*pages` at the write-ahead log's length after each commit. Replaces SQLite's own
/// checkpoints, which would run inside a commit.
void watch_log(soci::session& session, int* pages);
/// True when all of the log is now in the file, so that it starts anew.
bool checkpoint(soci::session& session);

/// The same, with all readers waited for; then the file of the log is empty.
bool empty_log(soci::session& session);

void copy(soci::session& session, const std::filesystem::path& target);

bool is_constraint(const soci::soci_error& error);

}  // namespace paraph::sqlite
