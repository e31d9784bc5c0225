// What runs inside a ministry: who has signed below, where it goes next, what is proposed.

#include <algorithm>

#include "api/pages/positions.hpp"
#include "api/routes/task_telling.hpp"
#include "api/telling/levels.hpp"
#include "api/telling/titles.hpp"
#include "engine/base/enums.hpp"
#include "engine/core/clearance.hpp"

namespace paraph::api {
namespace {

using pages::Language;

std::string proposed_before(const Task& task) {
    if (task.seat->answer && !task.seat->answer->proposes.empty())
        return task.seat->answer->proposes;
    const auto levels = levels_below(task);
    for (auto level = levels.rbegin(); level != levels.rend(); ++level)
        if (!level->second->answer->proposes.empty()) return level->second->answer->proposes;
    return {};
}

pages::Level level_of(const Telling& telling, const Stage& stage, const Assignment& seat,
                      const Stage& outer) {
    const auto& answer = *seat.answer;
    const auto& language = telling.language();
    pages::Level level{.function = stage_title(&stage, seat.function, language),
                       .person = signer(telling.registry(), answer, language),
                       .signed_at = answer.at,
                       .proposes = {},
                       .note = telling.said.reason(answer.entry),
                       .sent_back = !passed_on(stage, seat)};
    if (!answer.proposes.empty())
        level.proposes = position_title(&outer, answer.proposes, language);
    return level;
}

/// The last level decides: what was proposed to it stands above, and nothing is chosen for it.
std::string chosen_proposal(const Telling& telling, bool last) {
    if (telling.typed.sent) return std::string(telling.typed.form.get("proposes"));
    return last && !telling.seat().answer ? std::string() : proposed_before(telling.task);
}

/// Whether a comment inside is for this level to pass on: the last submits, those below verify.
bool waits_for(const Task& task, const Comment& comment, bool last) {
    if (!comment.clearance || comment.status != CommentStatus::open) return false;
    if (last) return comment.clearance != Clearance::submitted;
    return task.seat_index > 0 && comment.clearance == Clearance::pending;
}

}  // namespace

std::string submitting_level(const Task& task) {
    const int last = last_level(*task.seen.registry, *task.round);
    const bool own = last < 0 || last == static_cast<int>(task.seat_index);
    return own ? std::string() : task.round->seat(last).function;
}

pages::Chain clearing_chain(const Telling& telling) {
    const auto& task = telling.task;
    pages::Chain chain{.clears = true,
                       .submits = pages::function_word(submitting_level(task), telling.language())};
    chain.waiting =
        static_cast<int>(std::ranges::count_if(task.state().comments, [&](const auto& comment) {
            return waits_for(task, *comment, chain.submits.empty());
        }));
    return chain;
}

std::string next_level(const Task& task, const Language& language) {
    const auto* next =
        next_level(*task.seen.definition, *task.seen.registry, task.stage, task.seat->body);
    return next ? stage_title(next, next->name, language) : std::string();
}

bool passed_on(const Stage& stage, const Assignment& seat) {
    const auto* rule = stage.position(seat.answer->position);
    return !rule || !rule->blocks;
}

std::vector<std::pair<const Stage*, const Assignment*>> levels_below(const Task& task) {
    std::vector<std::pair<const Stage*, const Assignment*>> levels;
    for (int i = 0; i < task.round_index; ++i) {
        const auto& round = task.state().round(i);
        if (round.status == RoundStatus::undone) continue;
        for (const auto& seat : round.assignments)
            if (const auto* stage = task.seen.definition->stage(round.stage); stage && seat->answer)
                levels.emplace_back(stage, seat.get());
    }
    return levels;
}

bool signs_in_chain(const Task& task) {
    return task.state().is_inside() && task.round->kind == StageKind::sign_off;
}

const Assignment* taken_from(const Task& task) {
    const auto levels = levels_below(task);
    for (auto level = levels.rbegin(); level != levels.rend(); ++level)
        if (passed_on(*level->first, *level->second)) return level->second;
    return nullptr;
}

std::vector<pages::CommentDraft> taken_over(const Task& task, const Said& said) {
    std::vector<pages::CommentDraft> drafts;
    const auto* from = taken_from(task);
    if (!from) return drafts;
    for (const auto& comment : task.state().comments)
        if (comment->entry == from->answer->entry)
            drafts.push_back({.paragraph = comment->paragraph,
                              .quote = {},
                              .force = std::string(enum_text(comment->force)),
                              .type = std::string(enum_text(comment->type)),
                              .text = said.comment(*comment),
                              .proposed = said.proposed(*comment)});
    return drafts;
}

pages::Chain chain_of(const Telling& telling, const Stage& outer) {
    const auto& task = telling.task;
    const auto& language = telling.language();
    pages::Chain chain{.next = next_level(task, language)};
    for (const auto& [stage, seat] : levels_below(task))
        chain.levels.push_back(level_of(telling, *stage, *seat, outer));
    const auto chosen = chosen_proposal(telling, chain.next.empty());
    if (chosen.empty())
        chain.proposals.push_back(
            {.value = "", .title = language.say("chain.choose"), .chosen = true});
    for (const auto& rule : outer.positions)
        chain.proposals.push_back({.value = rule.name,
                                   .title = position_title(&outer, rule.name, language),
                                   .chosen = rule.name == chosen});
    return chain;
}

}  // namespace paraph::api
