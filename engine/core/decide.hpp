#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/record.hpp"
#include "engine/model/command.hpp"
#include "engine/rules/calendar.hpp"

namespace paraph {

/// Calendars ready to count with, one per version, made when first asked for. Not thread-safe: each
/// deciding thread has its own.
class Calendars {
public:
    /// Throws std::logic_error for a version that the registry does not have.
    const Calendar& get(const Registry& registry, std::string_view name, int version);

private:
    std::map<std::pair<std::string, int>, Calendar> calendars_;
};

/// Everything a decision depends on besides state and command. Same input, same facts.
struct Setting {
    Instant now{};
    id::Seed seed{};  // 16 random bytes; ids and salts are drawn from it
    const Registry& registry;
    Calendars& calendars;
    /// Another cycle as it stands, for what a rule counts across them (`load`); may be empty.
    std::function<std::shared_ptr<const State>(const std::string& cycle)> cycle = {};
};

/// A command to another cycle that follows from a decision; it is carried out in the same
/// transaction, and its refusal refuses the whole.
struct Errand {
    std::string cycle;
    Command command;
    Actor actor;
};

struct Decided {
    std::vector<Event> events;  // none: accepted, and nothing had to change
    State after;
    std::vector<Errand> errands;
    std::string made;  // id of what the command brought about (a cycle, a comment), or ""
};

/// What follows from a command, or why not. Pure. Due times up to `setting.now` must have been
/// decided before (`decide_due`), so that a late answer never overtakes an expiry.
/// `state.id` is set, also for a cycle that does not exist yet.
Result<Decided> decide(const State& state, const Command& command, const Actor& actor,
                       const Setting& setting);

/// What follows from the first due time of the cycle. Precondition: it is not after `setting.now`.
Decided decide_due(const State& state, const Setting& setting);

}  // namespace paraph
