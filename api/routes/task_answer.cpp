// The page on which a body answers: its positions with what each sets off, what stands already, and
// what is being written.

#include <algorithm>

#include "api/pages/positions.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/routes/task_telling.hpp"
#include "api/routes/text_view.hpp"
#include "api/telling/levels.hpp"
#include "api/telling/onward.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/settled.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/missing.hpp"

namespace paraph::api {
namespace {

/// What the body answered when the stage was held before.
const Answer* earlier_answer(const Task& task) {
    for (int i = task.round_index - 1; i >= 0; --i) {
        const auto& round = task.state().round(i);
        if (round.stage != task.round->stage || round.status == RoundStatus::undone) continue;
        for (const auto& seat : round.assignments)
            if (seat->body == task.seat->body && seat->function == task.seat->function &&
                seat->answer)
                return &*seat->answer;
    }
    return nullptr;
}

/// Whether an answer was given that is of the text in force, whatever became of it.
bool is_answered(const Assignment& seat) {
    return seat.answer && seat.status != AssignmentStatus::outdated;
}

/// The result that the position brings about by itself, if it does.
std::string result_of(const Telling& telling, const PositionRule& rule) {
    const auto& stage = *telling.task.stage;
    if (stage.kind == StageKind::choose) return rule.name;
    return rule.blocks ? result_of_block(stage, *telling.task.round, telling.seat())
                       : std::string();
}

void put_effect(const Telling& telling, const PositionRule& rule, pages::PositionChoice& choice) {
    const auto result = result_of(telling, rule);
    if (result.empty()) {
        if (rule.blocks) choice.effect = pages::Effect::stops;
        return;
    }
    const auto way = onward(telling.definition(), *telling.task.stage, result);
    choice.effect = way.outcome.empty() ? pages::Effect::closes : pages::Effect::ends;
    if (way.stage) choice.leads_to = stage_title(way.stage, way.stage->name, telling.language());
    if (!way.outcome.empty()) choice.leads_to = telling.naming().position(way.outcome);
}

/// A block that was lifted is no answer that could be sent again by mistake.
bool is_chosen(const Telling& telling, const std::string& sent, const PositionRule& rule) {
    if (telling.typed.sent) return telling.typed.form.get("position") == sent;
    const auto& seat = telling.seat();
    return is_answered(seat) && seat.status != AssignmentStatus::lifted &&
           seat.answer->position == rule.name;
}

/// Empty: the page has words of its own for it.
std::string choice_title(const Stage& stage, const PositionRule& rule,
                         const pages::Language& language) {
    if (goes_by_meaning(stage, rule)) return {};
    return rule.title.empty() ? pages::choice_word(rule.name, language)
                              : std::string(language.of(rule.title));
}

std::vector<pages::PositionChoice> positions_of(const Telling& telling) {
    const auto& stage = *telling.task.stage;
    std::vector<pages::PositionChoice> choices;
    for (const auto& rule : stage.positions) {
        pages::PositionChoice choice{.name = sent_as(stage, rule),
                                     .title = choice_title(stage, rule, telling.language()),
                                     .blocks = rule.blocks,
                                     .reason_required = rule.reason_required,
                                     .comments_required = rule.comments_required,
                                     .leaves_base = rule.leaves_base};
        choice.chosen = is_chosen(telling, choice.name, rule);
        put_effect(telling, rule, choice);
        choices.push_back(std::move(choice));
    }
    return choices;
}

/// A level starts from what was passed on to it, which goes out in its name if it signs; from its
/// own words, where the file came back to it.
void prefill(const Telling& telling, pages::AnswerView& view) {
    const auto& seat = telling.seat();
    if (is_answered(seat)) {
        view.reason = telling.said.reason(seat.answer->entry);
        return;
    }
    if (!view.chain) return;
    const auto* from = taken_from(telling.task);
    if (!from) return;
    view.reason = telling.said.reason(from->answer->entry);
    view.drafts = taken_over(telling.task, telling.said);
}

pages::Standing standing_of(const Assignment& seat) {
    if (!is_answered(seat)) return pages::Standing::stale;
    return seat.status == AssignmentStatus::lifted ? pages::Standing::lifted
                                                   : pages::Standing::answered;
}

void put_standing(const Telling& telling, pages::AnswerView& view) {
    const auto& seat = telling.seat();
    const auto& stage = *telling.task.stage;
    view.answer_is_final =
        stage.closes.when_settled && (!is_answered(seat) || is_final(stage, seat));
    view.last_answer = completes(stage, *telling.task.round, seat);
    const Answer* answer = seat.answer ? &*seat.answer : earlier_answer(telling.task);
    if (!answer) return;
    view.standing = standing_of(seat);
    view.given = given_of(telling, *answer);
    view.given->blocks = seat.status == AssignmentStatus::blocking;
}

/// To take note is one button, whatever else a stage's answer brings.
void put_acknowledgement(const Telling& telling, pages::AnswerView& view) {
    const auto& stage = *telling.task.stage;
    if (stage.kind != StageKind::circulate || view.positions.size() != 1) return;
    view.acknowledges = view.positions.front().name;
    view.comments_welcome = false;
    view.may_draft = false;
    view.takes_file = false;
}

/// What the body's own people have beside the answer, and nobody else.
void put_colleagues(const Telling& telling, pages::AnswerView& view) {
    view.may_draft = may_draft(telling.task);
    view.draft_version = telling.typed.draft;
    view.records = records(telling.task);
    view.takes_file = !seat_for_files(telling.task).empty();
    view.sealed = telling.task.sealed;
    view.received = how_it_came(telling, "received");
    if (!view.blocks.empty()) view.lift_received = how_it_came(telling, "lift_received");
    if (view.maintains) view.maintain_received = how_it_came(telling, "maintain_received");
    if (!view.may_draft) return;
    view.colleagues = view.action + "/colleagues";
    view.delegate = view.action + "/delegate";
    if (!telling.draft) return;
    view.draft = {.person = person_name(telling.registry(), telling.draft->person),
                  .at = telling.draft->at};
}

/// A condition that the answer did not bring, and with which the round does not pass though the
/// answer may say "agree".
bool is_from_before(const Telling& telling, const Comment& condition) {
    const auto& seat = telling.seat();
    if (!is_answered(seat) || seat.status == AssignmentStatus::blocking) return false;
    if (condition.entry >= seat.answer->entry) return false;
    const auto lines = missing(telling.definition(), telling.state(), *telling.task.round);
    return std::ranges::any_of(lines, [&](const auto& line) {
        return line.code == "open condition" && std::ranges::count(line.bodies, seat.body) > 0;
    });
}

}  // namespace

std::vector<pages::OpenBlock> blocks_of(const Telling& telling, const pages::Text& text) {
    std::vector<pages::OpenBlock> blocks;
    // A level changes what it got as it passes it on: nothing of it blocks before it is out.
    if (signs_in_chain(telling.task)) return blocks;
    for (const auto& comment : telling.state().comments)
        if (comment->body == telling.seat().body && is_open_condition(*comment) &&
            sees(telling.task.seen, *comment))
            blocks.push_back(
                {.id = comment->id,
                 .number = comment->number,
                 .paragraph = paragraph_mark(text, comment->paragraph, telling.language()),
                 .text = telling.said.comment(*comment),
                 .earlier = is_from_before(telling, *comment)});
    if (telling.seat().status == AssignmentStatus::blocking)
        blocks.push_back({.text = telling.said.reason(telling.seat().answer->entry)});
    return blocks;
}

pages::AnswerView answer_view(const Telling& telling) {
    const auto& task = telling.task;
    auto view = task_form_view<pages::AnswerView>(telling);
    view.changes = changes_in(telling.house, telling.state(), telling.reader.text_language);
    view.positions = positions_of(telling);
    if (const auto* outer = telling.outer())
        view.chain = task.stage->clearance ? clearing_chain(telling) : chain_of(telling, *outer);
    if (!is_answered(*task.seat))
        view.returned = returned_to(telling.house, telling.state(), telling.registry(),
                                    telling.definition(), task.round_index, telling.language());
    view.comments_welcome = task.stage->kind != StageKind::sign_off || view.chain;
    view.blocks = blocks_of(telling, view.text);
    view.questions = questions_of(task, telling.typed, telling.said, telling.language());
    view.maintains = must_maintain(*task.stage, *task.round, *task.seat);
    view.sent = sent_comments(telling);
    put_standing(telling, view);
    put_colleagues(telling, view);
    put_acknowledgement(telling, view);
    view.standstill = standstill_at(telling.house, task, telling.language());
    view.notice = telling.typed.notice;
    view.errors = telling.typed.errors;
    if (telling.typed.sent) {
        view.reason = telling.typed.form.get("reason");
        view.drafts = drafts_in(telling.typed.form);
    } else {
        prefill(telling, view);
    }
    return view;
}

}  // namespace paraph::api
