#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/trail/checks.hpp"
#include "api/trail/export_line.hpp"
#include "api/trail/shelf.hpp"
#include "engine/core/registrar.hpp"
#include "engine/core/verify.hpp"

namespace paraph::trail {

/// What the entries add up to, judged one by one as they are read, by the registry as it stood
/// then: order, seals, texts, steps, outcomes. In bounded memory but for the registry, a few words
/// a cycle, and the definitions.
class Replay {
public:
    /// `kept_bytes`: see Shelf.
    Replay(DefinitionReader read, Checks without, std::size_t kept_bytes)
        : read_(std::move(read)), without_(without), cycles_(kept_bytes) {}

    /// The next entry, not withheld.
    Found add(const OpenLine& line);
    /// Entries of which only the leaf is known, or not even that: they may be of any stream.
    void skip(std::int64_t count = 1) { withheld_ += count; }
    /// None of this cycle's entries is left out, so far as can be seen.
    Found is_whole(const std::string& cycle) const;
    /// Whether anything is withheld after its last entry: it may go on there, also one that has
    /// ended, since what was closed can be reopened.
    bool may_go_on(const std::string& cycle) const;
    /// The same of the registry.
    bool registry_may_go_on() const;
    Found end();

    struct Counts {
        std::int64_t sealed = 0, opened = 0;      // private parts: all, and those that came along
        std::int64_t texts = 0, definitions = 0;  // whose digest was computed again
        std::int64_t cycles = 0;                  // begun, and not cut
        std::int64_t steps = 0;                   // judged by their definition
        std::set<std::string> cut;                // cycles not replayed: entries are withheld
        std::set<std::string> unruled;            // not judged: the definition's text is not there
        std::int64_t unseen = 0;  // cycles that run for a round of one that is here, and are not
        Verification judged;
    };
    const Counts& counts() const { return counts_; }
    /// The keys that the log says sign for it, the newest last, and whether each had the word of
    /// the one before.
    struct Published {
        std::string vkey, voucher;
        std::int64_t number = 0;
    };
    const std::vector<Published>& keys() const { return keys_; }
    /// Where the log went on from a backup, and to how many entries what it had signed commits.
    struct Restored {
        std::int64_t number = 0;
        std::uint64_t lost = 0;
        bool signed_by_known = false;
    };
    const std::vector<Restored>& restored() const { return restored_; }

private:
    struct Stream {
        std::int64_t sequence = 0;
        std::int64_t withheld_before = 0;  // how many of the log were withheld up to its last entry
        bool whole = true;
        bool ruled = true;  // by a definition whose text is there
    };
    /// Where a cycle is named that runs for a round.
    struct Named {
        std::string around;
        std::int64_t withheld_before = 0;
    };
    template <class F>
    Found in_order(const Record<F>& record, const OpenLine& line, Stream& stream);
    template <class F>
    Found sealed(const Record<F>& record, const OpenLine& line);
    Found add_registry(const OpenLine& line);
    Found add_fact(const OpenLine& line);
    Found take(const Record<Fact>& record, Stream& stream, std::size_t bytes);
    Found judged(History& history, const Record<Fact>& record);
    Found flawed(const std::string& where = {});
    void note_named(const Record<Fact>& record);
    const History* other(const std::string& cycle);
    template <class R>
    Found unreadable(const R& record);
    Found check_text(const State& state, const Record<Fact>& record);
    Found check_source(const Record<RegistryFact>& record);
    Found check_restored(const LogRestored& fact, std::int64_t number);
    bool is_ruled(const Record<Fact>& record) const;
    Result<std::shared_ptr<const Definition>> definition(std::string_view source);
    Found found(Check check, std::string text) const;

    DefinitionReader read_;
    Checks without_;
    std::map<Digest, std::shared_ptr<const Definition>> definitions_;  // by digest of the source
    Registry registry_;
    Stream registry_stream_;
    Calendars calendars_;
    std::unordered_map<std::string, Stream> streams_;
    Shelf cycles_;
    std::set<std::string> behind_;        // cycles whose end may lack something
    std::map<std::string, Named> named_;  // cycles that were to begin, and are not there yet
    std::vector<Published> keys_;
    std::vector<Restored> restored_;
    Instant at_{};
    Passing passing_;
    std::int64_t withheld_ = 0;
    Counts counts_;
};

}  // namespace paraph::trail
