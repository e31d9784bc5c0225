#include "api/pages/view_data.hpp"
#include "api/routes/act_form.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/public_round.hpp"
#include "api/routes/routes.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph::api {
namespace {

/// The cycle that this one goes on from, if it is for this reader, and what was left open in it.
void put_predecessor(pages::CycleView& view, const House& house, const CycleVisit& visit) {
    const auto& id = visit.state().opening->predecessor;
    const auto before =
        id.empty() ? Result<Seen>(Refusal{}) : look_at(house, id, visit.reader.principal);
    if (!before) return;
    const auto& language = *visit.reader.language;
    const Naming naming(*before, language);
    const Said said(house.archive, *before->state);
    view.predecessor = before->state->title;
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
        auto view = cycle_view(house, visit.seen, *visit.reader.language);
        put_predecessor(view, house, visit);
        if (public_round(house, visit.state().id)) view.public_href = visit.address() + "/public";
        view.acts = possible_acts(house, visit.seen, actor_of(visit.reader.principal));
        return cycle_page(house, visit.reader, visit.state(), view);
    });
}

}  // namespace

void bind_cycle_pages(http::Router& router, const House& house) {
    router.bind("page.cycle", [&](const http::Context& context, http::Answer answer) {
        show_cycle(house, context, std::move(answer));
    });
    bind_open_pages(router, house);
    bind_revision_pages(router, house);
    bind_act_pages(router, house);
    bind_comment_pages(router, house);
    bind_time_pages(router, house);
    bind_inside_pages(router, house);
    bind_delegation_pages(router, house);
    bind_public_pages(router, house);
}

}  // namespace paraph::api
