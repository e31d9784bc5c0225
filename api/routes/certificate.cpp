#include "api/routes/certificate.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "api/notary.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/erased.hpp"
#include "api/routes/picture.hpp"
#include "api/routes/round_view.hpp"
#include "api/routes/text_view.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/checkpoint.hpp"

namespace paraph::api {
namespace {

/// Said by what came of it: of a text that was not adopted, not that it would have been.
std::string_view silence_key(const Round& round) {
    if (round.kind != StageKind::silence) return "certificate.silence.waits";
    if (round.result == "adopted") return "certificate.silence.adopts";
    return round.result == "broken" ? "certificate.silence.broken"
                                    : "certificate.silence.undecided";
}

std::vector<std::string> silence_sentences(const Stage& stage, const Round& round, const Seen& seen,
                                           const Naming& naming) {
    const auto& language = naming.language();
    if (stage.kind == StageKind::ballot || stage.kind == StageKind::comment)
        return silence_of_roles(stage, naming, *seen.definition);
    if (stage.kind == StageKind::circulate) return {};
    return {language.say(silence_key(round))};
}

/// Whether saying nothing was to leave a question open. What a round of revising, a meeting or a
/// follow-up was for, somebody did: its rows say what.
bool asks_each(StageKind kind) {
    return kind != StageKind::revise && kind != StageKind::meet && kind != StageKind::follow_up;
}

/// Blocks (parallel, each, call) ask nobody themselves.
bool asks(const Round& round) {
    return round.kind != StageKind::parallel && round.kind != StageKind::each &&
           round.kind != StageKind::call && round.status != RoundStatus::undone;
}

bool said_nothing(const Seen& seen, const Round& round, const Assignment& seat,
                  const Naming& naming) {
    if (seat.answer) return seat.answer->how == How::silence;
    return round.kind == StageKind::silence || deed(seen, round, seat, naming).empty();
}

/// When objections were taken back, by assignment: also of what was carried over.
using Lifts = std::map<std::string, Instant>;

Lifts lifts_in(const std::vector<Entry>& entries) {
    Lifts lifts;
    for (const auto& entry : entries) {
        const auto record = read_entry(entry.body, {});
        if (!record) continue;
        const auto* lifted = std::get_if<BlockLifted>(&record->fact);
        const auto* opened = std::get_if<AnswerOpened>(&record->fact);
        if (opened) lifted = std::get_if<BlockLifted>(&opened->fact);
        if (lifted) lifts[lifted->assignment] = entry.at;
    }
    return lifts;
}

/// "Object, lifted on Monday 15 December": what was said, and that it blocks no more.
void put_lift(pages::PositionRow& row, const Assignment& seat, const Lifts& lifts,
              const Naming& naming) {
    const auto lift = lifts.find(seat.id);
    if (lift == lifts.end() || !seat.answer || seat.answer->at > lift->second) return;
    row.position = naming.language().say(
        "certificate.lifted",
        {{"position", row.position}, {"day", naming.language().day(lift->second, naming.zone())}});
}

pages::CertifiedRound certified(const Seen& seen, const Round& round, const Naming& naming,
                                const Said& said, const Lifts& lifts) {
    const auto row = round_row(seen, round, naming, said);
    pages::CertifiedRound out{.stage = row.stage,
                              .number = row.number,
                              .revision = row.revision,
                              .status = row.status,
                              .opened = row.opened,
                              .due = row.due,
                              .closed = row.closed,
                              .result = row.result};
    if (const auto* stage = seen.definition->stage(round.stage)) {
        if (stage->passes) out.rule = naming.rule(*stage->passes, round.stage);
        if (stage->quorum) out.quorum = naming.rule(*stage->quorum, round.stage);
        out.silence = silence_sentences(*stage, round, seen, naming);
    }
    for (const auto& figure : round.tally)
        out.figures.push_back(pages::figure(
            {naming.position(figure.position, round.stage), figure.count, figure.silent},
            naming.language()));
    out.passed = round.result == "passed";
    out.stands = row.stands;
    out.positions = row.positions;
    // A certificate is for those who see all positions: a row for each seat, in order.
    for (std::size_t i = 0; i < std::min(out.positions.size(), round.assignments.size()); ++i)
        put_lift(out.positions[i], *round.assignments[i], lifts, naming);
    out.forms = row.forms;
    out.silence_agreed = round.kind == StageKind::silence;
    for (const auto& seat : round.assignments)
        if (asks_each(round.kind) && takes_part(*seat) && said_nothing(seen, round, *seat, naming))
            out.silent.push_back(naming.body(seat->body));
    return out;
}

/// The last round of each stage that came to a result: what was said before was said again there.
std::vector<const Round*> last_rounds(const State& state) {
    std::map<std::string, const Round*> last;
    for (const auto& round : state.rounds)
        if (round->status == RoundStatus::closed && asks(*round)) last[round->stage] = round.get();
    std::vector<const Round*> rounds;
    for (const auto& round : state.rounds)
        if (last[round->stage] == round.get()) rounds.push_back(round.get());
    return rounds;
}

/// A position that blocks, or for which the procedure wants a reason: a "no" of some kind.
bool is_dissent(const Stage& stage, const Assignment& seat) {
    const auto* answer = standing(seat);
    if (!answer || seat.status == AssignmentStatus::lifted) return false;
    const auto* rule = stage.position(answer->position);
    return rule && !rule->leaves_base &&
           (rule->blocks || rule->reason_required || rule->comments_required);
}

bool was_met(const Comment& comment) {
    return comment.disposition && (*comment.disposition == Disposition::accepted ||
                                   *comment.disposition == Disposition::accepted_with_modification);
}

/// What the trail says was written: it stands there, or it was erased since.
void put_words(pages::Dissent& dissent, std::string words) {
    if (words.empty())
        dissent.erased_here = true;
    else
        dissent.reasons.push_back(std::move(words));
}

std::vector<pages::Dissent> dissents(const Seen& seen, const Naming& naming, const Said& said,
                                     const pages::Text& text) {
    std::vector<pages::Dissent> found;
    for (const auto* round : last_rounds(*seen.state)) {
        const auto* stage = seen.definition->stage(round->stage);
        if (!stage) continue;
        for (const auto& seat : round->assignments) {
            if (!is_dissent(*stage, *seat)) continue;
            pages::Dissent one{.body = naming.body(seat->body),
                               .stage = naming.stage(round->stage),
                               .position = naming.position(seat->answer->position, round->stage)};
            if (seat->answer->reason) put_words(one, said.reason(seat->answer->entry));
            for (const auto& comment : seen.state->comments)
                if (comment->entry == seat->answer->entry && comment->force != Force::condition)
                    put_words(one, said.comment(*comment));
            found.push_back(std::move(one));
        }
    }
    for (const auto& comment : seen.state->comments)
        if (comment->force == Force::condition && comment->status == CommentStatus::open &&
            !was_met(*comment)) {
            found.push_back(
                {.body = naming.body(comment->body),
                 .stage = naming.stage(comment->stage),
                 .position = naming.language().say("force.condition"),
                 .paragraph = paragraph_mark(text, comment->paragraph, naming.language())});
            put_words(found.back(), said.comment(*comment));
        }
    return found;
}

void put_head(pages::CertificateView& view, const Seen& seen, const Naming& naming) {
    const auto& state = *seen.state;
    const auto& opening = *state.opening;
    view.title = title_of_cycle(seen, naming.language());
    view.id = state.id;
    view.status = state.status;
    if (!state.outcome.empty()) view.outcome = naming.position(state.outcome);
    view.opened = state.opened;
    view.ended = state.ended.value_or(state.at);
    view.procedure = naming.definition();
    view.definition = opening.definition.name;
    view.version = opening.definition.version;
    view.definition_digest = to_hex(opening.definition.digest);
    view.calendar = opening.calendar;
    view.calendar_version = opening.calendar_version;
    view.zone = naming.zone();
    for (const auto& role : seen.definition->roles) {
        const auto bound = opening.roles.find(role.name);
        if (bound == opening.roles.end() || bound->second.empty()) continue;
        pages::CertifiedRole row{.title = naming.role(role.name)};
        for (const auto& body : bound->second) row.bodies.push_back(naming.body(body));
        view.roles.push_back(std::move(row));
    }
}

void put_erased(pages::CertificateView& view, const House& house, const State& state,
                const Naming& naming) {
    const bool words =
        std::ranges::any_of(view.dissents, &pages::Dissent::erased_here) ||
        std::ranges::any_of(view.rounds, [](const auto& round) {
            return std::ranges::any_of(round.positions, &pages::PositionRow::reason_erased);
        });
    if (words) view.erased = erased_words(house, state, DataClass::words, naming);
    view.text_erased = state.revision() && view.text.paragraphs.empty();
    if (view.text_erased) view.erased_text = erased_words(house, state, DataClass::texts, naming);
}

Result<> put_proof(pages::CertificateView& view, const House& house, std::int64_t entry) {
    const auto proof = house.notary.prove(entry);
    if (!proof) return proof.error();
    view.entry = entry;
    view.proof = to_tlog_proof(*proof);
    view.entries = static_cast<std::int64_t>(proof->treeSize);
    view.origin = peek_checkpoint(proof->checkpoint).value().origin;
    view.key = house.notary.vkey();
    view.record_address = house.config.public_url + "/audit/cycles/" + view.id;
    view.verify_command = verify_command(view.id);
    return {};
}

}  // namespace

Result<pages::CertificateView> certificate_of(const House& house, const Seen& reader,
                                              const pages::Language& language) {
    if (!reader.view.trail)
        return refuse(Refused::forbidden, "A certificate is the secretariat's and the auditors'.");
    const auto seen = for_all_hands(reader);
    const auto& state = *seen.state;
    if (state.status != CycleStatus::ended && state.status != CycleStatus::abandoned)
        return refuse(Refused::conflict, "This cycle runs: there is no outcome to certify yet.");
    const Naming naming(seen, language);
    const Said said(house.archive, state);
    pages::CertificateView view;
    put_head(view, seen, naming);
    constexpr auto all = std::numeric_limits<std::size_t>::max() / 2;
    const auto entries = house.archive.stream(state.id, 0, all);
    const auto lifts = lifts_in(entries);
    view.picture.html = picture_of(seen, std::string(language.code()));
    view.text = text_in_force(house, state, language.code());
    view.revisions = revision_rows(seen, naming);
    for (const auto& round : state.rounds)
        if (asks(*round)) view.rounds.push_back(certified(seen, *round, naming, said, lifts));
    view.dissents = dissents(seen, naming, said, view.text);
    put_erased(view, house, state, naming);
    std::int64_t outcome = -1;
    for (const auto& entry : entries) {
        view.timeline.push_back(timeline_row(seen, entry, naming));
        if (entry.kind != "cycle ended" && entry.kind != "abandoned") continue;
        outcome = entry.number;
        view.leaf = to_hex(entry.leaf);
    }
    if (auto proved = put_proof(view, house, outcome); !proved) return proved.error();
    return view;
}

}  // namespace paraph::api
