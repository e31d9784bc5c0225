#include <algorithm>
#include <charconv>

#include "adapters/keys/random.hpp"
#include "api/routes/open_cycle.hpp"
#include "api/routes/open_drafts.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/text_view.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view opening_purpose = "open cycle";
constexpr http::FormLimits opening_form_limits{
    .fields = 5000, .name_bytes = 400, .bytes = 26u << 20};
constexpr std::size_t once_bytes = 16;

/// What a request of the page is about, kept until it is answered.
struct AskedOpening {
    Reader reader;
    std::shared_ptr<const Registry> registry;
    const DefinitionVersion* version = nullptr;
    const CalendarVersion* calendar = nullptr;
    Instant now{};

    OpenTerms terms() const { return {*version, *calendar, now}; }
};

int number_or_zero(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Result<AskedOpening> asked_for(const House& house, Reader reader, std::string_view definition,
                               int version) {
    AskedOpening asked{.reader = std::move(reader), .registry = house.desk.registry()};
    asked.now = house.clock.now();
    asked.version = asked.registry->definition(definition, version);
    if (!asked.version) return refuse(Refused::not_found, "There is no such definition.");
    asked.calendar = asked.registry->calendar(asked.version->definition->calendar);
    if (!asked.calendar)
        return refuse(Refused::not_found, "The definition's calendar has not been published.");
    return asked;
}

/// Cycles of the same house, the newest change first; none is the first.
std::vector<pages::Choice> predecessors(const House& house, const AskedOpening& asked,
                                        const http::Form* typed) {
    constexpr std::size_t most = 200;
    CycleFilter filter;
    filter.limit = most;
    const auto chosen = typed ? typed->get("predecessor") : std::string_view();
    std::vector<pages::Choice> choices{{"", "", {}, chosen.empty()}};
    for (const auto& row : house.archive.cycles(filter))
        if (const auto seen = know_of(house, row.id, asked.reader.principal))
            choices.push_back(
                {row.id, title_of_cycle(*seen, *asked.reader.language), {}, row.id == chosen});
    return choices;
}

pages::OpenCycleView form_view(const House& house, const AskedOpening& asked,
                               const http::Form* typed) {
    auto view = open_view(*asked.registry, asked.terms(), typed, *asked.reader.language);
    view.token = form_token(house, asked.reader, opening_purpose);
    view.predecessors = predecessors(house, asked, typed);
    view.once = to_hex(sha256(random_bytes(once_bytes)));
    if (!typed) return view;
    view.draft = typed->get("draft");
    view.draft_version = number_or_zero(typed->get("draft_version"));
    view.source = typed->get("source");
    view.restricted = typed->get("restricted") == "yes";
    return view;
}

http::Response form_page(const House& house, const AskedOpening& asked,
                         const pages::OpenCycleView& view, unsigned status = 200) {
    auto frame = frame_of(house, asked.reader);
    frame.zone = asked.calendar->zone;
    return page_response(asked.reader, status, pages::render(frame, view, *asked.reader.language));
}

/// With the text of the file in the text's field: a file is not sent again by itself.
void keep_text(pages::OpenCycleView& view, const WantedCycle& wanted) {
    const auto& command = wanted.command;
    view.source = wanted.source;
    view.text = command.text;
    view.media_type = command.media_type;
    if (!command.versions.empty()) view.version_text = command.versions.front().text;
}

http::Response refused_page(const House& house, const AskedOpening& asked, const http::Form& form,
                            const WantedCycle& wanted) {
    auto view = form_view(house, asked, &form);
    keep_text(view, wanted);
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
                           {"restricted", command.restricted},
                           {"versions", versions_of(command)},
                           {"dates", std::move(dates)},
                           {"waive", json::value_from(command.waive)}};
    return to_hex(sha256(json::serialize(all)));
}

http::Response preview_page(const House& house, const AskedOpening& asked, const http::Form& form,
                            WantedCycle wanted) {
    const auto decided =
        try_opening(house, *asked.registry, wanted.command, actor_of(asked.reader.principal));
    if (!decided) {
        wanted.errors = {open_error(asked.terms(), decided.error(), *asked.reader.language)};
        return refused_page(house, asked, form, wanted);
    }
    auto view = form_view(house, asked, &form);
    keep_text(view, wanted);
    view.shown = digest_of(wanted.command);
    const auto& language = *asked.reader.language;
    if (auto words = only_in_file(left_out_from(house, wanted.command.source), language);
        !words.empty())
        view.will_happen.push_back(std::move(words));
    put_opening(view, house, asked.reader, asked.registry, *decided);
    return form_page(house, asked, view);
}

/// The same page sent twice is one command: its `once` is the key.
void open_cycle(const House& house, AskedOpening asked, http::Form form, WantedCycle wanted,
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
            if (settled) {
                house.background([&house, form] { forget_cycle(house, form); });
                return answer(http::see_other("/cycles/" + settled->made));
            }
            wanted.errors = {open_error(asked.terms(), settled.error(), *asked.reader.language)};
            render_later(house, asked.reader, answer, [&house, asked, form, wanted] {
                return refused_page(house, asked, form, wanted);
            });
        });
}

/// Kept as it is, complete or not; unless a colleague has kept another one meanwhile.
http::Response keep(const House& house, const AskedOpening& asked, const http::Form& form,
                    WantedCycle wanted) {
    const auto& reader = asked.reader;
    const auto kept = keep_cycle(house, reader.principal, form, wanted);
    if (!kept.newer) return http::see_other(kept.href);
    const auto& language = *reader.language;
    wanted.errors = {
        {"", language.say("open.draft_conflict",
                          {{"person", person_name(*asked.registry, kept.newer->person)},
                           {"at", language.date_time(kept.newer->at, asked.calendar->zone)}})}};
    auto view = form_view(house, asked, &form);
    keep_text(view, wanted);
    view.draft_version = kept.newer->version;
    view.errors = wanted.errors;
    return form_page(house, asked, view, 409);
}

/// A Word file takes its time, so the form is read beside the I/O.
std::optional<http::Response> show_or_open(const House& house, const AskedOpening& asked,
                                           const http::Form& form, const http::Answer& answer) {
    auto wanted = wanted_cycle(house, asked.terms(), form, *asked.reader.language);
    if (form.get("step") == "discard") {
        forget_cycle(house, form);
        return http::see_other("/cycles/new");
    }
    const bool is_read = std::ranges::none_of(wanted.errors, [](const auto& error) {
        return error.field == "file" || error.field == "version_file";
    });
    if (form.get("step") == "draft" && is_read) return keep(house, asked, form, std::move(wanted));
    if (!wanted.errors.empty()) return refused_page(house, asked, form, wanted);
    const bool shown = form.get("shown") == digest_of(wanted.command);
    if (form.get("step") != "do" || !shown) return preview_page(house, asked, form, wanted);
    open_cycle(house, asked, form, std::move(wanted), answer);
    return std::nullopt;
}

void send_opening(const House& house, const http::Context& context, http::Answer answer) {
    if (!enters_as_secretariat(house, context, answer)) return;
    auto reader = reader_of(house, context, pages::Section::board);
    auto form = own_form(house, context.request, reader, opening_purpose, opening_form_limits);
    if (!form) return answer(refusal_page(house, reader, form.error(), "/cycles/new"));
    auto asked =
        asked_for(house, reader, form->get("definition"), number_or_zero(form->get("version")));
    if (!asked) return answer(refusal_page(house, reader, asked.error(), "/cycles/new"));
    render_later(house, reader, answer,
                 [&house, asked = std::move(*asked), form = std::move(*form), answer] {
                     return show_or_open(house, asked, form, answer);
                 });
}

pages::OpenCycleView choice_view(const House& house, const Reader& reader) {
    const auto registry = house.desk.registry();
    auto view = open_choice(*registry, *reader.language);
    view.kept = kept_cycles(house, *registry, *reader.language);
    return view;
}

/// The form, empty or as it was kept.
http::Response first_page(const House& house, const AskedOpening& asked, const std::string& draft) {
    const auto kept = draft.empty() ? std::nullopt : kept_cycle(house, draft);
    if (!kept) return form_page(house, asked, form_view(house, asked, nullptr));
    const http::Form typed(kept->fields);
    auto view = form_view(house, asked, &typed);
    view.draft = draft;
    view.draft_version = kept->version;
    view.draft_by = person_name(*asked.registry, kept->person);
    view.draft_at = kept->at;
    return form_page(house, asked, view);
}

void show_opening(const House& house, const http::Context& context, const http::Answer& answer) {
    if (!enters_as_secretariat(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::board);
    const auto definition = context.request.parameter("definition").value_or("");
    if (definition.empty())
        return render_later(house, reader, answer, [&house, reader] {
            return page(house, reader, choice_view(house, reader));
        });
    const auto asked = asked_for(house, reader, definition, 0);
    if (!asked) return answer(refusal_page(house, reader, asked.error(), "/cycles/new"));
    const std::string draft(context.request.parameter("draft").value_or(""));
    render_later(house, reader, answer,
                 [&house, asked = *asked, draft] { return first_page(house, asked, draft); });
}

}  // namespace

void bind_open_pages(http::Router& router, const House& house) {
    router.bind("page.open", handler_in(house, show_opening));
    router.bind("page.open.send", handler_in(house, send_opening));
}

}  // namespace paraph::api
