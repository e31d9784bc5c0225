#include <condition_variable>
#include <mutex>
#include <utility>

#include "adapters/store/cycles.hpp"
#include "adapters/store/deliveries.hpp"
#include "adapters/store/entries.hpp"
#include "adapters/store/migrations.hpp"
#include "adapters/store/resume.hpp"
#include "adapters/store/sqlite_store.hpp"

namespace paraph {
namespace {

/// One connection with all that can be asked of it.
struct ArchiveReader {
    explicit ArchiveReader(const std::filesystem::path& file)
        : session(file, Session::Role::reader) {}

    Session session;
    LogQueries log{session};
    CycleList cycles{session};
    DeliveryList deliveries{session};
    SnapshotQuery snapshots{session};
};

/// Hands out each reader to one thread at a time.
class Readers {
public:
    void add(std::unique_ptr<ArchiveReader> reader) { free_.push_back(std::move(reader)); }

    template <class Ask>
    auto with(Ask ask) {
        const Lease lease(*this);
        return ask(*lease.reader);
    }

private:
    struct Lease {
        explicit Lease(Readers& readers) : home(readers), reader(readers.take()) {}
        ~Lease() { home.give_back(std::move(reader)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;

        Readers& home;
        std::unique_ptr<ArchiveReader> reader;
    };

    std::unique_ptr<ArchiveReader> take() {
        std::unique_lock lock(mutex_);
        returned_.wait(lock, [&] { return !free_.empty(); });
        auto reader = std::move(free_.back());
        free_.pop_back();
        return reader;
    }

    void give_back(std::unique_ptr<ArchiveReader> reader) {
        {
            const std::lock_guard lock(mutex_);
            free_.push_back(std::move(reader));
        }
        returned_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<ArchiveReader>> free_;
};

class SqliteArchive final : public Archive {
public:
    SqliteArchive(const std::filesystem::path& file, std::size_t readers) {
        for (std::size_t i = 0; i < readers; ++i)
            readers_.add(std::make_unique<ArchiveReader>(file));
    }

    int schema() {
        return readers_.with([](ArchiveReader& reader) { return schema_version(reader.session); });
    }

    std::vector<CycleRow> cycles(const CycleFilter& filter) override {
        return readers_.with([&](ArchiveReader& reader) { return reader.cycles.find(filter); });
    }
    std::optional<Snapshot> snapshot(std::string_view cycle) override {
        return readers_.with([&](ArchiveReader& reader) { return reader.snapshots.find(cycle); });
    }
    std::vector<Entry> stream(std::string_view stream, std::int64_t after,
                              std::size_t limit) override {
        return readers_.with(
            [&](ArchiveReader& reader) { return reader.log.stream(stream, after, limit); });
    }
    std::vector<Entry> log(std::int64_t from, std::size_t limit) override {
        return readers_.with([&](ArchiveReader& reader) { return reader.log.log(from, limit); });
    }
    std::optional<Entry> entry(std::string_view stream, std::int64_t sequence) override {
        return readers_.with(
            [&](ArchiveReader& reader) { return reader.log.entry(stream, sequence); });
    }
    std::vector<Digest> leaves(std::int64_t from, std::int64_t to) override {
        return readers_.with([&](ArchiveReader& reader) { return reader.log.leaves(from, to); });
    }
    std::vector<DeliveryRow> deliveries(std::string_view channel, std::string_view target,
                                        std::string_view after_id, std::size_t limit) override {
        return readers_.with([&](ArchiveReader& reader) {
            return reader.deliveries.find(channel, target, after_id, limit);
        });
    }
    std::optional<DeliveryRow> delivery(std::string_view id) override {
        return readers_.with([&](ArchiveReader& reader) { return reader.deliveries.one(id); });
    }

private:
    Readers readers_;
};

}  // namespace

Result<std::unique_ptr<Archive>> open_sqlite_archive(const std::filesystem::path& file,
                                                     std::size_t readers) {
    if (!std::filesystem::exists(file)) {
        return refuse(Refused::unavailable, "There is no database at " + file.string() + ".");
    }
    auto archive = std::make_unique<SqliteArchive>(file, readers);
    if (const int found = archive->schema(); found != migrations().back().version) {
        return refuse(Refused::unavailable, file.string() + " has schema " + std::to_string(found) +
                                                ", this build reads " +
                                                std::to_string(migrations().back().version) +
                                                ". Start paraph serve once.");
    }
    return archive;
}

Result<> copy_sqlite(const std::filesystem::path& file, const std::filesystem::path& target) {
    if (!std::filesystem::exists(file))
        return refuse(Refused::unavailable, "There is no database at " + file.string() + ".");
    if (std::filesystem::exists(target))
        return refuse(Refused::conflict, target.string() + " is there already.");
    Session(file, Session::Role::reader).copy_to(target);
    return {};
}

}  // namespace paraph
