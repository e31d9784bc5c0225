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

    void pending(const std::string& key, const std::string& request, const Settled& settled,
                 Instant at);
    void committed();                 // what is pending became durable
    void forget_pending();            // it did not
    void note(const Entry& entry);    // from the log's tail, at start
    std::vector<KeyRow> take_rows();  // to be written behind

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
    std::vector<KeyRow> rows_;
    std::vector<KeyRow> pending_;
};

/// What an entry's command brought about, read from the entry: `Settled::made`.
std::string made_by(const Entry& entry);

}  // namespace paraph
