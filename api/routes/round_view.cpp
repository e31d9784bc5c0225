#include "api/routes/round_view.hpp"

#include <algorithm>

#include "api/pages/positions.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/routes/form_answers.hpp"
#include "engine/core/access.hpp"

namespace paraph::api {
namespace {

bool takes_answers(const Round& round) {
    return round.kind != StageKind::revise && round.kind != StageKind::meet &&
           round.kind != StageKind::follow_up && !runs_sub_cycles(round.kind);
}

/// Whether what is awaited can be written down for the body by the secretariat, as from a letter:
/// a deferred cycle takes answers, too.
bool can_be_recorded(const Seen& seen, const Round& round, const Assignment& seat) {
    const auto cycle = seen.state->status;
    return is_open(round) && seat.status == AssignmentStatus::awaited && takes_answers(round) &&
           (cycle == CycleStatus::running || cycle == CycleStatus::deferred);
}

/// Why an open round does not go on.
std::optional<CycleStatus> standstill(const Seen& seen, const Round& round) {
    const bool goes_on = seen.state->status == CycleStatus::running || !is_open(round);
    return goes_on ? std::nullopt : std::optional(seen.state->status);
}

/// Nothing is awaited where the cycle stands still: what is said of a body that has not answered.
std::string unanswered(const Seen& seen, const Round& round, const Assignment& seat,
                       const Naming& naming) {
    const auto stands = standstill(seen, round);
    if (!stands || seat.status != AssignmentStatus::awaited) return {};
    if (!takes_answers(round)) return naming.language().say("round.not_done");
    const bool over = *stands == CycleStatus::abandoned;
    return naming.language().say(over ? "round.had_not_answered" : "round.not_answered_yet");
}

/// The revision with which a round of revising was closed.
const Revision* issued_in(const State& state, const Round& round) {
    if (round.kind != StageKind::revise || !round.closed) return nullptr;
    for (const auto& revision : state.revisions)
        if (revision->entry > round.entry && revision->issued == *round.closed)
            return revision.get();
    return nullptr;
}

std::string revised(const Seen& seen, const Round& round, const pages::Language& language) {
    if (const auto* revision = issued_in(*seen.state, round))
        return language.say("did.revised", {{"revision", revision->number}});
    const auto key = "did." + round.result;  // unchanged, withdrawn, lifted
    return language.has(key) ? language.say(key) : "";
}

/// What a body promised in a follow-up stays its own there, whoever has taken it on since.
std::string committed(const State& state, int index, const std::string& body,
                      const pages::Language& language) {
    std::int64_t made = 0, taken_on = 0;
    for (const auto& one : state.commitments) {
        if (one->round != index) continue;
        if (one->maker == body)
            ++made;
        else if (one->body == body)
            ++taken_on;
    }
    if (made > 0) return language.say("did.committed", {{"n", made}});
    if (taken_on > 0) return language.say("did.took_on", {{"n", taken_on}});
    const bool closed = state.round(index).status == RoundStatus::closed;
    return closed ? language.say("did.committed_to_nothing") : "";
}

std::int64_t comments_of(const Seen& seen, const Round& round, const std::string& body) {
    return std::ranges::count_if(seen.state->comments, [&](const auto& one) {
        return one->body == body && one->stage == round.stage && one->entry > round.entry &&
               one->revision == round.revision && sees(seen, *one);
    });
}

int index_of(const State& state, const Round& round) {
    const auto found =
        std::ranges::find(state.rounds, &round, [](const auto& one) { return one.get(); });
    return static_cast<int>(found - state.rounds.begin());
}

void put_answer(pages::PositionRow& row, const Answer& answer, const Seen& seen, const Round& round,
                const Naming& naming, const Said& said) {
    const auto& language = naming.language();
    if (!answer.position.empty()) row.position = naming.position(answer.position, round.stage);
    row.how = answer.how;
    if (!answer.received.empty()) row.received = pages::received_word(answer.received, language);
    row.person = naming.person(answer.person);
    if (!answer.behalf.empty() && seen.view.names)
        row.person = language.say(
            "timeline.for", {{"actor", row.person}, {"person", naming.person(answer.behalf)}});
    row.at = answer.at;
    row.revision = answer.revision;
    if (!answer.reason) return;
    row.reason = said.reason(answer.entry);
    row.reason_erased = row.reason.empty();
}

pages::PositionRow position_row(const Seen& seen, const Round& round, const Assignment& seat,
                                const Naming& naming, const Said& said) {
    pages::PositionRow row;
    row.body = seat_name(seat, naming);
    std::vector<std::string> roles;
    for (const auto& role : seat.roles) roles.push_back(naming.role(role));
    row.role = naming.language().list(roles);
    row.function = pages::function_word(seat.function, naming.language());
    if (!standstill(seen, round)) row.due = seat.due;
    if (seen.view.secretariat && can_be_recorded(seen, round, seat))
        row.link_href = "/task/" + seat.id;
    const bool hidden = is_hidden(*seen.definition, round);
    if (!seen.view.sees_position(seat.body, hidden)) {  // who has answered is no secret, how is
        if (hidden && seen.view.secretariat && seat.answer) row.status = AssignmentStatus::answered;
        if (seen.view.secretariat) row.unanswered = unanswered(seen, round, seat, naming);
        return row;
    }
    row.unanswered = unanswered(seen, round, seat, naming);
    row.status = seat.status;
    if (seat.answer) {
        put_answer(row, *seat.answer, seen, round, naming, said);
        return row;
    }
    row.done = deed(seen, round, seat, naming);
    const auto* revision = row.done.empty() ? nullptr : issued_in(*seen.state, round);
    if (!revision) return row;
    row.person = naming.person(revision->person);
    row.at = revision->issued;
    row.revision = revision->number;
    return row;
}

}  // namespace

std::string seat_name(const Assignment& seat, const Naming& naming) {
    return seat.body.empty() ? naming.language().digits(seat.item) : naming.body(seat.body);
}

std::string deed(const Seen& seen, const Round& round, const Assignment& seat,
                 const Naming& naming) {
    const auto& language = naming.language();
    const bool closed = round.status == RoundStatus::closed;
    if (round.kind == StageKind::revise) return closed ? revised(seen, round, language) : "";
    if (round.kind == StageKind::meet)
        return closed ? language.say("did.met",
                                     {{"result", naming.position(round.result, round.stage)}})
                      : "";
    if (round.kind == StageKind::follow_up)
        return committed(*seen.state, index_of(*seen.state, round), seat.body, language);
    const auto count = takes_comments(round.kind) ? comments_of(seen, round, seat.body) : 0;
    return count > 0 ? language.say("did.commented", {{"n", count}}) : "";
}

pages::RoundRow round_row(const Seen& seen, const Round& round, const Naming& naming,
                          const Said& said) {
    pages::RoundRow row;
    row.stage = naming.stage(round.stage);
    row.number = round.number;
    row.revision = round.revision;
    row.status = round.status;
    row.opened = round.opened;
    row.stands = standstill(seen, round);
    if (!row.stands) row.due = round.due;
    row.closed = round.closed;
    if (!round.result.empty()) row.result = naming.position(round.result, round.stage);
    if (runs_sub_cycles(round.kind)) return row;  // they have rows of their own
    for (const auto& seat : round.assignments)
        if (seen.view.all_positions || seat->body == seen.view.body)
            row.positions.push_back(position_row(seen, round, *seat, naming, said));
    row.forms = forms_of_round(seen, round, said, naming.language());
    return row;
}

std::vector<pages::SubCycleRow> sub_cycle_rows(const House& house, const Seen& seen,
                                               const Round& round, const Principal& principal,
                                               const Naming& naming) {
    std::vector<pages::SubCycleRow> rows;
    if (!runs_sub_cycles(round.kind)) return rows;
    for (const auto& seat : round.assignments) {
        const auto child =
            seat->child.empty() ? Result<Seen>(Refusal{}) : know_of(house, seat->child, principal);
        if (!child && !seen.view.all_positions && seat->body != seen.view.body) continue;
        pages::SubCycleRow row{.title = seat_name(*seat, naming), .seat = seat->status};
        if (row.title.empty()) row.title = naming.stage(round.stage);
        if (seat->answer) row.outcome = naming.position(seat->answer->position, round.stage);
        if (child) {
            row.href = "/cycles/" + seat->child;
            row.status = child->state->status;
            if (const auto* current = child->state->current())
                row.stage = Naming(*child, naming.language()).stage(current->stage);
            if (child->state->status == CycleStatus::running && child->state->current())
                row.due = child->state->current()->due;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace paraph::api
