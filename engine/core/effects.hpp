#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/decide.hpp"

namespace paraph {

/// What one decision brought about in one cycle.
struct Effect {
    std::shared_ptr<const State> before;  // null: the cycle was opened by it
    std::shared_ptr<const State> after;
    std::vector<Event> events;  // in order; the last one's sequence is after->sequence
    Actor actor;
};

/// Folds the events of an effect that was decided at `at` and shows each with the state after it.
void show_events(const Effect& effect, Instant at,
                 const std::function<void(const Event&, const State& after)>& show);

/// A command or a due time with everything that follows from it, also in other cycles. Nothing of
/// it stands until whoever asked keeps it. One use each; what it refers to must outlive it.
class Effects {
public:
    struct House {
        std::function<std::shared_ptr<const State>(const std::string&)> find;  // null: no such one
        const std::function<id::Seed()>& seeds;
        Calendars& calendars;
        const Registry& registry;
        Instant now;
    };
    explicit Effects(const House& house) : house_(house) {}

    /// Decides `command`, then what it sends elsewhere. A refusal anywhere refuses the whole.
    /// Gives what was made (a cycle, a comment), or "".
    Result<std::string> take(const std::string& cycle, const Command& command, const Actor& actor);
    /// Decides the first due time of a cycle. Precondition: it is not after `now`. Throws
    /// std::logic_error where what follows is refused.
    void fall_due(const std::string& cycle);

    /// In the order in which they were decided; none: nothing had to change.
    std::vector<Effect>& all() { return effects_; }
    /// As it would be; null: there is no such cycle.
    std::shared_ptr<const State> state(const std::string& cycle) const;

private:
    Result<std::string> decide_one(const std::string& cycle, const Command& command,
                                   const Actor& actor, int depth);
    Result<> follow_up(Decided decided, std::shared_ptr<const State> before, const Actor& actor,
                       int depth);
    Setting setting() const;

    const House& house_;
    std::vector<Effect> effects_;
};

}  // namespace paraph
