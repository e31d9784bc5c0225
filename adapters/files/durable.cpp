#include "adapters/files/durable.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

namespace paraph {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const fs::path& path) {
    throw std::system_error(errno, std::generic_category(),
                            fmt::format("{} {}", what, path.string()));
}

class File {
public:
    File(const fs::path& path, int flags, mode_t mode = 0)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool open() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

void sync_folder(const fs::path& folder) {
    const File file(folder, O_RDONLY | O_DIRECTORY);
    if (!file.open() || ::fsync(file.number()) != 0) fail("cannot sync the folder", folder);
}

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Bytes on disk under a name of this process's own, ready to get its real one.
fs::path write_beside(const fs::path& path, std::string_view bytes, mode_t mode) {
    fs::path temporary = path;
    temporary += fmt::format(".{}.new", ::getpid());
    ::unlink(temporary.c_str());  // left by a crash of a process with our number
    const File file(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
    if (!file.open()) fail("cannot create", temporary);
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write", temporary);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.number()) != 0) fail("cannot sync", temporary);
    return temporary;
}

}  // namespace

void replace_file(const fs::path& path, std::string_view bytes, mode_t mode) {
    const fs::path temporary = write_beside(path, bytes, mode);
    if (::rename(temporary.c_str(), path.c_str()) != 0) fail("cannot rename to", path);
    sync_folder(folder_of(path));
}

bool create_file(const fs::path& path, std::string_view bytes, mode_t mode) {
    const fs::path temporary = write_beside(path, bytes, mode);
    // A hard link, unlike a rename, fails where the name is taken.
    const bool linked = ::link(temporary.c_str(), path.c_str()) == 0;
    const int reason = errno;
    ::unlink(temporary.c_str());
    if (!linked && reason == EEXIST) return false;
    errno = reason;
    if (!linked) fail("cannot create", path);
    sync_folder(folder_of(path));
    return true;
}

std::optional<std::string> read_file(const fs::path& path, std::size_t bytes_max) {
    const File file(path, O_RDONLY);
    if (!file.open() && errno == ENOENT) return std::nullopt;
    if (!file.open()) fail("cannot open", path);
    std::string bytes(bytes_max + 1, '\0');
    std::size_t length = 0;
    while (length < bytes.size()) {
        const ssize_t got = ::read(file.number(), bytes.data() + length, bytes.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("cannot read", path);
        if (got == 0) break;
        length += static_cast<std::size_t>(got);
    }
    errno = EFBIG;
    if (length > bytes_max) fail("too long to read:", path);
    bytes.resize(length);
    return bytes;
}

}  // namespace paraph
