#include <fstream>
#include <iostream>

#include "adapters/files/durable.hpp"
#include "adapters/keys/head_keeper.hpp"
#include "adapters/keys/keyring.hpp"
#include "adapters/store/sqlite_store.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/progress.hpp"
#include "api/log.hpp"
#include "api/trail/verifier.hpp"

namespace paraph::cli {
namespace {

constexpr std::size_t entries_at_once = 1'000;
constexpr std::size_t key_bytes_max = 4'096, note_bytes_max = 64u << 10;

int cannot(const std::string& text) {
    std::cerr << "paraph: " << text << "\n";
    return Exit::usage;
}

int broken(const std::string& place, const Refusal& refusal) {
    std::cout << place << ": " << refusal.text << "\nThis trail does not hold.\n";
    return Exit::answer_is_no;
}

int holds(const trail::Report& report) {
    std::cout << "Checked:\n";
    for (const auto& line : report.checked) std::cout << "  " << line << "\n";
    std::cout << "Not checked:\n";
    for (const auto& line : report.unchecked) std::cout << "  " << line << "\n";
    std::cout << "This trail holds.\n";
    return Exit::good;
}

Result<std::string> read_small(const std::string& file, std::size_t bytes_max) {
    auto text = read_file(file, bytes_max);
    if (!text) return refuse(Refused::not_found, file + ": can't be read");
    return std::move(*text);
}

Result<trail::Known> known(const TrailVerifyOptions& options) {
    trail::Known known;
    if (options.key) {
        auto text = read_small(*options.key, key_bytes_max);
        if (!text) return text.error();
        text->erase(text->find_last_not_of(" \r\n") + 1);
        auto key = note::parse_key(*text);
        if (!key) return refuse(Refused::malformed, *options.key + ": " + key.error().text);
        known.key = std::move(*key);
    }
    if (options.since) {
        auto note = read_small(*options.since, note_bytes_max);
        if (!note) return note.error();
        if (const auto seen = peek_checkpoint(*note); !seen)
            return refuse(Refused::malformed, *options.since + ": " + seen.error().text);
        known.since = std::move(*note);
    }
    return known;
}

int verify_file(const std::string& name, trail::Verifier& verifier) {
    std::ifstream file(name, std::ios::binary);
    if (!file || file.peek() == std::ifstream::traits_type::eof())
        return cannot(name + ": can't be read, or is empty");
    Progress progress("entries", 0);
    const auto report =
        trail::verify_export(file, verifier, [&](std::int64_t done) { progress.at(done); });
    return report ? holds(*report) : broken(name + ":" + report.error().where, report.error());
}

/// The checkpoint kept beside the key, where both can be read.
std::optional<trail::Header> header_of(const api::Places& places) {
    const auto note = HeadKeeper(places.keys).newest();
    const auto keys = KeyRing::load(places.keys);
    const auto seen = note ? peek_checkpoint(*note) : Result<Checkpoint>(Refusal{});
    if (!keys || !seen) return std::nullopt;
    return trail::Header{.checkpoint = *note,
                         .format = std::string(trail::format),
                         .origin = seen->origin,
                         .vkey = vkey(seen->origin, keys->public_key())};
}

int verify_data(const std::string& data, const trail::Known& known, trail::Verifier& verifier) {
    const auto places = api::places_of(data);
    const auto archive = open_sqlite_archive(places.database, 1);
    if (!archive) return cannot(archive.error().text);
    const auto header = header_of(places);
    if (!header && (known.key || known.since))
        return cannot("There is no checkpoint in " + places.keys + " to hold --key or --since to.");
    if (header)
        if (auto begun = verifier.begin(*header); !begun) return broken(places.keys, begun.error());
    Progress progress("entries", 0);
    for (std::int64_t next = 0;;) {
        const auto entries = (*archive)->log(next, entries_at_once);
        for (const auto& entry : entries) {
            if (auto added = verifier.add(trail::line_of(entry, true)); !added)
                return broken(places.database, added.error());
            progress.at(++next);
        }
        if (entries.empty()) break;
    }
    const auto report = verifier.end(true);
    return report ? holds(*report) : broken(places.database, report.error());
}

}  // namespace

int trail_verify(const TrailVerifyOptions& options) {
    log::set_up("warning", "logfmt");
    auto brought = known(options);
    if (!brought) return cannot(brought.error().text);
    trail::Verifier verifier(*brought, api::definition_reader());
    return options.file ? verify_file(*options.file, verifier)
                        : verify_data(options.data.value_or(Config().data), *brought, verifier);
}

}  // namespace paraph::cli
