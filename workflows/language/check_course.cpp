#include <algorithm>

#include "engine/base/words.hpp"
#include "workflows/language/check.hpp"
#include "workflows/language/course.hpp"

namespace paraph {
namespace {

/// The run that leads into a trap, as people would tell it; the middle of a long one is left out.
std::string told(const Course& course, const std::vector<int>& run) {
    constexpr std::size_t begins = 3, ends = 6;
    std::string text;
    for (std::size_t i = 0; i < run.size(); ++i) {
        if (run.size() > begins + ends && i >= begins && i < run.size() - ends) {
            if (i == begins) text += ", …";
            continue;
        }
        const auto& step = course.steps[static_cast<std::size_t>(run[i])];
        text += (text.empty() ? "" : ", ") + quoted(step.stage->name);
    }
    return text;
}

void check_step(const Course::Step& step, const Passage& passage, std::size_t index,
                const Node& root, Report& report) {
    const auto& name = step.stage->name;
    if (!passage.reached[index]) {
        report.error(root.find("stages")->entry(name)->place, "unreachable-stage",
                     "No cycle ever comes to " + quoted(name) +
                         ": only a limit (\"at most\") that is never used up leads there.");
    } else if (step.limit > 0 && !passage.used_up[index]) {
        report.warning(place_of(root, {"stages", name, "at most"}), "idle-limit",
                       quoted(name) +
                           " is never entered so often: no way leads back to it. Leave the limit "
                           "out, or mend the way.");
    }
}

/// Whether the branch can be done, or is wrong in another way that is said elsewhere: it lies in
/// another block, or would end the cycle.
bool may_be_done(const Definition& definition, const Stage& block, const std::string& branch) {
    const auto done = [](const Target& target) {
        return target.kind == Target::Kind::done || target.ends();
    };
    const auto* first = definition.stage(branch);
    if (!first || first->block != block.name || first->branch != branch) return true;
    return std::ranges::any_of(definition.stages, [&](const Stage& stage) {
        return stage.block == block.name && stage.branch == branch &&
               (std::ranges::any_of(stage.then,
                                    [&](const auto& way) { return done(way.second); }) ||
                (stage.at_most && done(stage.at_most_then)));
    });
}

/// Branches in which no way says "done" can only be left, so a join that needs them never comes.
void check_join(const Definition& definition, const Stage& block, const Node& root,
                Report& report) {
    std::vector<std::string> left;
    for (const auto& branch : block.branches)
        if (!may_be_done(definition, block, branch)) left.push_back(branch);
    const auto all = static_cast<int>(block.branches.size());
    if (all - static_cast<int>(left.size()) >= block.joins.of(all)) return;
    report.error(place_of(root, {"stages", block.name, "branches"}), "never-joins",
                 "This block can never be joined: in the branch " + quoted(left.front()) +
                     " no way says \"done\". Let one say so, or join when fewer are done.");
}

}  // namespace

void check_course(const Definition& definition, const Node& root, Report& report) {
    const auto course = course_of(definition);
    const auto passage = go_through(course);
    for (const auto& stage : definition.stages)
        if (stage.kind == StageKind::parallel) check_join(definition, stage, root, report);
    for (std::size_t i = 0; i < course.steps.size(); ++i)
        check_step(course.steps[i], passage, i, root, report);
    if (!passage.trap.empty()) {
        const auto& last = course.steps[static_cast<std::size_t>(passage.trap.back())];
        report.error(root.find("stages")->entry(last.stage->name)->place, "endless",
                     "A cycle can come to where no end can be reached any more, since limits are "
                     "used up: by " +
                         told(course, passage.trap) +
                         ". Let a way out of there end, or name an end behind \"at most\".");
    }
    if (passage.unfinished.empty()) return;
    const auto limited = std::ranges::find_if(passage.unfinished, [&](int step) {
        return course.steps[static_cast<std::size_t>(step)].limit > 0;
    });
    const auto& stage = *course.steps[static_cast<std::size_t>(*limited)].stage;
    report.not_proven(place_of(root, {"stages", stage.name, "at most"}),
                      "The loops around " + quoted(stage.name) +
                          " have too many limits to try them all: whether a cycle can always end "
                          "is not proven.");
}

}  // namespace paraph
