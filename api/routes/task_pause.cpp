// The page of a task in which there is nothing to do, and why.

#include <algorithm>

#include "api/pages/positions.hpp"
#include "api/pages/view_data.hpp"
#include "api/routes/act_form.hpp"
#include "api/routes/standstill.hpp"
#include "api/routes/task_telling.hpp"
#include "api/telling/held_links.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/clearance.hpp"
#include "engine/core/settled.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph::api {
namespace {

std::string whose_turn(const Telling& telling) {
    const auto& task = telling.task;
    for (const auto& seat : task.round->assignments)
        if (is_awaited(*task.stage, *seat))
            return seat->function.empty()
                       ? body_name(*task.seen.registry, seat->body, telling.language())
                       : pages::function_word(seat->function, telling.language());
    return {};
}

/// The level at which a change of the body's answer would begin, or now is; empty: nothing runs
/// inside, or it is not for this reader.
std::string level_inside(const Telling& telling, bool own) {
    const auto inside = own ? telling.house.cycle(telling.seat().child) : nullptr;
    const auto* round =
        inside && inside->status == CycleStatus::running ? inside->current() : nullptr;
    const auto* stage = round ? telling.house.definition_of(*inside).stage(round->stage) : nullptr;
    if (!stage) return {};
    for (const auto& level : round->assignments)
        if (is_awaited(*stage, *level)) return level->function;
    return {};
}

/// The next level above whose own time is not over; empty: there is none.
std::string goes_on_with(const Telling& telling) {
    const auto& round = *telling.task.round;
    const auto now = telling.house.clock.now();
    auto level = static_cast<int>(telling.task.seat_index);
    while ((level = level_above(telling.registry(), round, level)) >= 0) {
        const auto& seat = round.seat(level);
        if (!seat.due || now < *seat.due)
            return pages::function_word(seat.function, telling.language());
    }
    return {};
}

/// Why the cycle was abandoned. That it stands still is told apart.
void put_reason(const Telling& telling, pages::PauseView& view) {
    if (stands_still(telling.state())) return;
    if (const auto stop = standstill_of(telling.house, telling.state())) view.reason = stop->reason;
}

/// Inside a body the clock stands with that of the cycle around, where the reason perhaps stands
/// alone; its people may read it there.
std::string why_it_stands(const House& house, const Task& task, const Standstill& stop) {
    if (!stop.reason.empty() || !task.state().is_inside()) return stop.reason;
    const auto around = house.cycle(task.state().opening->parent->cycle);
    if (!around || !stands_still(*around)) return {};
    const auto& definition = house.definition_of(*around);
    if (!view_of(*around, definition, actor_of(task.principal)).cycle) return {};
    const auto outside = standstill_of(house, *around);
    return outside ? outside->reason : std::string();
}

/// What the reader may do while the clock stands; empty: the page says that in any case.
std::string meanwhile(const Task& task, const pages::Language& language) {
    const bool deferred = task.state().status == CycleStatus::deferred;
    if (const auto pause = pause_of(task)) {
        const bool stands = *pause == pages::Pause::suspended || *pause == pages::Pause::deferred;
        if (stands) return language.say("pause.words." + pages::code_of(*pause));
        if (*pause != pages::Pause::not_yet) return {};
        return language.say(deferred ? "standstill.others" : "standstill.waits");
    }
    if (!task.seat->answer || is_awaited(*task.stage, *task.seat))
        return language.say("standstill.answer");
    return language.say(may_change(task) ? "standstill.change" : "standstill.fixed");
}

/// What came out, where it says something: that a hearing is closed, its page says anyway.
std::string outcome_of(const Telling& telling) {
    const auto& state = telling.state();
    const auto& round = *telling.task.round;
    if (!state.outcome.empty()) return telling.naming().position(state.outcome);
    const bool tells = round.kind == StageKind::ballot || round.kind == StageKind::silence ||
                       round.kind == StageKind::sign_off || round.kind == StageKind::meet;
    return tells ? telling.naming().position(round.result, round.stage) : std::string();
}

void put_outcome(const Telling& telling, pages::PauseView& view) {
    view.outcome = outcome_of(telling);
    if (!telling.task.seen.view.outcome) return;
    for (const auto& figure : telling.task.round->tally)
        view.tally.push_back(
            {position_title(telling.task.stage, figure.position, telling.language()), figure.count,
             figure.silent});
}

bool can_lift(const Telling& telling, const std::string& comment) {
    const auto& seat = telling.seat().id;
    // Whoever records for the body is asked only later how it came.
    const std::string received = records(telling.task) ? "by letter" : "";
    const auto command = comment.empty()
                             ? Command(LiftBlock{.assignment = seat, .received = received})
                             : Command(LiftComment{.comment = comment, .received = received});
    return try_out(telling.house, telling.task.seen, command, actor_of(telling.task.principal))
        .has_value();
}

/// What was sent too late is not lost: it can be copied.
void put_unsent(const Telling& telling, pages::PauseView& view) {
    const auto& typed = telling.typed;
    if (!typed.sent) return;
    for (const auto field : {"reason", "text"})
        if (const auto words = typed.form.get(field); !words.empty())
            view.unsent.emplace_back(words);
    for (const auto& draft : drafts_in(typed.form))
        for (const auto& words : {draft.text, draft.proposed})
            if (!words.empty()) view.unsent.push_back(words);
}

/// While a revision is awaited that is to meet it, a block can be lifted though its round is over.
void put_blocks(const Telling& telling, pages::PauseView& view) {
    view.blocks = blocks_of(telling, view.text);
    std::erase_if(view.blocks,
                  [&](const pages::OpenBlock& block) { return !can_lift(telling, block.id); });
    if (!view.blocks.empty()) view.lift_received = how_it_came(telling, "lift_received");
}

/// Why what was sent was not taken: at its field, where this page has it.
void put_errors(const Telling& telling, pages::PauseView& view) {
    const auto& asked = view.lift_received;
    for (const auto& error : telling.typed.errors) {
        const bool here =
            (asked && asked->name == error.field) || error.field.starts_with("reply-");
        view.errors.push_back({here ? error.field : "", error.text});
    }
}

/// A later round that asks the same: that it asks, or that what was said before counts there, too.
void put_newer(const Telling& telling, pages::PauseView& view) {
    const auto& state = telling.state();
    const auto newer = successor(state, state.seated(telling.seat().id));
    const bool superseded = telling.task.round->status == RoundStatus::superseded;
    if (!newer || (!superseded && !is_open(*newer.round))) return;
    view.newer_href = "/task/" + newer.assignment->id;
    const auto* answer = standing(*newer.assignment);
    if (answer && answer->how != How::carried) return;
    const auto& language = telling.language();
    if (!answer) {
        view.newer = language.say("pause.asked_again", {{"revision", newer.round->revision}});
        return;
    }
    const bool blocks = newer.assignment->status == AssignmentStatus::blocking;
    view.newer =
        language.say(blocks ? "pause.objection_counts_on" : "pause.answer_counts_on",
                     {{"round", newer.round->number}, {"revision", newer.round->revision}});
}

/// The body is asked again, or its round was opened again: another cycle runs inside it now, which
/// this one's link doesn't open.
void put_inside_again(const Telling& telling, pages::PauseView& view) {
    const auto& parent = *telling.state().opening->parent;
    const auto around = telling.house.cycle(parent.cycle);
    auto seated = around ? around->seated(parent.assignment) : Seated{};
    if (!seated) return;
    if (const auto newer = successor(*around, seated)) seated = newer;
    const auto& child = seated.assignment->child;
    const auto inside =
        child.empty() || child == telling.state().id ? nullptr : telling.house.cycle(child);
    if (inside && inside->status == CycleStatus::running)
        view.newer = telling.language().say("pause.asked_inside");
}

bool takes_answers(StageKind kind) {
    return kind != StageKind::revise && kind != StageKind::meet && kind != StageKind::follow_up;
}

}  // namespace

std::optional<pages::Pause> pause_of(const Task& task) {
    const auto& round = *task.round;
    const auto status = task.state().status;
    if (round.status == RoundStatus::superseded) return pages::Pause::superseded;
    if (!takes_part(*task.seat)) return pages::Pause::removed;
    if (status == CycleStatus::abandoned)
        return task.state().is_inside() ? pages::Pause::outer_over : pages::Pause::abandoned;
    const bool ended = status == CycleStatus::ended;
    if (ended || !is_open(round)) {
        if (owes_reports(task.state(), task.state().seated(task.seat->id))) return std::nullopt;
        if (!ended) return pages::Pause::closed;
        return task.state().is_inside() ? pages::Pause::inside_over : pages::Pause::ended;
    }
    if (task.level_over) return pages::Pause::level_over;
    const bool inside = !task.seat->child.empty() && task.seat->people.empty();
    const bool answered = standing(*task.seat) && task.seat->status != AssignmentStatus::silent;
    if (inside && answered && !runs_sub_cycles(round.kind)) return pages::Pause::answered;
    if (inside || !in_turn(*task.stage, round, task.seat_index)) return pages::Pause::not_yet;
    if (status == CycleStatus::suspended) return pages::Pause::suspended;
    // Answers can be changed, and what blocks be taken back: that is what it was put off for.
    if (status == CycleStatus::deferred && !takes_answers(round.kind))
        return pages::Pause::deferred;
    return std::nullopt;
}

bool may_change(const Task& task) {
    return task.round->kind != StageKind::sign_off &&
           task.seat->status != AssignmentStatus::lifted && !is_final(*task.stage, *task.seat);
}

std::optional<pages::Standstill> standstill_at(const House& house, const Task& task,
                                               const pages::Language& language) {
    const auto& state = task.state();
    const auto stop = stands_still(state) ? standstill_of(house, state) : std::nullopt;
    if (!stop) return std::nullopt;
    return pages::Standstill{
        .words = standstill_words(*stop, state.status, language, zone_of(house, state)),
        .why = why_it_stands(house, task, *stop),
        .meanwhile = meanwhile(task, language)};
}

pages::PauseView pause_view(const Telling& telling, pages::Pause pause) {
    const auto& task = telling.task;
    auto view = task_form_view<pages::PauseView>(telling);
    view.pause = pause;
    view.standstill = standstill_at(telling.house, task, telling.language());
    if (may_draft(task)) view.colleagues = telling.address() + "/colleagues";
    if (task.seat->answer) view.given = given_of(telling, *task.seat->answer);
    view.sent = sent_comments(telling);
    view.may_discuss = std::ranges::any_of(view.sent, &pages::SentComment::may_act);
    view.forms = own_form_answers(telling);
    put_unsent(telling, view);
    switch (pause) {
        case pages::Pause::not_yet:
            view.whose_turn = whose_turn(telling);
            break;
        case pages::Pause::answered:
            view.whose_turn = level_inside(telling, view.asked.own);
            break;
        case pages::Pause::level_over:
            view.until = task.seat->due;
            view.whose_turn = goes_on_with(telling);
            break;
        case pages::Pause::closed:
            put_outcome(telling, view);
            put_blocks(telling, view);
            put_newer(telling, view);
            break;
        case pages::Pause::ended:
            put_outcome(telling, view);
            break;
        case pages::Pause::inside_over:
            put_outcome(telling, view);
            put_inside_again(telling, view);
            break;
        case pages::Pause::superseded:
            put_newer(telling, view);
            break;
        case pages::Pause::removed:
            break;
        default:
            put_reason(telling, view);
            break;
    }
    view.notice = telling.typed.notice;
    put_errors(telling, view);
    return view;
}

}  // namespace paraph::api
