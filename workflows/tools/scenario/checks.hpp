#pragma once

#include <string>
#include <vector>

#include "engine/base/words.hpp"
#include "workflows/tools/scenario/script.hpp"

namespace paraph::scenario {

// What the words behind `expect` share; used by the files checks_*.cpp and expect.cpp only.

/// A word of `expect` with its value, and the stage that `in` names; empty: as each word says.
struct Asked {
    const Words& words;
    const Node& node;
    std::string stage;
};
using ReadCheck = Check (*)(const Asked&);

/// "Expected …; it is …."
std::string found(std::string expected, std::string is);
/// How the cycle stands, as a person would say it.
std::string standing(const Moment& moment);

/// Rounds that stand (neither undone nor superseded), newest first.
std::vector<const Round*> newest_rounds(const State& state);
/// The newest round of `stage`, an open one before others; of any, where it is empty. With
/// `counts`: of any that asks for positions.
const Round* round_of(const State& state, const std::string& stage, bool counts = false);
/// The newest round of each stage, or of the one that is named.
std::vector<const Round*> rounds_of(const State& state, const std::string& stage);
std::string no_round(const std::string& stage);

/// Two sets of bodies held against each other, "" where they are the same.
std::string same_bodies(const std::string& what, std::vector<std::string> expected,
                        std::vector<std::string> is, const Names& names);

// checks_round.cpp: how the cycle and its rounds stand
Check read_status(const Asked& asked);
Check read_outcome(const Asked& asked);
Check read_stage(const Asked& asked);
Check read_round(const Asked& asked);
Check read_revision(const Asked& asked);
Check read_due(const Asked& asked);
Check read_result(const Asked& asked);
Check read_qualifies(const Asked& asked);
Check read_tally(const Asked& asked);

// checks_bodies.cpp: who has done what, who must act, who was told
Check read_silent(const Asked& asked);
Check read_carried(const Asked& asked);
Check read_blocking(const Asked& asked);
Check read_outdated(const Asked& asked);
Check read_answers(const Asked& asked);
Check read_attention(const Asked& asked);
Check read_told(const Asked& asked);

// checks_people.cpp: roles, queues, commitments
Check read_roles(const Asked& asked);
Check read_queue(const Asked& asked);
Check read_commitments(const Asked& asked);
Check read_skipped(const Asked& asked);

// checks_view.cpp: who sees what
Check read_sees(const Asked& asked);

// checks_record.cpp: what is missing, comments, the trail, the act itself
Check read_missing(const Asked& asked);
Check read_comments(const Asked& asked);
Check read_recorded(const Asked& asked);
Check read_refused(const Asked& asked);
Check read_says(const Asked& asked);
Check read_trail_has(const Asked& asked);
Check read_trail_lacks(const Asked& asked);
Check read_trail_says(const Asked& asked);

}  // namespace paraph::scenario
