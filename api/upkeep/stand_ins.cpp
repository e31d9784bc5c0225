#include "api/upkeep/stand_ins.hpp"

#include "api/upkeep/handing_over.hpp"

namespace paraph::api {

void StandIns::start() {
    rounds_.start(std::chrono::minutes(1), "tasks were not passed on", [this] { round(); });
}

void StandIns::round() {
    const auto now = house_.clock.now();
    pass_on_what_began(house_, seen_to_);
    hand_back_what_ended(house_);
    seen_to_ = now;
}

}  // namespace paraph::api
