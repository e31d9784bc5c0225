#include "adapters/store/packed_files.hpp"

#include "engine/base/digest.hpp"
#include "engine/core/store.hpp"

namespace paraph {

// As base64: a column of text can't hold a NUL, and bytes without a type are another word in each
// database.
PackedFiles::PackedFiles(const std::filesystem::path& database)
    : session_(database, Session::Role::writer) {
    session_.run("CREATE TABLE IF NOT EXISTS packed_files (name TEXT PRIMARY KEY, bytes TEXT)");
}

void PackedFiles::put(const std::string& name, const std::string& bytes) {
    std::string key = name, text = to_base64(bytes);
    Statement add(session_, "pack",
                  "INSERT INTO packed_files (name, bytes) VALUES (:name, :bytes)");
    add.in("name", key).in("bytes", text);
    add.run();
}

void PackedFiles::each(
    const std::function<void(const std::string& name, const std::string& bytes)>& take) {
    std::string name, text;
    Statement all(session_, "unpack", "SELECT name, bytes FROM packed_files ORDER BY name");
    all.out(name).out(text);
    all.each([&] {
        const auto bytes = from_base64(text);
        if (!bytes) throw StoreBroken("the packed file " + name + " can't be read");
        take(name, *bytes);
    });
}

void PackedFiles::drop() {
    session_.run("DROP TABLE packed_files");
    session_.run("VACUUM");
}

}  // namespace paraph
