#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/enum.hpp>

#include "engine/lifecycle/transition.hpp"
#include "engine/model/status.hpp"

namespace paraph {

/// What happened to an assignment.
enum class AssignmentEvent : std::uint8_t {
    answered = 1,        // took or changed to a position that does not block
    blocked = 2,         // took or changed to one that does
    lifted = 3,          // took a block back
    maintained = 4,      // confirmed the position in force
    counted_silent = 5,  // the due time passed, and the role's silence counts as something
    silence_voided = 6,  // after an extension or a reopening the counted silence is void
    outdated = 7,        // a new revision, and the answer does not carry over
    carried = 8,         // a new revision, and the answer does carry over
    skipped = 9,         //
    removed = 10,        //
    closed = 11,         // the round ended
    returned = 12,       // sent back, or withdrawn: an answer is awaited again
    lapsed = 13,         // nobody maintained the position until the due time
};
BOOST_DESCRIBE_ENUM(AssignmentEvent, answered, blocked, lifted, maintained, counted_silent,
                    silence_voided, outdated, carried, skipped, removed, closed, returned, lapsed)

/// The status after `event`; nothing when the lifecycle does not know the event there. A pure
/// function, some 10 ns. Who may, and whether it suffices, is not asked here.
std::optional<AssignmentStatus> next(AssignmentStatus status, AssignmentEvent event);

std::vector<Transition<AssignmentStatus, AssignmentEvent>> assignment_table();
std::string assignment_diagram();  // Mermaid, generated from the table

}  // namespace paraph
