#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "engine/base/refusal.hpp"
#include "engine/core/store.hpp"

namespace paraph {

struct SqliteOptions {
    std::filesystem::path file;  // its folder must exist, and is locked as a whole
    /// False gives up durability against power loss: for tests that must notice it.
    bool synced = true;
};

/// The desk's side: makes the database where there is none, and takes its schema forward.
/// Refused (`unavailable`) when another process has the folder. Throws StoreBroken when the disk
/// fails or the database is newer than this build. After a StoreBroken, later calls throw it too.
Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options);

/// The readers' side: `readers` read-only connections, for any number of threads; one more waits
/// until one is free. Refused (`unavailable`) when the database isn't there or has not this build's
/// schema: a Store must have been opened first.
Result<std::unique_ptr<Archive>> open_sqlite_archive(const std::filesystem::path& file,
                                                     std::size_t readers = 4);

/// A consistent copy of the database as one file, beside a server that may be running. Refused
/// where `file` isn't there or `target` is. Throws StoreBroken where the disk fails.
Result<> copy_sqlite(const std::filesystem::path& file, const std::filesystem::path& target);

}  // namespace paraph
