#include "adapters/store/entries.hpp"

#include <algorithm>
#include <limits>

namespace paraph {
namespace {

Digest digest(const std::string& hex) {
    const auto bytes = digest_from_hex(hex);
    if (!bytes) throw StoreBroken("a leaf hash in the database is no digest: " + hex);
    return *bytes;
}

/// SQL's LIMIT is signed.
long long as_limit(std::size_t limit) {
    constexpr auto most = static_cast<std::size_t>(std::numeric_limits<long long>::max());
    return static_cast<long long>(std::min(limit, most));
}

/// Entries of one stream whose sequence is as `wanted`: first those that the index knows, then the
/// log's end, which it does not know yet.
std::string of_stream(std::string_view wanted) {
    const std::string picked = "stream = :stream AND sequence " + std::string(wanted);
    return select_from<EntryColumns>(
               "stream_entries JOIN (SELECT number AS entry, at_ms, kind, body, secret, leaf, "
               "command_key FROM entries) AS whole ON entry = number",
               "WHERE " + picked) +
           " UNION ALL " +
           select_from<EntryColumns>(
               "entries", "WHERE number >= (SELECT indexed FROM written_behind) AND " + picked);
}

}  // namespace

void EntryColumns::set(const Entry& from) {
    number = from.number;
    stream = from.stream;
    sequence = from.sequence;
    at_ms = to_ms(from.at);
    kind = from.kind;
    body = from.body;
    secret = from.secret;
    leaf = to_hex(from.leaf);
    command_key = from.key;
}

Entry EntryColumns::row() const {
    return {.number = number,
            .stream = stream,
            .sequence = sequence,
            .at = from_ms(at_ms),
            .kind = kind,
            .body = body,
            .secret = secret,
            .leaf = digest(leaf),
            .key = command_key};
}

void HeadColumns::set(const Head& from) {
    size = from.size;
    frontier = from.frontier;
    epoch = from.epoch;
    signed_size = from.signed_size;
}

Head HeadColumns::row() const {
    return {.size = size, .frontier = frontier, .epoch = epoch, .signed_size = signed_size};
}

StreamIndex::StreamIndex(Session& session)
    : add_(session, "index streams",
           "INSERT INTO stream_entries (stream, sequence, number) "
           "SELECT stream, sequence, number FROM entries "
           "WHERE number >= (SELECT indexed FROM written_behind)"),
      advance_(session, "note what is indexed",
               "UPDATE written_behind SET indexed = (SELECT size FROM log_head) WHERE id = 1") {}

void StreamIndex::catch_up() {
    add_.run();
    advance_.run();
}

LogQueries::LogQueries(Session& session)
    : by_number_(session, "log",
                 select_from<EntryColumns>("entries",
                                           "WHERE number >= :from ORDER BY number LIMIT :limit")),
      by_stream_(session, "stream", of_stream("> :from") + " ORDER BY sequence LIMIT :limit"),
      one_(session, "entry", of_stream("= :from")),
      leaves_(session, "leaves",
              "SELECT leaf FROM entries WHERE number >= :from AND number < :to ORDER BY number"),
      head_query_(session, "head", select_from<HeadColumns>("log_head", "")) {
    bind_out(by_number_.in("from", from_).in("limit", limit_), row_);
    bind_out(by_stream_.in("stream", stream_).in("from", from_).in("limit", limit_), row_);
    bind_out(one_.in("stream", stream_).in("from", from_), row_);
    leaves_.in("from", from_).in("to", to_).out(row_.leaf);
    bind_out(head_query_, head_);
}

std::vector<Entry> LogQueries::log(std::int64_t from, std::size_t limit) {
    from_ = from;
    limit_ = as_limit(limit);
    return all_rows(by_number_, row_);
}

std::vector<Entry> LogQueries::stream(std::string_view stream, std::int64_t after,
                                      std::size_t limit) {
    stream_ = stream;
    from_ = after;
    limit_ = as_limit(limit);
    return all_rows(by_stream_, row_);
}

std::optional<Entry> LogQueries::entry(std::string_view stream, std::int64_t sequence) {
    stream_ = stream;
    from_ = sequence;
    return one_row(one_, row_);
}

std::vector<Digest> LogQueries::leaves(std::int64_t from, std::int64_t to) {
    from_ = from;
    to_ = to;
    std::vector<Digest> found;
    leaves_.each([&] { found.push_back(digest(row_.leaf)); });
    return found;
}

Head LogQueries::head() {
    head_query_.each([] {});
    return head_.row();
}

LogWriter::LogWriter(Session& session)
    : add_(session, "append an entry", insert_into<EntryColumns>("entries")),
      advance_(session, "advance the head",
               "UPDATE log_head SET size = :size, frontier = :frontier, epoch = :epoch, "
               "signed_size = :signed_size WHERE id = 1 AND size = :before"),
      mark_signed_(session, "mark signed", "UPDATE log_head SET signed_size = :size WHERE id = 1"),
      erase_(session, "erase", "UPDATE entries SET secret = '' WHERE number = :number") {
    bind_in(add_, row_);
    bind_in(advance_.in("before", before_), head_);
    mark_signed_.in("size", head_.signed_size);
    erase_.in("number", erased_);
}

void LogWriter::append(std::span<const Entry> entries, const Head& after) {
    for (const Entry& entry : entries) {
        row_.set(entry);
        add_.run();
    }
    before_ = entries.front().number;
    head_.set(after);
    if (advance_.run() != 1) {
        throw StoreClash("the log doesn't end at entry " + std::to_string(before_));
    }
}

void LogWriter::erase(std::span<const std::int64_t> numbers) {
    for (const auto number : numbers) {
        erased_ = number;
        erase_.run();
    }
}

void LogWriter::mark_signed(std::int64_t size) {
    head_.signed_size = size;
    mark_signed_.run();
}

}  // namespace paraph
