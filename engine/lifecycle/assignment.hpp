#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/enum.hpp>

#include "engine/lifecycle/transition.hpp"

namespace paraph {

/// Where that which one body owes in one round stands. Stored and hashed: do not change these
/// names and numbers.
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

/// What happened to an assignment.
enum class AssignmentEvent : std::uint8_t {
    answered = 1,         // took or changed to a position that does not block
    blocked = 2,          // took or changed to one that does
    lifted = 3,           // took a block back
    maintained = 4,       // confirmed the position in force
    counted_silent = 5,   // the due time passed, and the role's silence counts as something
    silence_voided = 6,   // after an extension or a reopening the counted silence is void
    outdated = 7,         // a new revision, and the answer does not carry over
    carried = 8,          // a new revision, and the answer does carry over
    skipped = 9,          //
    removed = 10,         //
    closed = 11,          // the round ended
    returned = 12,        // sent back, or withdrawn: an answer is awaited again
};
BOOST_DESCRIBE_ENUM(AssignmentEvent, answered, blocked, lifted, maintained, counted_silent,
                    silence_voided, outdated, carried, skipped, removed, closed, returned)

/// The status after `event`; nothing when the lifecycle does not know the event there. A pure
/// function, some 10 ns. Who may, and whether it suffices, is not asked here.
std::optional<AssignmentStatus> next(AssignmentStatus status, AssignmentEvent event);

std::vector<Transition<AssignmentStatus, AssignmentEvent>> assignment_table();
std::string assignment_diagram();  // Mermaid, generated from the table

}  // namespace paraph
