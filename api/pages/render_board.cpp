// The secretariat's board, one cycle, its texts, and the acts.

#include <fmt/format.h>

#include "api/pages/page.hpp"
#include "api/pages/render.hpp"

namespace paraph::pages {

namespace {

void put_rows(Page& page, const std::string& name, const std::vector<BoardRow>& rows) {
    page.put(name, rows);
    Data list(Data::type::list);
    for (const auto& row : rows) {
        auto item = data_of(row, page.wording());
        put(item, "answered_words",
            page.language().say("board.answered", {{"n", row.answered}, {"of", row.expected}}),
            page.wording());
        list.push_back(std::move(item));
    }
    page.set(name, std::move(list));
}

/// What an act is called in the catalogue: in a cycle that has ended extending does more, and
/// replacing less.
std::string name_of(Act act, bool ended) {
    if (ended && act == Act::extend) return "extend_and_reopen";
    return ended && act == Act::replace_participant ? "pass_on_commitments" : code_of(act);
}

void put_acts(Page& page, const CycleView& view) {
    const bool ended = view.status == CycleStatus::ended;
    Data list(Data::type::list);
    for (const auto act : view.acts) {
        const auto name = name_of(act, ended);
        Data item(Data::type::object);
        item.set("href", fmt::format("{}/acts/{}", view.href, code_of(act)));
        item.set("title", page.language().say(fmt::format("act.title.{}", name)));
        item.set("hint", page.language().say(fmt::format("act.means.{}", name)));
        list.push_back(std::move(item));
    }
    page.set("acts", std::move(list));
    page.put("has_acts", !view.acts.empty());
}

/// A select of an act's form, left out where there is nothing to choose from.
void add_select(Data& list, const ActView& view, const std::string& name, std::string title,
                const std::vector<Choice>& choices, const Wording& wording) {
    if (choices.empty()) return;
    Data item(Data::type::object);
    item.set("name", name);
    item.set("anchor", code_of(name));
    item.set("title", std::move(title));
    item.set("options", options(choices, wording));
    put(item, "error", error_of(view.errors, name), wording);
    list.push_back(std::move(item));
}

void put_fields(Page& page, const ActView& view) {
    const auto& language = page.language();
    Data selects(Data::type::list);
    const bool moves = view.act == Act::extend || view.act == Act::shorten;
    const bool passes_on = name_of(view.act, view.ended) == "pass_on_commitments";
    const auto whom = moves ? "act.whom" : passes_on ? "act.passes_on" : "act.body";
    const auto successor = passes_on ? "act.takes_on" : "act.successor";
    add_select(selects, view, "role", language.say("act.role"), view.roles, page.wording());
    add_select(selects, view, "body", language.say(whom), view.whom, page.wording());
    add_select(selects, view, "successor", language.say(successor), view.successors,
               page.wording());
    add_select(selects, view, "round", language.say("act.round"), view.rounds, page.wording());
    add_select(selects, view, "stage", language.say("act.stage"), view.stages, page.wording());
    add_select(selects, view, "result", language.say("act.result"), view.results, page.wording());
    add_select(selects, view, "version", language.say("act.version"), view.versions,
               page.wording());
    for (const auto& map : view.maps) {
        add_select(selects, view, "stage-" + map.stage,
                   language.say("act.stage_becomes", {{"stage", map.title}}), map.choices,
                   page.wording());
    }
    page.set("selects", std::move(selects));

    const bool defers = view.act == Act::defer;
    page.put("asks_date", defers || moves || view.act == Act::reopen);
    page.put("date_label", language.say(defers ? "act.until" : "act.new_due"));
    page.put("asks_meeting", defers);
    const bool meets = view.act == Act::meeting;
    page.put("asks_text", meets || view.act == Act::revision);
    page.put("text_label", language.say(meets ? "act.minutes" : "act.new_text"));
    page.put("asks_editorial", view.act == Act::revision);
    page.put("asks_file", view.act == Act::revision);
    page.put("asks_reason", !meets);  // its minutes say why
    page.set("version_languages", options(view.languages, page.wording()));
    page.put("final", view.act == Act::abandon || view.act == Act::remove_participant ||
                          view.act == Act::replace_participant);
}

}  // namespace

std::string render(const Frame& frame, const BoardView& view, const Language& language) {
    Page page(frame, view, language);
    put_rows(page, "needs_you", view.needs_you);
    put_rows(page, "waiting", view.waiting);
    put_rows(page, "settled", view.settled);
    const auto needs = view.needs_you.size() + view.consents.size();
    page.put("has_needs_you", needs > 0);
    page.put("needs_you_count", static_cast<std::int64_t>(needs));
    page.put("wide", true);
    return page.fill("board", language.say("board.title"));
}

std::string render(const Frame& frame, const CycleView& view, const Language& language) {
    Page page(frame, view, language);
    put_acts(page, view);
    const bool over = view.status == CycleStatus::ended || view.status == CycleStatus::abandoned;
    page.put("has_standing",
             !over && (!view.missing.empty() || !view.outlook.empty() || !view.attention.empty()));
    page.put("wide", true);
    return page.fill("cycle", view.title);
}

std::string render(const Frame& frame, const RevisionView& view, const Language& language) {
    Page page(frame, view, language);
    page.put("changes_summary", changes_summary(view.changes, language));
    const bool differences = view.changes.since > 0;
    page.put("differs", differences);
    page.put("alike", differences && view.changes.paragraphs.empty() &&
                          view.changes.added.empty() && view.changes.left_out.empty());
    const auto revision = differences ? view.changes.revision : view.text.revision;
    return page.fill("revision",
                     language.say(differences ? "changes.differences" : "text.revision_title",
                                  {{"revision", revision}}));
}

std::string render(const Frame& frame, const ActView& view, const Language& language) {
    Page page(frame, view, language);
    put_fields(page, view);
    page.put_errors(view.errors);
    const auto name = name_of(view.act, view.ended);
    page.put("act_means", language.say(fmt::format("act.means.{}", name)));
    return page.fill("act", language.say(fmt::format("act.title.{}", name)));
}

}  // namespace paraph::pages
