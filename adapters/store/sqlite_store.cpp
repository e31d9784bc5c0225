#include "adapters/store/sqlite_store.hpp"

#include <limits>
#include <utility>

#include "adapters/store/cycles.hpp"
#include "adapters/store/deliveries.hpp"
#include "adapters/store/entries.hpp"
#include "adapters/store/folder_lock.hpp"
#include "adapters/store/migrations.hpp"
#include "adapters/store/resume.hpp"

namespace paraph {
namespace {

// The write-ahead log is emptied beside the tables that are written behind, off the way of
// commands; and in the hot path only when nothing was written behind for very long.
constexpr int log_pages_usual = 500, log_pages_max = 32'000;
constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

class SqliteStore final : public Store {
    /// Once broken, always broken: an fsync that failed is not retried.
    template <class Work>
    auto whole(Work work) {
        if (!broken_.empty()) throw StoreBroken(broken_);
        try {
            return work();
        } catch (const StoreBroken& error) {
            broken_ = error.what();
            throw;
        }
    }

    template <class Work>
    void write(Work work) {
        whole([&] {
            Transaction transaction(transactions_);
            work();
            transaction.commit();
        });
    }

    void put(const Behind& behind) {
        streams_.catch_up();
        for (const CycleRow& row : behind.cycles) cycles_.put(row);
        for (const Snapshot& snapshot : behind.snapshots) resume_.put(snapshot);
        for (const KeyRow& row : behind.keys) resume_.put(row);
        for (const auto& [channel, done] : behind.cursors) resume_.put_cursor(channel, done);
        for (const DeliveryRow& row : behind.deliveries) deliveries_.put(row);
        if (behind.forget_before) {
            resume_.forget_keys(*behind.forget_before);
            deliveries_.forget_finished(*behind.forget_before);
        }
        resume_.put_watermark(behind.watermark);
    }

public:
    SqliteStore(FolderLock lock, std::unique_ptr<Session> session)
        : lock_(std::move(lock)),
          session_(std::move(session)),
          transactions_(*session_),
          log_(*session_),
          log_writer_(*session_),
          streams_(*session_),
          cycles_(*session_),
          deliveries_(*session_),
          snapshots_(*session_),
          resume_(*session_) {}

    Head head() override {
        return whole([&] { return log_.head(); });
    }

    void append(std::span<const Entry> entries, const Head& after) override {
        if (entries.empty()) return;
        write([&] { log_writer_.append(entries, after); });
        whole([&] { session_->checkpoint(log_pages_max); });
    }

    void mark_signed(std::int64_t size) override {
        write([&] { log_writer_.mark_signed(size); });
    }

    void erase(std::span<const std::int64_t> numbers) override {
        write([&] { log_writer_.erase(numbers); });
        whole([&] { session_->forget_old_copies(); });
    }

    std::vector<Entry> log(std::int64_t from, std::size_t limit) override {
        return whole([&] { return log_.log(from, limit); });
    }
    std::vector<Entry> stream(std::string_view stream, std::int64_t after) override {
        return whole([&] { return log_.stream(stream, after, unlimited); });
    }

    void write_behind(const Behind& behind) override {
        write([&] { put(behind); });
        whole([&] { session_->checkpoint(log_pages_usual); });
    }

    std::int64_t watermark() override {
        return whole([&] { return resume_.watermark(); });
    }
    std::optional<Snapshot> snapshot(std::string_view cycle) override {
        return whole([&] { return snapshots_.find(cycle); });
    }
    std::vector<std::pair<std::string, Instant>> due_times() override {
        return whole([&] { return cycles_.due_times(); });
    }
    std::vector<KeyRow> keys_since(Instant at) override {
        return whole([&] { return resume_.keys_since(at); });
    }
    std::optional<KeyRow> remembered(std::string_view key) override {
        return whole([&] { return resume_.key(key); });
    }
    std::map<std::string, std::int64_t> cursors() override {
        return whole([&] { return resume_.cursors(); });
    }
    std::vector<DeliveryRow> waiting(std::string_view channel) override {
        return whole([&] { return deliveries_.waiting(channel); });
    }

private:
    FolderLock lock_;  // let go of last
    std::unique_ptr<Session> session_;
    std::string broken_;
    Transaction::Statements transactions_;
    LogQueries log_;
    LogWriter log_writer_;
    StreamIndex streams_;
    CycleTable cycles_;
    DeliveryTable deliveries_;
    SnapshotQuery snapshots_;
    ResumeTables resume_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options) {
    auto lock = FolderLock::take(options.file.has_parent_path() ? options.file.parent_path() : ".");
    if (!lock) return lock.error();
    auto session = std::make_unique<Session>(options.file, Session::Role::writer, options.synced);
    migrate(*session, options.file);
    return std::make_unique<SqliteStore>(std::move(*lock), std::move(session));
}

}  // namespace paraph
