#pragma once

#include "api/house.hpp"
#include "api/upkeep/periodic.hpp"

namespace paraph::api {

/// Passes on what is open when somebody begins to stand in for a colleague, and hands it back when
/// that time is over: no command comes then that could do it. Once a minute; what began or ended
/// while no server ran is seen to at the start.
class StandIns {
public:
    explicit StandIns(const House& house) : house_(house) {}

    void start();
    void stop() { rounds_.stop(); }

private:
    void round();

    const House& house_;
    Instant seen_to_{};  // what began up to then
    Periodic rounds_;
};

}  // namespace paraph::api
