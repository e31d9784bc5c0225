#include "adapters/store/session.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "adapters/store/sqlite.hpp"
#include "engine/core/store.hpp"

namespace paraph {
namespace {

/// Translates the exception in flight. Call it in a catch block only.
[[noreturn]] void translate(std::string_view name) {
    const auto say = [name](const std::exception& error) {
        return std::string(name) + ": " + error.what();
    };
    try {
        throw;
    } catch (const soci::soci_error& error) {
        if (sqlite::is_constraint(error)) throw StoreClash(say(error));
        throw StoreBroken(say(error));
    }
}

void sync_file(const std::filesystem::path& file) {
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = handle >= 0 && ::fsync(handle) == 0;
    if (handle >= 0) ::close(handle);
    if (!synced) throw StoreBroken("can't sync " + file.string());
}

}  // namespace

Session::Session(const std::filesystem::path& file, Role role, bool synced) {
    try {
        if (role == Role::reader) {
            sqlite::open_reader(soci_, file);
        } else {
            sqlite::open_writer(soci_, file, synced);
            sqlite::watch_log(soci_, &log_pages_);
        }
    } catch (const soci::soci_error&) {
        translate("open " + file.string());
    }
}

void Session::run(const std::string& sql) {
    try {
        soci_ << sql;
    } catch (const soci::soci_error&) {
        translate(sql.substr(0, sql.find('\n')));
    }
}

void Session::copy_to(const std::filesystem::path& target) {
    const std::filesystem::path partial = target.string() + ".partial";
    std::error_code error;
    std::filesystem::remove(partial, error);  // of an attempt that was cut short
    try {
        sqlite::copy(soci_, partial);
    } catch (const soci::soci_error&) {
        translate("copy to " + target.string());
    }
    sync_file(partial);
    std::filesystem::rename(partial, target, error);
    if (error) throw StoreBroken("can't rename " + partial.string() + ": " + error.message());
    sync_file(target.has_parent_path() ? target.parent_path() : ".");
}

void Session::checkpoint(int pages_min) {
    if (log_pages_ < pages_min) return;
    if (sqlite::checkpoint(soci_)) log_pages_ = 0;
}

void Session::forget_old_copies() {
    run("VACUUM");
    try {
        if (sqlite::empty_log(soci_))
            log_pages_ = 0;
        else
            throw StoreClash("a reader still holds old pages");
    } catch (const soci::soci_error&) {
        translate("empty the log");
    }
}

Statement::Statement(Session& session, std::string_view name, std::string sql)
    : name_(name), sql_(std::move(sql)), statement_(session.soci()) {}

void Statement::prepare() {
    if (prepared_) return;
    statement_.alloc();
    statement_.prepare(sql_);
    statement_.define_and_bind();
    prepared_ = true;
}

long long Statement::run() {
    try {
        prepare();
        statement_.execute(true);
        return statement_.get_affected_rows();
    } catch (const soci::soci_error&) {
        fail();
    }
}

void Statement::start() {
    try {
        prepare();
        statement_.execute(false);
    } catch (const soci::soci_error&) {
        fail();
    }
}

bool Statement::fetch() {
    try {
        return statement_.fetch();
    } catch (const soci::soci_error&) {
        fail();
    }
}

void Statement::fail() const {
    translate(name_);
}

Transaction::Statements::Statements(Session& session)
    : begin(session, "begin", std::string(sqlite::begin)),
      commit(session, "commit", "COMMIT"),
      rollback(session, "rollback", "ROLLBACK") {}

Transaction::Transaction(Statements& statements) : statements_(statements) {
    statements_.begin.run();
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        statements_.rollback.run();
    } catch (const std::runtime_error&) {
        // A failed COMMIT may have rolled back already; what matters was thrown before.
        return;
    }
}

void Transaction::commit() {
    statements_.commit.run();
    open_ = false;
}

}  // namespace paraph
