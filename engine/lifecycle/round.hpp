#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/enum.hpp>

#include "engine/lifecycle/transition.hpp"
#include "engine/model/status.hpp"

namespace paraph {

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
    cancelled = 9,     // its block went on without it
};
BOOST_DESCRIBE_ENUM(RoundEvent, qualified, disqualified, fell_due, extended, closed, superseded,
                    undone, reopened, cancelled)

/// The status after `event`; nothing when the lifecycle does not know the event there. A pure
/// function, some 10 ns. Who may, and whether it suffices, is not asked here.
std::optional<RoundStatus> next(RoundStatus status, RoundEvent event);

std::vector<Transition<RoundStatus, RoundEvent>> round_table();
std::string round_diagram();  // Mermaid, generated from the table

}  // namespace paraph
