#pragma once

#include <filesystem>
#include <mutex>
#include <string>

#include "adapters/keys/head_keeper.hpp"
#include "adapters/keys/keyring.hpp"
#include "engine/core/desk.hpp"
#include "engine/trail/checkpoint.hpp"
#include "engine/trail/merkle.hpp"
#include "engine/trail/proof.hpp"

namespace paraph::api {

/// Signs the log's head, at most once a second, and never two histories: a checkpoint is on disk
/// beside the key before anybody sees it, and a log that is shorter than, or differs from, the one
/// signed last is refused at the start. Also proves: it keeps the tree above its leaves. Any
/// thread.
class Notary {
public:
    /// `origin` names the log; what does not fit a key's name in it is left out.
    Notary(Desk& desk, Archive& archive, const KeyRing& keys,
           const std::filesystem::path& key_folder, const std::string& origin);

    /// Compares the store's log with the checkpoint signed last; to be asked before the desk
    /// starts. Refused (`conflict`) in words for the operator.
    Result<> agrees_with(Store& store) const;

    /// The newest signed checkpoint, C2SP signed-note text. Signs when the log has grown and the
    /// last signature is a second old.
    std::string checkpoint();
    /// The newest that covers entry `number`, rested or not: signed anew where the last one is too
    /// old for it. Refused: there is no such entry.
    Result<std::string> checkpoint_over(std::int64_t number);
    /// That entry `number` is in the log which such a checkpoint commits to. Refused: the same.
    Result<InclusionProof> prove(std::int64_t number);
    /// That the log of size `to` begins with that of size `from`.
    Result<std::vector<Digest>> prove_growth(std::int64_t from, std::int64_t to);

    std::string vkey() const { return note::to_text(key_); }
    const std::string& origin() const { return key_.name; }
    /// The word of the key before, `published` (a vkey), for the one that signs now; empty where it
    /// is another house's or was lost: then nobody has given a word.
    std::string vouch_for_own(const std::string& published) const;

private:
    Result<Checkpoint> open_own(const std::string& note) const;
    Result<> cover(std::int64_t number);
    void sign(const Head& head);
    void grow_to(std::int64_t size);
    Nodes nodes();

    Desk& desk_;
    Archive& archive_;
    const KeyRing& keys_;
    HeadKeeper keeper_;
    note::Key key_;
    std::mutex lock_;
    TileRoots tree_;
    std::string newest_;
    std::int64_t size_ = -1;  // of the newest checkpoint
    std::chrono::steady_clock::time_point signed_at_{};
};

}  // namespace paraph::api
