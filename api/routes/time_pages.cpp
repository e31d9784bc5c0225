#include "api/routes/page_entrance.hpp"
#include "api/routes/task.hpp"

namespace paraph::api {
namespace {

std::string time_purpose(const Task& task) {
    return "time " + task.seat->id;
}

http::Response time_page(const House& house, const Reader& reader, const Task& task,
                         pages::MoreTimeView view, unsigned status = 200) {
    view.asked = asked_of(house, task, *reader.language);
    view.task_href = "/task/" + task.seat->id;
    view.action = view.task_href + "/time";
    view.token = form_token(house, reader, time_purpose(task));
    return cycle_page(house, reader, task.state(), view, status);
}

void show_time(const House& house, const http::Context& context, http::Answer answer) {
    auto task = visit_task(house, context, answer);
    if (!task) return;
    const auto reader = reader_of(house, context, task->principal);
    render_later(house, reader, std::move(answer),
                 [&house, reader, task = std::move(*task),
                  sent = context.request.parameter("sent") == "yes"] {
                     pages::MoreTimeView view;
                     view.sent = sent;
                     return std::optional(time_page(house, reader, task, std::move(view)));
                 });
}

Result<RequestTime> wanted(const Task& task, const http::Form& form) {
    RequestTime command{.assignment = task.seat->id, .reason = std::string(form.get("reason"))};
    if (form.get("date").empty()) return command;
    const auto& opening = *task.state().opening;
    const auto* calendar = task.seen.registry->calendar_of(opening);
    const auto until = moment_in(*calendar, form.get("date"), form.get("hour"));
    if (!until) return until.error();
    command.until = *until;
    return command;
}

http::Response refused(const House& house, const Reader& reader, const Task& task,
                       const http::Form& form, const Refusal& refusal) {
    const auto field = refusal.where == "/reason" ? "reason" : "date";
    pages::MoreTimeView view;
    view.date = form.get("date");
    view.hour = form.get("hour");
    view.reason = form.get("reason");
    view.errors.push_back({field, refusal_words(refusal, *reader.language)});
    return time_page(house, reader, task, std::move(view), http_status(refusal.code));
}

void send_time(const House& house, const http::Context& context, http::Answer answer) {
    auto task = visit_task(house, context, answer);
    if (!task) return;
    const auto reader = reader_of(house, context, task->principal);
    auto form = own_form(house, context.request, reader, time_purpose(*task));
    if (!form) return answer(refusal_page(house, reader, form.error(), context.request.path));
    auto command = wanted(*task, *form);
    if (!command) return answer(refused(house, reader, *task, *form, command.error()));
    Submission submission{.stream = task->state().id,
                          .command = Command(std::move(*command)),
                          .actor = actor_of(task->principal)};
    house.desk.submit(
        std::move(submission), [&house, reader, task = std::move(*task), form = std::move(*form),
                                answer = std::move(answer)](const Result<Settled>& settled) {
            if (settled)
                return answer(http::see_other("/task/" + task.seat->id + "/time?sent=yes"));
            answer(refused(house, reader, task, form, settled.error()));
        });
}

}  // namespace

void bind_time_pages(http::Router& router, const House& house) {
    router.bind("page.time", handler_in(house, show_time));
    router.bind("page.time.send", handler_in(house, send_time));
}

}  // namespace paraph::api
