// What a body does among its own people about a task: who takes it on, until when a level may act,
// which comments go out.

#include <algorithm>

#include "api/pages/positions.hpp"
#include "api/routes/act_form.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/naming.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/task.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/clearance.hpp"

namespace paraph::api {
namespace {

constexpr http::FormLimits colleagues_form_limits{.bytes = 1u << 20};

std::string colleagues_purpose(const Task& task) {
    return "colleagues " + task.seat->id;
}

std::string address(const Task& task) {
    return "/task/" + task.seat->id + "/colleagues";
}

bool would_do(const House& house, const Task& task, const Command& command) {
    return static_cast<bool>(try_out(house, task.seen, command, actor_of(task.principal)));
}

bool may_ask(const House& house, const Task& task, const Command& command) {
    const auto tried = try_out(house, task.seen, command, actor_of(task.principal));
    return tried || !tried.error().where.empty();
}

/// To whom it can be handed over: at a level those of its function, else anybody of the body.
std::vector<pages::Choice> people_for(const Task& task, const pages::Language& language) {
    std::vector<pages::Choice> people;
    for (const auto* person : task.seen.registry->people_of(task.seat->body)) {
        const bool fits = task.seat->function.empty() || person->function == task.seat->function;
        if (fits && person->id != task.principal.person && person->id != task.seat->claimed)
            people.push_back(
                {person->id,
                 person->name + ", " + pages::function_word(person->function, language),
                 {},
                 false});
    }
    return people;
}

bool is_last_level(const Task& task, const Assignment& seat) {
    const int last = last_level(*task.seen.registry, *task.round);
    return last >= 0 && task.round->seat(last).id == seat.id;
}

pages::InsideLevel level_of(const Task& task, const Assignment& seat,
                            const pages::Language& language) {
    std::vector<std::string> names;
    const auto& registry = *task.seen.registry;
    for (const auto* person : registry.people_of(seat.body))
        if (person->function == seat.function) names.push_back(person->name);
    const auto* reader = registry.person(task.principal.person);
    return {.function = pages::function_word(seat.function, language),
            .people = language.list(names),
            .status = seat.status,
            .due = seat.due,
            .own = reader && reader->function == seat.function,
            .submits = task.stage->clearance && is_last_level(task, seat)};
}

void put_levels(pages::ColleaguesView& view, const House& house, const Task& task,
                const pages::Language& language) {
    for (const auto& seat : task.round->assignments) {
        if (seat->function.empty()) continue;
        view.levels.push_back(level_of(task, *seat, language));
        if (task.stage->clearance && is_held(*task.seen.registry, *seat) &&
            may_ask(house, task,
                    SetEndDate{.function = seat->function, .stage = task.round->stage}))
            view.functions.push_back(
                {seat->function, pages::function_word(seat->function, language), {}, false});
    }
}

pages::InsideComment inside_comment(const House& house, const Task& task, const Comment& comment,
                                    pages::CommentRow row) {
    const auto& registry = *task.seen.registry;
    const bool may_submit = may_ask(house, task, SubmitComment{.comment = comment.id});
    return {.comment = std::move(row),
            .person = person_name(registry, comment.person),
            .clearance = *comment.clearance,
            .may_verify = would_do(house, task, VerifyComment{comment.id}),
            .may_support = would_do(house, task, SupportComment{comment.id}),
            .may_withdraw = would_do(house, task, WithdrawComment{.comment = comment.id}),
            .may_submit = may_submit};
}

void put_comments(pages::ColleaguesView& view, const House& house, const Task& task,
                  const pages::Language& language) {
    view.clears = task.stage->clearance;
    if (!view.clears) return;
    const Naming naming(task.seen, language);
    const Said said(house.archive, task.state());
    const Carryings carryings(task.state());
    for (const auto& comment : task.state().comments) {
        if (!comment->clearance) continue;
        auto& item = view.comments.emplace_back(
            inside_comment(house, task, *comment,
                           comment_row(house, task.seen, *comment, naming, said, carryings)));
        std::vector<std::string> names;
        for (const auto& person : comment->supports)
            names.push_back(person_name(*task.seen.registry, person));
        item.supports = language.list(names);
    }
}

pages::ColleaguesView view_of(const House& house, const Reader& reader, const Task& task) {
    const auto& language = *reader.language;
    pages::ColleaguesView view;
    view.asked = asked_of(house, task, language);
    view.task_href = "/task/" + task.seat->id;
    view.delegate_href = view.task_href + "/delegate";
    view.action = address(task);
    view.token = form_token(house, reader, colleagues_purpose(task));
    view.claimed = person_name(*task.seen.registry, task.seat->claimed);
    view.may_claim = view.claimed.empty() && would_do(house, task, ClaimAssignment{task.seat->id});
    view.may_release = would_do(house, task, ReleaseAssignment{task.seat->id});
    if (may_ask(house, task, HandOverAssignment{.assignment = task.seat->id}))
        view.people = people_for(task, language);
    put_levels(view, house, task, language);
    put_comments(view, house, task, language);
    return view;
}

/// The comment's own words, unless the form has others.
SubmitComment submission_of(const House& house, const Task& task, const http::Form& form,
                            const std::string& id) {
    SubmitComment command{.comment = id,
                          .text = std::string(form.get("text-" + id)),
                          .proposed = std::string(form.get("proposed-" + id))};
    const auto* comment = task.state().comment(id);
    const Said said(house.archive, task.state());
    if (comment) command.quote = said.quote(*comment);
    command.edited = !comment || command.text != said.comment(*comment) ||
                     command.proposed != said.proposed(*comment);
    return command;
}

Result<Command> command_of(const House& house, const Task& task, const http::Form& form) {
    const auto act = form.get("act");
    const auto colon = act.find(':');
    const std::string id(colon == act.npos ? "" : act.substr(colon + 1));
    const auto verb = act.substr(0, colon);
    const auto& seat = task.seat->id;
    if (verb == "claim") return Command(ClaimAssignment{seat});
    if (verb == "release") return Command(ReleaseAssignment{seat});
    if (verb == "hand over")
        return Command(
            HandOverAssignment{.assignment = seat, .person = std::string(form.get("person"))});
    if (verb == "verify") return Command(VerifyComment{id});
    if (verb == "support") return Command(SupportComment{id});
    if (verb == "withdraw") return Command(WithdrawComment{.comment = id});
    if (verb == "submit") return Command(submission_of(house, task, form, id));
    if (verb != "end date") return refuse(Refused::invalid, "This form asks for nothing we know.");
    const auto& opening = *task.state().opening;
    const auto* calendar = task.seen.registry->calendar_of(opening);
    const auto due = moment_in(*calendar, form.get("date"), form.get("hour"));
    if (!due) return due.error();
    return Command(SetEndDate{
        .function = std::string(form.get("function")), .due = *due, .stage = task.round->stage});
}

std::string field_of(const Refusal& refusal, std::string_view act) {
    if (act.starts_with("submit:") && !refusal.where.empty())
        return "text-" + std::string(act.substr(act.find(':') + 1));
    if (refusal.where == "/due") return "date";
    return refusal.where.starts_with('/') ? refusal.where.substr(1) : "";
}

http::Response again(const House& house, const Reader& reader, const Task& task,
                     const http::Form& form, const Refusal& refusal) {
    auto view = view_of(house, reader, task);
    view.date = form.get("date");
    view.hour = form.get("hour");
    for (auto& choice : view.functions) choice.chosen = choice.value == form.get("function");
    for (auto& item : view.comments) {
        auto& row = item.comment;
        if (const auto text = form.find("text-" + row.id)) row.text = *text;
        if (const auto text = form.find("proposed-" + row.id)) row.proposed = *text;
    }
    view.errors = {{field_of(refusal, form.get("act")), refusal_words(refusal, *reader.language)}};
    return cycle_page(house, reader, task.state(), view, http_status(refusal.code));
}

void show_colleagues(const House& house, const http::Context& context, http::Answer answer) {
    auto task = visit_task(house, context, answer, may_draft);
    if (!task) return;
    const auto reader = reader_of(house, context, task->principal);
    render_later(house, reader, std::move(answer), [&house, reader, task = std::move(*task)] {
        return cycle_page(house, reader, task.state(), view_of(house, reader, task));
    });
}

std::optional<http::Response> perform(const House& house, const Reader& reader, const Task& task,
                                      const http::Form& form, const http::Answer& answer) {
    auto command = command_of(house, task, form);
    if (!command) return again(house, reader, task, form, command.error());
    Submission submission{.stream = task.state().id,
                          .command = std::move(*command),
                          .actor = actor_of(task.principal)};
    house.desk.submit(std::move(submission), [&house, reader, task, form,
                                              answer](const Result<Settled>& settled) {
        if (settled) return answer(http::see_other(address(task)));
        render_later(house, reader, answer,
                     [&house, reader, task, form, refusal = settled.error()] {
                         return std::optional(again(house, reader, task, form, refusal));
                     });
    });
    return std::nullopt;
}

void send_colleagues(const House& house, const http::Context& context, http::Answer answer) {
    auto task = visit_task(house, context, answer, may_draft);
    if (!task) return;
    const auto reader = reader_of(house, context, task->principal);
    auto form =
        own_form(house, context.request, reader, colleagues_purpose(*task), colleagues_form_limits);
    if (!form) return answer(refusal_page(house, reader, form.error(), context.request.path));
    render_later(house, reader, answer,
                 [&house, reader, task = std::move(*task), form = std::move(*form), answer] {
                     return perform(house, reader, task, form, answer);
                 });
}

}  // namespace

void bind_inside_pages(http::Router& router, const House& house) {
    router.bind("page.colleagues", handler_in(house, show_colleagues));
    router.bind("page.colleagues.send", handler_in(house, send_colleagues));
}

}  // namespace paraph::api
