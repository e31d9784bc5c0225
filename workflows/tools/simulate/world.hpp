#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/core/rehearsal.hpp"
#include "workflows/tools/simulate/behaviour.hpp"

namespace paraph::simulation {

/// What somebody does in one stage, worked out from all habits that fit.
struct Manner {
    std::map<std::string, int> odds;  // position or result -> its parts; `nothing`: silence
    Pace after, once_overdue;
    int conditions = 0, lifts = 0, lifts_early = 0;  // of a hundred

    /// The same where silence is no choice any more.
    std::map<std::string, int> odds_to_act() const;
};

/// What all runs of one thread share: a furnished house, who acts for whom, and how. One thread's.
class World {
public:
    World(const Behaviour& behaviour, const scenario::Library& library,
          const CalendarVersion& calendar);

    const Rehearsal& house() const { return house_; }
    const Behaviour& behaviour() const { return behaviour_; }
    const Calendar& calendar() const { return calendar_; }
    milliseconds working_day() const { return working_day_; }
    /// Days on which a cycle may open.
    const std::vector<Calendar::Day>& opening_days() const { return opening_days_; }

    /// Whoever has the function in the body; empty: its focal point.
    const Actor& actor(const std::string& body, const std::string& function);
    const Manner& manner(const Definition& definition, const Stage& stage,
                         const Assignment& assignment);

private:
    Manner work_out(const Stage& stage, const Assignment& assignment) const;

    const Behaviour& behaviour_;
    Calendar calendar_;
    milliseconds working_day_;
    std::vector<Calendar::Day> opening_days_;
    Rehearsal house_;
    std::unordered_map<std::string, Actor> actors_;
    std::unordered_map<std::string, Manner> manners_;
};

}  // namespace paraph::simulation
