#include <algorithm>

#include "api/pages/positions.hpp"
#include "api/routes/functions.hpp"
#include "api/routes/input.hpp"
#include "api/routes/naming.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/telling/titles.hpp"
#include "api/upkeep/handing_over.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view new_body = "new";
constexpr std::string_view body_purpose = "body";
constexpr std::string_view leaving_act = "leave:", left_act = "left:";  // asks once more; does it

pages::BodiesView bodies(const Registry& registry, const pages::Language& language) {
    pages::BodiesView view{.new_href = "/bodies/new"};
    for (const auto& [id, body] : registry.bodies)
        view.bodies.push_back({.href = "/bodies/" + id,
                               .name = body_name(registry, id, language),
                               .kind = body->kind,
                               .people = static_cast<int>(registry.people_of(id).size())});
    std::ranges::sort(view.bodies, {}, &pages::BodyRow::name);
    return view;
}

std::string function_in(const pages::Language& reader, const std::map<std::string, Texts>& known,
                        const std::string& name) {
    const auto found = known.find(name);
    return pages::function_word(name, reader, found == known.end() ? Texts{} : found->second);
}

/// The body as it is registered; an empty form for a new one.
pages::BodyView body_view(const Registry& registry, const std::string& id, std::string token,
                          const pages::Language& reader) {
    pages::BodyView view;
    const auto known = functions_of(registry);
    view.action = "/bodies/" + id;
    view.token = std::move(token);
    const auto* body = registry.body(id);
    view.is_new = body == nullptr;
    for (const auto& [name, titles] : known)
        view.functions.push_back(pages::function_word(name, reader, titles));
    for (const auto* language : pages::languages()) {
        const std::string code(language->code());
        const auto name = body ? body->name.find(code) : Texts::const_iterator{};
        const bool named = body && name != body->name.end();
        view.names.push_back({code, pages::own_name(code), named ? name->second : "", false});
        view.languages.push_back({code, pages::own_name(code), {}, false});
    }
    if (!body) return view;
    view.id = id;
    view.version = body->version;
    view.kind = body->kind;
    for (const auto& one : body->people)
        if (const auto* person = registry.person(one))
            view.people.push_back({.id = person->id,
                                   .name = person->name,
                                   .function = function_in(reader, known, person->function),
                                   .email = person->email,
                                   .language = pages::own_name(person->language),
                                   .active = person->active});
    return view;
}

/// The record with its people, so that a change of one thing leaves the others as they are.
RegisterBody record_of(const Registry& registry, const Body& body) {
    RegisterBody record{.id = body.id,
                        .name = body.name,
                        .kind = body.kind,
                        .weights = body.weights,
                        .if_version = body.version};
    for (const auto* person : registry.people_of(body.id))
        record.people.push_back({.id = person->id,
                                 .name = person->name,
                                 .email = person->email,
                                 .language = person->language,
                                 .function = person->function,
                                 .roles = person->roles});
    return record;
}

void take_record(RegisterBody& record, const http::Form& form) {
    record.kind = form.get("kind");
    for (const auto* language : pages::languages()) {
        const std::string code(language->code());
        const std::string name(form.get("name-" + code));
        record.name.erase(code);
        if (!name.empty()) record.name[code] = name;
    }
}

void take_person(const Registry& registry, RegisterBody& record, const http::Form& form) {
    auto function = meant_function(form.get("person-function"), functions_of(registry));
    record.people.push_back({.name = std::string(form.get("person-name")),
                             .email = std::string(form.get("person-email")),
                             .language = std::string(form.get("person-language")),
                             .function = function.empty() ? "focal point" : std::move(function)});
}

/// What the form asks for: a new record, a changed one, one more person, one who left.
Result<RegisterBody> command_of(const Registry& registry, const std::string& id,
                                const http::Form& form) {
    const auto act = form.get("act");
    const auto* body = registry.body(id);
    if (!body && id != new_body) return refuse(Refused::not_found, "There is no such body.");
    RegisterBody command = body ? record_of(registry, *body) : RegisterBody{.if_version = 0};
    if (!body) command.id = form.get("id");
    if (act == "save") {
        take_record(command, form);
        const auto version = number_in(form.get("version"), "version");
        if (body && version) command.if_version = static_cast<int>(*version);
    } else if (body && act == "add person") {
        take_person(registry, command, form);
    } else if (body && act.starts_with(left_act)) {
        std::erase_if(command.people,
                      [&](const auto& person) { return person.id == act.substr(left_act.size()); });
    } else {
        return refuse(Refused::invalid, "This form asks for nothing we know.");
    }
    return command;
}

/// Where the page shows what the registry says of "/people/3/email".
std::string field_of(const std::string& where) {
    if (where == "/id") return "id";
    if (where.starts_with("/people/")) return "person-" + where.substr(where.rfind('/') + 1);
    if (where == "/name") return "name-en";
    if (where.starts_with("/name/")) return "name-" + where.substr(6);
    return {};
}

void keep_input(pages::BodyView& view, const http::Form& form) {
    if (form.get("act") == "add person") {
        view.adding = {.name = std::string(form.get("person-name")),
                       .function = std::string(form.get("person-function")),
                       .email = std::string(form.get("person-email"))};
        return;
    }
    if (view.is_new) view.id = form.get("id");
    view.kind = form.get("kind");
    for (auto& name : view.names) name.hint = form.get("name-" + name.value);
}

void show_body(const House& house, const http::Context& context, http::Answer answer) {
    if (!enters_as_secretariat(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::bodies);
    const auto registry = house.desk.registry();
    const auto& id = context.param("id");
    if (id != new_body && !registry->body(id))
        return answer(
            refusal_page(house, reader, refuse(Refused::not_found, "There is no such body.")));
    answer(
        page(house, reader,
             body_view(*registry, id, form_token(house, reader, body_purpose), *reader.language)));
}

/// What it changes that somebody has left, before it is done.
http::Response ask_once_more(const House& house, const Reader& reader, const std::string& id,
                             std::string_view name) {
    const auto registry = house.desk.registry();
    const auto* person = registry->person(name);
    if (!person || !person->active || person->body != id)
        return refusal_page(house, reader,
                            refuse(Refused::not_found, "This body has no such person."));
    auto view = body_view(*registry, id, form_token(house, reader, body_purpose), *reader.language);
    view.leaving = person->id;
    view.leaving_name = person->name;
    view.leaves_nobody = registry->people_of(id).size() == 1;
    return page(house, reader, view);
}

void send_body(const House& house, const http::Context& context, http::Answer answer) {
    if (!enters_as_secretariat(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::bodies);
    auto form = own_form(house, context.request, reader, body_purpose);
    if (!form) return answer(refusal_page(house, reader, form.error()));
    const auto id = context.param("id");
    if (const auto act = form->get("act"); act.starts_with(leaving_act))
        return answer(ask_once_more(house, reader, id, act.substr(leaving_act.size())));
    auto command = command_of(*house.desk.registry(), id, *form);
    if (!command) return answer(refusal_page(house, reader, command.error()));
    house.desk.submit(Submission{.stream = std::string(registry_stream),
                                 .command = RegistryCommand(std::move(*command)),
                                 .actor = actor_of(context.principal)},
                      [&house, reader, form = std::move(*form), id,
                       answer = std::move(answer)](Result<Settled> settled) {
                          if (settled) {
                              pass_on_open_tasks(house, settled->made);
                              return answer(http::see_other("/bodies/" + settled->made));
                          }
                          auto view =
                              body_view(*house.desk.registry(), id,
                                        form_token(house, reader, body_purpose), *reader.language);
                          keep_input(view, form);
                          view.errors = {{field_of(settled.error().where),
                                          refusal_words(settled.error(), *reader.language)}};
                          answer(page(house, reader, view, http_status(settled.error().code)));
                      });
}

}  // namespace

void bind_body_pages(http::Router& router, const House& house) {
    router.bind("page.bodies", [&](const http::Context& context, http::Answer answer) {
        if (!enters_as_secretariat(house, context, answer)) return;
        const auto reader = reader_of(house, context, pages::Section::bodies);
        answer(page(house, reader, bodies(*house.desk.registry(), *reader.language)));
    });
    router.bind("page.body", handler_in(house, show_body));
    router.bind("page.body.send", handler_in(house, send_body));
}

}  // namespace paraph::api
