#include "api/routes/audit_entrance.hpp"
#include "api/routes/input.hpp"
#include "api/routes/naming.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/questions.hpp"
#include "api/routes/routes.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t answer_rows_max = 200;  // on a page

/// "2026-01-01" as the day's first instant in the zone of the house; else an RFC 3339 time.
Result<std::optional<Instant>> moment(const House& house, const http::Request& request,
                                      std::string_view name) {
    const auto text = request.parameter(name).value_or("");
    if (text.empty()) return std::optional<Instant>();
    if (const auto instant = parse_instant(text)) return std::optional(*instant);
    CalendarVersion days;
    days.zone = house.zone();
    const auto day = moment_in(days, text, "00:00");
    if (day) return std::optional(*day);
    return refuse(Refused::invalid, "Say a day, as 2026-01-01, or an RFC 3339 time.",
                  std::string(name));
}

Result<Inquiry> inquiry_in(const House& house, const http::Context& context) {
    const auto question = question_of(context.param("question"));
    if (!question)
        return refuse(Refused::not_found,
                      "There is no such question; ask silence, on-behalf, waivers or unread.");
    Inquiry inquiry;
    inquiry.question = *question;
    inquiry.position = context.request.parameter("position").value_or("");
    inquiry.cycle = context.request.parameter("cycle").value_or("");
    const auto from = moment(house, context.request, "from");
    if (!from) return from.error();
    const auto before = moment(house, context.request, "before");
    if (!before) return before.error();
    inquiry.from = *from;
    inquiry.before = *before;
    return inquiry;
}

void read_answers(const House& house, const http::Context& context, http::Answer answer) {
    auto inquiry = inquiry_in(house, context);
    if (!inquiry) return answer(problem_for(context.request, inquiry.error()));
    if (awaits_reading(house, context.principal, inquiry->cycle))
        return answer(problem_for(
            context.request, refuse(Refused::forbidden,
                                    "Say first that you read the trail of all your cycles: POST "
                                    "/api/v1/trail/readings. It becomes an entry of the trail.")));
    const auto page = paging(context.request);
    if (!page) return answer(problem_for(context.request, page.error()));
    if (!page->cursor.empty()) {
        const auto start = number_in(page->cursor, "cursor");
        if (!start) return answer(problem_for(context.request, start.error()));
        inquiry->start = *start;
    }
    inquiry->limit = page->limit;
    in_background(house, context, std::move(answer),
                  [&house, principal = context.principal, inquiry = *inquiry,
                   address = list_address(context.request)] {
                      const auto found = ask(house, principal, inquiry);
                      json::array items;
                      for (const auto& entry : found.entries)
                          items.push_back(entry_json(entry, Extent::whole));
                      return list(std::move(items), address,
                                  found.next < 0 ? "" : std::to_string(found.next));
                  });
}

std::vector<pages::FoundRow> rows(const House& house, const Principal& principal,
                                  const Answered& found, const pages::Language& language) {
    std::vector<pages::FoundRow> rows;
    for (const auto& entry : found.entries) {
        const auto seen = look_at(house, entry.stream, principal);
        if (!seen) continue;
        const Naming naming(*seen, language);
        const auto line = timeline_row(*seen, entry, naming);
        rows.push_back(
            {.href = "/audit/cycles/" + entry.stream + "#entry-" + std::to_string(entry.number),
             .entry = entry.number,
             .cycle = seen->state->title.empty() ? entry.stream : title_of_cycle(*seen, language),
             .at = entry.at,
             .who = line.who,
             .words = line.words,
             .quotes = line.quotes});
    }
    return rows;
}

void show_answers(const House& house, const http::Context& context, http::Answer answer) {
    if (!enter_as_auditor(house, context, answer)) return;
    const auto reader = reader_of(house, context, pages::Section::audit);
    auto inquiry = inquiry_in(house, context);
    if (!inquiry) return answer(refusal_page(house, reader, inquiry.error(), "/audit"));
    if (awaits_reading(house, context.principal, inquiry->cycle))
        return answer(reading_page(house, reader, {}));
    inquiry->limit = answer_rows_max;
    pages::QuestionView view;
    view.name = context.param("question");
    view.action = context.request.path;
    view.position = inquiry->position;
    view.from = context.request.parameter("from").value_or("");
    view.before = context.request.parameter("before").value_or("");
    view.asks_position =
        inquiry->question == Question::silence || inquiry->question == Question::on_behalf;
    render_later(house, reader, std::move(answer),
                 [&house, reader, view = std::move(view), inquiry = *inquiry]() mutable {
                     const auto found = ask(house, reader.principal, inquiry);
                     view.rows = rows(house, reader.principal, found, *reader.language);
                     view.more = found.next >= 0;
                     return page(house, reader, view);
                 });
}

}  // namespace

void bind_questions(http::Router& router, const House& house) {
    router.bind("trail.question", handler_in(house, read_answers));
    router.bind("page.question.read", [&](const http::Context& context, http::Answer answer) {
        continue_reading(house, context, {}, std::move(answer));
    });
    router.bind("page.question", handler_in(house, show_answers));
}

}  // namespace paraph::api
