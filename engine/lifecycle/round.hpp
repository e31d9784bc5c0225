#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/enum.hpp>

#include "engine/lifecycle/transition.hpp"

namespace paraph {

/// Where one round of a stage stands. Suspension is the cycle's, not the round's. Stored and
/// hashed: do not change these names and numbers.
enum class RoundStatus : std::uint8_t {
    open = 1,        // answers are awaited
    qualified = 2,   // the rule holds and nothing blocks; the closing act is awaited
    overdue = 3,     // the due time passed, and the stage's kind does not close by itself
    closed = 4,      // with a result
    superseded = 5,  // a new revision opened a new round in its place
    undone = 6,      // compensated, because an earlier stage was reopened
};
BOOST_DESCRIBE_ENUM(RoundStatus, open, qualified, overdue, closed, superseded, undone)

/// What happened to a round.
enum class RoundEvent : std::uint8_t {
    qualified = 1,     //
    disqualified = 2,  // it qualified, and no longer does: a changed answer, a new participant
    fell_due = 3,      //
    extended = 4,      // a later due time, also after the old one passed or closed the round
    closed = 5,        //
    superseded = 6,    //
    undone = 7,        //
    reopened = 8,      // closed, and open anew
};
BOOST_DESCRIBE_ENUM(RoundEvent, qualified, disqualified, fell_due, extended, closed, superseded,
                    undone, reopened)

/// The status after `event`; nothing when the lifecycle does not know the event there. A pure
/// function, some 10 ns. Who may, and whether it suffices, is not asked here.
std::optional<RoundStatus> next(RoundStatus status, RoundEvent event);

std::vector<Transition<RoundStatus, RoundEvent>> round_table();
std::string round_diagram();  // Mermaid, generated from the table

}  // namespace paraph
