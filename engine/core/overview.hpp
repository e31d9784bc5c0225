#pragma once

#include "engine/core/access.hpp"
#include "engine/core/store.hpp"
#include "engine/model/registry.hpp"
#include "engine/model/state.hpp"
#include "engine/rules/attention.hpp"

namespace paraph {

/// What the board shows of a round without opening the cycle.
struct Progress {
    int answered = 0;
    int asked = 0;
    int blocking = 0;  // that may be known: none while the round hides its answers
    bool overdue = false;
    bool qualifies = false;
};
BOOST_DESCRIBE_STRUCT(Progress, (), (answered, asked, blocking, overdue, qualifies))

/// The open rounds that ask somebody or wait for cycles of their own, oldest first; blocks aside,
/// which only hold others.
std::vector<const Round*> rounds_at_work(const State& state);

/// The comment whose answer is that of `comment` too, since both say the same; nullptr: it is
/// answered by itself, as it is once the other one is withdrawn.
const Comment* answered_with(const State& state, const Comment& comment);

Progress progress_of(const Definition& definition, const Round& round);
/// Of all rounds at work, what the reader may know: without everybody's positions its own part.
Progress progress_for(const Seen& seen);

/// Who must act now, as the reader may know it: without people who have left, and for the
/// secretariat also a body for which nobody is left to speak (`appoint`), and that the lot left a
/// role short, or a recusal did (`assign`): no body's turn, but its own.
std::vector<Attention> attention_for(const Seen& seen);

/// The row of a cycle in lists. Whose turn it is, as the secretariat sees it: "you" when something
/// blocks, is overdue, a body asks for more time, or only the secretariat can go on; "others";
/// "settled" after the end.
CycleRow row_of(const State& state, const Registry& registry);
/// The same as the reader may know it: without everybody's positions "you" is its own body's turn.
std::string needs_for(const Seen& seen, const CycleRow& row);

}  // namespace paraph
