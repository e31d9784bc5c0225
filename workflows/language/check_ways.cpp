#include <algorithm>
#include <array>
#include <set>

#include "engine/base/enums.hpp"
#include "engine/base/words.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

bool waits_for_answer(const Definition& definition, const Stage& stage) {
    return std::ranges::any_of(stage.who, [&](const Participant& participant) {
        const auto* role = definition.role(participant.name);
        return participant.kind == Participant::Kind::role && role &&
               role->silence.kind == Silence::Kind::must_answer;
    });
}

bool can_decline(const Stage& stage) {
    return std::ranges::find(stage.positions, "decline", &PositionRule::name) !=
           stage.positions.end();
}

/// Results that this kind of stage knows, whether or not this stage can come to them.
std::vector<std::string_view> known_results(const Stage& stage) {
    switch (stage.kind) {
        case StageKind::comment: return {"closed"};
        case StageKind::ballot: return {"passed", "not passed", "no quorum", "awaiting"};
        case StageKind::silence: return {"adopted", "broken"};
        case StageKind::sign_off: return {"signed", "declined", "overdue"};
        case StageKind::revise: return {"revised", "lifted", "unchanged", "withdrawn", "overdue"};
        case StageKind::meet: break;
    }
    std::vector<std::string_view> results{stage.results.begin(), stage.results.end()};
    results.push_back("overdue");
    return results;
}

void check_stage_ways(const Definition& definition, const Stage& stage, const Node& root,
                      Report& report) {
    if (!value_at(root, {"stages", stage.name, "then"})) return;  // said already
    const auto needed = results_of(definition, stage);
    for (const auto& result : needed) {
        if (stage.then.contains(result) ||
            value_at(root, {"stages", stage.name, "then", result})) continue;
        report.error(place_of(root, {"stages", stage.name, "then"}), "no-way",
                     "\"" + stage.name + "\" can come to the result \"" + result +
                         "\", but \"then:\" does not say where that leads.");
    }
    const auto known = known_results(stage);
    for (const auto& [result, target] : stage.then) {
        const Place place = root.find("stages")->find(stage.name)->find("then")->entry(result)->place;
        if (std::ranges::find(known, result) == known.end()) {
            report.error(place, "unknown-result",
                         "\"" + result + "\" is no result of this stage." +
                             suggestion(result, known));
        } else if (std::ranges::find(needed, result) == needed.end() && result != "overdue") {
            report.warning(place, "idle-way",
                           "This stage can't come to \"" + result + "\", so this way is never "
                                                                    "taken.");
        }
    }
}

std::vector<const Target*> ways_out(const Stage& stage) {
    std::vector<const Target*> ways;
    for (const auto& [result, target] : stage.then) ways.push_back(&target);
    if (stage.at_most) ways.push_back(&stage.at_most_then);
    return ways;
}

/// Everything that can be reached from the start.
std::set<std::string> reached(const Definition& definition) {
    std::set<std::string> seen;
    std::vector<std::string> open{definition.start};
    while (!open.empty()) {
        const auto name = std::move(open.back());
        open.pop_back();
        const auto* stage = definition.stage(name);
        if (!stage || !seen.insert(name).second) continue;
        for (const auto* way : ways_out(*stage)) {
            if (!way->ends) open.push_back(way->name);
        }
    }
    return seen;
}

/// Everything from which an end can be reached.
std::set<std::string> ending(const Definition& definition) {
    std::set<std::string> found;
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& stage : definition.stages) {
            const auto ways = ways_out(stage);
            const bool ends = std::ranges::any_of(
                ways, [&](const Target* way) { return way->ends || found.contains(way->name); });
            if (ends && found.insert(stage.name).second) grew = true;
        }
    }
    return found;
}

/// Whether the graph was read whole; otherwise what is reached can't be told.
bool is_whole(const Definition& definition, const Node& root) {
    const auto* stages = root.find("stages");
    if (!stages || stages->entries.size() != definition.stages.size()) return false;
    return definition.stage(definition.start) &&
           std::ranges::all_of(definition.stages, [&](const Stage& stage) {
               const auto ways = ways_out(stage);
               const auto* then = value_at(root, {"stages", stage.name, "then"});
               return then && then->entries.size() == stage.then.size() &&
                      std::ranges::all_of(ways, [&](const Target* way) {
                          return way->ends || definition.stage(way->name);
                      });
           });
}

}  // namespace

std::vector<std::string> results_of(const Definition& definition, const Stage& stage) {
    switch (stage.kind) {
        case StageKind::comment: return {"closed"};
        case StageKind::silence: return {"adopted", "broken"};
        case StageKind::revise: return {"revised", "lifted", "unchanged", "withdrawn"};
        case StageKind::meet: return stage.results;
        case StageKind::sign_off: {
            std::vector<std::string> results{"signed"};
            if (can_decline(stage)) results.push_back("declined");
            return results;
        }
        case StageKind::ballot: break;
    }
    std::vector<std::string> results{"passed", "not passed"};
    if (stage.quorum) results.push_back("no quorum");
    if (waits_for_answer(definition, stage)) results.push_back("awaiting");
    return results;
}

void check_ways(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_stage_ways(definition, stage, root, report);
        if (stage.at_most && !stage.at_most_then.ends && stage.at_most_then.name == stage.name) {
            report.error(place_of(root, {"stages", stage.name, "at most"}), "endless",
                         "After the last time it can't go to the same stage again. Name another "
                         "stage, or an end.");
        }
    }
    if (!is_whole(definition, root)) return;
    const auto seen = reached(definition);
    const auto ends = ending(definition);
    for (const auto& entry : root.find("stages")->entries) {
        if (!seen.contains(entry.key)) {
            report.error(entry.place, "unreachable-stage",
                         "Nothing leads to \"" + entry.key + "\". Name it in another stage's "
                                                             "\"then:\", or delete it.");
        } else if (!ends.contains(entry.key)) {
            report.error(entry.place, "endless",
                         "From \"" + entry.key + "\" no way leads to an end. Let one of the ways "
                                                 "end, as in \"end as adopted\", or limit the loop "
                                                 "with \"at most\".");
        }
    }
}

}  // namespace paraph
