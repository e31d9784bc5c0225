#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "adapters/store/session.hpp"

namespace paraph {

/// The files of a house, in a table of its backup's database, so that a backup is one file. For one
/// thread; throws StoreBroken.
class PackedFiles {
public:
    /// Opens the database for writing.
    explicit PackedFiles(const std::filesystem::path& database);

    void put(const std::string& name, const std::string& bytes);
    void each(const std::function<void(const std::string& name, const std::string& bytes)>& take);
    /// They are where they belong; the table goes, and its pages.
    void drop();

private:
    Session session_;
};

}  // namespace paraph
