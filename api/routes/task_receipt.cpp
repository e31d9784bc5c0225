// What one has after sending: what was recorded, on which text, and what follows from it.

#include <algorithm>

#include "api/pages/positions.hpp"
#include "api/routes/round_view.hpp"
#include "api/routes/task_telling.hpp"
#include "api/telling/onward.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/blind.hpp"

namespace paraph::api {
namespace {

const Revision* revision_numbered(const State& state, int number) {
    for (const auto& revision : state.revisions)
        if (revision->number == number) return revision.get();
    return nullptr;
}

/// The answer, or what was done where none is given.
void put_given(const Telling& telling, pages::ReceiptView& view) {
    const auto& state = telling.state();
    const auto& seat = telling.seat();
    const auto* revision = state.revision();
    if (seat.answer) {
        view.given = given_of(telling, *seat.answer);
        view.reason = telling.said.reason(seat.answer->entry);
        view.sent = sent_comments(telling);
        std::erase_if(view.sent, [&](const auto& sent) {
            return state.comment(sent.comment.id)->entry != seat.answer->entry;
        });
        revision = revision_numbered(state, seat.answer->revision);
        if (const auto entry = telling.house.archive.entry(state.id, seat.answer->entry))
            view.entry = entry->number;
    } else {
        const auto naming = telling.naming();
        const auto& round = *telling.task.round;
        view.given.position = deed(telling.task.seen, round, seat, naming);
        if (view.given.position.empty())
            view.given.position = naming.position(round.result, round.stage);
        view.given.at = round.closed.value_or(state.at);
        view.given.revision = revision ? revision->number : 0;
    }
    if (revision) view.digest = to_hex(revision->digest);
}

/// In a ministry's chain: what goes up, and to whom.
void put_level(const Telling& telling, pages::ReceiptView& view) {
    const auto& seat = telling.seat();
    const auto* outer = telling.outer();
    if (!outer || seat.status != AssignmentStatus::answered) return;
    view.clears = telling.task.stage->clearance;
    if (view.clears)
        view.submits = pages::function_word(submitting_level(telling.task), telling.language());
    if (view.clears) return;
    view.next_level = next_level(telling.task, telling.language());
    view.gives_answer = view.next_level.empty();
    if (!seat.answer->proposes.empty())
        view.proposes = position_title(outer, seat.answer->proposes, telling.language());
}

void put_what_came(const Telling& telling, pages::ReceiptView& view) {
    const auto& state = telling.state();
    view.over = !is_open(*telling.task.round);
    if (!view.over) return;
    if (!state.outcome.empty())
        view.outcome = telling.naming().position(state.outcome);
    else if (const auto* current = state.current())
        view.next_stage = stage_title(telling.definition().stage(current->stage), current->stage,
                                      telling.language());
}

void put_change(const Telling& telling, pages::ReceiptView& view) {
    if (view.over) return;
    view.change_href = telling.address();
    view.conditions = blocks_of(telling, telling.text());
    std::erase_if(view.conditions, [](const auto& block) { return !block.earlier; });
    if (may_change(telling.task)) view.changeable_until = view.asked.due;
}

/// A receipt goes by mail to whoever sends an answer, and for nothing else.
bool is_mailed(const Assignment& seat) {
    return seat.answer && seat.answer->how == How::explicit_ &&
           seat.status != AssignmentStatus::lifted;
}

bool leaves_a_receipt(const Round& round, const Assignment& seat) {
    const bool acts = round.kind == StageKind::revise || round.kind == StageKind::meet;
    return seat.answer || (acts && !is_open(round));
}

}  // namespace

http::Response receipt_page(const House& house, const Reader& reader, const Task& task) {
    const Typed typed;
    const Telling telling{house, reader, task, typed, Said(house.archive, task.state())};
    if (!leaves_a_receipt(*task.round, *task.seat)) return http::see_other(telling.address());
    pages::ReceiptView view;
    view.asked = asked_of(house, task, *reader.language);
    if (may_draft(task)) view.colleagues = telling.address() + "/colleagues";
    view.blocks = task.seat->status == AssignmentStatus::blocking &&
                  !is_hidden(telling.definition(), *task.round);
    // In a procedure with blind reviews the lead perhaps may not know who objects.
    view.has_lead = has_lead(telling.definition()) &&
                    sides_of_blind_reviews(telling.definition()).reviewers.empty();
    view.mailed = is_mailed(*task.seat);
    view.forms = own_form_answers(telling);
    view.files = files_of(telling);
    put_given(telling, view);
    put_level(telling, view);
    put_what_came(telling, view);
    put_change(telling, view);
    view.standstill = standstill_at(house, task, *reader.language);
    return cycle_page(house, reader, task.state(), view);
}

}  // namespace paraph::api
