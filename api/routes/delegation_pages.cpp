// Who acts for whom, seen from a task, by whoever is signed in, and for a body by the secretariat.

#include "api/routes/delegation_pages.hpp"

#include <algorithm>

#include "api/pages/positions.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/task.hpp"
#include "api/telling/titles.hpp"
#include "api/upkeep/handing_over.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view own_address = "/delegations";

/// From where the page is seen, kept until it is answered.
struct Place {
    Reader reader;
    std::string action;
    std::string back_href, back;
    std::string body;
    std::string person;  // for whom; empty: the secretariat says
    std::string cycle;   // of a task
    std::shared_ptr<const Registry> registry;
};

std::string delegations_purpose(const Place& place) {
    return "delegate " + place.action;
}

/// A title where the reader may know it.
std::string cycle_title(const House& house, const Place& place, const std::string& id) {
    if (id.empty()) return {};
    const auto seen = look_at(house, id, place.reader.principal);
    const auto& language = *place.reader.language;
    return seen ? title_of_cycle(*seen, language) : language.say("delegations.one_cycle");
}

bool concerns(const Place& place, const Delegation& delegation) {
    if (!place.person.empty())
        return delegation.person == place.person || delegation.delegate == place.person;
    const auto* person = place.registry->person(delegation.person);
    return person && person->body == place.body;
}

pages::DelegationRow row_of(const House& house, const Place& place, const Delegation& delegation) {
    const auto& principal = place.reader.principal;
    const bool secretariat = principal.roles.has(Role::secretariat);
    return {.id = delegation.id,
            .person = person_name(*place.registry, delegation.person),
            .delegate = person_name(*place.registry, delegation.delegate),
            .cycle = cycle_title(house, place, delegation.cycle),
            .from = delegation.from,
            .until = delegation.until,
            .awaits_consent = delegation.awaits_consent,
            .may_end = secretariat || delegation.person == principal.person,
            .may_consent = secretariat && delegation.awaits_consent};
}

pages::DelegationsView view_of(const House& house, const Place& place) {
    pages::DelegationsView view;
    view.back_href = place.back_href;
    view.back = place.back;
    view.action = place.action;
    view.token = form_token(house, place.reader, delegations_purpose(place));
    view.cycle = cycle_title(house, place, place.cycle);
    view.body = body_name(*place.registry, place.body, *place.reader.language);
    if (place.action == own_address)
        view.consents = consent_rows(house, place.reader.principal, *place.reader.language);
    const auto now = house.clock.now();
    for (const auto& [id, delegation] : place.registry->delegations)
        if (concerns(place, *delegation) && (!delegation->until || *delegation->until > now))
            view.rows.push_back(row_of(house, place, *delegation));
    for (const auto* person : place.registry->people_of(place.body)) {
        const auto function = pages::function_word(person->function, *place.reader.language);
        pages::Choice choice{person->id, person->name + ", " + function, {}, false};
        if (person->id != place.person) view.delegates.push_back(choice);
        if (place.person.empty()) view.people.push_back(std::move(choice));
    }
    if (view.people.size() == 1) view.people.clear(), view.delegates.clear();
    for (auto* list : {&view.people, &view.delegates})
        if (!list->empty())
            list->insert(list->begin(),
                         {"", place.reader.language->say("delegations.choose"), {}, true});
    if (place.reader.principal.roles.has(Role::secretariat))
        view.register_href = "/bodies/" + place.body;
    return view;
}

const CalendarVersion* calendar_of(const House& house, const Place& place) {
    if (!place.cycle.empty())
        if (const auto state = house.cycle(place.cycle))
            return place.registry->calendar(state->opening->calendar,
                                            state->opening->calendar_version);
    const auto& calendars = place.registry->calendars;
    const auto own = std::ranges::find_if(
        calendars, [&](const auto& each) { return each.second.back()->zone == house.zone(); });
    return own == calendars.end() ? nullptr : own->second.back().get();
}

/// The first or the last moment of a day.
Result<Instant> day_in(const House& house, const Place& place, std::string_view day, bool ends,
                       std::string where) {
    const auto wrong = refuse(Refused::invalid, "Say a day.", std::move(where));
    const auto midnight = parse_instant(std::string(day) + "T00:00:00Z");
    if (day.size() != 10 || !midnight) return wrong;
    const auto* version = calendar_of(house, place);
    const Calendar::Day date{std::chrono::floor<std::chrono::days>(midnight->time_since_epoch())};
    const auto calendar = version ? Calendar::make(*version) : Result<Calendar>(wrong);
    const auto first = ends ? date + std::chrono::days(1) : date;
    return calendar ? calendar->at(first, 0) : Instant(first.time_since_epoch());
}

Result<RegistryCommand> delegation_in(const House& house, const Place& place,
                                      const http::Form& form) {
    Delegate command{
        .person = place.person.empty() ? std::string(form.get("person")) : place.person,
        .delegate = std::string(form.get("delegate")),
        .cycle = form.get("scope") == "all" ? "" : place.cycle,
        .with_consent = form.get("consent") == "yes"};
    if (const auto day = form.get("from"); !day.empty()) {
        const auto from = day_in(house, place, day, false, "/from");
        if (!from) return from.error();
        command.from = *from;
    }
    if (const auto day = form.get("until"); !day.empty()) {
        const auto until = day_in(house, place, day, true, "/until");
        if (!until) return until.error();
        command.until = *until;
    }
    return RegistryCommand(std::move(command));
}

Result<RegistryCommand> command_of(const House& house, const Place& place, const http::Form& form) {
    const auto act = form.get("act");
    if (act.starts_with("end:")) return RegistryCommand(EndDelegation{std::string(act.substr(4))});
    if (act.starts_with("consent:"))
        return RegistryCommand(ConsentToDelegation{std::string(act.substr(8))});
    return delegation_in(house, place, form);
}

http::Response show_again(const House& house, const Place& place, const http::Form& form,
                          std::vector<pages::FieldError> errors, unsigned status) {
    auto view = view_of(house, place);
    view.all = form.get("scope") == "all";
    view.from = form.get("from");
    view.until = form.get("until");
    view.consent = form.get("consent") == "yes";
    for (auto* list : {&view.people, &view.delegates})
        for (auto& choice : *list)
            choice.chosen = choice.value == form.get(list == &view.people ? "person" : "delegate");
    view.errors = std::move(errors);
    return page(house, place.reader, view, status);
}

http::Response refused(const House& house, const Place& place, const http::Form& form,
                       const Refusal& refusal) {
    const auto& where = refusal.where;
    return show_again(house, place, form,
                      {{where.starts_with('/') ? where.substr(1) : "",
                        refusal_words(refusal, *place.reader.language)}},
                      http_status(refusal.code));
}

/// Who acts for whom is for a person to say: nobody is chosen at first.
std::vector<pages::FieldError> not_chosen(const Place& place, const http::Form& form) {
    std::vector<pages::FieldError> errors;
    if (form.get("act") != "delegate") return errors;
    const auto words = place.reader.language->say("delegations.choose");
    if (place.person.empty() && form.get("person").empty()) errors.push_back({"person", words});
    if (form.get("delegate").empty()) errors.push_back({"delegate", words});
    return errors;
}

void send_delegation(const House& house, const http::Context& context, Place place,
                     http::Answer answer) {
    auto form = own_form(house, context.request, place.reader, delegations_purpose(place));
    if (!form) return answer(refusal_page(house, place.reader, form.error(), place.action));
    if (auto errors = not_chosen(place, *form); !errors.empty())
        return answer(show_again(house, place, *form, std::move(errors), 422));
    auto command = command_of(house, place, *form);
    if (!command) return answer(refused(house, place, *form, command.error()));
    Submission submission{.stream = std::string(registry_stream),
                          .command = std::move(*command),
                          .actor = actor_of(place.reader.principal)};
    house.desk.submit(
        std::move(submission), [&house, place = std::move(place), form = std::move(*form),
                                answer = std::move(answer)](const Result<Settled>& settled) {
            if (!settled) return answer(refused(house, place, form, settled.error()));
            const auto& all = settled->registry->delegations;
            if (const auto made = all.find(settled->made); made != all.end())
                pass_on_to_delegate(house, *made->second, actor_of(place.reader.principal));
            answer(http::see_other(place.action));
        });
}

std::optional<Place> of_task(const House& house, const http::Context& context,
                             const http::Answer& answer) {
    const auto task = visit_task(house, context, answer, may_draft);
    if (!task) return std::nullopt;
    const auto href = "/task/" + task->seat->id;
    return Place{.reader = reader_of(house, context, task->principal),
                 .action = href + "/delegate",
                 .back_href = href,
                 .back = task->state().title,
                 .body = task->seat->body,
                 .person = task->principal.person,
                 .cycle = task->state().id,
                 .registry = task->seen.registry};
}

std::optional<Place> of_reader(const House& house, const http::Context& context,
                               const http::Answer& answer) {
    const auto& principal = context.principal;
    if (principal.via == "page" && !principal.person.empty())
        return Place{.reader = reader_of(house, context),
                     .action = std::string(own_address),
                     .body = principal.body,
                     .person = principal.person,
                     .registry = house.desk.registry()};
    answer(http::see_other("/sign-in"));
    return std::nullopt;
}

std::optional<Place> of_body(const House& house, const http::Context& context,
                             const http::Answer& answer) {
    if (!enters_as_secretariat(house, context, answer)) return std::nullopt;
    const auto& id = context.param("id");
    auto reader = reader_of(house, context, pages::Section::bodies);
    auto registry = house.desk.registry();
    if (registry->body(id))
        return Place{.reader = reader,
                     .action = "/bodies/" + id + "/delegations",
                     .back_href = "/bodies/" + id,
                     .back = body_name(*registry, id, *reader.language),
                     .body = id,
                     .registry = registry};
    answer(refusal_page(house, reader, refuse(Refused::not_found, "There is no such body.")));
    return std::nullopt;
}

using Find = std::optional<Place> (*)(const House&, const http::Context&, const http::Answer&);

void bind_place(http::Router& router, const House& house, const std::string& name, Find find) {
    router.bind(name, [&house, find](const http::Context& context, http::Answer answer) {
        if (const auto place = find(house, context, answer))
            answer(page(house, place->reader, view_of(house, *place)));
    });
    router.bind(name + ".send", [&house, find](const http::Context& context, http::Answer answer) {
        if (auto place = find(house, context, answer))
            send_delegation(house, context, std::move(*place), std::move(answer));
    });
}

}  // namespace

std::vector<pages::ConsentRow> consent_rows(const House& house, const Principal& principal,
                                            const pages::Language& language) {
    std::vector<pages::ConsentRow> rows;
    if (!principal.roles.has(Role::secretariat)) return rows;
    const auto registry = house.desk.registry();
    for (const auto& [id, delegation] : registry->delegations) {
        const auto* person = registry->person(delegation->person);
        const bool over = delegation->until && *delegation->until <= house.clock.now();
        if (!delegation->awaits_consent || over || !person) continue;
        rows.push_back({.href = "/bodies/" + person->body + "/delegations",
                        .body = body_name(*registry, person->body, language),
                        .person = person->name,
                        .delegate = person_name(*registry, delegation->delegate)});
    }
    return rows;
}

void bind_delegation_pages(http::Router& router, const House& house) {
    bind_place(router, house, "page.delegate", of_task);
    bind_place(router, house, "page.delegations", of_reader);
    bind_place(router, house, "page.body.delegations", of_body);
}

}  // namespace paraph::api
