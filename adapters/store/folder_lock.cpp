#include "adapters/store/folder_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "engine/core/store.hpp"

namespace paraph {

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "paraph.lock";
    const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (handle < 0) {
        throw StoreBroken("can't open " + file.string() + ": " +
                          std::generic_category().message(errno));
    }
    FolderLock lock(handle);
    if (::flock(handle, LOCK_EX | LOCK_NB) != 0) {
        return refuse(Refused::unavailable,
                      "Another paraph already uses the data folder " + folder.string() +
                          ". Stop it first, or name another folder with --data.");
    }
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

FolderLock::~FolderLock() {
    if (handle_ >= 0) ::close(handle_);
}

}  // namespace paraph
