#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>

#include "adapters/files/durable.hpp"
#include "adapters/store/sqlite_store.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/cli/progress.hpp"
#include "api/log.hpp"
#include "api/trail/export_line.hpp"
#include "engine/base/words.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/checkpoint.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph::cli {
namespace {

constexpr std::size_t pinned_bytes_max = 4'096, imported_at_once = 10'000;

/// What is wrong at a line of the file.
Refusal at_line(const std::string& file, std::int64_t line, const std::string& text) {
    return refuse(Refused::malformed, file + ":" + std::to_string(line) + ": " + text);
}

/// With what SQLite puts beside it: a log of a former attempt must not get into the next one.
void remove_database(const std::string& file) {
    for (const char* beside : {"", "-wal", "-shm"}) std::filesystem::remove(file + beside);
}

Result<Entry> entry_of(const trail::Line& line) {
    if (line.withheld())
        return refuse(Refused::malformed,
                      "this entry is withheld; only an export of everything can be taken up");
    if (leaf_hash(line.body) != line.leaf)
        return refuse(Refused::malformed, "the entry is not the one of its leaf hash");
    const auto body = parse_json(line.body);
    if (!body) return body.error();
    const auto take = [&](const auto& record) {
        Entry entry;
        entry.number = line.number;
        entry.stream = line.stream;
        entry.sequence = record.sequence;
        entry.at = record.at;
        entry.kind = body->as_object().at("fact").as_object().at("kind").as_string();
        entry.body = line.body;
        entry.secret = line.secret;
        entry.leaf = line.leaf;
        return entry;
    };
    if (line.stream == registry_stream) {
        const auto record = read_registry_entry(line.body, line.secret);
        if (!record) return record.error();
        return take(*record);
    }
    const auto record = read_entry(line.body, line.secret);
    if (!record) return record.error();
    return take(*record);
}

/// The log on its way into a store, entry by entry. The file is read twice: first to see whether it
/// holds, then to write it down; and the database gets its name when all of it is there.
class Importing {
public:
    explicit Importing(const TrailImportOptions& options)
        : options_(options), file_(options.file, std::ios::binary) {}

    Result<std::int64_t> run();

private:
    using Take = std::function<void(Entry)>;

    Result<Checkpoint> read_head();
    Result<Frontier> read_entries(std::int64_t size, const char* what, const Take& take);
    Result<> check(const Frontier& frontier, const Checkpoint& checkpoint) const;
    Result<> write(const Checkpoint& checkpoint, const std::string& database);

    const TrailImportOptions& options_;
    std::ifstream file_;
};

Result<Checkpoint> Importing::read_head() {
    std::string text;
    if (!file_ || !std::getline(file_, text))
        return refuse(Refused::not_found, options_.file + ": can't be read, or is empty");
    const auto header = trail::read_header(text);
    if (!header) return at_line(options_.file, 1, header.error().text);
    std::string vkey = header->vkey;
    if (options_.key) {
        const auto pinned = read_file(*options_.key, pinned_bytes_max);
        if (!pinned) return refuse(Refused::not_found, *options_.key + ": can't be read");
        vkey = trimmed(*pinned, " \r\n");
    }
    const auto key = note::parse_key(vkey);
    if (!key) return at_line(options_.file, 1, key.error().text);
    auto checkpoint = open_checkpoint(header->checkpoint, *key);
    if (!checkpoint) return at_line(options_.file, 1, checkpoint.error().text);
    return checkpoint;
}

/// From the line after the header on.
Result<Frontier> Importing::read_entries(std::int64_t size, const char* what, const Take& take) {
    Frontier frontier;
    Progress progress(what, size);
    std::string text;
    for (std::int64_t number = 0; std::getline(file_, text); ++number) {
        const auto line = trail::read_line(text);
        if (!line) return at_line(options_.file, number + 2, line.error().text);
        if (line->number != number)
            return at_line(options_.file, number + 2, "the entry has another number");
        auto entry = entry_of(*line);
        if (!entry) return at_line(options_.file, number + 2, entry.error().text);
        frontier.append(entry->leaf);
        take(std::move(*entry));
        progress.at(number + 1);
    }
    return frontier;
}

Result<> Importing::check(const Frontier& frontier, const Checkpoint& checkpoint) const {
    if (frontier.size() == checkpoint.size && frontier.root() == checkpoint.root) return {};
    return refuse(Refused::malformed,
                  options_.file + ": its entries are not those that its checkpoint signs for");
}

Result<> Importing::write(const Checkpoint& checkpoint, const std::string& database) {
    auto store = open_sqlite_store({.file = database});
    if (!store) return store.error();
    std::vector<Entry> batch;
    Frontier written;
    const auto flush = [&] {
        if (batch.empty()) return;
        for (const auto& entry : batch) written.append(entry.leaf);
        Head head;
        head.size = static_cast<std::int64_t>(written.size());
        head.frontier = written.to_text();
        (*store)->append(batch, head);
        batch.clear();
    };
    file_.clear();
    file_.seekg(0);
    if (const auto again = read_head(); !again) return again.error();
    const auto frontier =
        read_entries(static_cast<std::int64_t>(checkpoint.size), "entries written", [&](Entry e) {
            batch.push_back(std::move(e));
            if (batch.size() == imported_at_once) flush();
        });
    if (!frontier) return frontier.error();
    flush();
    return check(*frontier, checkpoint);
}

Result<std::int64_t> Importing::run() {
    namespace fs = std::filesystem;
    const auto checkpoint = read_head();
    if (!checkpoint) return checkpoint.error();
    const auto size = static_cast<std::int64_t>(checkpoint->size);
    const auto frontier = read_entries(size, "entries checked", [](const Entry&) {});
    if (!frontier) return frontier.error();
    if (auto fits = check(*frontier, *checkpoint); !fits) return fits.error();
    const auto places = api::places_of(options_.data);
    fs::create_directories(places.data);
    if (fs::exists(places.database))
        return refuse(Refused::conflict, "There is a house in the folder " + options_.data +
                                             " already. Import into an empty one.");
    const auto part = places.database + ".part";
    remove_database(part);
    if (auto written = write(*checkpoint, part); !written) {
        remove_database(part);
        return written.error();
    }
    remove_database(places.database);  // what an older one may have left beside it
    fs::rename(part, places.database);
    return size;
}

}  // namespace

int trail_import(const TrailImportOptions& options) {
    log::set_up("warning", "logfmt");
    const auto taken = Importing(options).run();
    if (!taken)
        return complain(taken.error().text, taken.error().code == Refused::malformed
                                                ? Exit::answer_is_no
                                                : Exit::usage);
    const auto keys = api::places_of(options.data).keys;
    std::cout << *taken << " entries taken up into " << options.data << ".\n"
              << "Put the old house's keys into " << keys
              << " before it serves: with other keys, its old links don't open and it signs as "
                 "another log.\n";
    return Exit::good;
}

}  // namespace paraph::cli
