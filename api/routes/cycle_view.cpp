#include "api/routes/cycle_view.hpp"

#include <algorithm>
#include <limits>

#include "api/pages/view_data.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/routes/picture.hpp"
#include "api/routes/text_view.hpp"
#include "engine/core/overview.hpp"
#include "engine/rules/attention.hpp"
#include "engine/rules/missing.hpp"

namespace paraph::api {
namespace {

constexpr auto all = std::numeric_limits<std::size_t>::max() / 2;
constexpr std::size_t timeline_rows = 20;  // on the cycle's own page

pages::PositionRow position_row(const Seen& seen, const Round& round, const Assignment& assignment,
                                const Naming& naming, const Said& said) {
    pages::PositionRow row;
    row.body = naming.body(assignment.body);
    std::vector<std::string> roles;
    for (const auto& role : assignment.roles) roles.push_back(naming.role(role));
    row.role = naming.language().list(roles);
    row.function = assignment.function;
    row.due = assignment.due;
    const bool open = round.status == RoundStatus::open || round.status == RoundStatus::overdue ||
                      round.status == RoundStatus::qualified;
    if (seen.view.secretariat && open && assignment.status == AssignmentStatus::awaited &&
        round.kind != StageKind::revise && round.kind != StageKind::meet &&
        round.kind != StageKind::follow_up)
        row.link_href = "/task/" + assignment.id;
    if (!seen.view.sees_position(assignment.body, is_hidden(*seen.definition, round))) return row;
    row.status = assignment.status;
    if (!assignment.answer) return row;
    const auto& answer = *assignment.answer;
    if (!answer.position.empty()) row.position = naming.position(answer.position, round.stage);
    row.how = answer.how;
    row.person = naming.person(answer.person);
    if (!answer.behalf.empty() && seen.view.names)
        row.person = naming.language().say(
            "timeline.for", {{"actor", row.person}, {"person", naming.person(answer.behalf)}});
    row.at = answer.at;
    row.revision = answer.revision;
    if (answer.reason) row.reason = said.reason(answer.entry);
    return row;
}

/// The first ones: the others have a page of their own.
std::vector<pages::CommentRow> comment_rows(const Seen& seen, const Naming& naming,
                                            const Said& said, int& total) {
    constexpr std::size_t shown_max = 20;
    const Carryings carryings(*seen.state);
    std::vector<pages::CommentRow> rows;
    for (const auto& comment : seen.state->comments) {
        if (!sees(seen, *comment)) continue;
        ++total;
        if (rows.size() < shown_max)
            rows.push_back(comment_row(seen, *comment, naming, said, carryings));
    }
    return rows;
}

std::vector<pages::AttentionRow> attention_rows(const Seen& seen, const Naming& naming) {
    std::vector<pages::AttentionRow> rows;
    for (const auto& one : attention(*seen.definition, *seen.state)) {
        if (!seen.view.all_positions && one.body != seen.view.body) continue;
        const auto seated = seen.state->seated(one.assignment);
        const auto kind = seated ? seated.round->kind : StageKind::ballot;
        std::string who = naming.body(one.body);
        if (!one.function.empty()) who += " · " + one.function;
        rows.push_back({.who = std::move(who),
                        .what = one.assignment.empty()
                                    ? naming.language().say("act.title.close")
                                    : naming.language().say("owes." + pages::code_of(kind)),
                        .due = one.due});
    }
    return rows;
}

void put_standing(pages::CycleView& view, const Seen& seen, const Naming& naming) {
    const auto rounds = rounds_at_work(*seen.state);
    std::vector<std::string> stages;
    for (const auto* round : rounds) {
        const auto stage = naming.stage(round->stage);
        stages.push_back(stage);
        if (round->due && (!view.due || *round->due < *view.due)) view.due = round->due;
        for (auto& line : missing_words(seen, *round, naming))
            view.missing.push_back(rounds.size() > 1 ? stage + ": " + line : std::move(line));
        view.picture_text += (view.picture_text.empty() ? "" : "; ") + stage + ": " +
                             pages::word(round->status, naming.language());
    }
    view.stage = naming.language().list(stages);
    view.attention = attention_rows(seen, naming);
}

}  // namespace

pages::RoundRow round_row(const Seen& seen, const Round& round, const Naming& naming,
                          const Said& said) {
    pages::RoundRow row;
    row.stage = naming.stage(round.stage);
    row.number = round.number;
    row.revision = round.revision;
    row.status = round.status;
    row.opened = round.opened;
    row.due = round.due;
    row.closed = round.closed;
    if (!round.result.empty()) row.result = naming.position(round.result, round.stage);
    for (const auto& assignment : round.assignments)
        if (seen.view.all_positions || assignment->body == seen.view.body)
            row.positions.push_back(position_row(seen, round, *assignment, naming, said));
    return row;
}

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

std::vector<std::string> missing_words(const Seen& seen, const Round& round, const Naming& naming) {
    std::vector<std::string> lines;
    for (const auto& line : missing(*seen.definition, *seen.state, round))
        if (seen.view.all_positions || line.code == "signature")
            lines.push_back(in_words(line, naming.language().code(),
                                     [&](std::string_view id) { return naming.body(id); }));
    return lines;
}

std::vector<pages::TimelineRow> timeline(const House& house, const Seen& seen,
                                         const Naming& naming) {
    std::vector<pages::TimelineRow> rows;
    if (!seen.view.trail) return rows;
    for (const auto& entry : house.archive.stream(seen.state->id, 0, all))
        rows.push_back(timeline_row(seen, entry, naming));
    return rows;
}

pages::CommentRow comment_row(const Seen& seen, const Comment& comment, const Naming& naming,
                              const Said& said, const Carryings& carryings) {
    const int number = carryings.number_of(comment.paragraph);
    const auto carrying = carryings.of(comment);
    const auto* same = seen.state->comment(comment.same_as);
    return {.id = comment.id,
            .number = comment.number,
            .body = naming.body(comment.body),
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
            .maintained = comment.maintained};
}

pages::CycleView cycle_view(const House& house, const Seen& seen, const pages::Language& language) {
    const Naming naming(seen, language);
    const Said said(house.archive, *seen.state);
    const auto& state = *seen.state;
    pages::CycleView view;
    view.href = "/cycles/" + state.id;
    view.title = state.title;
    view.status = state.status;
    if (!state.outcome.empty()) view.outcome = naming.position(state.outcome);
    view.definition = naming.definition();
    if (seen.view.secretariat) view.definition_href = "/definitions/" + seen.definition->name;
    view.picture.html = picture_of(seen, std::string(language.code()));
    view.picture_narrow.html = picture_of(seen, std::string(language.code()), true);
    put_standing(view, seen, naming);
    for (const auto& round : state.rounds)
        view.rounds.push_back(round_row(seen, *round, naming, said));
    std::ranges::reverse(view.rounds);
    view.comments = comment_rows(seen, naming, said, view.comments_total);
    if (view.comments_total > 0) view.comments_href = view.href + "/comments";
    if (const auto* revision = state.revision(); revision && seen.view.text)
        view.text = text_in(house, state, *revision);
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

std::string export_command(const House& house, const std::string& cycle) {
    const auto& url = house.config.public_url;
    return "paraph trail export --cycle " + cycle + " -o " + cycle + ".jsonl" +
           (url.empty() ? "" : " --server " + url);
}

std::string verify_command(const std::string& cycle) {
    return "paraph trail verify " + cycle + ".jsonl --key log.vkey";
}

}  // namespace paraph::api
