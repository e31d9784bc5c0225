#include "api/routes/cycle_view.hpp"

#include <algorithm>
#include <limits>

#include "api/routes/comment_filter.hpp"
#include "api/routes/comment_thread.hpp"
#include "api/routes/commitment_list.hpp"
#include "api/routes/cycle_standing.hpp"
#include "api/routes/erased.hpp"
#include "api/routes/picture.hpp"
#include "api/routes/round_view.hpp"
#include "api/routes/text_view.hpp"
#include "api/routes/time_requests.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t timeline_rows = 20;  // on the cycle's own page

std::vector<pages::ReplyRow> reply_rows(const House& house, const Seen& seen,
                                        const Comment& comment, const Naming& naming,
                                        const Said& said) {
    std::vector<pages::ReplyRow> rows;
    for (auto& reply : thread_of(house, seen, comment, said)) {
        auto who = reply.body.empty() ? naming.language().say("reply.secretariat")
                                      : naming.body(reply.body);
        if (!reply.person.empty()) who += " · " + naming.person(reply.person);
        rows.push_back({.who = std::move(who), .at = reply.at, .text = std::move(reply.text)});
    }
    return rows;
}

bool is_of_signature(const Seen& seen, const Comment& comment) {
    const auto* stage = seen.definition->stage(comment.stage);
    return stage && stage->kind == StageKind::sign_off;
}

/// In a ministry's chain each level sends with its signature what it took over from the one below:
/// only the newest level's comments stand.
bool is_passed_on(const Seen& seen, const Comment& comment) {
    if (!seen.state->is_inside() || !is_of_signature(seen, comment)) return false;
    return std::ranges::any_of(seen.state->comments, [&](const auto& other) {
        return other->entry > comment.entry && is_of_signature(seen, *other);
    });
}

/// The first ones: the others have a page of their own.
std::vector<pages::CommentRow> comment_rows(const House& house, const Seen& seen,
                                            const Naming& naming, const Said& said, int& total) {
    constexpr std::size_t shown_max = 20;
    const Carryings carryings(*seen.state);
    std::vector<pages::CommentRow> rows;
    for (const auto& comment : seen.state->comments) {
        if (!sees(seen, *comment) || is_passed_on(seen, *comment)) continue;
        ++total;
        if (rows.size() < shown_max)
            rows.push_back(comment_row(house, seen, *comment, naming, said, carryings));
    }
    return rows;
}

/// Newest first, each with the cycles that run for it.
void put_rounds(pages::CycleView& view, const House& house, const Seen& seen,
                const Principal& principal, const Naming& naming) {
    const Said said(house.archive, *seen.state);
    bool erased = false;
    for (const auto& round : seen.state->rounds) {
        auto row = round_row(seen, *round, naming, said);
        row.sub_cycles = sub_cycle_rows(house, seen, *round, principal, naming);
        erased = erased || std::ranges::any_of(row.positions, &pages::PositionRow::reason_erased);
        view.rounds.push_back(std::move(row));
    }
    std::ranges::reverse(view.rounds);
    if (erased) view.erased = erased_words(house, *seen.state, DataClass::words, naming);
}

/// The cycle that this one runs for. Inside a body it is the same dossier, and no other page.
void put_parent(pages::CycleView& view, const House& house, const Seen& seen,
                const Principal& principal) {
    const auto& parent = seen.state->opening->parent;
    if (!parent || parent->kind == ParentKind::inside || seen.view.is_blinded()) return;
    const auto outer = know_of(house, parent->cycle, principal);
    if (!outer) return;
    view.parent = outer->state->title;
    view.parent_href = "/cycles/" + parent->cycle;
}

}  // namespace

std::vector<pages::RevisionRow> revision_rows(const Seen& seen, const Naming& naming) {
    const auto address = "/cycles/" + seen.state->id + "/revisions/";
    std::vector<pages::RevisionRow> rows;
    for (const auto& revision : seen.state->revisions)
        rows.push_back(
            {.number = revision->number,
             .issued = revision->issued,
             .person = naming.person(revision->person),
             .digest = to_hex(revision->digest),
             .editorial = revision->editorial,
             .href = address + std::to_string(revision->number),
             .differences = revision->number < 2
                                ? ""
                                : address + std::to_string(revision->number) + "/differences"});
    std::ranges::reverse(rows);
    return rows;
}

std::vector<pages::TimelineRow> timeline(const House& house, const Seen& seen,
                                         const Naming& naming) {
    std::vector<pages::TimelineRow> rows;
    if (!seen.view.trail) return rows;
    constexpr auto all = std::numeric_limits<std::size_t>::max() / 2;
    for (const auto& entry : house.archive.stream(seen.state->id, 0, all))
        rows.push_back(timeline_row(seen, entry, naming));
    return rows;
}

pages::CommentRow comment_row(const House& house, const Seen& seen, const Comment& comment,
                              const Naming& naming, const Said& said, const Carryings& carryings) {
    const int number = carryings.number_of(comment.paragraph);
    const auto carrying = carryings.of(comment);
    const auto* same = seen.state->comment(comment.same_as);
    const auto name = said.name(comment);
    return {.id = comment.id,
            .number = comment.number,
            .body = naming.body(comment.body) + (name.empty() ? "" : ": " + name),
            .paragraph = number > 0 ? "¶" + naming.language().number(number) : "",
            .paragraph_id = number > 0 ? comment.paragraph : "",
            .force = comment.force,
            .type = comment.type,
            .status = comment.status,
            .text = said.comment(comment),
            .proposed = said.proposed(comment),
            .disposition = comment.disposition,
            .observation = said.observation(comment),
            .carrying = carrying == Carrying::current ? std::nullopt : std::optional(carrying),
            .quote = said.quote(comment),
            .group = said.group(comment),
            .same_as = same ? naming.language().number(same->number) : "",
            .maintained = comment.maintained,
            .replies = reply_rows(house, seen, comment, naming, said)};
}

pages::CycleView cycle_view(const House& house, const Seen& seen, const Reader& reader) {
    const auto& principal = reader.principal;
    const auto& language = *reader.language;
    const Naming naming(seen, language);
    const Said said(house.archive, *seen.state);
    const auto& state = *seen.state;
    pages::CycleView view;
    view.href = "/cycles/" + state.id;
    view.title = title_of_cycle(seen, language);
    view.status = state.status;
    if (!state.outcome.empty()) view.outcome = naming.position(state.outcome);
    view.definition = naming.definition();
    if (seen.view.secretariat) view.definition_href = "/definitions/" + seen.definition->name;
    view.picture.html = picture_of(seen, std::string(language.code()));
    view.picture_narrow.html = picture_of(seen, std::string(language.code()), true);
    put_standing(view, house, seen, naming);
    view.requests = time_requests(house, seen, naming);
    put_rounds(view, house, seen, principal, naming);
    put_parent(view, house, seen, principal);
    for (const auto& commitment : seen.state->commitments) {
        if (!sees(seen, *commitment)) continue;
        view.commitments.push_back(commitment_row(*commitment, said));
        view.commitments.back().body = naming.body(commitment->body);
    }
    view.comments = comment_rows(house, seen, naming, said, view.comments_total);
    if (view.comments_total > 0) view.comments_href = view.href + "/comments";
    if (const auto* revision = state.revision(); revision && seen.view.text)
        view.text = text_in(house, state, *revision, reader.text_language);
    view.revisions = revision_rows(seen, naming);
    view.timeline = timeline(house, seen, naming);
    std::ranges::reverse(view.timeline);
    if (view.timeline.size() > timeline_rows) view.timeline.resize(timeline_rows);
    if (seen.view.trail && seen.view.secretariat) view.timeline_href = "/audit" + view.href;
    if (seen.view.trail) view.certificate_href = certificate_href(state);
    return view;
}

std::string certificate_href(const State& state) {
    const bool over = state.status == CycleStatus::ended || state.status == CycleStatus::abandoned;
    return over ? "/cycles/" + state.id + "/certificate" : "";
}

std::string verify_command(const std::string& cycle) {
    return "paraph trail verify " + cycle + ".jsonl --key log.vkey";
}

}  // namespace paraph::api
