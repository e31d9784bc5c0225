#pragma once

#include "engine/core/decision.hpp"

namespace paraph {

// A comment round inside a body in which each comment goes out by itself, level by level: pending,
// verified by a level above, submitted by the last. A level that nobody of the body holds is passed
// over, from the moment that nobody does. What takes a Decision is for engine/core only.

bool is_held(const Registry& registry, const Assignment& level);
/// The highest level that is held, whose word goes out; -1: none is held.
int last_level(const Registry& registry, const Round& round);
/// The next one above that is held; -1: none.
int level_above(const Registry& registry, const Round& round, int level);

/// Whether the round that is open clears comments.
bool is_clearing(const Decision& decision);

/// Where a comment begins that comes from this seat; nothing where the round clears none. What the
/// last level writes itself needs nobody else: it is submitted.
std::optional<Clearance> clearance_of(const Decision& decision, const Round& round, int seat);

/// Refused once the level's end date has passed.
Result<> is_level_open(const Decision& decision, const Assignment& assignment);

/// Who takes a comment back inside: its author, and once it is submitted the last level only.
Result<> may_touch_inside(const Decision& decision, const Comment& comment);

/// An answer of the last level is the body's, with the comments that it wrote itself.
void answer_outside(Decision& decision, const TakePosition& command, const Assignment& assignment);

/// What was submitted and is withdrawn inside is withdrawn outside.
void withdraw_outside(Decision& decision, const Comment& comment);

/// The comment that an act inside a body sent out, the `index`-th of them; nullptr: none.
const Comment* comment_from(const State& state, const Citation& act, int index);

}  // namespace paraph
