// Opening a cycle, definitions, bodies, the demonstration's mails, and the auditor's reading room.

#include <algorithm>

#include <fmt/format.h>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"

namespace paraph::pages {

namespace {

constexpr std::size_t short_bytes_max = 6;  // of a choice; two digits in Bangla

std::string input_type(Attribute::Type type) {
    if (type == Attribute::Type::number) return "number";
    return type == Attribute::Type::date ? "date" : "text";
}

void put_attributes(Page& page, const OpenCycleView& view) {
    Data list(Data::type::list);
    for (const auto& field : view.attributes) {
        const auto name = "attribute-" + field.name;
        auto item = data_of(field, page.wording());
        item.set("choices", choice_list(name, field.choices, page.wording()));
        item.set("anchor", code_of(name));
        item.set("many", field.type == Attribute::Type::some_of);
        item.set("short", field.type == Attribute::Type::some_of &&
                              std::ranges::all_of(field.choices, [](const Choice& choice) {
                                  return choice.title.size() <= short_bytes_max;
                              }));
        item.set("input", input_type(field.type));
        put(item, "error", error_of(view.errors, name), page.wording());
        list.push_back(std::move(item));
    }
    page.set("attributes", std::move(list));
}

void put_roles(Page& page, const OpenCycleView& view) {
    const auto& language = page.language();
    Data list(Data::type::list);
    for (const auto& field : view.roles) {
        const auto name = "role-" + field.name;
        auto item = data_of(field, page.wording());
        const bool one = field.most == 1;
        auto bodies = field.bodies;
        if (one) bodies.insert(bodies.begin(), {"", language.say("open.choose_body"), {}, false});
        item.set("bodies", choice_list(name, bodies, page.wording()));
        item.set("anchor", code_of(name));
        item.set("one", one);
        item.set("how_many", one ? std::string()
                             : field.least == field.most
                                 ? language.say("open.exactly", {{"n", field.least}})
                                 : language.say("open.how_many",
                                                {{"least", field.least}, {"most", field.most}}));
        put(item, "error", error_of(view.errors, name), page.wording());
        list.push_back(std::move(item));
    }
    page.set("roles", std::move(list));
}

void put_dates(Page& page, const OpenCycleView& view) {
    bool touched = false;
    Data list(Data::type::list);
    std::size_t index = 0;
    for (const auto& field : view.dates) {
        auto item = data_of(field, page.wording());
        put_item_place(item, index++, page.wording());
        for (const std::string part : {"date", "waive"}) {
            const auto name = part + "-" + field.stage;
            const auto error = error_of(view.errors, name);
            item.set(part + "_anchor", code_of(name));
            put(item, part + "_error", error, page.wording());
            touched = touched || !error.empty();
        }
        touched = touched || !(field.date + field.hour + field.reason).empty();
        list.push_back(std::move(item));
    }
    page.set("dates", std::move(list));
    page.put("dates_open", touched);
    page.put("clock",
             page.language().say("open.clock", {{"zone", page.language().zone_name(view.zone)}}));
}

/// Addresses in a mail's text, so that they can be followed from the catcher.
std::vector<std::string> links_in(const std::string& text) {
    std::vector<std::string> links;
    for (std::size_t at = 0; (at = text.find("http", at)) != std::string::npos;) {
        const auto end = std::min(text.find_first_of(" \r\n<>\"", at), text.size());
        const auto link = text.substr(at, end - at);
        if (link.starts_with("http://") || link.starts_with("https://")) links.push_back(link);
        at = end;
    }
    return links;
}

std::string checkpoint_words(std::int64_t entries, const Language& language) {
    return language.say("audits.checkpoint_words", {{"n", entries}});
}

/// Rows with one more sentence each: how many there are of something.
template <class Row>
void put_counted(Page& page, const std::string& name, const std::vector<Row>& rows, int Row::*count,
                 std::string_view key, const std::string& words) {
    Data list(Data::type::list);
    for (const auto& row : rows) {
        auto item = data_of(row, page.wording());
        put(item, words, page.language().say(key, {{"n", row.*count}}), page.wording());
        list.push_back(std::move(item));
    }
    page.set(name, std::move(list));
}

}  // namespace

std::string render(const Frame& frame, const OpenCycleView& view, const Language& language) {
    Page page(frame, view, language);
    if (view.definition.empty()) {
        page.set("definitions", choice_list("definition", view.definitions, page.wording()));
        return page.fill("open_choice", language.say("open.title"));
    }
    if (!view.draft_by.empty())
        page.put("draft_words",
                 language.say("open.draft_words",
                              {{"person", view.draft_by},
                               {"at", language.date_time(view.draft_at, view.zone)}}));
    put_attributes(page, view);
    put_roles(page, view);
    put_dates(page, view);
    page.set("text_languages", options(view.languages, page.wording()));
    page.set("version_languages", options(view.version_languages, page.wording()));
    page.set("predecessors", options(view.predecessors, page.wording()));
    page.put("has_predecessors", view.predecessors.size() > 1);
    page.put("will_change", view.will_happen);
    page.put_errors(view.errors);
    return page.fill("open_cycle",
                     language.say("open.page_title", {{"definition", view.definition_title}}));
}

std::string render(const Frame& frame, const DefinitionsView& view, const Language& language) {
    Page page(frame, view, language);
    put_counted(page, "definitions", view.definitions, &DefinitionRow::cycles, "definitions.cycles",
                "cycles_words");
    return page.fill("definitions", language.say("definitions.title"));
}

std::string render(const Frame& frame, const DefinitionView& view, const Language& language) {
    Page page(frame, view, language);
    page.put("wide", true);
    return page.fill("definition", view.title);
}

std::string render(const Frame& frame, const BodiesView& view, const Language& language) {
    Page page(frame, view, language);
    put_counted(page, "bodies", view.bodies, &BodyRow::people, "bodies.people", "people_words");
    return page.fill("bodies", language.say("bodies.title"));
}

std::string render(const Frame& frame, const BodyView& view, const Language& language) {
    Page page(frame, view, language);
    Data names(Data::type::list);
    std::string title;
    for (const auto& name : view.names) {
        auto item = data_of(name, page.wording());
        put(item, "error", error_of(view.errors, "name-" + name.value), page.wording());
        names.push_back(std::move(item));
        if (title.empty() || name.value == language.code()) title = name.hint;
    }
    page.set("names", std::move(names));
    page.set("person_languages", options(view.languages, page.wording()));
    page.put_errors(view.errors);
    return page.fill("body", view.is_new || title.empty() ? language.say("body.new") : title);
}

std::string render(const Frame& frame, const CaughtMailsView& view, const Language& language) {
    return Page(frame, view, language).fill("mails", language.say("mails.title"));
}

std::string render(const Frame& frame, const CaughtMailView& view, const Language& language) {
    Page page(frame, view, language);
    page.put("links", links_in(view.text));
    return page.fill("caught_mail", view.subject);
}

std::string render(const Frame& frame, const QuestionView& view, const Language& language) {
    Page page(frame, view, language);
    const auto title = language.say("question.title." + view.name);
    page.put("question", title);
    page.put("means", language.say("question.means." + view.name));
    page.put("found_words",
             language.say("question.found", {{"n", static_cast<std::int64_t>(view.rows.size())}}));
    return page.fill("question", title);
}

std::string render(const Frame& frame, const AuditListView& view, const Language& language) {
    Page page(frame, view, language);
    Data questions(Data::type::list);
    for (const auto& name : view.questions) {
        Data item(Data::type::object);
        item.set("href", "/audit/questions/" + name);
        item.set("title", language.say("question.title." + name));
        questions.push_back(std::move(item));
    }
    page.set("questions", std::move(questions));
    page.put("checkpoint_words", checkpoint_words(view.entries, language));
    page.put("wide", true);
    return page.fill("audits", language.say("audits.title"));
}

std::string render(const Frame& frame, const ReadingView& view, const Language& language) {
    return Page(frame, view, language)
        .fill("reading", view.title.empty() ? language.say("audits.title") : view.title);
}

std::string render(const Frame& frame, const AuditView& view, const Language& language) {
    Page page(frame, view, language);
    page.put("checkpoint_words", checkpoint_words(view.entries, language));
    page.put("shows_leaves", true);
    return page.fill("audit", view.title);
}

}  // namespace paraph::pages
