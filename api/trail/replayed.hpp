#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "api/trail/export_line.hpp"
#include "engine/core/registrar.hpp"
#include "engine/core/verify.hpp"
#include "engine/model/state.hpp"

namespace paraph::trail {

/// What the entries add up to, judged step by step as they are read: order within each stream,
/// times, seals, digests, the lifecycles; and at the end each cycle by its definition. Keeps the
/// bodies, without their private parts.
class Replayed {
public:
    explicit Replayed(DefinitionReader read) : read_(std::move(read)) {}

    /// The next entry, not withheld. A refusal says what is wrong with it.
    Result<> add(const Line& line);
    /// An entry of which only the leaf is known: it may be of any stream.
    void skip() { ++withheld_; }
    /// Every cycle that can be judged, by its definition. A refusal names the entry.
    Result<> judge();

    struct Counts {
        std::int64_t sealed = 0, opened = 0;  // private parts: all, and those that came along
        std::int64_t texts = 0;               // revisions whose digest was computed again
        int judged = 0, positions = 0, silences = 0, closings = 0, deadlines = 0;
        std::set<std::string> cut;      // cycles not replayed: entries are withheld
        std::set<std::string> unruled;  // not judged: the definition's text is not there
    };
    const Counts& counts() const { return counts_; }
    std::size_t cycles() const { return cycles_.size(); }

private:
    struct Stream {
        std::int64_t sequence = 0;
        std::int64_t withheld_before = 0;  // how many of the log were withheld up to its last entry
        bool whole = true;
        std::vector<Entry> entries;
    };
    template <class F>
    Result<Stream*> in_order(const Record<F>& record, const Line& line);
    Result<> add_registry(const Line& line);
    Result<> add_fact(const Line& line);
    Result<> judge_step(const State& state, const Record<Fact>& record);
    Result<> judge_text(const RevisionIssued& fact, const json::object& secret);
    Result<> judge_cycle(const Stream& registry, const Stream& stream);
    const Definition* definition_of(const State& state) const;
    Result<std::shared_ptr<const Definition>> definition(std::string_view source);

    DefinitionReader read_;
    std::map<Digest, std::shared_ptr<const Definition>> definitions_;  // by digest of the source
    Registry registry_;
    std::map<std::string, Stream, std::less<>> streams_;
    std::map<std::string, State, std::less<>> cycles_;
    Instant at_{};
    std::int64_t withheld_ = 0;
    Counts counts_;
};

}  // namespace paraph::trail
