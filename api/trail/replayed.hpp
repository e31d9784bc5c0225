#pragma once

#include <map>
#include <set>
#include <string>

#include "api/trail/export_line.hpp"
#include "engine/core/registrar.hpp"
#include "engine/model/state.hpp"

namespace paraph::trail {

/// What the entries add up to, judged step by step as they are read: order within each stream,
/// times, seals, the lifecycles, and every figure that can be computed again.
class Replayed {
public:
    explicit Replayed(DefinitionReader read) : read_(std::move(read)) {}

    /// The next entry, not withheld. A refusal says what is wrong with it.
    Result<> add(const Line& line);
    /// An entry of which only the leaf is known: it may be of any stream.
    void skip() { ++withheld_; }

    struct Counts {
        std::int64_t sealed = 0, opened = 0;   // private parts: all, and those that came along
        std::int64_t texts = 0;                // revisions whose digest was computed again
        std::int64_t rounds = 0, tallies = 0;  // closed, and with their figures computed again
        std::int64_t outcomes = 0, derived = 0;
        std::set<std::string> definitions_left_out;
        std::set<std::string> cut;  // cycles not replayed to their end: entries are withheld
    };
    const Counts& counts() const { return counts_; }
    std::size_t cycles() const { return cycles_.size(); }

private:
    struct Stream {
        std::int64_t sequence = 0;
        std::int64_t withheld_before = 0;  // how many of the log were withheld up to its last entry
        bool whole = true;
    };
    struct Cycle {
        State state;
        std::string ends_as;  // the outcome to which the result of the last round leads
    };
    template <class F>
    Result<> in_order(const Record<F>& record, const Line& line);
    Result<> add_registry(const Record<RegistryFact>& record);
    Result<> add_fact(const Record<Fact>& record);
    Result<> judge(Cycle& cycle, const Record<Fact>& record);
    Result<> judge(Cycle& cycle, const CycleOpened& fact);
    Result<> judge(Cycle& cycle, const PositionTaken& fact);
    Result<> judge(Cycle& cycle, const RoundClosed& fact);
    Result<> judge(Cycle& cycle, const CycleEnded& fact);
    Result<> judge_text(const RevisionIssued& fact, const json::object& secret);
    const Definition* definition_of(const State& state) const;

    DefinitionReader read_;
    Registry registry_;
    std::map<std::string, Stream, std::less<>> streams_;
    std::map<std::string, Cycle, std::less<>> cycles_;
    Instant at_{};
    std::int64_t withheld_ = 0;
    Counts counts_;
};

}  // namespace paraph::trail
