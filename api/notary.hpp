#pragma once

#include <mutex>
#include <string>

#include "adapters/keys/head_keeper.hpp"
#include "adapters/keys/keyring.hpp"
#include "engine/core/desk.hpp"

namespace paraph::api {

/// Signs the log's head, at most once a second, and never two histories: a checkpoint is on disk
/// beside the key before anybody sees it, and a log that is shorter than, or differs from, the one
/// signed last is refused at the start. Any thread.
class Notary {
public:
    Notary(Desk& desk, const KeyRing& keys, std::filesystem::path key_folder, std::string origin);

    /// Compares the store's log with the checkpoint signed last; to be asked before the desk
    /// starts. Refused (`conflict`) in words for the operator.
    Result<> agrees_with(Store& store) const;

    /// The newest signed checkpoint, C2SP signed-note text. Signs when the log has grown and the
    /// last signature is a second old.
    std::string checkpoint();
    const std::string& origin() const { return origin_; }
    std::string vkey() const;

private:
    Desk& desk_;
    const KeyRing& keys_;
    HeadKeeper keeper_;
    std::string origin_;
    std::mutex lock_;
    std::string newest_;
    std::int64_t size_ = -1;
    std::chrono::steady_clock::time_point signed_at_{};
};

}  // namespace paraph::api
