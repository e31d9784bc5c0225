#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace paraph {

/// A folder for one piece of work, nobody else's to read; gone at the end with all that is in it.
class TemporaryFolder {
public:
    /// Throws std::system_error where none can be made.
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    /// Puts a file there. Throws std::system_error where the disk does not take it.
    void put(const std::string& name, std::string_view bytes) const;

private:
    std::filesystem::path path_;
};

}  // namespace paraph
