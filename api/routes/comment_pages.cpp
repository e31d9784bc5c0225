#include <algorithm>
#include <charconv>
#include <set>

#include "adapters/documents/print.hpp"
#include "api/pages/assets.hpp"
#include "api/pages/view_data.hpp"
#include "api/routes/act_form.hpp"
#include "api/routes/comment_acts.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/routes/comment_import.hpp"
#include "api/routes/comment_table.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/naming.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/text_view.hpp"
#include "api/telling/titles.hpp"
#include "engine/base/enums.hpp"
#include "engine/core/overview.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t page_size = 50;
constexpr http::FormLimits comment_form_limits{
    .fields = 1'000, .name_bytes = 200, .bytes = 26u << 20};

std::string comments_purpose(const State& state) {
    return "comments " + state.id;
}

std::string comments_of(const CycleVisit& visit) {
    return visit.address() + "/comments";
}

std::vector<pages::Choice> bodies(const Seen& seen, const Naming& naming,
                                  const CommentFilter& filter) {
    std::set<std::string> ids;
    for (const auto& comment : seen.state->comments)
        if (sees(seen, *comment)) ids.insert(comment->body);
    std::vector<pages::Choice> choices;
    for (const auto& id : ids) choices.push_back({id, naming.body(id), {}, id == filter.body});
    return choices;
}

template <class E>
std::vector<pages::Choice> words(const std::optional<E>& chosen, const pages::Language& language) {
    std::vector<pages::Choice> choices;
    for (const auto value : enum_values<E>)
        choices.push_back({std::string(enum_text(value)),
                           pages::word(value, language),
                           {},
                           chosen && *chosen == value});
    return choices;
}

void put_choices(pages::CommentsView& view, const Seen& seen, const Naming& naming,
                 const CommentFilter& filter) {
    const auto& language = naming.language();
    view.bodies = bodies(seen, naming, filter);
    view.forces = words(filter.force, language);
    view.types = words(filter.type, language);
    view.dispositions = words(filter.disposition, language);
    view.carryings = words(filter.carrying, language);
    view.answers = words(std::optional<Disposition>(), language);
    view.dispositions.insert(view.dispositions.begin(),
                             {"none", language.say("comments.unanswered"), {}, filter.unanswered});
    for (auto* list : {&view.bodies, &view.forces, &view.types, &view.dispositions, &view.carryings,
                       &view.answers})
        list->insert(list->begin(), {"", language.say("comments.any"), {}});
    view.answers.front().title = "";
}

/// What of a query is said once, or of one page.
bool is_passing(std::string_view name) {
    return name == "cursor" || name == "lang" || name == "read" || name == "overtaken" ||
           name == "unread" || name == "told";
}

/// The query without its cursor, so that the next page is of the same comments.
std::string query_of(const http::Pairs& query) {
    std::string text;
    for (const auto& [name, value] : query)
        if (!is_passing(name) && !value.empty())
            text += (text.empty() ? "?" : "&") + http::percent_encode(name) + "=" +
                    http::percent_encode(value);
    return text;
}

/// Whether an answer to a comment would be accepted from this reader now.
bool may_dispose(const House& house, const CycleVisit& what) {
    const auto& comments = what.state().comments;
    const auto one = std::ranges::find_if(
        comments, [&](const auto& each) { return !answered_with(what.state(), *each); });
    if (one == comments.end()) return false;
    const Command command(AnswerComment{.comment = (*one)->id, .observation = "?"});
    return static_cast<bool>(try_out(house, what.seen, command, actor_of(what.reader.principal)));
}

struct ShownComments {
    CommentFilter filter;
    http::Pairs query;
    std::size_t after = 0;
    std::vector<std::string> read = {};  // what of a table was, in words
};

/// The page that shows these, where the ticked ones are sent, too.
std::string address_to(const CycleVisit& what, const ShownComments& shown) {
    auto address = comments_of(what) + query_of(shown.query);
    if (shown.after == 0) return address;
    address += address.find('?') == address.npos ? "?cursor=" : "&cursor=";
    return address + std::to_string(shown.after);
}

pages::CommentsView view_of(const House& house, const CycleVisit& what,
                            const ShownComments& shown) {
    const Naming naming(what.seen, *what.reader.language);
    const Said said(house.archive, what.state());
    const Carryings carryings(what.state());
    const auto query = query_of(shown.query);
    pages::CommentsView view;
    view.cycle_href = "/cycles/" + what.state().id;
    view.cycle = title_of_cycle(what.seen, naming.language());
    view.action = comments_of(what);
    view.send = address_to(what, shown);
    view.token = form_token(house, what.reader, comments_purpose(what.state()));
    view.filtered = !query.empty();
    view.may_answer = may_dispose(house, what);
    view.may_withdraw = what.seen.view.secretariat;
    view.may_import = view.may_withdraw || view.may_answer;
    view.xlsx_href = comments_of(what) + ".xlsx" + query;
    view.csv_href = comments_of(what) + ".csv" + query;
    if (what.seen.view.text && what.state().revision()) {
        view.beside_href = view.cycle_href + "/beside";
        view.pdf_href = view.cycle_href + "/beside.pdf";
    }
    view.read = shown.read;
    put_choices(view, what.seen, naming, shown.filter);
    for (const auto& comment : what.state().comments) {
        if (!shown.filter.takes(*comment, carryings) || !sees(what.seen, *comment)) continue;
        const auto place = static_cast<std::size_t>(view.total++);
        if (place < shown.after) continue;
        if (view.comments.size() < page_size)
            view.comments.push_back(
                comment_row(house, what.seen, *comment, naming, said, carryings));
    }
    view.shown_from = static_cast<int>(shown.after);
    const auto next = shown.after + view.comments.size();
    if (next < static_cast<std::size_t>(view.total))
        view.next_href = comments_of(what) + query + (query.empty() ? "?" : "&") +
                         "cursor=" + std::to_string(next);
    return view;
}

ShownComments shown_by(const House& house, const CycleVisit& what, const http::Request& request,
                       CommentFilter filter) {
    ShownComments shown{std::move(filter), request.query};
    std::size_t after = 0;
    const auto cursor = request.parameter("cursor").value_or("");
    std::from_chars(cursor.data(), cursor.data() + cursor.size(), after);
    shown.after = after;
    shown.read = read_words(house, what, request);
    return shown;
}

void show_comments(const House& house, const http::Context& context, http::Answer answer) {
    auto what = visit_cycle(house, context, answer);
    if (!what) return;
    auto filter = comment_filter(context.request);
    if (!filter)
        return answer(refusal_page(house, what->reader, filter.error(), comments_of(*what)));
    const auto reader = what->reader;
    auto shown = shown_by(house, *what, context.request, std::move(*filter));
    render_later(house, reader, std::move(answer),
                 [&house, what = std::move(*what), shown = std::move(shown)] {
                     return cycle_page(house, what.reader, what.state(),
                                       view_of(house, what, shown));
                 });
}

struct WantedActs {
    std::optional<Command> command = {};
    std::vector<pages::FieldError> errors = {};
    std::optional<SentTable> table = {};
    std::string read = {};  // of the table, once it is done
};

bool is_about_table(const http::Form& form) {
    return form.get("act").starts_with("import") || form.get("act") == "preview";
}

WantedActs wanted_of(const http::Form& form, const pages::Language& language) {
    const auto act = form.get("act");
    std::vector<std::string> ticked;
    for (const auto name : form.all("comment")) ticked.emplace_back(name);
    if (ticked.empty()) return {.errors = {{"", language.say("comments.error.none")}}};
    if (act == "group")
        return {.command = GroupComments{.comments = std::move(ticked),
                                         .group = std::string(form.get("group"))}};
    if (act == "withdraw")
        return {.command = WithdrawComments{.comments = std::move(ticked),
                                            .received = std::string(form.get("received"))}};
    if (act == "part") return {.command = PartComments{.comments = std::move(ticked)}};
    if (act == "merge" && ticked.size() < 2)
        return {.errors = {{"", language.say("comments.error.two")}}};
    if (act == "merge") {
        MergeComments command{.comment = ticked.front()};
        command.same.assign(ticked.begin() + 1, ticked.end());
        return {.command = std::move(command)};
    }
    const auto disposition = enum_from_text<Disposition>(form.get("disposition"));
    if (!disposition)
        return {.errors = {{"disposition", language.say("comments.error.disposition")}}};
    AnswerComments command;
    for (auto& name : ticked)
        command.answers.push_back({.comment = std::move(name),
                                   .disposition = *disposition,
                                   .observation = std::string(form.get("observation"))});
    return {.command = std::move(command)};
}

WantedActs wanted_by_table(const House& house, const CycleVisit& what, const http::Form& form) {
    auto table = sent_table(house, what, form);
    WantedActs wanted{.errors = table.errors};
    if (table.takes) {
        wanted.read = read_query(house, what, *table.reading);
        if (table.reading->says_anything()) wanted.command = std::move(table.reading->command);
    }
    wanted.table = std::move(table);
    return wanted;
}

http::Response again(const House& house, const CycleVisit& what, const ShownComments& shown,
                     const http::Form& form, const WantedActs& wanted, unsigned status = 422) {
    auto view = view_of(house, what, shown);
    for (auto& comment : view.comments)
        comment.ticked = std::ranges::count(form.all("comment"), comment.id) > 0;
    for (auto& choice : view.answers) choice.chosen = choice.value == form.get("disposition");
    view.errors = wanted.errors;
    if (wanted.table) put_table(view, house, what, *wanted.table, form);
    view.observation = form.get("observation");
    view.group = form.get("group");
    view.received = form.get("received");
    const bool asked = view.errors.empty() && wanted.table && wanted.table->preview;
    return cycle_page(house, what.reader, what.state(), view, asked ? 200 : status);
}

/// The form's field that a refusal is about.
std::string field_of(const Refusal& refusal) {
    if (refusal.where.ends_with("/observation")) return "observation";
    if (refusal.where == "/received") return "received";
    return refusal.where.starts_with("/group") ? "group" : "";
}

/// The comment that a refusal is about, of those that were ticked; nullptr: none of them alone.
const Comment* refused_comment(const State& state, const http::Form& form, std::string_view where) {
    const auto ticked = form.all("comment");
    std::size_t first = 0, index = 0;
    if (where.starts_with("/same/"))
        first = 1;  // the one before stands for them
    else if (!where.starts_with("/comments/"))
        return nullptr;
    where.remove_prefix(where.find('/', 1) + 1);
    if (std::from_chars(where.data(), where.data() + where.size(), index).ec != std::errc())
        return nullptr;
    return first + index < ticked.size() ? state.comment(ticked[first + index]) : nullptr;
}

/// What the body of a comment has answered where it made it, as people call it.
std::string position_beside(const Seen& seen, const Comment& comment, const Naming& naming) {
    for (const auto* round : rounds_at_work(*seen.state)) {
        if (round->stage != comment.stage) continue;
        for (const auto& seat : round->assignments)
            if (seat->body == comment.body && seat->answer)
                return naming.position(seat->answer->position, round->stage);
    }
    return {};
}

/// Of many that were ticked it is said which one is meant.
std::string words_of_refusal(const CycleVisit& what, const http::Form& form,
                             const Refusal& refusal) {
    const auto& language = *what.reader.language;
    auto words = refusal_words(refusal, language);
    const auto* comment = refused_comment(what.state(), form, refusal.where);
    if (!comment || is_about_table(form)) return words;
    if (refusal.code == Refused::comments_required)
        if (const auto title = position_beside(what.seen, *comment, Naming(what.seen, language));
            !title.empty())
            words = language.say("refusal.only_comment", {{"position", title}});
    return language.say("comments.error.of_one", {{"number", comment->number}, {"words", words}});
}

http::Response comments_refused(const House& house, const CycleVisit& what,
                                const ShownComments& shown, const http::Form& form,
                                const Refusal& refusal) {
    const WantedActs nothing{
        .errors = {{field_of(refusal), words_of_refusal(what, form, refusal)}}};
    return again(house, what, shown, form, nothing, std::max(422U, http_status(refusal.code)));
}

http::Response comments_preview(const House& house, const CycleVisit& what,
                                const ShownComments& shown, const http::Form& form,
                                const Command& command) {
    auto view = comments_act(house, what, form, command);
    if (!view) return comments_refused(house, what, shown, form, view.error());
    view->action = address_to(what, shown);
    view->token = form_token(house, what.reader, comments_purpose(what.state()));
    return cycle_page(house, what.reader, what.state(), *view);
}

std::optional<http::Response> perform(const House& house, const CycleVisit& what,
                                      const ShownComments& shown, const http::Form& form,
                                      const http::Answer& answer) {
    auto wanted = is_about_table(form) ? wanted_by_table(house, what, form)
                                       : wanted_of(form, *what.reader.language);
    const auto back = comments_of(what) + wanted.read;
    if (!wanted.command && !wanted.read.empty()) return http::see_other(back);
    if (!wanted.command) return again(house, what, shown, form, wanted);
    if (is_shown_first(*wanted.command) && form.get("step") != "do")
        return comments_preview(house, what, shown, form, *wanted.command);
    Submission submission{.stream = what.state().id,
                          .command = std::move(*wanted.command),
                          .actor = actor_of(what.reader.principal)};
    house.desk.submit(std::move(submission), [&house, what, shown, form, back,
                                              answer](const Result<Settled>& settled) {
        if (settled) return answer(http::see_other(back));
        render_later(house, what.reader, answer,
                     [&house, what, shown, form, refusal = settled.error()] {
                         return comments_refused(house, what, shown, form, refusal);
                     });
    });
    return std::nullopt;
}

void send_comments(const House& house, const http::Context& context, http::Answer answer) {
    auto what = visit_cycle(house, context, answer);
    if (!what) return;
    auto form = own_form(house, context.request, what->reader, comments_purpose(what->state()),
                         comment_form_limits);
    if (!form) return answer(refusal_page(house, what->reader, form.error(), comments_of(*what)));
    auto filter = comment_filter(context.request);
    if (!filter)
        return answer(refusal_page(house, what->reader, filter.error(), comments_of(*what)));
    const auto reader = what->reader;
    auto shown = shown_by(house, *what, context.request, std::move(*filter));
    render_later(
        house, reader, answer,
        [&house, what = std::move(*what), form = std::move(*form), shown = std::move(shown),
         answer] { return perform(house, what, shown, form, answer); });
}

pages::BesideView beside(const House& house, const CycleVisit& what) {
    const Naming naming(what.seen, *what.reader.language);
    const Said said(house.archive, what.state());
    const Carryings carryings(what.state());
    auto text = text_in_force(house, what.state());
    pages::BesideView view{.cycle_href = "/cycles/" + what.state().id,
                           .cycle = title_of_cycle(what.seen, naming.language()),
                           .language = text.language,
                           .revision = text.revision,
                           .digest = text.digest,
                           .pdf_href = "/cycles/" + what.state().id + "/beside.pdf"};
    std::map<std::string, std::size_t> places;
    for (auto& paragraph : text.paragraphs) {
        places[paragraph.id] = view.paragraphs.size();
        view.paragraphs.push_back({.paragraph = std::move(paragraph)});
    }
    for (const auto& comment : what.state().comments) {
        if (!sees(what.seen, *comment)) continue;
        const auto place = places.find(comment->paragraph);
        auto& list = place == places.end() ? view.whole : view.paragraphs[place->second].comments;
        list.push_back(comment_row(house, what.seen, *comment, naming, said, carryings));
    }
    return view;
}

http::Response no_text(const House& house, const CycleVisit& what) {
    return refusal_page(house, what.reader,
                        refuse(Refused::not_found, "There is no text here, or not for you."),
                        "/cycles/" + what.state().id);
}

/// The page as Chromium prints it: its style inside, since it stands alone, and no picture, which
/// would lie elsewhere.
http::Response printed(const House& house, const CycleVisit& what) {
    auto view = beside(house, what);
    view.pdf_href.clear();
    auto html = cycle_page(house, what.reader, what.state(), view).body;
    const auto* style = pages::find_asset(pages::asset_path("paraph.css"));
    const auto end = html.find("</head>");
    if (style && end != std::string::npos)
        html.insert(end, "<style>" + std::string(style->bytes) + ".p-mark{display:none}</style>");
    auto pdf = print_pdf(html);
    if (!pdf) return refusal_page(house, what.reader, pdf.error(), comments_of(what));
    auto response = http::with_type(200, "application/pdf", std::move(*pdf));
    response.headers.set("Content-Disposition", "attachment; filename=\"comments.pdf\"");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
}

void show_beside(const House& house, const http::Context& context, http::Answer answer, bool pdf) {
    auto what = visit_cycle(house, context, answer);
    if (!what) return;
    const auto reader = what->reader;
    render_later(house, reader, std::move(answer), [&house, what = std::move(*what), pdf] {
        if (!what.seen.view.text || !what.state().revision()) return no_text(house, what);
        if (pdf) return printed(house, what);
        return cycle_page(house, what.reader, what.state(), beside(house, what));
    });
}

void download(const House& house, const http::Context& context, http::Answer answer, bool xlsx) {
    auto what = visit_cycle(house, context, answer);
    if (!what) return;
    auto filter = comment_filter(context.request);
    if (!filter)
        return answer(refusal_page(house, what->reader, filter.error(), comments_of(*what)));
    const auto reader = what->reader;
    render_later(house, reader, std::move(answer),
                 [&house, what = std::move(*what), filter = std::move(*filter), xlsx] {
                     return comment_file(house, what.seen, filter, xlsx);
                 });
}

}  // namespace

void bind_comment_pages(http::Router& router, const House& house) {
    router.bind("page.comments", handler_in(house, show_comments));
    router.bind("page.comments.send", handler_in(house, send_comments));
    router.bind("page.beside", [&](const http::Context& context, http::Answer answer) {
        show_beside(house, context, std::move(answer), false);
    });
    router.bind("page.beside.pdf", [&](const http::Context& context, http::Answer answer) {
        show_beside(house, context, std::move(answer), true);
    });
    router.bind("page.comments.xlsx", [&](const http::Context& context, http::Answer answer) {
        download(house, context, std::move(answer), true);
    });
    router.bind("page.comments.csv", [&](const http::Context& context, http::Answer answer) {
        download(house, context, std::move(answer), false);
    });
}

}  // namespace paraph::api
