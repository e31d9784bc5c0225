#pragma once

#include "engine/core/store.hpp"
#include "engine/model/registry.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// What the board shows of a round without opening the cycle.
struct Progress {
    int answered = 0;
    int asked = 0;
    int blocking = 0;
    bool overdue = false;
    bool qualifies = false;
};
BOOST_DESCRIBE_STRUCT(Progress, (), (answered, asked, blocking, overdue, qualifies))

/// The open rounds that ask somebody or wait for cycles of their own, oldest first; blocks aside,
/// which only hold others.
std::vector<const Round*> rounds_at_work(const State& state);

Progress progress_of(const Definition& definition, const Round& round);

/// The row of a cycle in lists. Whose turn it is, as the secretariat sees it: "you" when something
/// blocks, is overdue, or only the secretariat can go on; "others"; "settled" after the end.
CycleRow row_of(const State& state, const Registry& registry);

}  // namespace paraph
