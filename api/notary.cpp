#include "api/notary.hpp"

#include <algorithm>

#include "engine/trail/checkpoint.hpp"
#include "engine/trail/succession.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t leaves_at_once = 65'536;

note::Key key_of(const KeyRing& keys, std::string origin) {
    std::erase_if(origin, [](char c) { return c == ' ' || c == '+' || c == '\n'; });
    const auto& bytes = keys.public_key();
    return {.name = origin.empty() ? "paraph.local" : origin,
            .algorithm = note::Algorithm::ed25519,
            .bytes = std::string(bytes.begin(), bytes.end())};
}

}  // namespace

Notary::Notary(Desk& desk, Archive& archive, const KeyRing& keys,
               const std::filesystem::path& key_folder, const std::string& origin)
    : desk_(desk),
      archive_(archive),
      keys_(keys),
      keeper_(key_folder),
      key_(key_of(keys, origin)) {}

/// By this key or one before it, under whatever name the log had: that changes with the house's
/// address.
Result<Checkpoint> Notary::open_own(const std::string& note) const {
    auto key = key_;
    if (const auto last = peek_checkpoint(note)) key.name = last->origin;
    auto opened = open_checkpoint(note, key);
    for (const auto& retired : keys_.retired()) {
        if (opened) break;
        const auto& bytes = retired.public_key();
        key.bytes.assign(bytes.begin(), bytes.end());
        if (auto older = open_checkpoint(note, key)) opened = std::move(older);
    }
    return opened;
}

Result<> Notary::agrees_with(Store& store) const {
    const auto kept = keeper_.newest();
    if (!kept) return {};
    const auto signed_last = open_own(*kept);
    if (!signed_last)
        return refuse(Refused::conflict,
                      "The checkpoint beside the signing key is not one that this key has signed: "
                      "key folder and database belong to different houses. " +
                          signed_last.error().text);
    const auto size = static_cast<std::int64_t>(signed_last->size);
    const auto head = store.head();
    if (head.size < size)
        return refuse(Refused::conflict,
                      "This database is older than what was signed last: it has " +
                          std::to_string(head.size) + " entries, " + std::to_string(size) +
                          " have been signed for, and going on would sign two histories. Bring "
                          "the newer database back; where it is lost, restore --new-log starts a "
                          "new history that says so.");
    Frontier frontier;
    for (std::int64_t from = 0; from < size;) {
        const auto entries =
            store.log(from, std::min<std::size_t>(10'000, static_cast<std::size_t>(size - from)));
        if (entries.empty()) break;
        for (const auto& entry : entries) frontier.append(entry.leaf);
        from += static_cast<std::int64_t>(entries.size());
    }
    if (frontier.root() == signed_last->root) return {};
    return refuse(Refused::conflict, "The first " + std::to_string(size) +
                                         " entries of this database are not those that were "
                                         "signed for: it has another history, or was changed. "
                                         "Bring the right database back; paraph trail verify "
                                         "--data names the first entry that was changed.");
}

std::string Notary::vouch_for_own(const std::string& published) const {
    const auto before = note::parse_key(published);
    const auto* signing = before ? keys_.signing_key(before->bytes) : nullptr;
    if (!signing) return {};
    return vouch(*before, key_, [&](std::string_view message) {
        const auto signature = signing->sign(message);
        return std::string(signature.begin(), signature.end());
    });
}

void Notary::sign(const Head& head) {
    const auto frontier = Frontier::parse(head.frontier).value();
    const Checkpoint checkpoint{.origin = key_.name,
                                .size = static_cast<std::uint64_t>(head.size),
                                .root = frontier.root()};
    auto text = sign_checkpoint(checkpoint, key_, [this](std::string_view message) {
        const auto signature = keys_.sign(message);
        return std::string(signature.begin(), signature.end());
    });
    keeper_.keep(text);
    newest_ = std::move(text);
    size_ = head.size;
    signed_at_ = std::chrono::steady_clock::now();
    desk_.mark_signed(head.size);
}

std::string Notary::checkpoint() {
    std::lock_guard lock(lock_);
    const auto head = desk_.head();
    const bool rested = std::chrono::steady_clock::now() - signed_at_ >= std::chrono::seconds(1);
    if (size_ < 0 || (head.size > size_ && rested)) sign(head);
    return newest_;
}

void Notary::grow_to(std::int64_t size) {
    while (static_cast<std::int64_t>(tree_.size()) < size) {
        const auto from = static_cast<std::int64_t>(tree_.size());
        const auto to = std::min(size, from + static_cast<std::int64_t>(leaves_at_once));
        for (const auto& leaf : archive_.leaves(from, to)) tree_.append(leaf);
    }
}

Nodes Notary::nodes() {
    return tree_.nodes([this](std::uint64_t first, std::size_t count) {
        const auto from = static_cast<std::int64_t>(first);
        return archive_.leaves(from, from + static_cast<std::int64_t>(count));
    });
}

/// Under the lock.
Result<> Notary::cover(std::int64_t number) {
    const auto head = desk_.head();
    if (number < 0 || number >= head.size)
        return refuse(Refused::not_found, "There is no such entry.");
    if (number >= size_) sign(head);
    return {};
}

Result<std::string> Notary::checkpoint_over(std::int64_t number) {
    std::lock_guard lock(lock_);
    if (const auto covered = cover(number); !covered) return covered.error();
    return newest_;
}

Result<InclusionProof> Notary::prove(std::int64_t number) {
    std::lock_guard lock(lock_);
    if (const auto covered = cover(number); !covered) return covered.error();
    grow_to(size_);
    const auto signed_for = peek_checkpoint(newest_).value();
    return InclusionProof{
        .logIndex = static_cast<std::uint64_t>(number),
        .rootHash = signed_for.root,
        .treeSize = signed_for.size,
        .hashes = inclusion_proof(static_cast<std::uint64_t>(number), signed_for.size, nodes()),
        .checkpoint = newest_};
}

Result<std::vector<Digest>> Notary::prove_growth(std::int64_t from, std::int64_t to) {
    std::lock_guard lock(lock_);
    if (from < 0 || from > to || to > desk_.head().size)
        return refuse(Refused::invalid, "Ask from one size of the log to a later one.", "from");
    grow_to(to);
    return consistency_proof(static_cast<std::uint64_t>(from), static_cast<std::uint64_t>(to),
                             nodes());
}

}  // namespace paraph::api
