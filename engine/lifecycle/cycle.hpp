#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/enum.hpp>

#include "engine/lifecycle/transition.hpp"
#include "engine/model/status.hpp"

namespace paraph {

/// What happened to a cycle.
enum class CycleEvent : std::uint8_t {
    opened = 1,     //
    suspended = 2,  //
    resumed = 3,    // a suspended cycle goes on
    deferred = 4,   //
    taken_up = 5,   // a deferred cycle goes on
    ended = 6,      // the definition's way reached an end
    reopened = 7,   // a closed round was opened anew
    abandoned = 8,  //
};
BOOST_DESCRIBE_ENUM(CycleEvent, opened, suspended, resumed, deferred, taken_up, ended, reopened,
                    abandoned)

/// The status after `event`; nothing when the lifecycle does not know the event there. A pure
/// function, some 10 ns. Who may, and whether it suffices, is not asked here.
std::optional<CycleStatus> next(CycleStatus status, CycleEvent event);

std::vector<Transition<CycleStatus, CycleEvent>> cycle_table();
std::string cycle_diagram();  // Mermaid, generated from the table

}  // namespace paraph
