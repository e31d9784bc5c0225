#include "api/pages/assets.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/routes.hpp"
#include "api/routes/task.hpp"
#include "api/telling/held_links.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view link_purpose = "link";

/// Where a living link leads.
struct Way {
    std::shared_ptr<const State> state;
    const Assignment* seat = nullptr;
    std::string person;
    std::uint64_t generation = 0;        // 0: the link has ended
    std::optional<PastLink> ended = {};  // how
};

/// Nothing for every link that does not live: there is no telling why. But whoever stood in for a
/// colleague, and shows that the link was theirs, is told.
std::optional<Way> follow(const House& house, const std::string& text) {
    const auto token = Links::parse(text);
    if (!token) return std::nullopt;
    Way way{.state = house.cycle(id::cycle_of(token->assignment)), .person = token->person};
    if (!way.state) return std::nullopt;
    const auto seated = way.state->seated(token->assignment);
    const auto registry = house.desk.registry();
    const auto* person = registry->person(way.person);
    if (!seated || !person || !person->active) return std::nullopt;
    const auto now = house.clock.now();
    const auto generation = [&](const Seated& at) {
        return link_generation(*registry, *way.state, *at.assignment, way.person, now);
    };
    const auto named = generation(seated);
    if (named == 0) {
        way.seat = seated.assignment;
        way.ended = ended_link(*registry, *way.state, *seated.assignment, way.person, now);
        const auto before = static_cast<std::uint64_t>(way.ended ? way.ended->generation : 0);
        if (before == 0 || !house.keys.links().verify(*token, before)) return std::nullopt;
        return way;
    }
    if (!house.keys.links().verify(*token, named)) return std::nullopt;
    const auto led = led_by_link(*registry, *way.state, seated, way.person, now);
    way.seat = led.assignment;
    way.generation = generation(led);
    return way;
}

/// The same bytes for every dead link: not even its own address stands in the page.
http::Response dead_link(const House& house, Reader reader) {
    reader.principal = {};
    reader.path = "/l/-";
    return page(house, reader, pages::DeadLinkView{}, 404);
}

Result<Principal> holder(const House& house, const Way& way) {
    return principal_by_link(*house.desk.registry(), way.person);
}

void show_link(const House& house, const http::Context& context, const http::Answer& answer) {
    const auto& token = context.param("token");
    const auto way = follow(house, token);
    if (!way) return answer(dead_link(house, reader_of(house, context, {})));
    if (way->ended)
        return answer(
            ended_page(house, reader_of(house, context, {}), *way->state, *way->seat, *way->ended));
    const auto principal = holder(house, *way);
    if (!principal) return answer(dead_link(house, reader_of(house, context, {})));
    const auto reader = reader_of(house, context, *principal);
    Task task = task_at(house, way->state, way->seat->id, *principal);
    render_later(house, reader, answer, [&house, reader, token, task = std::move(task)] {
        return cycle_page(
            house, reader, task.state(),
            pages::LinkView{.asked = asked_of(house, task, *reader.language),
                            .action = "/l/" + token,
                            .token = form_token(house, reader, link_purpose),
                            .pause = pause_of(task),
                            .standstill = standstill_at(house, task, *reader.language),
                            .reports = !is_open(*task.round)});
    });
}

void go(const House& house, const http::Context& context, const http::Answer& answer) {
    const auto way = follow(house, context.param("token"));
    const auto principal = way ? holder(house, *way) : Result<Principal>(Refusal{});
    if (!way || !principal) return answer(dead_link(house, reader_of(house, context, {})));
    if (way->ended)
        return answer(
            ended_page(house, reader_of(house, context, {}), *way->state, *way->seat, *way->ended));
    const auto reader = reader_of(house, context, *principal);
    if (const auto form = own_form(house, context.request, reader, link_purpose); !form)
        return answer(refusal_page(house, reader, form.error(), context.request.path));
    auto response = http::see_other("/task/" + way->seat->id);
    give_pass(house, response, way->seat->id, way->person, way->generation);
    answer(std::move(response));
}

http::Response asset_response(const http::Request& request) {
    const auto* asset = pages::find_asset(request.path);
    if (!asset) return problem_for(request, refuse(Refused::not_found, "There is no such file."));
    const bool known =
        request.headers.get("If-None-Match").find(asset->etag) != std::string_view::npos;
    const bool packed =
        !asset->gzip.empty() &&
        request.headers.get("Accept-Encoding").find("gzip") != std::string_view::npos;
    auto response = known ? http::empty(304)
                          : http::with_type(200, asset->content_type,
                                            std::string(packed ? asset->gzip : asset->bytes));
    for (const auto& [name, value] : pages::asset_headers())
        response.headers.set(name, std::string(value));
    response.headers.set("ETag", std::string(asset->etag));
    response.headers.set("Vary", "Accept-Encoding");
    if (packed && !known) response.headers.set("Content-Encoding", "gzip");
    return response;
}

}  // namespace

void bind_link_pages(http::Router& router, const House& house) {
    router.bind("page.link", handler_in(house, show_link));
    router.bind("page.link.go", handler_in(house, go));
    router.bind("page.asset", [](const http::Context& context, http::Answer answer) {
        answer(asset_response(context.request));
    });
    bind_task_pages(router, house);
}

}  // namespace paraph::api
