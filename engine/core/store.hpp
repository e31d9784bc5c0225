#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/model/entry.hpp"

namespace paraph {

/// The log's head, one row: what the tree was after the last entry.
struct Head {
    std::int64_t size = 0;
    std::string frontier;    // engine/trail/merkle's text form
    std::int64_t epoch = 1;  // raised by `restore --new-log`
    std::int64_t signed_size = 0;
};

/// One cycle as lists and the board need it. Derived from entries, written behind.
struct CycleRow {
    std::string id;
    std::string parent;  // the cycle inside which it runs, or ""
    std::string body;    // of a child: whose inside it is
    std::string definition;
    std::string title;
    std::string status;
    std::string outcome;
    std::string stage;    // where it stands, or ""
    std::string needs;    // "you", "others", "settled": whose turn it is, seen by the secretariat
    std::string summary;  // canonical JSON for the board: {answered, of, blocking, missing}
    Instant opened{};
    Instant changed{};
    std::optional<Instant> due;       // of the round that is open
    std::optional<Instant> next_due;  // what happens by itself next
    std::int64_t sequence = 0;
};

/// A cycle's state as of `sequence`, in the form of the build that wrote it. A cache.
struct Snapshot {
    std::string cycle;
    std::int64_t sequence = 0;
    std::string format;  // of the build; another one's is not read
    std::string state;   // JSON
};

/// A command that was accepted under an Idempotency-Key.
struct KeyRow {
    std::string key;      // hex SHA-256 of principal, route and the key as sent
    std::string request;  // hex SHA-256 of the request's body
    std::int64_t number = 0;
    Instant at{};
};

/// What one outgoing channel still has to do, or did, for one entry and one receiver.
struct DeliveryRow {
    std::string id;           // dlv_…; the webhook-id or part of the Message-ID
    std::string channel;      // "mail", "webhook"
    std::string target;       // webhook id, or assignment/person for mail: never an address
    std::int64_t number = 0;  // the entry it tells of
    std::string what;         // kind of mail or event
    std::string state;        // "waiting", "delivered", "dead"
    int attempts = 0;
    int status = 0;  // of the last attempt: HTTP or SMTP code, 0: no answer
    std::string error;
    Instant created{};
    std::optional<Instant> next;  // of the next attempt
};

/// All that is written behind, in one transaction of its own. `watermark`: every entry below this
/// number is reflected in the tables.
struct Behind {
    std::int64_t watermark = 0;
    std::vector<CycleRow> cycles;                 // upserts
    std::vector<Snapshot> snapshots;              // upserts
    std::vector<KeyRow> keys;                     // upserts
    std::optional<Instant> forget_before;         // keys and finished deliveries older than this
    std::map<std::string, std::int64_t> cursors;  // channel -> entries below are done
    std::vector<DeliveryRow> deliveries;          // upserts by id
};

/// The log does not end where an append begins: another wrote first. Nothing was written. (What it
/// means of `erase` is said there.)
struct StoreClash : std::runtime_error {
    using runtime_error::runtime_error;
};
/// The commit's result is unknown (connection lost). Reconnect, then look what the log goes on
/// with.
struct StoreUnsure : std::runtime_error {
    using runtime_error::runtime_error;
};
/// I/O error, disk full, corruption: take no more writes, exit. An fsync is never retried.
struct StoreBroken : std::runtime_error {
    using runtime_error::runtime_error;
};

/// The desk's side of the store. Called by the desk's one thread only. Throws the three above.
class Store {
public:
    virtual ~Store() = default;

    virtual Head head() = 0;
    /// One durable transaction: the entries, then `after` as the new head. Returns only once it is
    /// synced. Entries come numbered and in order, the first with number head().size.
    virtual void append(std::span<const Entry> entries, const Head& after) = 0;
    /// Checkpoints signed up to this size; its own small transaction.
    virtual void mark_signed(std::int64_t size) = 0;
    /// Takes the private parts of these entries away for good: when it returns, no copy of them is
    /// left in the database or beside it. Rare, and slow where the log is long. Throws StoreClash
    /// where a reader holds on to old pages: it must be done again.
    virtual void erase(std::span<const std::int64_t> numbers) = 0;

    virtual std::vector<Entry> log(std::int64_t from, std::size_t limit) = 0;
    virtual std::vector<Entry> stream(std::string_view stream, std::int64_t after_sequence) = 0;

    virtual void write_behind(const Behind& behind) = 0;
    virtual std::int64_t watermark() = 0;
    virtual std::optional<Snapshot> snapshot(std::string_view cycle) = 0;
    virtual std::vector<std::pair<std::string, Instant>> due_times() = 0;  // (cycle, next_due)
    virtual std::vector<KeyRow> keys_since(Instant at) = 0;
    virtual std::optional<KeyRow> remembered(std::string_view key) = 0;
    virtual std::map<std::string, std::int64_t> cursors() = 0;
    virtual std::vector<DeliveryRow> waiting(std::string_view channel) = 0;
};

/// What a list asks for; empty fields do not restrict. Pages by the last row's (changed, id).
struct CycleFilter {
    std::string status, definition, needs, body;
    bool children = false;
    std::optional<std::pair<Instant, std::string>> after;
    std::size_t limit = 50;
};

/// The readers' side: committed data, never waiting for the writer. Any thread.
class Archive {
public:
    virtual ~Archive() = default;

    virtual std::vector<CycleRow> cycles(const CycleFilter& filter) = 0;  // newest change first
    virtual std::optional<Snapshot> snapshot(std::string_view cycle) = 0;
    virtual std::vector<Entry> stream(std::string_view stream, std::int64_t after_sequence,
                                      std::size_t limit) = 0;
    virtual std::vector<Entry> log(std::int64_t from, std::size_t limit) = 0;
    virtual std::optional<Entry> entry(std::string_view stream, std::int64_t sequence) = 0;
    virtual std::vector<Digest> leaves(std::int64_t from, std::int64_t to) = 0;
    /// By id, so in the order in which they were made; an empty target: all of the channel.
    virtual std::vector<DeliveryRow> deliveries(std::string_view channel, std::string_view target,
                                                std::string_view after_id, std::size_t limit) = 0;
    virtual std::optional<DeliveryRow> delivery(std::string_view id) = 0;
};

}  // namespace paraph
