#include <algorithm>
#include <fstream>
#include <iostream>

#include "adapters/keys/head_keeper.hpp"
#include "adapters/keys/keyring.hpp"
#include "adapters/net/ask_house.hpp"
#include "adapters/store/folder_lock.hpp"
#include "adapters/store/sqlite_store.hpp"
#include "api/app.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/control.hpp"
#include "api/cli/output.hpp"
#include "api/cli/progress.hpp"
#include "api/cli/seen_checkpoints.hpp"
#include "api/log.hpp"
#include "api/trail/excerpt.hpp"
#include "api/trail/published.hpp"
#include "api/trail/remote_log.hpp"
#include "api/trail/tables.hpp"
#include "engine/base/id.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/checkpoint.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph::cli {
namespace {

constexpr std::size_t exported_at_once = 500;
constexpr std::int64_t leaves_at_once = 65'536;

/// Where an export is written; a file is complete or, after an error, gone.
class Sink {
public:
    explicit Sink(const std::optional<std::string>& file) : name_(file.value_or("")) {
        if (file) file_.open(*file, std::ios::binary | std::ios::trunc);
    }
    ~Sink() {
        if (!name_.empty() && !done_ && file_.is_open()) std::remove(name_.c_str());
    }
    bool put(const std::string& text) {
        auto& out = name_.empty() ? std::cout : file_;
        return static_cast<bool>(out << text);
    }
    bool finish() {
        auto& out = name_.empty() ? std::cout : file_;
        done_ = static_cast<bool>(out.flush());
        return done_;
    }

private:
    std::string name_;
    std::ofstream file_;
    bool done_ = false;
};

int fail(const Refusal& refusal) {
    return complain(refusal.text);
}

Refusal cannot_write(const TrailExportOptions& options) {
    return refuse(Refused::unavailable,
                  options.out.value_or("standard output") + " can't be written.");
}

/// The log in a data folder, read beside a server that may be running.
class LocalLog {
public:
    static Result<LocalLog> open(const std::string& data) {
        auto places = api::places_of(data);
        auto archive = open_sqlite_archive(places.database, 1);
        if (!archive) return archive.error();
        auto keys = KeyRing::load(places.keys);
        if (!keys) return keys.error();
        return LocalLog(std::move(places), std::move(*archive), std::move(*keys));
    }

    Result<trail::Header> header() {
        const auto published = trail::published_keys(*archive_);
        if (published.empty())
            return refuse(Refused::unavailable,
                          "This log names no key of its own: no server has opened it yet.");
        auto note = newest_checkpoint(published.back());
        return note ? trail::header_for(std::move(*note), published) : note.error();
    }

    Result<std::vector<trail::Line>> lines(std::int64_t from) {
        std::vector<trail::Line> lines;
        for (const auto& entry : archive_->log(from, exported_at_once))
            lines.push_back(trail::line_of(entry, true));
        return lines;
    }

private:
    LocalLog(api::Places places, std::unique_ptr<Archive> archive, KeyRing keys)
        : places_(std::move(places)),
          archive_(std::move(archive)),
          keys_(std::move(keys)),
          keeper_(places_.keys) {}

    /// From the server, if one runs; else of the log as it lies here; else the one kept last.
    Result<std::string> newest_checkpoint(const note::Key& key) {
        const auto size = measure();
        if (auto asked =
                ask_server(places_.data, "GET",
                           "/api/v1/trail/entries/" + std::to_string(size - 1) + "/proof", {});
            asked && *asked)
            return std::string((*asked)->as_object().at("checkpoint").as_string());
        const auto kept = keeper_.newest();
        const auto last = kept ? peek_checkpoint(*kept) : Result<Checkpoint>(Refusal{});
        if (last && last->size == frontier_.size()) return *kept;
        const auto lock = FolderLock::take(places_.data);
        const bool ours = key.bytes == as_text(keys_.public_key());
        if (lock && ours && (!last || holds(*last))) return sign(key);
        if (!last) return lock ? last.error() : lock.error();
        complain("what was written after entry " + std::to_string(last->size) +
                 " has not been signed for yet and is not in the export");
        return *kept;
    }

    /// The log's size and its tree.
    std::int64_t measure() {
        for (;;) {
            const auto from = static_cast<std::int64_t>(frontier_.size());
            const auto leaves = archive_->leaves(from, from + leaves_at_once);
            for (const auto& leaf : leaves) frontier_.append(leaf);
            if (leaves.empty()) return from;
        }
    }

    bool holds(const Checkpoint& last) {
        if (last.size > frontier_.size()) return false;
        Frontier begin;
        while (begin.size() < last.size) {
            const auto from = static_cast<std::int64_t>(begin.size());
            const auto to = std::min(from + leaves_at_once, static_cast<std::int64_t>(last.size));
            for (const auto& leaf : archive_->leaves(from, to)) begin.append(leaf);
        }
        return begin.root() == last.root;
    }

    static std::string as_text(const PublicKey& key) { return {key.begin(), key.end()}; }

    std::string sign(const note::Key& key) {
        auto note = sign_checkpoint({.origin = key.name,
                                     .size = frontier_.size(),
                                     .root = frontier_.root(),
                                     .extensions = {}},
                                    key, [this](std::string_view message) {
                                        const auto signature = keys_.sign(message);
                                        return std::string(signature.begin(), signature.end());
                                    });
        keeper_.keep(note);
        return note;
    }

    api::Places places_;
    std::unique_ptr<Archive> archive_;
    KeyRing keys_;
    HeadKeeper keeper_;
    Frontier frontier_;
};

/// The record itself: the header, then the lines.
class JsonLines final : public trail::Table {
public:
    JsonLines(trail::Header header, std::uint64_t meets)
        : header_(std::move(header)), lines_(meets) {}
    std::string begin() override { return trail::write(header_) + "\n"; }
    Result<std::string> add(const trail::Line& line) override { return lines_.add(line); }
    std::string end() override { return lines_.end(); }

private:
    trail::Header header_;
    trail::Excerpt lines_;
};

/// How many entries the checkpoint has that the export is to be held to, of several the last; 0:
/// there is none.
Result<std::uint64_t> size_in(const std::optional<std::string>& file) {
    if (!file) return std::uint64_t{0};
    const auto notes = read_checkpoints(*file);
    if (!notes) return notes.error();
    return peek_checkpoint(notes->back()).value().size;
}

Result<std::unique_ptr<trail::Table>> form_of(const TrailExportOptions& options,
                                              trail::Header header) {
    if (auto table = trail::make_table(options.format)) return table;
    const auto meets = size_in(options.since);
    if (!meets) return meets.error();
    header.cycle = options.cycle.value_or("");
    return std::make_unique<JsonLines>(std::move(header), *meets);
}

template <class Log>
int write_out(Log& log, const TrailExportOptions& options) {
    const auto header = log.header();
    if (!header) return fail(header.error());
    const auto size = static_cast<std::int64_t>(peek_checkpoint(header->checkpoint).value().size);
    Sink sink(options.out);
    auto made = form_of(options, *header);
    if (!made) return fail(made.error());
    const auto form = std::move(*made);
    if (!sink.put(form->begin())) return fail(cannot_write(options));
    Progress progress("entries", size);
    bool found = !options.cycle;
    for (std::int64_t next = 0; next < size;) {
        auto lines = log.lines(next);
        if (!lines) return fail(lines.error());
        if (lines->empty() || lines->front().number != next)
            return fail(refuse(Refused::unavailable, "The log ends before its checkpoint."));
        for (auto& line : *lines) {
            if (next == size) break;
            found = found || line.stream == *options.cycle;
            if (options.cycle) line = trail::cut_to(*options.cycle, std::move(line));
            const auto text = form->add(line);
            if (!text) return fail(text.error());
            if (!sink.put(*text)) return fail(cannot_write(options));
            progress.at(++next);
        }
    }
    if (!found)
        return complain("there is no cycle " + *options.cycle + " in this log", Exit::answer_is_no);
    return sink.put(form->end()) && sink.finish() ? Exit::good : fail(cannot_write(options));
}

/// The server makes it, since it proves what it says against its newest checkpoint.
Result<std::string> certificate(const TrailExportOptions& options) {
    if (!options.cycle || !id::is(id::cycle, *options.cycle))
        return refuse(Refused::invalid,
                      "A certificate is of one cycle: say --cycle with its id, as in cyc_….");
    const auto path = "/api/v1/cycles/" + *options.cycle + "/certificate?lang=" + options.language;
    const std::string type = options.format == "pdf" ? "application/pdf" : "text/html";
    if (options.server) return ask_house(*options.server, path, token_of_environment(), type);
    const auto data = options.data.value_or(Config().data);
    if (auto made = read_from_server(data, path, type)) return *made;
    return refuse(Refused::unavailable, "No server runs on " + data +
                                            ", and a certificate is made by one. Start it, or "
                                            "name another by --server.");
}

int write_certificate(const TrailExportOptions& options) {
    const auto made = certificate(options);
    return made ? put_out(*made, options.out) : fail(made.error());
}

/// The server cuts it: it knows what the token's owner may see.
int write_cycle_of_server(const TrailExportOptions& options) {
    const auto meets = size_in(options.since);
    if (!meets) return fail(meets.error());
    auto path = "/api/v1/cycles/" + *options.cycle + "/trail.jsonl";
    if (*meets > 0) path += "?since=" + std::to_string(*meets);
    const auto made = ask_house(*options.server, path, token_of_environment(), "application/jsonl");
    return made ? put_out(*made, options.out) : fail(made.error());
}

int write_any(const TrailExportOptions& options) {
    if (options.format == "html" || options.format == "pdf") return write_certificate(options);
    if (options.server && options.cycle && options.format == "jsonl")
        return write_cycle_of_server(options);
    if (options.server) {
        trail::RemoteLog log(*options.server, token_of_environment());
        return write_out(log, options);
    }
    auto log = LocalLog::open(options.data.value_or(Config().data));
    if (!log) return fail(log.error());
    return write_out(*log, options);
}

/// That the trail was taken along is an entry of it, where there is a server to write one. A file
/// that lies on the owner's own disk can't be kept from them: there it is a courtesy.
Result<> note(const TrailExportOptions& options) {
    const json::object said{{"cycle", options.cycle.value_or("")}, {"format", options.format}};
    const std::string path = "/api/v1/trail/exports";
    if (!options.server) {
        ask_server(options.data.value_or(Config().data), "POST", path, said);
        return {};
    }
    const auto noted = ask_house(*options.server, path, token_of_environment(), "application/json",
                                 json::serialize(said));
    return noted ? Result<>() : noted.error();
}

}  // namespace

int trail_export(const TrailExportOptions& options) {
    log::set_up("warning", "logfmt");
    if (const auto noted = note(options); !noted) return fail(noted.error());
    return write_any(options);
}

}  // namespace paraph::cli
