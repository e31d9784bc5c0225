#include <algorithm>

#include "api/routes/attached_file.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/task.hpp"
#include "api/routes/text_upload.hpp"
#include "api/routes/text_view.hpp"
#include "engine/base/enums.hpp"
#include "engine/core/record.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/silence.hpp"

namespace paraph::api {
namespace {

using pages::Language;

/// What the views of one task share, with the texts of its entries.
struct Telling {
    const House& house;
    const Reader& reader;
    const Task& task;
    const Typed& typed;
    Said said;
    const Draft* draft = nullptr;  // which `typed` is

    const Language& language() const { return *reader.language; }
    const State& state() const { return task.state(); }
    const Assignment& seat() const { return *task.seat; }
    std::string address() const { return "/task/" + seat().id; }
};

int comments_with(const State& state, std::int64_t entry) {
    return static_cast<int>(std::ranges::count_if(
        state.comments, [&](const auto& comment) { return comment->entry == entry; }));
}

std::string answer_title(const Stage& stage, const Answer& answer, const Language& language) {
    const auto* rule = stage.position(answer.position);
    if (rule && rule->title.empty() && stage.kind == StageKind::sign_off)
        return language.say(rule->blocks ? "sign.declined" : "sign.signed");
    return position_title(&stage, answer.position, language);
}

/// "B for A", where somebody acted for another.
std::string signer(const Registry& registry, const Answer& answer, const Language& language) {
    auto person = person_name(registry, answer.person);
    if (answer.behalf.empty()) return person;
    return language.say("timeline.for",
                        {{"actor", person}, {"person", person_name(registry, answer.behalf)}});
}

pages::Given given_of(const Telling& telling, const Stage& stage, const Answer& answer) {
    return {.position = answer_title(stage, answer, telling.language()),
            .at = answer.at,
            .person = signer(*telling.task.seen.registry, answer, telling.language()),
            .revision = answer.revision,
            .comments = comments_with(telling.state(), answer.entry),
            .how = answer.how};
}

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

// ---- a ministry's chain

/// Where the signature leads next: the title of the next level that anybody holds; empty: out.
std::string next_level(const Task& task, const Language& language) {
    const Stage* stage = task.stage;
    for (std::size_t steps = 0; stage && steps < task.seen.definition->stages.size(); ++steps) {
        const auto way = stage->then.find("signed");
        if (way == stage->then.end() || !way->second.to_stage()) return {};
        stage = task.seen.definition->stage(way->second.name);
        if (!stage) return {};
        for (const auto& who : stage->who)
            for (const auto* person : task.seen.registry->people_of(task.seat->body))
                if (who.kind != Participant::Kind::function || person->function == who.name)
                    return stage_title(stage, stage->name, language);
    }
    return {};
}

/// The answers of the levels below, the oldest first.
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

std::string proposed_before(const Task& task) {
    if (task.seat->answer && !task.seat->answer->proposes.empty())
        return task.seat->answer->proposes;
    const auto levels = levels_below(task);
    for (auto level = levels.rbegin(); level != levels.rend(); ++level)
        if (!level->second->answer->proposes.empty()) return level->second->answer->proposes;
    return {};
}

pages::Chain chain_of(const Telling& telling, const Stage& outer) {
    const auto& task = telling.task;
    pages::Chain chain{
        .ministry = body_name(*task.seen.registry, task.seat->body, telling.language()),
        .next = next_level(task, telling.language())};
    for (const auto& [stage, seat] : levels_below(task)) {
        const auto& answer = *seat->answer;
        chain.levels.push_back(
            {.function = stage_title(stage, seat->function, telling.language()),
             .person = signer(*task.seen.registry, answer, telling.language()),
             .signed_at = answer.at,
             .proposes = answer.proposes.empty()
                             ? ""
                             : position_title(&outer, answer.proposes, telling.language()),
             .note = telling.said.reason(answer.entry)});
    }
    const auto chosen = telling.typed.sent ? std::string(telling.typed.form.get("proposes"))
                                           : proposed_before(task);
    for (const auto& rule : outer.positions)
        chain.proposals.push_back({.value = rule.name,
                                   .title = position_title(&outer, rule.name, telling.language()),
                                   .chosen = rule.name == chosen});
    return chain;
}

// ---- the answer

std::vector<pages::PositionChoice> positions_of(const Telling& telling) {
    const auto& stage = *telling.task.stage;
    const auto& answer = telling.seat().answer;
    const bool stands = answer && telling.seat().status != AssignmentStatus::outdated;
    std::vector<pages::PositionChoice> choices;
    for (const auto& rule : stage.positions) {
        const bool own_words = stage.kind == StageKind::sign_off && rule.title.empty();
        pages::PositionChoice choice{
            .name = own_words ? (rule.blocks ? "declined" : "signed") : rule.name,
            .title = own_words ? "" : position_title(&stage, rule.name, telling.language()),
            .blocks = rule.blocks,
            .reason_required = rule.reason_required,
            .comments_required = rule.comments_required,
            .leaves_base = rule.leaves_base};
        choice.chosen = telling.typed.sent ? telling.typed.form.get("position") == choice.name
                                           : stands && answer->position == rule.name;
        choices.push_back(std::move(choice));
    }
    return choices;
}

std::vector<pages::OpenBlock> blocks_of(const Telling& telling, const pages::Text& text) {
    std::vector<pages::OpenBlock> blocks;
    for (const auto& comment : telling.state().comments)
        if (comment->body == telling.seat().body && comment->force == Force::condition &&
            comment->status == CommentStatus::open)
            blocks.push_back(
                {.id = comment->id,
                 .number = comment->number,
                 .paragraph = paragraph_mark(text, comment->paragraph, telling.language()),
                 .text = telling.said.comment(*comment)});
    if (telling.seat().status == AssignmentStatus::blocking)
        blocks.push_back({.text = telling.said.reason(telling.seat().answer->entry)});
    return blocks;
}

/// A level starts from what the level below wrote, which goes out in its name if it signs.
void prefill(const Telling& telling, pages::AnswerView& view) {
    const auto& seat = telling.seat();
    if (seat.answer && seat.status != AssignmentStatus::outdated) {
        view.reason = telling.said.reason(seat.answer->entry);
        return;
    }
    if (!view.chain) return;
    const auto levels = levels_below(telling.task);
    if (levels.empty()) return;
    const auto entry = levels.back().second->answer->entry;
    view.reason = telling.said.reason(entry);
    for (const auto& comment : telling.state().comments)
        if (comment->entry == entry)
            view.drafts.push_back({.paragraph = comment->paragraph,
                                   .force = std::string(enum_text(comment->force)),
                                   .type = std::string(enum_text(comment->type)),
                                   .text = telling.said.comment(*comment),
                                   .proposed = telling.said.proposed(*comment)});
}

void put_standing(const Telling& telling, pages::AnswerView& view) {
    const auto& seat = telling.seat();
    const Answer* answer = seat.answer ? &*seat.answer : earlier_answer(telling.task);
    if (!answer) return;
    const bool stands = seat.answer && seat.status != AssignmentStatus::outdated;
    view.standing = stands ? pages::Standing::answered : pages::Standing::stale;
    view.given = given_of(telling, *telling.task.stage, *answer);
}

/// What the body's own people have beside the answer, and nobody else.
void put_colleagues(const Telling& telling, pages::AnswerView& view) {
    view.may_draft = may_draft(telling.task);
    view.draft_version = telling.typed.draft;
    view.records = records(telling.task);
    view.received = telling.typed.form.get("received");
    if (!view.may_draft) return;
    view.colleagues = view.action + "/colleagues";
    view.delegate = view.action + "/delegate";
    if (!telling.draft) return;
    view.draft = {.person = person_name(*telling.task.seen.registry, telling.draft->person),
                  .at = telling.draft->at};
}

pages::AnswerView answer_view(const Telling& telling) {
    const auto& task = telling.task;
    pages::AnswerView view;
    view.asked = asked_of(telling.house, task, telling.language());
    view.action = "/task/" + task.seat->id;
    view.token = form_token(telling.house, telling.reader, task_purpose(task));
    view.text = text_with_files(telling.house, telling.task.seen, telling.address());
    view.changes = changes_in(telling.house, telling.state());
    view.positions = positions_of(telling);
    if (const auto* outer = task.seen.registry->stage_around(*task.state().opening))
        view.chain = chain_of(telling, *outer);
    view.comments_welcome = task.stage->kind != StageKind::sign_off || view.chain;
    view.blocks = blocks_of(telling, view.text);
    view.questions = questions_of(task, telling.typed, telling.said, telling.language());
    view.maintains = must_maintain(*task.stage, *task.round, *task.seat);
    put_standing(telling, view);
    put_colleagues(telling, view);
    if (telling.typed.sent) {
        view.reason = telling.typed.form.get("reason");
        view.drafts = drafts_in(telling.typed.form);
        view.errors = telling.typed.errors;
    } else {
        prefill(telling, view);
    }
    return view;
}

// ---- the lead's and the secretariat's tasks

pages::Disposal disposal_of(const Telling& telling, const pages::Text& text,
                            const Comment& comment) {
    const auto& language = telling.language();
    pages::Disposal disposal;
    disposal.comment = {.id = comment.id,
                        .number = comment.number,
                        .body = body_name(*telling.task.seen.registry, comment.body, language),
                        .paragraph = paragraph_mark(text, comment.paragraph, language),
                        .paragraph_id = comment.paragraph,
                        .force = comment.force,
                        .type = comment.type,
                        .status = comment.status,
                        .text = telling.said.comment(comment),
                        .proposed = telling.said.proposed(comment),
                        .disposition = comment.disposition,
                        .observation = telling.said.observation(comment)};
    const auto& form = telling.typed.form;
    disposal.disposition = comment.disposition ? enum_text(*comment.disposition) : "";
    disposal.observation = disposal.comment.observation;
    if (const auto said = form.find("disposition-" + comment.id)) disposal.disposition = *said;
    if (const auto said = form.find("observation-" + comment.id)) disposal.observation = *said;
    return disposal;
}

pages::ReviseView revise_view(const Telling& telling) {
    const auto& task = telling.task;
    const auto& form = telling.typed.form;
    pages::ReviseView view;
    view.asked = asked_of(telling.house, task, telling.language());
    view.action = "/task/" + task.seat->id;
    view.token = form_token(telling.house, telling.reader, task_purpose(task));
    view.text = text_with_files(telling.house, telling.task.seen, telling.address());
    for (const auto& comment : telling.state().comments)
        if (comment->status != CommentStatus::withdrawn)
            view.disposals.push_back(disposal_of(telling, view.text, *comment));
    view.every_comment_answered = task.stage->every_comment_answered;
    if (telling.typed.sent)
        view.draft = form.get("text");
    else if (const auto* revision = telling.state().revision())
        view.draft = text_of(telling.house, telling.state(), *revision);
    const auto* before = telling.state().revision();
    view.languages = version_languages(before ? std::string_view(before->language) : "",
                                       form.get("version_language"));
    view.version_text = form.get("version_text");
    view.editorial = form.get("editorial") == "yes";
    view.reason = form.get("reason");
    view.errors = telling.typed.errors;
    return view;
}

pages::MeetView meet_view(const Telling& telling) {
    const auto& task = telling.task;
    pages::MeetView view;
    view.asked = asked_of(telling.house, task, telling.language());
    view.action = "/task/" + task.seat->id;
    view.token = form_token(telling.house, telling.reader, task_purpose(task));
    for (const auto& result : task.stage->results)
        view.results.push_back({.value = result,
                                .title = result,
                                .chosen = telling.typed.form.get("result") == result});
    view.minutes = telling.typed.form.get("minutes");
    view.text = text_with_files(telling.house, telling.task.seen, telling.address());
    view.errors = telling.typed.errors;
    return view;
}

// ---- nothing to do

bool is_over(const Round& round) {
    return round.status == RoundStatus::closed || round.status == RoundStatus::superseded ||
           round.status == RoundStatus::undone;
}

std::optional<pages::Pause> pause_of(const Task& task) {
    switch (task.state().status) {
        case CycleStatus::suspended:
            return pages::Pause::suspended;
        case CycleStatus::abandoned:
            return pages::Pause::abandoned;
        case CycleStatus::ended:
            return pages::Pause::closed;
        case CycleStatus::deferred:
            // What blocks can be taken back meanwhile: that is what it was put off for.
            if (task.seat->status == AssignmentStatus::blocking && !is_over(*task.round)) break;
            return pages::Pause::deferred;
        default:
            break;
    }
    if (is_over(*task.round) || !takes_part(*task.seat)) return pages::Pause::closed;
    const bool inside = !task.seat->child.empty() && task.seat->people.empty();
    if (inside || !in_turn(*task.stage, *task.round, task.seat_index)) return pages::Pause::not_yet;
    return std::nullopt;
}

std::string whose_turn(const Telling& telling) {
    const auto& task = telling.task;
    for (const auto& seat : task.round->assignments)
        if (is_awaited(*task.stage, *seat))
            return seat->function.empty()
                       ? body_name(*task.seen.registry, seat->body, telling.language())
                       : seat->function;
    return {};
}

/// The newest act that stopped the cycle: its reason, and until when.
void put_stop(const Telling& telling, pages::PauseView& view) {
    const auto& state = telling.state();
    for (auto sequence = state.sequence; sequence > 0; --sequence) {
        const auto entry = telling.house.archive.entry(state.id, sequence);
        if (!entry) return;
        const auto record = read_entry(entry->body, entry->secret);
        if (!record) return;
        const auto* deferred = std::get_if<Deferred>(&record->fact);
        if (!deferred && !std::holds_alternative<Suspended>(record->fact) &&
            !std::holds_alternative<Abandoned>(record->fact))
            continue;
        view.reason = telling.said.reason(sequence);
        if (deferred) {
            view.until = deferred->until;
            view.meeting = deferred->meeting;
        }
        return;
    }
}

pages::PauseView pause_view(const Telling& telling, pages::Pause pause) {
    const auto& task = telling.task;
    const auto& round = *task.round;
    pages::PauseView view;
    view.asked = asked_of(telling.house, task, telling.language());
    view.pause = pause;
    view.text = text_with_files(telling.house, telling.task.seen, telling.address());
    if (may_draft(task)) view.colleagues = "/task/" + task.seat->id + "/colleagues";
    if (task.seat->answer) view.given = given_of(telling, *task.stage, *task.seat->answer);
    switch (pause) {
        case pages::Pause::not_yet:
            view.whose_turn = whose_turn(telling);
            break;
        case pages::Pause::closed:
            view.outcome = task.state().outcome.empty() ? round.result : task.state().outcome;
            if (task.seen.view.outcome)
                for (const auto& figure : round.tally)
                    view.tally.push_back(
                        {position_title(task.stage, figure.position, telling.language()),
                         figure.count, figure.silent});
            break;
        default:
            put_stop(telling, view);
            break;
    }
    return view;
}

const Revision* revision_numbered(const State& state, int number) {
    for (const auto& revision : state.revisions)
        if (revision->number == number) return revision.get();
    return nullptr;
}

}  // namespace

pages::Asked asked_of(const House& house, const Task& task, const Language& language) {
    const auto& registry = *task.seen.registry;
    const auto& opening = *task.state().opening;
    pages::Asked asked{.cycle = task.state().title,
                       .stage = stage_title(task.stage, task.round->stage, language),
                       .task = task.round->kind,
                       .body = body_name(registry, task.seat->body, language),
                       .function = task.seat->function,
                       .person = person_name(registry, task.principal.person),
                       .due = due_of(*task.round, *task.seat)};
    const auto& silence = silence_of(*task.seen.definition, *task.stage, *task.seat);
    asked.silence = silence.kind;
    asked.silence_position = position_title(task.stage, silence.position, language);
    const auto* version = registry.calendar_of(opening);
    if (!asked.due || !version) return asked;
    if (const auto calendar = Calendar::make(*version))
        asked.working_days_left = calendar->working_days_between(house.clock.now(), *asked.due);
    return asked;
}

http::Response task_page(const House& house, const Reader& reader, const Task& task,
                         const Typed& typed) {
    const Telling telling{house, reader, task, typed, Said(house.archive, task.state())};
    const unsigned status = typed.errors.empty() ? 200 : typed.status;
    if (const auto pause = pause_of(task))
        return cycle_page(house, reader, task.state(), pause_view(telling, *pause), status);
    if (task.round->kind == StageKind::revise)
        return cycle_page(house, reader, task.state(), revise_view(telling), status);
    if (task.round->kind == StageKind::follow_up)
        return cycle_page(house, reader, task.state(),
                          follow_view(house, reader, task, typed, telling.said), status);
    if (task.round->kind == StageKind::meet)
        return cycle_page(house, reader, task.state(), meet_view(telling), status);
    const auto draft = typed.sent ? std::nullopt : draft_of(house, task);
    if (!draft) return cycle_page(house, reader, task.state(), answer_view(telling), status);
    const Typed saved{.sent = true, .form = http::Form(draft->fields), .draft = draft->version};
    const Telling of_draft{house, reader, task, saved, telling.said, &*draft};
    return cycle_page(house, reader, task.state(), answer_view(of_draft), status);
}

http::Response receipt_page(const House& house, const Reader& reader, const Task& task) {
    const Typed typed;
    const Telling telling{house, reader, task, typed, Said()};
    const auto& seat = *task.seat;
    const auto& state = task.state();
    const bool over = is_over(*task.round);
    if (!seat.answer && !over) return http::see_other("/task/" + seat.id);
    pages::ReceiptView view;
    view.asked = asked_of(house, task, *reader.language);
    if (may_draft(task)) view.colleagues = telling.address() + "/colleagues";
    const auto* revision = state.revision();
    const Said said(house.archive, state);
    for (const auto& attachment : state.attachments)
        if (attachment->assignment == seat.id)
            view.files.push_back(
                {"/task/" + seat.id + "/files/" + to_hex(attachment->document.digest),
                 said.text(attachment->entry, "name")});
    if (seat.answer) {
        view.given = given_of(telling, *task.stage, *seat.answer);
        revision = revision_numbered(state, seat.answer->revision);
        if (const auto entry = house.archive.entry(state.id, seat.answer->entry))
            view.entry = entry->number;
    } else {
        view.given = {.position = task.round->result,
                      .at = task.round->closed.value_or(state.at),
                      .revision = revision ? revision->number : 0};
    }
    if (revision) view.digest = to_hex(revision->digest);
    view.blocks = seat.status == AssignmentStatus::blocking;
    if (state.opening->parent) view.next_level = next_level(task, *reader.language);
    if (!over) {
        view.change_href = "/task/" + seat.id;
        if (task.round->kind != StageKind::sign_off) view.changeable_until = view.asked.due;
    }
    return cycle_page(house, reader, state, view);
}

}  // namespace paraph::api
