#include "engine/core/effects.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/core/apply.hpp"

namespace paraph {
namespace {

constexpr int errand_depth_max = 8;

}  // namespace

void show_events(const Effect& effect, Instant at,
                 const std::function<void(const Event&, const State& after)>& show) {
    State state;
    if (effect.before) state = *effect.before;
    state.id = effect.after->id;
    for (const auto& event : effect.events) {
        apply(state, {.fact = event.fact,
                      .secret = event.secret,
                      .actor = effect.actor.id,
                      .sequence = state.sequence + 1,
                      .at = at,
                      .behalf = event.behalf});
        show(event, state);
    }
}

std::shared_ptr<const State> Effects::state(const std::string& cycle) const {
    const auto latest = std::find_if(effects_.rbegin(), effects_.rend(), [&](const Effect& effect) {
        return effect.after->id == cycle;
    });
    return latest != effects_.rend() ? latest->after : house_.find(cycle);
}

Setting Effects::setting() const {
    return {house_.now, house_.seeds(), house_.registry, house_.calendars,
            [this](const std::string& cycle) { return state(cycle); }};
}

Result<> Effects::follow_up(Decided decided, std::shared_ptr<const State> before,
                            const Actor& actor, int depth) {
    const auto errands = std::move(decided.errands);
    if (!decided.events.empty())
        effects_.push_back({.before = std::move(before),
                            .after = std::make_shared<const State>(std::move(decided.after)),
                            .events = std::move(decided.events),
                            .actor = actor});
    for (const auto& errand : errands)
        if (auto done = decide_one(errand.cycle, errand.command, errand.actor, depth + 1); !done)
            return done.error();
    return {};
}

Result<std::string> Effects::decide_one(const std::string& cycle, const Command& command,
                                        const Actor& actor, int depth) {
    if (depth > errand_depth_max)
        return refuse(Refused::out_of_order, "Procedures run inside each other without an end.");
    auto before = state(cycle);
    State fresh;
    fresh.id = cycle;
    auto decided = decide(before ? *before : fresh, command, actor, setting());
    if (!decided) return decided.error();
    std::string made = std::move(decided->made);
    if (auto r = follow_up(std::move(*decided), std::move(before), actor, depth); !r)
        return r.error();
    return made;
}

Result<std::string> Effects::take(const std::string& cycle, const Command& command,
                                  const Actor& actor) {
    return decide_one(cycle, command, actor, 0);
}

void Effects::fall_due(const std::string& cycle) {
    auto before = state(cycle);
    if (!before) throw std::logic_error("a due time of a cycle that is not there: " + cycle);
    auto decided = decide_due(*before, setting());
    if (auto r = follow_up(std::move(decided), std::move(before), by_rule(), 0); !r)
        throw std::logic_error("what follows from a due time was refused: " + r.error().text);
}

}  // namespace paraph
