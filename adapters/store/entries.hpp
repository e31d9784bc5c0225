#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store/columns.hpp"
#include "engine/core/store.hpp"

namespace paraph {

struct EntryColumns {
    long long number = 0, sequence = 0, at_ms = 0;
    std::string stream, kind, body, secret, leaf, command_key;

    template <class Visit>
    void each(Visit visit) {
        visit("number", number);
        visit("stream", stream);
        visit("sequence", sequence);
        visit("at_ms", at_ms);
        visit("kind", kind);
        visit("body", body);
        visit("secret", secret);
        visit("leaf", leaf);
        visit("command_key", command_key);
    }
    void set(const Entry& entry);
    Entry row() const;  // throws StoreBroken where the leaf is no digest
};

struct HeadColumns {
    long long size = 0, epoch = 0, signed_size = 0;
    std::string frontier;

    template <class Visit>
    void each(Visit visit) {
        visit("size", size);
        visit("frontier", frontier);
        visit("epoch", epoch);
        visit("signed_size", signed_size);
    }
    void set(const Head& head);
    Head row() const;
};

/// Where in the log each stream's entries stand. An index of its own, written behind in bulk: kept
/// within `entries` it would dirty one page more for nearly every entry of a hot transaction.
class StreamIndex {
public:
    explicit StreamIndex(Session& session);

    /// Inside a transaction: takes in what was appended since.
    void catch_up();

private:
    Statement add_, advance_;
};

/// What is asked of the log, by the desk and by readers. Meanings as in the store port.
class LogQueries {
public:
    explicit LogQueries(Session& session);

    std::vector<Entry> log(std::int64_t from, std::size_t limit);
    std::vector<Entry> stream(std::string_view stream, std::int64_t after, std::size_t limit);
    std::optional<Entry> entry(std::string_view stream, std::int64_t sequence);
    std::vector<Digest> leaves(std::int64_t from, std::int64_t to);  // [from, to)
    Head head();

private:
    EntryColumns row_;
    HeadColumns head_;
    std::string stream_;
    long long from_ = 0, to_ = 0, limit_ = 0;
    Statement by_number_, by_stream_, one_, leaves_, head_query_;
};

/// The hot path: entries, and the head as the transaction's last step.
class LogWriter {
public:
    explicit LogWriter(Session& session);

    /// Inside a transaction. Throws StoreClash when the head isn't where these entries begin.
    void append(std::span<const Entry> entries, const Head& after);
    void mark_signed(std::int64_t size);
    void erase(std::span<const std::int64_t> numbers);

private:
    EntryColumns row_;
    HeadColumns head_;
    long long erased_ = 0, before_ = 0;
    Statement add_, advance_, mark_signed_, erase_;
};

}  // namespace paraph
