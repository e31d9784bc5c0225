#include <algorithm>
#include <set>

#include "engine/base/contains.hpp"
#include "engine/base/enums.hpp"
#include "engine/base/words.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

/// Results that this kind of stage knows, whether or not this stage can come to them. Where one of
/// them has no way, another result takes its place: a ballot without quorum has not passed, an
/// overdue stage stays open, a revision with everything lifted is issued or left unchanged.
std::vector<std::string_view> known_results(const Stage& stage) {
    switch (stage.kind) {
        case StageKind::comment:
            return {"closed"};
        case StageKind::ballot:
            return {"passed", "not passed", "no quorum", "awaiting"};
        case StageKind::silence:
            return {"adopted", "broken"};
        case StageKind::sign_off:
            return {"signed", "declined", "overdue"};
        case StageKind::revise:
            return {"revised", "lifted", "unchanged", "withdrawn", "overdue"};
        case StageKind::circulate:
            return {"settled"};
        case StageKind::review:
            return {"done", "short"};
        case StageKind::follow_up:
            return {"settled", "open"};
        case StageKind::each:
            return {"closed", "passed", "not passed", "overdue"};
        default:
            break;
    }
    if (stage.kind == StageKind::parallel || stage.kind == StageKind::call) {
        std::vector<std::string_view> own;  // their results are what `then` names
        for (const auto& [result, target] : stage.then) own.push_back(result);
        return own;
    }
    std::vector<std::string_view> results{stage.results.begin(), stage.results.end()};
    for (const auto& way : stage.ways) results.push_back(way.name);
    results.push_back("overdue");
    return results;
}

bool anyone_must_answer(const Definition& definition, const Stage& stage) {
    return std::ranges::any_of(stage.who, [&](const Participant& who) {
        const auto* role = definition.role(who.name);
        return role && role->silence.kind == Silence::Kind::must_answer;
    });
}

bool is_idle(const Definition& definition, const Stage& stage, std::string_view result) {
    return (result == "awaiting" && !anyone_must_answer(definition, stage)) ||
           (result == "declined" && !stage.position("decline")) ||
           (result == "no quorum" && !stage.quorum);
}

/// A word of people's own that a stage also comes to by itself.
void check_own_results(const Stage& stage, const Node& root, Report& report) {
    constexpr std::string_view overdue = "overdue";
    const auto refuse = [&](std::string_view word) {
        report.error(place_of(root, {"stages", stage.name, word}), "unfit-name",
                     "\"overdue\" is what a stage comes to by itself once its time is over. Give "
                     "what people decide another name.");
    };
    if (contains(stage.results, overdue)) refuse("results");
    if (std::ranges::find(stage.ways, overdue, &Way::name) != stage.ways.end()) refuse("ways");
}

void check_stage_ways(const Definition& definition, const Stage& stage, const Node& root,
                      Report& report) {
    if (!value_at(root, {"stages", stage.name, "then"})) return;  // said already
    for (const auto& result : results_of(stage)) {
        if (stage.then.contains(result) || value_at(root, {"stages", stage.name, "then", result}))
            continue;
        report.error(place_of(root, {"stages", stage.name, "then"}), "no-way",
                     "\"" + stage.name + "\" can come to the result \"" + result +
                         "\", but \"then:\" does not say where that leads.");
    }
    const auto known = known_results(stage);
    for (const auto& [result, target] : stage.then) {
        const Place place =
            root.find("stages")->find(stage.name)->find("then")->entry(result)->place;
        if (!stage.closes.chooses && !contains(known, result)) {
            report.error(
                place, "unknown-result",
                "\"" + result + "\" is no result of this stage." + suggestion(result, known));
        } else if (is_idle(definition, stage, result)) {
            report.warning(place, "idle-way",
                           "This stage can't come to \"" + result +
                               "\", so this way is never "
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
            if (way->to_stage()) open.push_back(way->name);
        }
        open.insert(open.end(), stage->branches.begin(), stage->branches.end());
    }
    return seen;
}

/// Everything from which an end can be reached, of the cycle or of the branch in which it lies.
std::set<std::string> ending(const Definition& definition) {
    std::set<std::string> found;
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& stage : definition.stages) {
            const auto ways = ways_out(stage);
            const bool ends = std::ranges::any_of(ways, [&](const Target* way) {
                return !way->to_stage() || found.contains(way->name);
            });
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
                      std::ranges::all_of(ways,
                                          [&](const Target* way) {
                                              return !way->to_stage() ||
                                                     definition.stage(way->name);
                                          }) &&
                      std::ranges::all_of(stage.branches, [&](const std::string& branch) {
                          return definition.stage(branch);
                      });
           });
}

}  // namespace

std::vector<std::string> results_of(const Stage& stage) {
    switch (stage.kind) {
        case StageKind::comment:
            return {"closed"};
        case StageKind::ballot:
            if (stage.closes.chooses) return {"passed"};
            return {"passed", "not passed"};
        case StageKind::silence:
            return {"adopted", "broken"};
        case StageKind::revise:
            return {"revised", "unchanged"};
        case StageKind::meet:
            return stage.results;
        case StageKind::circulate:
        case StageKind::follow_up:
            return {"settled"};
        case StageKind::review:
            return {"done", "short"};
        case StageKind::parallel:
            return {"joined"};
        case StageKind::each:
            if (!stage.passes) return {"closed"};
            return {"passed", "not passed"};
        case StageKind::call:
            return {"abandoned"};
        case StageKind::choose: {
            std::vector<std::string> results;
            for (const auto& way : stage.ways) results.push_back(way.name);
            return results;
        }
        case StageKind::sign_off:
            break;
    }
    if (!stage.position("decline")) return {"signed"};
    return {"signed", "declined"};
}

void check_ways(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_own_results(stage, root, report);
        check_stage_ways(definition, stage, root, report);
        if (stage.at_most && stage.at_most_then.to_stage() &&
            stage.at_most_then.name == stage.name) {
            report.error(place_of(root, {"stages", stage.name, "at most"}), "endless",
                         "After the last time it can't go to the same stage again. Name another "
                         "stage, or an end.");
        }
    }
    if (!is_whole(definition, root)) return;
    const auto seen = reached(definition);
    const auto ends = ending(definition);
    bool sound = true;
    for (const auto& entry : root.find("stages")->entries) {
        sound = sound && seen.contains(entry.key) && ends.contains(entry.key);
        if (!seen.contains(entry.key)) {
            report.error(entry.place, "unreachable-stage",
                         "Nothing leads to \"" + entry.key +
                             "\". Name it in another stage's "
                             "\"then:\", or delete it.");
        } else if (!ends.contains(entry.key)) {
            report.error(entry.place, "endless",
                         "From \"" + entry.key +
                             "\" no way leads to an end. Let one of the ways "
                             "end, as in \"end as adopted\", or limit the loop "
                             "with \"at most\".");
        }
    }
    if (sound) check_course(definition, root, report);
}

}  // namespace paraph
