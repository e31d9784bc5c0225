#include <charconv>

#include "adapters/keys/random.hpp"
#include "api/routes/open_cycle.hpp"
#include "api/routes/page_entrance.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view purpose = "open cycle";
constexpr http::FormLimits limits{.fields = 5000, .name_bytes = 400, .bytes = 26u << 20};
constexpr std::size_t once_bytes = 16;

/// What a request of the page is about, kept until it is answered.
struct Asked {
    Reader reader;
    std::shared_ptr<const Registry> registry;
    const DefinitionVersion* version = nullptr;
    const CalendarVersion* calendar = nullptr;
    Instant now{};

    OpenTerms terms() const { return {*version, *calendar, now}; }
};

Result<Asked> asked_for(const House& house, Reader reader, std::string_view definition,
                        int version) {
    Asked asked{.reader = std::move(reader), .registry = house.desk.registry()};
    asked.now = house.clock.now();
    asked.version = asked.registry->definition(definition, version);
    if (!asked.version) return refuse(Refused::not_found, "There is no such definition.");
    asked.calendar = asked.registry->calendar(asked.version->definition->calendar);
    if (!asked.calendar)
        return refuse(Refused::not_found, "The definition's calendar has not been published.");
    return asked;
}

/// Cycles of the same house, the newest change first; none is the first.
std::vector<pages::Choice> predecessors(const House& house, const Asked& asked,
                                        const http::Form* typed) {
    constexpr std::size_t most = 200;
    CycleFilter filter;
    filter.limit = most;
    const auto chosen = typed ? typed->get("predecessor") : std::string_view();
    std::vector<pages::Choice> choices{{"", "", {}, chosen.empty()}};
    for (const auto& row : house.archive.cycles(filter))
        if (const auto seen = look_at(house, row.id, asked.reader.principal))
            choices.push_back({row.id, seen->state->title, {}, row.id == chosen});
    return choices;
}

pages::OpenCycleView form_view(const House& house, const Asked& asked, const http::Form* typed) {
    auto view = open_view(*asked.registry, asked.terms(), typed, *asked.reader.language);
    view.token = form_token(house, asked.reader, purpose);
    view.predecessors = predecessors(house, asked, typed);
    view.once = to_hex(sha256(random_bytes(once_bytes)));
    return view;
}

http::Response form_page(const House& house, const Asked& asked, const pages::OpenCycleView& view,
                         unsigned status = 200) {
    auto frame = frame_of(house, asked.reader);
    frame.zone = asked.calendar->zone;
    return page_response(asked.reader, status, pages::render(frame, view, *asked.reader.language));
}

/// With the text of the file in the text's field: a file is not sent again by itself.
void keep_text(pages::OpenCycleView& view, const OpenCycle& command) {
    view.text = command.text;
    view.media_type = command.media_type;
    if (!command.versions.empty()) view.version_text = command.versions.front().text;
}

http::Response refused_page(const House& house, const Asked& asked, const http::Form& form,
                            const WantedCycle& wanted) {
    auto view = form_view(house, asked, &form);
    keep_text(view, wanted.command);
    view.errors = wanted.errors;
    return form_page(house, asked, view, 422);
}

json::array versions_of(const OpenCycle& command) {
    json::array versions;
    for (const auto& version : command.versions)
        versions.push_back(json::array{version.language, version.media_type, version.text});
    return versions;
}

/// What was previewed, so that nothing else is done: a change since then is shown first.
std::string digest_of(const OpenCycle& command) {
    json::object dates;
    for (const auto& [stage, due] : command.dates) dates[stage] = to_text(due);
    const json::object all{{"definition", command.definition},
                           {"version", command.version},
                           {"title", command.title},
                           {"attributes", command.attributes},
                           {"roles", json::value_from(command.roles)},
                           {"text", command.text},
                           {"media_type", command.media_type},
                           {"language", command.language},
                           {"predecessor", command.predecessor},
                           {"versions", versions_of(command)},
                           {"dates", std::move(dates)},
                           {"waive", json::value_from(command.waive)}};
    return to_hex(sha256(json::serialize(all)));
}

http::Response preview_page(const House& house, const Asked& asked, const http::Form& form,
                            WantedCycle wanted) {
    const auto decided =
        try_opening(house, *asked.registry, wanted.command, actor_of(asked.reader.principal));
    if (!decided) {
        wanted.errors = {open_error(asked.terms(), decided.error(), *asked.reader.language)};
        return refused_page(house, asked, form, wanted);
    }
    auto view = form_view(house, asked, &form);
    keep_text(view, wanted.command);
    view.shown = digest_of(wanted.command);
    put_opening(view, house, asked.reader, asked.registry, *decided);
    return form_page(house, asked, view);
}

/// The same page sent twice is one command: its `once` is the key.
void open_cycle(const House& house, Asked asked, http::Form form, WantedCycle wanted,
                http::Answer answer) {
    const auto& principal = asked.reader.principal;
    Submission submission{
        .stream = {},
        .command = Command(wanted.command),
        .actor = actor_of(principal),
        .key = to_hex(sha256(principal.id + " open " + std::string(form.get("once")))),
        .request = digest_of(wanted.command)};
    house.desk.submit(
        std::move(submission),
        [&house, asked = std::move(asked), form = std::move(form), wanted = std::move(wanted),
         answer = std::move(answer)](Result<Settled> settled) mutable {
            if (settled) return answer(http::see_other("/cycles/" + settled->made));
            wanted.errors = {open_error(asked.terms(), settled.error(), *asked.reader.language)};
            render_later(house, asked.reader, answer, [&house, asked, form, wanted] {
                return refused_page(house, asked, form, wanted);
            });
        });
}

/// A Word file takes its time, so the form is read beside the I/O.
std::optional<http::Response> show_or_open(const House& house, const Asked& asked,
                                           const http::Form& form, const http::Answer& answer) {
    auto wanted = wanted_cycle(house, asked.terms(), form, *asked.reader.language);
    if (!wanted.errors.empty()) return refused_page(house, asked, form, wanted);
    const bool shown = form.get("shown") == digest_of(wanted.command);
    if (form.get("step") != "do" || !shown) return preview_page(house, asked, form, wanted);
    open_cycle(house, asked, form, std::move(wanted), answer);
    return std::nullopt;
}

void send(const House& house, const http::Context& context, http::Answer answer) {
    if (!enters_as_secretariat(house, context, answer)) return;
    auto reader = reader_of(house, context, pages::Section::board);
    auto form = own_form(house, context.request, reader, purpose, limits);
    if (!form) return answer(refusal_page(house, reader, form.error(), "/cycles/new"));
    int version = 0;
    const auto number = form->get("version");
    std::from_chars(number.data(), number.data() + number.size(), version);
    auto asked = asked_for(house, reader, form->get("definition"), version);
    if (!asked) return answer(refusal_page(house, reader, asked.error(), "/cycles/new"));
    render_later(house, reader, answer,
                 [&house, asked = std::move(*asked), form = std::move(*form), answer] {
                     return show_or_open(house, asked, form, answer);
                 });
}

void show(const House& house, const http::Context& context, const http::Answer& answer) {
    if (!enters_as_secretariat(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::board);
    const auto definition = context.request.parameter("definition").value_or("");
    if (definition.empty())
        return answer(page(house, reader, open_choice(*house.desk.registry(), *reader.language)));
    const auto asked = asked_for(house, reader, definition, 0);
    if (!asked) return answer(refusal_page(house, reader, asked.error(), "/cycles/new"));
    render_later(house, reader, answer, [&house, asked = *asked] {
        return form_page(house, asked, form_view(house, asked, nullptr));
    });
}

}  // namespace

void bind_open_pages(http::Router& router, const House& house) {
    router.bind("page.open", [&](const http::Context& context, http::Answer answer) {
        show(house, context, answer);
    });
    router.bind("page.open.send", [&](const http::Context& context, http::Answer answer) {
        send(house, context, std::move(answer));
    });
}

}  // namespace paraph::api
