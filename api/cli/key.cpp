#include <iostream>

#include "adapters/keys/keyring.hpp"
#include "adapters/store/folder_lock.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/log.hpp"

namespace paraph::cli {

int key_rotate(const KeyRotateOptions& options) {
    log::set_up("warning", "logfmt");
    const auto places = api::places_of(options.data);
    const auto lock = FolderLock::take(places.data);
    const auto before = lock ? KeyRing::rotate(places.keys) : lock.error();
    if (!before) return complain(before.error().text);
    std::cout << "The log has a new key. Back up " << places.keys << " again.\n"
              << "The next start publishes it in the log, with the word of the one before.\n"
              << "Then " << before->string() << " has done its work: take it away and keep it "
              << "where you keep old keys.\n";
    return Exit::good;
}

}  // namespace paraph::cli
