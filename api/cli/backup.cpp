#include <iostream>

#include "adapters/store/sqlite_store.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/log.hpp"

namespace paraph::cli {

int backup(const BackupOptions& options) {
    log::set_up("warning", "logfmt");
    const auto places = api::places_of(options.data.empty() ? Config().data : options.data);
    if (const auto copied = copy_sqlite(places.database, options.file); !copied) {
        std::cerr << "paraph: " << copied.error().text << "\n";
        return Exit::usage;
    }
    std::cout << options.file << " holds the record. The keys are not in it: keep a copy of "
              << places.keys << " elsewhere.\n";
    return Exit::good;
}

}  // namespace paraph::cli
