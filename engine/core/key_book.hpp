#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/core/desk.hpp"
#include "engine/core/key_sieve.hpp"

namespace paraph {

/// Which commands were accepted under which Idempotency-Key: the last ones in memory, all of the
/// last seven days in the store. Answers are rendered anew from the entry, so no secret is kept.
/// The desk's own.
class KeyBook {
public:
    explicit KeyBook(Store& store) : store_(store) {}

    /// At start, before all else: which keys the store remembers.
    void recall();

    /// The result of the command that came with the key; nothing when the key is new; refused
    /// (`key_reused`) when it came with another body.
    Result<std::optional<Settled>> find(const std::string& key, const std::string& request);

    /// From now on `find` knows it. The row is for the store, once the command is durable.
    KeyRow note(const Submission& submission, const Settled& settled, Instant at);
    /// The same from the log's tail, at start; nothing: the entry came without a key.
    std::optional<KeyRow> note(const Entry& entry);
    /// Out of memory: the store has them, or they came to nothing.
    void forget(const std::vector<KeyRow>& rows);

private:
    struct Known {
        std::string request;
        std::string stream;
        std::int64_t number = 0;
        std::string made;
    };

    Store& store_;
    KeySieve sieve_;                                // of all that came
    std::unordered_map<std::string, Known> known_;  // not yet in the store
};

/// What the first entry of a command keeps of its Idempotency-Key, so that it is known again from
/// the log alone; "": it came with none. Stored: do not change it (Entry::key).
std::string entry_key(const Submission& submission);

/// What an entry's command brought about, read from the entry: `Settled::made`.
std::string made_by(const Entry& entry);

}  // namespace paraph
