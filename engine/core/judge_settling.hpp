#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/definition.hpp"
#include "engine/model/fact.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// What rounds come to by themselves, as one works it out who judges the record: used by the
/// judge_*.cpp files only, and written apart from what `decide` does. What it refers to must
/// outlive it.
class Settling {
public:
    /// `moment`: as of when it is judged whose time is over.
    Settling(const Definition& definition, const State& state, Instant moment)
        : definition_(definition), state_(state), moment_(moment) {}

    /// Whether the round waits for an answer that may still come.
    bool waits(const Stage& stage, const Round& round) const;
    /// Whether nobody is left who could still answer, or as many have as the definition waits for.
    bool is_complete(const Stage& stage, const Round& round, const std::string& result) const;
    /// Whether what was done last must have closed the round, or made it begin or cease to qualify.
    /// What is under seal is not known, and says nothing.
    bool must_go_on(int round) const;
    /// The first of these rounds that must have gone on; -1: none.
    int first(const std::vector<int>& rounds) const;

private:
    bool closes_counted(const Stage& stage, const Round& round) const;
    bool closes_silence(const Stage& stage, const Round& round) const;
    bool closes_ballot(const Stage& stage, const Round& round) const;
    bool closes_revision(const Stage& stage, const Round& round) const;
    bool closes_follow_up(const Stage& stage, const Round& round) const;

    const Definition& definition_;
    const State& state_;
    Instant moment_;
};

/// The rounds that are looked at once the fact is recorded: whatever of them is complete then
/// closes in the same decision. `state`: with the fact; `falling`: the due time it follows from.
std::vector<int> rounds_looked_at(const Fact& fact, const Definition& definition,
                                  const State& state, const std::optional<DueTime>& falling);

/// Whether the fact is what such a look brings about, or follows from that.
bool is_consequence(const Fact& fact);
/// Whether one act may record the fact beside others, before its rounds are looked at.
bool stands_beside_others(const Fact& fact);
/// The round that the fact closes, opens the seals of, or in which it says what qualifies; -1.
int decided_round(const Fact& fact);

}  // namespace paraph
