#include "engine/core/decide.hpp"

#include <stdexcept>

#include "engine/core/entitled.hpp"
#include "engine/core/handlers.hpp"

namespace paraph {

const Calendar& Calendars::get(const Registry& registry, std::string_view name, int version) {
    const auto* found = registry.calendar(name, version);
    if (!found) throw std::logic_error("no calendar \"" + std::string(name) + "\"");
    const std::pair key{found->name, found->version};
    auto known = calendars_.find(key);
    if (known == calendars_.end())
        known = calendars_.emplace(key, Calendar::make(*found).value()).first;
    return known->second;
}

Result<Decided> decide(const State& state, const Command& command, const Actor& actor,
                       const Setting& setting) {
    const bool opens = std::holds_alternative<OpenCycle>(command);
    if (opens == state.opening.operator bool())
        return opens ? refuse(Refused::conflict, "A cycle of this id exists already.")
                     : refuse(Refused::not_found, "There is no such cycle.");
    Decision decision(state, actor, setting);
    if (!opens)
        if (auto r = comes_in(decision); !r) return r.error();
    try {
        const auto done = std::visit([&](const auto& c) { return handle(decision, c); }, command);
        if (!done) return done.error();
        // What the rules pass on was written before, and stays as it is.
        if (actor.id != "rule" && !decision.written()) return decision.written().error();
    } catch (const EndlessCourse& endless) {
        return refuse(Refused::unsound_definition, endless.what());
    }
    return std::move(decision).finish();
}

}  // namespace paraph
