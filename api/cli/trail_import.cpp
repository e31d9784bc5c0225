#include <fstream>
#include <iostream>

#include "adapters/files/durable.hpp"
#include "adapters/store/sqlite_store.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/progress.hpp"
#include "api/log.hpp"
#include "api/trail/export_line.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/checkpoint.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph::cli {
namespace {

constexpr std::size_t key_bytes_max = 4'096;

/// What is wrong at a line of the file.
Refusal at_line(const std::string& file, std::int64_t line, const std::string& text) {
    return refuse(Refused::malformed, file + ":" + std::to_string(line) + ": " + text);
}

Result<Entry> entry_of(const trail::Line& line) {
    if (line.withheld())
        return refuse(Refused::malformed,
                      "this entry is withheld; only an export of everything can be taken up");
    if (leaf_of(line.body) != line.leaf)
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

/// The log on its way into a store: all of it is there at the end, or the store is as empty as it
/// was.
class Importing {
public:
    explicit Importing(const TrailImportOptions& options)
        : options_(options), file_(options.file, std::ios::binary) {}

    Result<std::int64_t> run();

private:
    Result<Checkpoint> read_head();
    Result<std::vector<Entry>> read_entries(std::int64_t size);

    const TrailImportOptions& options_;
    std::ifstream file_;
    Frontier frontier_;
};

Result<Checkpoint> Importing::read_head() {
    std::string text;
    if (!file_ || !std::getline(file_, text))
        return refuse(Refused::not_found, options_.file + ": can't be read, or is empty");
    const auto header = trail::read_header(text);
    if (!header) return at_line(options_.file, 1, header.error().text);
    std::string vkey = header->vkey;
    if (options_.key) {
        const auto pinned = read_file(*options_.key, key_bytes_max);
        if (!pinned) return refuse(Refused::not_found, *options_.key + ": can't be read");
        vkey = pinned->substr(0, pinned->find_last_not_of(" \r\n") + 1);
    }
    const auto key = note::parse_key(vkey);
    if (!key) return at_line(options_.file, 1, key.error().text);
    auto checkpoint = open_checkpoint(header->checkpoint, *key);
    if (!checkpoint) return at_line(options_.file, 1, checkpoint.error().text);
    return checkpoint;
}

Result<std::vector<Entry>> Importing::read_entries(std::int64_t size) {
    std::vector<Entry> entries;
    Progress progress("entries", size);
    std::string text;
    for (std::int64_t number = 0; std::getline(file_, text); ++number) {
        const auto line = trail::read_line(text);
        if (!line) return at_line(options_.file, number + 2, line.error().text);
        if (line->number != number)
            return at_line(options_.file, number + 2, "the entry has another number");
        auto entry = entry_of(*line);
        if (!entry) return at_line(options_.file, number + 2, entry.error().text);
        frontier_.append(entry->leaf);
        entries.push_back(std::move(*entry));
        progress.at(number + 1);
    }
    return entries;
}

Result<std::int64_t> Importing::run() {
    const auto checkpoint = read_head();
    if (!checkpoint) return checkpoint.error();
    const auto size = static_cast<std::int64_t>(checkpoint->size);
    const auto entries = read_entries(size);
    if (!entries) return entries.error();
    if (frontier_.size() != checkpoint->size || frontier_.root() != checkpoint->root)
        return refuse(Refused::malformed,
                      options_.file + ": its entries are not those that its checkpoint signs for");
    const auto places = api::places_of(options_.data);
    std::filesystem::create_directories(places.data);
    auto store = open_sqlite_store({.file = places.database});
    if (!store) return store.error();
    if ((*store)->head().size != 0)
        return refuse(Refused::conflict, "There is a house in the folder " + options_.data +
                                             " already. Import into an empty one.");
    Head head;
    head.size = size;
    head.frontier = frontier_.to_text();
    head.signed_size = 0;
    (*store)->append(*entries, head);
    return size;
}

}  // namespace

int trail_import(const TrailImportOptions& options) {
    log::set_up("warning", "logfmt");
    const auto taken = Importing(options).run();
    if (!taken) {
        std::cerr << "paraph: " << taken.error().text << "\n";
        return taken.error().code == Refused::malformed ? Exit::answer_is_no : Exit::usage;
    }
    const auto keys = api::places_of(options.data).keys;
    std::cout << *taken << " entries taken up into " << options.data << ".\n"
              << "Put the old house's keys into " << keys
              << " before it serves: with other keys, its old links don't open and it signs as "
                 "another log.\n";
    return Exit::good;
}

}  // namespace paraph::cli
