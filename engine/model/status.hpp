#pragma once

#include <cstdint>

#include <boost/describe/enum.hpp>

namespace paraph {

// Where things stand. What leads from one status to the next is in lifecycle/. Stored and hashed:
// do not change these names and numbers.

/// Where a cycle stands.
enum class CycleStatus : std::uint8_t {
    draft = 1,      // being prepared, nobody has been asked
    running = 2,    //
    suspended = 3,  // the clock stands still
    deferred = 4,   // put off to a date or a meeting; answers may still change
    ended = 5,      // with an outcome; a reopening leads back
    abandoned = 6,  // without outcome, for good
};
BOOST_DESCRIBE_ENUM(CycleStatus, draft, running, suspended, deferred, ended, abandoned)

/// Where one round of a stage stands. Suspension is the cycle's, not the round's.
enum class RoundStatus : std::uint8_t {
    open = 1,        // answers are awaited
    qualified = 2,   // the rule holds and nothing blocks; the closing act is awaited
    overdue = 3,     // the due time passed, and the stage's kind does not close by itself
    closed = 4,      // with a result
    superseded = 5,  // a new revision opened a new round in its place
    undone = 6,      // compensated, because an earlier stage was reopened
    cancelled = 7,   // the block in which it ran went on without it
};
BOOST_DESCRIBE_ENUM(RoundStatus, open, qualified, overdue, closed, superseded, undone, cancelled)

/// Where that which one body owes in one round stands.
enum class AssignmentStatus : std::uint8_t {
    awaited = 1,   // no answer yet
    answered = 2,  // with a position that does not block, also one carried over
    blocking = 3,  // with a position that blocks
    lifted = 4,    // it blocked, and the body took the block back
    silent = 5,    // silence was counted by rule at the due time
    outdated = 6,  // the answer was given to a revision that is no longer in force
    skipped = 7,   // nobody stands at this level
    removed = 8,   // the body takes part no more; its answer is record, and does not count
    closed = 9,    // the round ended without an answer, and silence is not counted
};
BOOST_DESCRIBE_ENUM(AssignmentStatus, awaited, answered, blocking, lifted, silent, outdated,
                    skipped, removed, closed)

}  // namespace paraph
