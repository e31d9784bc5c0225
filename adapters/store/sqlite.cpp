#include "adapters/store/sqlite.hpp"

#include <stdexcept>

#include <soci/sqlite3/soci-sqlite3.h>

#include "engine/core/store.hpp"

namespace paraph::sqlite {
namespace {

/// What kind of error it is, without which one of them.
int plain(int result) {
    return result & 0xff;
}

sqlite_api::sqlite3* connection(soci::session& session) {
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

void open(soci::session& session, const std::filesystem::path& file, std::string_view more) {
    const std::string path = file.string();
    if (path.find('"') != std::string::npos) {
        throw StoreBroken("a database's path can't hold a quotation mark: " + path);
    }
    session.open(soci::sqlite3, "db=\"" + path + "\" " + std::string(more));
    // SOCI sets its own timeout only after the first statements it runs.
    sqlite3_busy_timeout(connection(session), 5000);
    sqlite3_extended_result_codes(connection(session), 1);
}

int remember_pages(void* pages, sqlite_api::sqlite3*, const char*, int count) {
    *static_cast<int*>(pages) = count;
    return 0;
}

/// Whether all of the log is in the file afterwards.
bool checkpoint(soci::session& session, int mode) {
    int pages = 0, moved = 0;
    const int result =
        sqlite3_wal_checkpoint_v2(connection(session), nullptr, mode, &pages, &moved);
    if (result != SQLITE_OK && plain(result) != SQLITE_BUSY)  // a reader still needs the log
        throw StoreBroken(std::string("checkpoint: ") + sqlite3_errmsg(connection(session)));
    return result == SQLITE_OK && pages == moved;
}

}  // namespace

void open_writer(soci::session& session, const std::filesystem::path& file, bool synced) {
    open(session, file, "");
    std::string mode;
    session << "PRAGMA journal_mode = WAL", soci::into(mode);
    if (mode != "wal")
        throw StoreBroken("no write-ahead log on this file system: " + file.string());
    session << (synced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
    session << "PRAGMA foreign_keys = ON";
    session << "PRAGMA secure_delete = ON";  // what is erased leaves no bytes behind
    session << "PRAGMA mmap_size = 0";
    session << "PRAGMA temp_store = MEMORY";
    session << "PRAGMA cache_size = -32000";
}

void open_reader(soci::session& session, const std::filesystem::path& file) {
    open(session, file, "readonly=true");
    session << "PRAGMA wal_autocheckpoint = 0";
    session << "PRAGMA mmap_size = 0";
    session << "PRAGMA temp_store = MEMORY";
}

void watch_log(soci::session& session, int* pages) {
    sqlite3_wal_hook(connection(session), remember_pages, pages);
}

bool checkpoint(soci::session& session) {
    return checkpoint(session, SQLITE_CHECKPOINT_PASSIVE);  // waits for no reader
}

bool empty_log(soci::session& session) {
    return checkpoint(session, SQLITE_CHECKPOINT_TRUNCATE);
}

void copy(soci::session& session, const std::filesystem::path& target) {
    const std::string path = target.string();
    session << "VACUUM INTO :target", soci::use(path, "target");
}

bool is_constraint(const soci::soci_error& error) {
    const auto* own = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    return own != nullptr && plain(own->result()) == SQLITE_CONSTRAINT;
}

}  // namespace paraph::sqlite
