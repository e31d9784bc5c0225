#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/core/rehearsal.hpp"
#include "engine/core/verify.hpp"

namespace paraph::scenario {

/// Judges what happens in a case as an auditor would who has only the trail: what a procedure does
/// must follow from its definition also for those who did not see it happen. A value, like a scene.
class Trial {
public:
    void add(const Rehearsal::Happened& happened, const Registry& registry);
    /// The first thing that does not follow, in words; empty: all does.
    std::string flaw() const;

private:
    std::map<std::string, History> histories_;
    Verification found_;
    std::string cycle_;  // in which the first flaw was found
    std::shared_ptr<Calendars> calendars_ = std::make_shared<Calendars>();
};

}  // namespace paraph::scenario
