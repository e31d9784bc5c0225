#include "api/notary.hpp"
#include "api/readings.hpp"
#include "api/routes/audit_entrance.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/questions.hpp"
#include "api/routes/routes.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t audited_max = 500;
constexpr std::string_view reading_purpose = "reading";
constexpr const char* key_address = "/audit/log.vkey";
constexpr RoleSet may_read = Role::secretariat | Role::auditor;

std::vector<pages::AuditRow> rows(const House& house, const Principal& principal,
                                  const pages::Language& language) {
    CycleFilter filter;
    filter.limit = audited_max;
    std::vector<pages::AuditRow> rows;
    for (const auto& cycle : house.archive.cycles(filter)) {
        const auto seen = know_of(house, cycle.id, principal);
        if (!seen) continue;
        const auto& state = *seen->state;
        const Naming naming(*seen, language);
        rows.push_back({.href = "/audit/cycles/" + state.id,
                        .title = title_of_cycle(*seen, language),
                        .id = state.id,
                        .status = state.status,
                        .outcome = state.outcome.empty() ? "" : naming.position(state.outcome),
                        .opened = state.opened,
                        .entries = static_cast<int>(state.sequence)});
    }
    return rows;
}

pages::AuditView audit(const House& house, const Seen& seen, const pages::Language& language) {
    const auto& state = *seen.state;
    const Naming naming(seen, language);
    pages::AuditView view;
    view.title = title_of_cycle(seen, language);
    view.id = state.id;
    view.status = state.status;
    if (!state.outcome.empty()) view.outcome = naming.position(state.outcome);
    view.timeline = timeline(house, seen, naming);
    view.entries = house.desk.head().size;
    view.checkpoint = house.notary.checkpoint();
    view.key = house.notary.vkey();
    view.action = "/audit/cycles/" + state.id;
    view.key_href = key_address;
    view.verify_command = verify_command(state.id);
    view.certificate_href = certificate_href(state);
    return view;
}

void show_audits(const House& house, const http::Context& context, http::Answer answer) {
    if (!enter_as_auditor(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::audit);
    house.desk.catch_up([&house, reader, answer = std::move(answer)] {
        render_later(house, reader, answer, [&house, reader] {
            pages::AuditListView view{.cycles = rows(house, reader.principal, *reader.language),
                                      .entries = house.desk.head().size,
                                      .checkpoint = house.notary.checkpoint()};
            for (const auto& [question, name] : question_names) view.questions.emplace_back(name);
            return page(house, reader, view);
        });
    });
}

void show_audit(const House& house, const http::Context& context, http::Answer answer) {
    if (!enter_as_auditor(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::audit);
    auto seen = know_of(house, context.param("id"), context.principal);
    if (!seen) return answer(refusal_page(house, reader, seen.error()));
    if (awaits_reading(house, context.principal, seen->state->id))
        return answer(reading_page(house, reader, title_of_cycle(*seen, *reader.language)));
    render_later(house, reader, std::move(answer), [&house, seen = std::move(*seen), reader] {
        auto view = audit(house, seen, *reader.language);
        view.token = form_token(house, reader, reading_purpose);
        return cycle_page(house, reader, *seen.state, view);
    });
}

/// The key is public: whoever got it from somewhere else may compare.
http::Response key_file(const House& house) {
    auto response = http::with_type(200, "text/plain; charset=utf-8", house.notary.vkey() + "\n");
    response.headers.set("Content-Disposition", "attachment; filename=\"log.vkey\"");
    return response;
}

/// *Continue*, or *Download*: both are noted before there is anything to see.
void enter_audit(const House& house, const http::Context& context, http::Answer answer) {
    if (!enter_as_auditor(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::audit);
    const auto seen = know_of(house, context.param("id"), context.principal);
    if (!seen) return answer(refusal_page(house, reader, seen.error()));
    const auto& cycle = seen->state->id;
    const auto form = own_form(house, context.request, reader, reading_purpose);
    if (!form) return answer(refusal_page(house, reader, form.error()));
    if (form->get("act") != "take") return continue_reading(house, context, cycle, answer);
    note_export(house, context, cycle, "jsonl", std::move(answer), [cycle](const Settled&) {
        return http::see_other("/api/v1/cycles/" + cycle + "/trail.jsonl");
    });
}

}  // namespace

bool awaits_reading(const House& house, const Principal& principal, std::string_view cycle) {
    return house.readings.awaits(Readings::Kind::reading, principal, cycle, house.clock.now());
}

http::Response reading_page(const House& house, const Reader& reader, std::string title) {
    return page(house, reader,
                pages::ReadingView{.title = std::move(title),
                                   .action = reader.path,
                                   .token = form_token(house, reader, reading_purpose)});
}

void continue_reading(const House& house, const http::Context& context, std::string cycle,
                      http::Answer answer) {
    if (!enter_as_auditor(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::audit);
    if (const auto form = own_form(house, context.request, reader, reading_purpose); !form)
        return answer(refusal_page(house, reader, form.error()));
    note_reading(house, context, std::move(cycle), std::move(answer),
                 [path = reader.path](const Settled&) { return http::see_other(path); });
}

bool enter_as_auditor(const House& house, const http::Context& context,
                      const http::Answer& answer) {
    if (context.principal.id.empty()) {
        answer(http::see_other("/sign-in"));
        return false;
    }
    if (context.principal.roles.meets(may_read)) return true;
    answer(refusal_page(house, reader_of(house, context),
                        refuse(Refused::forbidden, "The reading room is the auditors'.")));
    return false;
}

void bind_audit_pages(http::Router& router, const House& house) {
    router.bind("page.audits", handler_in(house, show_audits));
    router.bind("page.audit.enter", handler_in(house, enter_audit));
    router.bind("page.audit.key",
                [&](const http::Context&, http::Answer answer) { answer(key_file(house)); });
    router.bind("page.audit", handler_in(house, show_audit));
}

}  // namespace paraph::api
