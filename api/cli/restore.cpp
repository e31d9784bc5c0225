#include <charconv>
#include <filesystem>
#include <iostream>

#include "adapters/documents/vault.hpp"
#include "adapters/keys/head_keeper.hpp"
#include "adapters/store/folder_lock.hpp"
#include "adapters/store/packed_files.hpp"
#include "adapters/store/sqlite_store.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/clocks.hpp"
#include "api/log.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/checkpoint.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph::cli {
namespace {

namespace fs = std::filesystem;

/// How a backup stands to what was signed last.
enum class Age { whole, older, another };

Age compare(Archive& backup, const std::optional<Checkpoint>& last) {
    constexpr std::int64_t at_once = 65'536;
    Frontier tree;
    for (;;) {
        if (last && tree.size() == last->size)
            return tree.root() == last->root ? Age::whole : Age::another;
        const auto from = static_cast<std::int64_t>(tree.size());
        const auto end = last ? static_cast<std::int64_t>(last->size) : from + at_once;
        const auto leaves = backup.leaves(from, std::min(from + at_once, end));
        if (leaves.empty()) return last ? Age::older : Age::whole;
        for (const auto& leaf : leaves) tree.append(leaf);
    }
}

/// Which log of the house it is, as its name says: "trail.example.org/2" is the second.
std::int64_t epoch_of(const std::string& origin) {
    std::int64_t epoch = 1;
    if (const auto slash = origin.rfind('/'); slash != origin.npos)
        std::from_chars(origin.data() + slash + 1, origin.data() + origin.size(), epoch);
    return epoch;
}

/// The database that was there stays beside it: nothing is thrown away here.
void put_aside(const fs::path& database) {
    if (!fs::exists(database)) return;
    int number = 1;
    const auto aside = [&] { return database.string() + ".replaced-" + std::to_string(number); };
    while (fs::exists(aside())) ++number;
    for (const char* part : {"", "-wal", "-shm"})
        if (fs::exists(database.string() + part))
            fs::rename(database.string() + part, aside() + part);
    std::cout << "What was there before is in " << aside() << ".\n";
}

/// A new log of the house, whose name is another than any that has signed, and whose first entry
/// quotes what was lost.
Result<> begin_new_log(const api::Places& places, const std::string& lost) {
    auto store = open_sqlite_store({.file = places.database});
    if (!store) return store.error();
    auto head = (*store)->head();
    const auto before = (*store)->stream(registry_stream, 0);
    const auto last = head.size > 0 ? (*store)->log(head.size - 1, 1).front().at : Instant{};
    auto entry =
        write_entry(RegistryEvent{.fact = LogRestored{.lost = lost}, .secret = {}, .effective = {}},
                    {.actor = "control",
                     .via = "control",
                     .stream = registry_stream,
                     .sequence = before.empty() ? 1 : before.back().sequence + 1,
                     .at = std::max(last, api::WallClock().now())},
                    id::Seed{});
    entry.number = head.size++;
    auto tree = Frontier::parse(head.frontier).value();
    tree.append(entry.leaf);
    head.frontier = tree.to_text();
    head.epoch = std::max(head.epoch, epoch_of(peek_checkpoint(lost).value().origin)) + 1;
    (*store)->append({&entry, 1}, head);
    HeadKeeper(places.keys).lose(head.epoch);
    return {};
}

void unpack_files(const api::Places& places) {
    Vault vault(places.files);
    PackedFiles packed(places.database);
    packed.each([&](const std::string&, const std::string& bytes) { vault.put(bytes); });
    packed.drop();
}

int take(const RestoreOptions& options, const api::Places& places) {
    const auto kept = HeadKeeper(places.keys).newest();
    std::optional<Checkpoint> last;
    if (kept)
        if (auto read = peek_checkpoint(*kept)) last = std::move(*read);
    auto backup = open_sqlite_archive(options.file, 1);
    if (!backup) return complain(backup.error().text);
    const auto age = compare(**backup, last);
    if (age == Age::another)
        return complain("This backup is not of the house whose keys are in " + places.keys +
                            ", or was changed: its entries are not those that were signed for.",
                        Exit::answer_is_no);
    if (age == Age::older && !options.new_log)
        return complain(
            "This backup is older than what was signed last (" + std::to_string(last->size) +
                " entries): going on from it would sign two histories. Bring a newer one; where "
                "what came after is lost, --new-log goes on in a log that says so.",
            Exit::answer_is_no);
    {
        const auto lock = FolderLock::take(places.data);
        if (!lock) return complain(lock.error().text);
        put_aside(places.database);
        if (auto copied = copy_sqlite(options.file, places.database); !copied)
            return complain(copied.error().text);
        unpack_files(places);
    }
    if (age == Age::older)
        if (auto begun = begin_new_log(places, *kept); !begun) return complain(begun.error().text);
    std::cout << "The record is that of " << options.file << ".\n";
    if (age == Age::older)
        std::cout << "It goes on under a new name, and its first entry quotes what was lost. Tell "
                     "your auditors.\n";
    return Exit::good;
}

}  // namespace

int restore(const RestoreOptions& options) {
    log::set_up("warning", "logfmt");
    const auto places = api::places_of(options.data);
    fs::create_directories(places.data);
    return take(options, places);
}

}  // namespace paraph::cli
