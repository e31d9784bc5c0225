#include "workflows/tools/scenario/trial.hpp"

namespace paraph::scenario {

void Trial::add(const Rehearsal::Happened& happened, const Registry& registry) {
    const auto& cycle = happened.effect.after->id;
    auto& history = histories_[cycle];
    const OtherCycle other = [this](const std::string& id) -> const History* {
        const auto found = histories_.find(id);
        return found == histories_.end() ? nullptr : &found->second;
    };
    for (const auto& event : happened.effect.events) {
        const Record<Fact> record{.fact = event.fact,
                                  .actor = happened.effect.actor.id,
                                  .via = happened.effect.actor.via,
                                  .stream = cycle,
                                  .sequence = history.state.sequence + 1,
                                  .at = happened.at,
                                  .effective = event.effective,
                                  .seal = event.secret.empty() ? "" : "sealed",
                                  .secret = event.secret,
                                  .behalf = event.behalf};
        judge(history, record, registry, *calendars_, other, found_);
        if (!found_.flaws.empty() && cycle_.empty()) cycle_ = cycle;
    }
}

std::string Trial::flaw() const {
    if (found_.flaws.empty()) return {};
    const auto& flaw = found_.flaws.front();
    return "An auditor could not follow entry " + std::to_string(flaw.sequence) + " of " + cycle_ +
           ": " + flaw.text + ".";
}

}  // namespace paraph::scenario
