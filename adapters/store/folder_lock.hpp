#pragma once

#include <filesystem>

#include "engine/base/refusal.hpp"

namespace paraph {

/// Held by the one process that writes in a data folder. The kernel lets go of it when the process
/// ends, however it ends; the file itself stays and means nothing.
class FolderLock {
public:
    /// Refused (`unavailable`) when another process holds it. Throws StoreBroken when the folder
    /// can't be written.
    static Result<FolderLock> take(const std::filesystem::path& folder);

    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int handle) : handle_(handle) {}
    int handle_;
};

}  // namespace paraph
