#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/model/definition.hpp"

namespace paraph {

/// The stages and ways of a definition as a graph. Beside the stage, how often the stages with a
/// limit (`at most`) were entered makes up the state of a cycle. A block leads into each of its
/// branches as well as to where its own results lead; so does a branch that is done or left.
struct Course {
    static constexpr int end = -1;

    struct Step {
        const Stage* stage = nullptr;
        std::vector<int> ways;  // where its results lead: indices of steps, or `end`
        int limit = 0;          // entered at most so often; 0: without limit
        int after = end;        // where it goes once the limit is used up
    };
    std::vector<Step> steps;  // as the stages are written
    std::vector<int> starts;  // where a cycle begins
};

/// Needs a definition in which every way leads to a stage that exists.
Course course_of(const Definition& definition);

/// What was found by going through all states that a cycle can come to.
struct Passage {
    std::vector<bool> reached;    // by step: some cycle comes there
    std::vector<bool> used_up;    // by step: some cycle uses its limit up
    std::vector<int> trap;        // a run that can't come to an end any more; the steps it takes
    std::vector<int> unfinished;  // steps in loops with too many limits to try them all
    std::size_t looked_at = 0;    // states: the effort, for tests
};

/// Loops are gone through one by one, since a limit counts only in loops that its stage is in.
/// Exact up to `states_max` states in one loop; what has more is named in `unfinished`.
Passage go_through(const Course& course, std::size_t states_max = 20'000);

}  // namespace paraph
