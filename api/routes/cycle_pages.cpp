#include "api/routes/act_form.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

void show_cycle(const House& house, const http::Context& context, http::Answer answer) {
    auto visit = visit_cycle(house, context, answer);
    if (!visit) return;
    const auto reader = visit->reader;
    render_later(house, reader, std::move(answer), [&house, visit = std::move(*visit)] {
        auto view = cycle_view(house, visit.seen, *visit.reader.language);
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
}

}  // namespace paraph::api
