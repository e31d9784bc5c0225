#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "adapters/files/durable.hpp"
#include "adapters/keys/head_keeper.hpp"
#include "adapters/keys/keyring.hpp"
#include "adapters/store/sqlite_store.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/cli/progress.hpp"
#include "api/cli/seen_checkpoints.hpp"
#include "api/log.hpp"
#include "api/trail/published.hpp"
#include "api/trail/verifier.hpp"
#include "engine/base/words.hpp"
#include "engine/core/record.hpp"

namespace paraph::cli {
namespace {

constexpr std::size_t verified_at_once = 1'000;
constexpr std::size_t key_bytes_max = 4'096, policy_bytes_max = 64u << 10;

int broken(const std::string& place, const trail::Fault& fault) {
    std::cout << place << ": " << fault.text << " [" << name(fault.check)
              << "]\nThis trail does not hold.\n";
    return Exit::answer_is_no;
}

int holds(const trail::Report& report) {
    std::size_t widest = 0;
    for (const auto& line : report.checks) widest = std::max(widest, name(line.check).size());
    for (const bool done : {true, false}) {
        if (done) std::cout << "Checked:\n";
        if (!done) std::cout << "Not checked:\n";
        for (const auto& line : report.checks) {
            if (line.done != done) continue;
            const auto check = name(line.check);
            std::cout << "  " << check << std::string(widest + 2 - check.size(), ' ') << line.text
                      << "\n";
        }
    }
    for (const auto& line : report.unchecked) std::cout << "  " << line << "\n";
    std::cout << "This trail holds.\n";
    return Exit::good;
}

Result<std::string> read_small(const std::string& file, std::size_t bytes_max) {
    auto text = read_file(file, bytes_max);
    if (!text) return refuse(Refused::not_found, file + ": can't be read");
    return std::move(*text);
}

Result<note::Key> read_key(const std::string& file) {
    auto text = read_small(file, key_bytes_max);
    if (!text) return text.error();
    auto key = note::parse_key(trimmed(*text, " \r\n"));
    if (!key) return refuse(Refused::malformed, file + ": " + key.error().text);
    return key;
}

/// What was remembered: of several the last. A first check has nothing to remember.
Result<std::optional<std::string>> remembered(const TrailVerifyOptions& options) {
    const auto& file = options.remember ? options.remember : options.since;
    if (!file) return std::optional<std::string>();
    if (options.remember && !std::ifstream(*file)) return std::optional<std::string>();
    auto notes = read_checkpoints(*file);
    if (!notes) return notes.error();
    return std::optional(std::move(notes->back()));
}

Result<trail::Known> known(const TrailVerifyOptions& options) {
    trail::Known known;
    if (options.key) {
        auto key = read_key(*options.key);
        if (!key) return key.error();
        known.key = std::move(*key);
    }
    if (options.witnesses) {
        const auto text = read_small(*options.witnesses, policy_bytes_max);
        if (!text) return text.error();
        auto policy = WitnessPolicy::parse(*text);
        if (!policy)
            return refuse(Refused::malformed, *options.witnesses + ": " + policy.error().text);
        known.policy = std::move(*policy);
    }
    for (const auto& file : options.checkpoints) {
        auto notes = read_checkpoints(file);
        if (!notes) return notes.error();
        std::ranges::move(*notes, std::back_inserter(known.seen));
    }
    auto before = remembered(options);
    if (!before) return before.error();
    known.remembered = std::move(*before);
    return known;
}

/// The checkpoint that was checked takes the place of the one before, which it goes on from.
int remember(const TrailVerifyOptions& options, const trail::Verifier& verifier) {
    const int held = holds(verifier.report());
    if (!options.remember || verifier.checkpoint().empty()) return held;
    replace_file(*options.remember, verifier.checkpoint(), 0644);
    return held;
}

int verify_file(const TrailVerifyOptions& options, trail::Verifier& verifier) {
    std::ifstream file(*options.file, std::ios::binary);
    if (!file || file.peek() == std::ifstream::traits_type::eof())
        return complain(*options.file + ": can't be read, or is empty");
    Progress progress("entries", 0);
    const auto outcome =
        trail::verify_export(file, verifier, [&](std::int64_t done) { progress.at(done); });
    if (outcome.fault)
        return broken(*options.file + ":" + std::to_string(outcome.line), *outcome.fault);
    return remember(options, verifier);
}

/// The checkpoint kept beside the key, where it can be read, with the key that has signed it. The
/// log says itself which keys are its own; a log that was changed may not, and the check finds it.
std::optional<trail::Header> header_of(const api::Places& places, Archive& archive) {
    auto note = HeadKeeper(places.keys).newest();
    if (!note) return std::nullopt;
    const auto keys = KeyRing::load(places.keys);
    const auto seen = peek_checkpoint(*note);
    if (auto header = trail::header_for(*note, trail::published_keys(archive)))
        return std::move(*header);
    if (!keys || !seen) return std::nullopt;
    return trail::Header{.checkpoint = std::move(*note),
                         .cycle = {},
                         .format = std::string(trail::format),
                         .origin = seen->origin,
                         .vkey = vkey(seen->origin, keys->public_key())};
}

/// What stands beside the body in the database's columns says what the body says.
trail::Found check_columns(const Entry& entry) {
    const auto fault = [&](const std::string& text) {
        return trail::Fault{trail::Check::form,
                            "entry " + std::to_string(entry.number) + ": " + text};
    };
    const auto same = [&](const auto& record) {
        return record.stream == entry.stream && record.sequence == entry.sequence &&
               record.at == entry.at && kind_of(record.fact) == entry.kind;
    };
    bool holds = false;
    if (entry.stream == registry_stream) {
        const auto record = read_registry_entry(entry.body, {});
        if (!record) return fault(record.error().text);
        holds = same(*record);
    } else {
        const auto record = read_entry(entry.body, {});
        if (!record) return fault(record.error().text);
        holds = same(*record);
    }
    if (holds) return std::nullopt;
    return fault("the row's other columns don't say what its body says: the row was changed");
}

int verify_data(const TrailVerifyOptions& options, const trail::Known& known,
                trail::Verifier& verifier) {
    const auto places = api::places_of(options.data.value_or(Config().data));
    const auto archive = open_sqlite_archive(places.database, 1);
    if (!archive) return complain(archive.error().text);
    const auto header = header_of(places, **archive);
    if (!header && (known.key || known.remembered || !known.seen.empty()))
        return complain("There is no checkpoint in " + places.keys + " to hold a pin to.");
    if (header)
        if (const auto fault = verifier.begin(trail::write(*header)))
            return broken(places.keys, *fault);
    Progress progress("entries", 0);
    for (std::int64_t next = 0;;) {
        const auto entries = (*archive)->log(next, verified_at_once);
        for (const auto& entry : entries) {
            auto fault = verifier.add(trail::write(trail::line_of(entry, true)));
            if (!fault) fault = check_columns(entry);
            if (fault) return broken(places.database, *fault);
            progress.at(++next);
        }
        if (entries.empty()) break;
    }
    if (const auto fault = verifier.end(true)) return broken(places.database, *fault);
    return remember(options, verifier);
}

}  // namespace

int trail_verify(const TrailVerifyOptions& options) {
    log::set_up("warning", "logfmt");
    auto brought = known(options);
    if (!brought) return complain(brought.error().text);
    trail::Verifier verifier(*brought, api::definition_reader());
    return options.file ? verify_file(options, verifier) : verify_data(options, *brought, verifier);
}

}  // namespace paraph::cli
