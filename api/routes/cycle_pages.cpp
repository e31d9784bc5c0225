#include <algorithm>

#include "api/pages/view_data.hpp"
#include "api/routes/act_form.hpp"
#include "api/routes/attached_file.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/public_round.hpp"
#include "api/routes/routes.hpp"
#include "api/telling/titles.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view files_purpose = "files";

/// The cycle that this one goes on from, if it is for this reader, and what was left open in it.
void put_predecessor(pages::CycleView& view, const House& house, const CycleVisit& visit) {
    const auto& id = visit.state().opening->predecessor;
    const auto before =
        id.empty() ? Result<Seen>(Refusal{}) : look_at(house, id, visit.reader.principal);
    if (!before) return;
    const auto& language = *visit.reader.language;
    const Naming naming(*before, language);
    const Said said(house.archive, *before->state);
    view.predecessor = title_of_cycle(*before, language);
    view.predecessor_href = "/cycles/" + id;
    std::int64_t comments = 0;
    for (const auto& comment : before->state->comments)
        if (sees(*before, *comment) &&
            (is_unanswered(*comment) || comment->disposition == Disposition::deferred))
            ++comments;
    if (comments > 0)
        view.left_open.push_back(language.say("cycle.left_comments", {{"n", comments}}));
    for (const auto& commitment : before->state->commitments)
        if (!is_settled(*commitment) && before->view.sees_position(commitment->body, false))
            view.left_open.push_back(language.say(
                "cycle.left_commitment", {{"body", naming.body(commitment->body)},
                                          {"text", said.text(commitment->entry, "text")},
                                          {"status", pages::word(commitment->status, language)}}));
}

void show_cycle(const House& house, const http::Context& context, http::Answer answer) {
    auto visit = visit_cycle(house, context, answer);
    if (!visit) return;
    const auto reader = visit->reader;
    render_later(house, reader, std::move(answer), [&house, visit = std::move(*visit)] {
        auto view = cycle_view(house, visit.seen, visit.reader);
        put_predecessor(view, house, visit);
        if (public_round(house, visit.state().id)) view.public_href = visit.address() + "/public";
        auto files = files_beside_text(house, visit.seen, visit.address());
        std::ranges::move(files, std::back_inserter(view.text.sources));
        if (visit.seen.view.secretariat && !view.text.paragraphs.empty()) {
            view.files_action = visit.address() + "/files";
            view.token = form_token(house, visit.reader, files_purpose);
        }
        view.acts = possible_acts(house, visit.seen, actor_of(visit.reader.principal));
        return cycle_page(house, visit.reader, visit.state(), view);
    });
}

void save_cycle_file(const House& house, const http::Context& context, http::Answer answer) {
    auto visit = visit_cycle(house, context, answer);
    if (!visit) return;
    const auto reader = visit->reader;
    render_later(house, reader, std::move(answer),
                 [&house, visit = std::move(*visit), digest = context.param("sha256")] {
                     auto file = attached_file(house, visit.seen, digest);
                     if (!file)
                         return refusal_page(house, visit.reader, file.error(), visit.address());
                     return std::move(*file);
                 });
}

/// The bytes are kept before the entry names them.
void add_file(const House& house, const CycleVisit& visit, const http::Upload& file,
              const http::Answer& answer) {
    AttachDocument command{.document = {.digest = sha256(file.bytes),
                                        .size = static_cast<std::int64_t>(file.bytes.size()),
                                        .media_type = "application/octet-stream"},
                           .name = file.name};
    const auto tried = try_out(house, visit.seen, command, actor_of(visit.reader.principal));
    if (!tried) return answer(refusal_page(house, visit.reader, tried.error(), visit.address()));
    house.vault->put(file.bytes);
    house.desk.submit({.stream = visit.state().id,
                       .command = Command(std::move(command)),
                       .actor = actor_of(visit.reader.principal)},
                      [&house, reader = visit.reader, back = visit.address(),
                       answer](const Result<Settled>& settled) {
                          answer(settled ? http::see_other(back + "#the-text")
                                         : refusal_page(house, reader, settled.error(), back));
                      });
}

void take_file(const House& house, const http::Context& context, http::Answer answer) {
    auto visit = visit_cycle(house, context, answer);
    if (!visit) return;
    const http::FormLimits limits{.bytes = document_bytes_max};
    auto form = own_form(house, context.request, visit->reader, files_purpose, limits);
    if (!form) return answer(refusal_page(house, visit->reader, form.error(), visit->address()));
    const auto reader = visit->reader;
    render_later(house, reader, answer,
                 [&house, visit = std::move(*visit), form = std::move(*form),
                  answer]() -> std::optional<http::Response> {
                     const auto* file = form.upload("file");
                     if (!file || file->name.empty())
                         return refusal_page(
                             house, visit.reader,
                             refuse(Refused::invalid, "Choose a file first.", "file"),
                             visit.address());
                     add_file(house, visit, *file, answer);
                     return std::nullopt;
                 });
}

}  // namespace

void bind_cycle_pages(http::Router& router, const House& house) {
    router.bind("page.cycle", handler_in(house, show_cycle));
    router.bind("page.file", handler_in(house, save_cycle_file));
    router.bind("page.file.add", handler_in(house, take_file));
    bind_open_pages(router, house);
    bind_revision_pages(router, house);
    bind_act_pages(router, house);
    bind_comment_pages(router, house);
    bind_time_pages(router, house);
    bind_inside_pages(router, house);
    bind_delegation_pages(router, house);
    bind_commitment_pages(router, house);
    bind_public_pages(router, house);
}

}  // namespace paraph::api
