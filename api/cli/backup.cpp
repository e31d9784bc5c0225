#include <filesystem>
#include <iostream>

#include "adapters/documents/vault.hpp"
#include "adapters/store/packed_files.hpp"
#include "adapters/store/sqlite_store.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/log.hpp"

namespace paraph::cli {

namespace {

namespace fs = std::filesystem;

/// After the database: an entry names a file once its bytes are kept, so none is missing.
void pack_files(const std::string& database, const std::string& folder) {
    PackedFiles packed(database);
    const Vault vault(folder);
    for (const auto& digest : vault.all())
        if (const auto bytes = vault.get(digest)) packed.put(to_hex(digest), *bytes);
}

}  // namespace

int backup(const BackupOptions& options) {
    log::set_up("warning", "logfmt");
    const auto places = api::places_of(options.data);
    if (fs::exists(options.file)) return complain(options.file + " is there already.");
    const auto part = options.file + ".partial";
    for (const char* beside : {"", "-wal", "-shm"}) fs::remove(part + beside);
    if (const auto copied = copy_sqlite(places.database, part); !copied)
        return complain(copied.error().text);
    pack_files(part, places.files);
    fs::rename(part, options.file);
    std::cout << options.file << " holds the record. The keys are not in it: keep a copy of "
              << places.keys << " elsewhere.\n";
    return Exit::good;
}

}  // namespace paraph::cli
