#include "engine/core/editing.hpp"

namespace paraph {

void rename_stages(State& state, Opening& opening,
                   const std::map<std::string, std::string>& names) {
    const auto rename = [&](std::string& stage) {
        if (const auto to = names.find(stage); to != names.end()) stage = to->second;
    };
    for (auto& round : state.rounds) {
        Round& changed = edit(round);
        rename(changed.stage);
        for (auto& branch : changed.done) rename(branch);
    }
    for (auto& comment : state.comments) rename(edit(comment).stage);
    for (auto& stage : state.skipped) rename(stage);
    for (auto& stage : opening.waived) rename(stage);
    std::map<std::string, Instant> dates;
    for (auto& [stage, due] : opening.dates) {
        std::string name = stage;
        rename(name);
        dates[std::move(name)] = due;
    }
    opening.dates = std::move(dates);
}

}  // namespace paraph
