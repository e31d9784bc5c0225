#include "api/routes/act_form.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

void show_cycle(const House& house, const http::Context& context, http::Answer answer) {
    if (context.principal.id.empty()) return answer(http::see_other("/sign-in"));
    auto seen = look_at(house, context.param("id"), context.principal);
    const auto reader = reader_of(house, context, pages::Section::board);
    if (!seen) return answer(refusal_page(house, reader, seen.error()));
    render_later(house, reader, std::move(answer), [&house, seen = std::move(*seen), reader] {
        auto view = cycle_view(house, seen, *reader.language);
        view.acts = possible_acts(house, seen, actor_of(reader.principal));
        return cycle_page(house, reader, *seen.state, view);
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
