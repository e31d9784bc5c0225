#include "api/pages/security.hpp"
#include "api/routes/input.hpp"
#include "api/routes/naming.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/routes.hpp"
#include "workflows/tools/draw.hpp"

namespace paraph::api {
namespace {

std::string address_of(const DefinitionVersion& version) {
    return "/definitions/" + version.name + "?version=" + std::to_string(version.version);
}

std::map<std::string, int> cycles_by_definition(Archive& archive) {
    std::map<std::string, int> count;
    CycleFilter filter;
    filter.limit = 10'000;
    for (const auto& row : archive.cycles(filter)) ++count[row.definition];
    return count;
}

pages::DefinitionsView definitions(const House& house, const pages::Language& language) {
    const auto cycles = cycles_by_definition(house.archive);
    const auto registry = house.desk.registry();
    pages::DefinitionsView view;
    for (const auto& [name, versions] : registry->definitions) {
        const auto& newest = *versions.back();
        const auto found = cycles.find(name);
        view.definitions.push_back({.href = "/definitions/" + name,
                                    .name = name,
                                    .title = std::string(language.of(newest.definition->title)),
                                    .version = newest.version,
                                    .cycles = found == cycles.end() ? 0 : found->second});
    }
    return view;
}

pages::DefinitionView definition(const Registry& registry, const DefinitionVersion& shown,
                                 const pages::Language& language) {
    pages::DefinitionView view;
    view.name = shown.name;
    view.title = language.of(shown.definition->title);
    view.version = shown.version;
    view.digest = to_hex(shown.digest);
    Look look;
    look.language = language.code();
    view.picture.html = draw_svg(*shown.definition, nullptr, look);
    look.direction = Look::Direction::down;
    view.picture_narrow.html = draw_svg(*shown.definition, nullptr, look);
    view.source = shown.source;
    view.open_href = "/cycles/new?definition=" + shown.name;
    for (const auto& version : registry.definitions.at(shown.name))
        view.versions.insert(view.versions.begin(), {.href = address_of(*version),
                                                     .version = version->version,
                                                     .digest = to_hex(version->digest),
                                                     .shown = version->version == shown.version});
    return view;
}

void show_definitions(const House& house, const http::Context& context, http::Answer answer) {
    if (!enters_as_secretariat(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::definitions);
    render_later(house, reader, std::move(answer), [&house, reader] {
        return page(house, reader, definitions(house, *reader.language));
    });
}

void show_definition(const House& house, const http::Context& context, http::Answer answer) {
    if (!enters_as_secretariat(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::definitions);
    const auto registry = house.desk.registry();
    const auto number = number_in(context.request.parameter("version").value_or("0"), "version");
    const bool fits = number && *number >= 0 && *number < 1'000'000;
    const auto* shown =
        fits ? registry->definition(context.param("name"), static_cast<int>(*number)) : nullptr;
    if (!shown)
        return answer(refusal_page(house, reader,
                                   refuse(Refused::not_found, "There is no such definition.")));
    render_later(house, reader, std::move(answer), [&house, reader, registry, shown] {
        return page(house, reader, definition(*registry, *shown, *reader.language));
    });
}

/// The id begins with the moment at which the mail was caught.
Instant moment_of(const std::string& mail) {
    const auto at = parse_instant(std::string_view(mail).substr(0, 24));
    return at ? *at : Instant{};
}

constexpr std::size_t mails_max = 200;

/// Whether mail is caught here and may be shown: it is anybody's, as the links in it are.
bool catches(const House& house, const http::Context& context, const http::Answer& answer) {
    if (house.catcher) return true;
    answer(refusal_page(house, reader_of(house, context, pages::Section::none),
                        refuse(Refused::not_found, "No mail is caught here.")));
    return false;
}

void show_mails(const House& house, const http::Context& context, http::Answer answer) {
    if (!catches(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::mails);
    render_later(house, reader, std::move(answer), [&house, reader] {
        pages::CaughtMailsView view;
        for (const auto& caught : house.catcher->list(mails_max))
            view.mails.push_back({.href = "/demo/mail/" + caught.id,
                                  .to = caught.mail.to,
                                  .subject = caught.mail.subject,
                                  .at = moment_of(caught.id)});
        return page(house, reader, view);
    });
}

void show_mail(const House& house, const http::Context& context, http::Answer answer) {
    if (!catches(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::mails);
    render_later(house, reader, std::move(answer), [&house, reader, id = context.param("id")] {
        const auto caught = house.catcher->read(id);
        if (!caught)
            return refusal_page(house, reader,
                                refuse(Refused::not_found, "There is no such mail."));
        const auto& mail = caught->mail;
        const auto html = mail.html.empty() ? "" : "/demo/mail/" + id + "/html";
        return page(house, reader,
                    pages::CaughtMailView{.from = mail.from,
                                          .to = mail.to,
                                          .subject = mail.subject,
                                          .at = moment_of(id),
                                          .text = mail.text,
                                          .html_href = html});
    });
}

void show_mail_part(const House& house, const http::Context& context, http::Answer answer) {
    if (!catches(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::mails);
    render_later(house, reader, std::move(answer), [&house, reader, id = context.param("id")] {
        const auto caught = house.catcher->read(id);
        if (!caught || caught->mail.html.empty())
            return refusal_page(house, reader,
                                refuse(Refused::not_found, "There is no such mail."));
        auto response = http::html(200, caught->mail.html);
        for (const auto& [name, value] : pages::mail_part_headers())
            response.headers.set(name, std::string(value));
        return response;
    });
}

}  // namespace

std::optional<CycleVisit> visit_cycle(const House& house, const http::Context& context,
                                      const http::Answer& answer) {
    if (context.principal.id.empty()) {
        answer(http::see_other("/sign-in"));
        return std::nullopt;
    }
    auto reader = reader_of(house, context, pages::Section::board);
    auto seen = look_at(house, context.param("id"), context.principal);
    if (seen) return CycleVisit{std::move(reader), std::move(*seen)};
    if (know_of(house, context.param("id"), context.principal)) {
        answer(http::see_other("/audit/cycles/" + context.param("id")));  // where reading is noted
        return std::nullopt;
    }
    answer(refusal_page(house, reader, seen.error()));
    return std::nullopt;
}

bool enters_as_secretariat(const House& house, const http::Context& context,
                           const http::Answer& answer) {
    if (context.principal.id.empty()) {
        answer(http::see_other("/sign-in"));
        return false;
    }
    if (context.principal.roles.has(Role::secretariat)) return true;
    answer(refusal_page(house, reader_of(house, context, pages::Section::none),
                        refuse(Refused::forbidden, "Only the secretariat sees this.")));
    return false;
}

void bind_house_pages(http::Router& router, const House& house) {
    router.bind("page.definitions", handler_in(house, show_definitions));
    router.bind("page.definition", handler_in(house, show_definition));
    router.bind("page.mails", handler_in(house, show_mails));
    router.bind("page.mail", handler_in(house, show_mail));
    router.bind("page.mail.html", handler_in(house, show_mail_part));
    bind_body_pages(router, house);
}

}  // namespace paraph::api
