#include "api/auth.hpp"
#include "api/http/cookies.hpp"
#include "api/routes/input.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/task.hpp"
#include "api/telling/held_links.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t cookie_digits = 12;
constexpr std::chrono::hours pass_length{24 * 30};
// A whole text may be in a form, or the scan of a letter.
constexpr http::FormLimits task_form_limits{.fields = 5000, .name_bytes = 200, .bytes = 26u << 20};

/// The cookie behind one person's link to one assignment.
std::string pass_cookie(std::string_view assignment, std::string_view person) {
    const auto digest = sha256(std::string(assignment) + " " + std::string(person));
    return "__Host-l-" + to_hex(digest).substr(0, cookie_digits);
}

/// The cookies behind links to the assignment, as long as nothing says that they are forged.
std::vector<LinkPass> passes_to(const Registry& registry, const http::Request& request,
                                const Assignment& seat) {
    std::vector<LinkPass> passes;
    for (const auto* person : registry.people_of(seat.body)) {
        const auto cookie = http::cookie(request, pass_cookie(seat.id, person->id));
        auto pass = cookie ? Links::parse_pass(*cookie) : std::nullopt;
        if (pass && pass->assignment == seat.id && pass->person == person->id)
            passes.push_back(std::move(*pass));
    }
    return passes;
}

std::optional<std::string> holder_of(const House& house, const http::Request& request,
                                     const State& state, const Assignment& seat) {
    const auto registry = house.desk.registry();
    for (const auto& pass : passes_to(*registry, request, seat)) {
        const auto generation =
            link_generation(*registry, state, seat, pass.person, house.clock.now());
        if (generation > 0 && house.keys.links().verify(pass, generation)) return pass.person;
    }
    return std::nullopt;
}

/// What to say to whoever came by a link while they stood in for a colleague; nothing: nobody did.
std::optional<http::Response> ended_for(const House& house, const http::Context& context) {
    const auto& name = context.param("assignment");
    if (!id::is(id::assignment, name)) return std::nullopt;
    const auto state = house.cycle(id::cycle_of(name));
    const auto* seat = state ? state->seated(name).assignment : nullptr;
    if (!seat) return std::nullopt;
    const auto registry = house.desk.registry();
    for (const auto& pass : passes_to(*registry, context.request, *seat)) {
        const auto ended = ended_link(*registry, *state, *seat, pass.person, house.clock.now());
        const auto generation = static_cast<std::uint64_t>(ended ? ended->generation : 0);
        if (generation > 0 && house.keys.links().verify(pass, generation))
            return ended_page(house, reader_of(house, context, {}), *state, *seat, *ended);
    }
    return std::nullopt;
}

/// A level's file goes to its body's assignment outside; all else to the task's own cycle.
std::string stream_of(const Command& command, const std::string& cycle) {
    const auto* file = std::get_if<AttachDocument>(&command);
    return file && !file->assignment.empty() ? std::string(id::cycle_of(file->assignment)) : cycle;
}

/// Sends commands one after the other; stops at the first that is refused.
void submit_all(const House& house, const std::string& cycle, const Actor& actor,
                std::vector<Command> commands, std::function<void(Result<>)> then) {
    if (commands.empty()) return then({});
    const auto stream = stream_of(commands.front(), cycle);
    Submission submission{.stream = stream, .command = std::move(commands.front()), .actor = actor};
    commands.erase(commands.begin());
    house.desk.submit(std::move(submission),
                      [&house, cycle, actor, rest = std::move(commands),
                       then = std::move(then)](Result<Settled> settled) mutable {
                          if (!settled) return then(settled.error());
                          submit_all(house, cycle, actor, std::move(rest), std::move(then));
                      });
}

/// The task as it stands after what was refused: it may be another text by now.
Task again(const House& house, const Task& task) {
    return task_at(house, house.cycle(task.state().id), task.seat->id, task.principal);
}

void perform(const House& house, const Reader& reader, const Task& task, Typed typed, Wanted wanted,
             http::Answer answer) {
    const std::string done = "/task/" + task.seat->id + (wanted.stays ? wanted.told : "/receipt");
    submit_all(house, task.state().id, actor_of(task.principal), std::move(wanted.commands),
               [&house, reader, task, typed = std::move(typed), answer = std::move(answer), done,
                notice = std::move(wanted.notice),
                answers = wanted.answers && !wanted.stays](Result<> settled) mutable {
                   if (settled && answers && may_draft(task)) drop_draft(house, task);
                   if (settled && notice.empty()) return answer(http::see_other(done));
                   if (settled) {
                       typed.notice = std::move(notice);
                   } else {
                       typed.status = http_status(settled.error().code);
                       typed.errors.push_back(field_error(settled.error(), *reader.language));
                   }
                   render_later(house, reader, answer,
                                [&house, reader, task, typed = std::move(typed)] {
                                    return task_page(house, reader, again(house, task), typed);
                                });
               });
}

/// Saves or deletes what colleagues write together.
http::Response keep_draft(const House& house, const Reader& reader, const Task& task,
                          const http::Form& form) {
    const auto to_task = http::see_other("/task/" + task.seat->id + "#main");
    if (!may_draft(task)) return to_task;
    if (form.get("act") == "discard") {
        drop_draft(house, task);
        return to_task;
    }
    const auto& language = *reader.language;
    if (pause_of(task))
        return task_page(house, reader, task,
                         {.sent = true,
                          .form = form,
                          .errors = {{"", language.say("answer.draft_late")}},
                          .status = 409});
    const auto newer = save_draft(house, task, form);
    if (!newer) return to_task;
    const auto words =
        language.say("answer.draft_conflict",
                     {{"person", person_name(*task.seen.registry, newer->person)},
                      {"at", language.date_time(newer->at, zone_of(house, task.state()))}});
    return task_page(house, reader, task,
                     {.sent = true,
                      .form = form,
                      .errors = {{"", words}},
                      .status = 409,
                      .draft = newer->version});
}

void send_answer(const House& house, const http::Context& context, http::Answer answer) {
    const auto task = visit_task(house, context, answer);
    if (!task) return;
    const auto reader = reader_of(house, context, task->principal);
    auto form = own_form(house, context.request, reader, task_purpose(*task), task_form_limits);
    if (!form) return answer(refusal_page(house, reader, form.error(), context.request.path));
    auto work = [&house, reader, task = *task, form = std::move(*form),
                 answer]() -> std::optional<http::Response> {
        const auto act = form.get("act");
        if (act == "draft" || act == "discard") return keep_draft(house, reader, task, form);
        const Said said(house.archive, task.state());  // reads only what is asked for
        auto wanted = wanted_by(house, task, form, said, *reader.language);
        Typed typed{.sent = !wanted.beside,
                    .form = form,
                    .errors = wanted.errors,
                    .draft = draft_version_in(form)};
        if (wanted.commands.empty() && typed.errors.empty()) typed.notice = wanted.notice;
        if (wanted.commands.empty()) return task_page(house, reader, task, typed);
        perform(house, reader, task, std::move(typed), std::move(wanted), answer);
        return std::nullopt;
    };
    render_later(house, reader, answer, std::move(work));
}

/// A file that came with the answer, for whoever sees the task.
void save_task_file(const House& house, const http::Context& context, http::Answer answer) {
    auto task = visit_task(house, context, answer);
    if (!task) return;
    const auto reader = reader_of(house, context, task->principal);
    render_later(house, reader, std::move(answer),
                 [&house, reader, task = std::move(*task), digest = context.param("sha256")] {
                     auto file = task_file(house, task, digest);
                     if (!file) return refusal_page(house, reader, file.error());
                     return std::move(*file);
                 });
}

/// Whoever came by a link to a round that is over goes on to the one that asks the same again.
http::Response page_with_way_on(const House& house, const Reader& reader, const Task& task,
                                const Typed& typed) {
    auto response = task_page(house, reader, task, typed);
    const auto& person = task.principal.person;
    if (task.principal.via != "link" || is_open(*task.round)) return response;
    const auto newer = successor(task.state(), task.state().seated(task.seat->id));
    const auto generation = newer ? link_generation(*house.desk.registry(), task.state(),
                                                    *newer.assignment, person, house.clock.now())
                                  : 0;
    if (generation > 0) give_pass(house, response, newer.assignment->id, person, generation);
    return response;
}

/// What was done before the reader was led back here, as the address says it.
Typed just_done(const http::Request& request, const pages::Language& language) {
    Typed typed;
    if (const auto number = number_in(request.parameter("lifted").value_or(""), "lifted"))
        typed.notice = language.say("blocks.lifted", {{"number", *number}});
    return typed;
}

void show_task(const House& house, const http::Context& context, http::Answer answer,
               http::Response (*render)(const House&, const Reader&, const Task&, const Typed&)) {
    auto task = visit_task(house, context, answer);
    if (!task) return;
    const auto reader = reader_of(house, context, task->principal);
    render_later(house, reader, std::move(answer),
                 [&house, reader, task = std::move(*task), render,
                  typed = just_done(context.request, *reader.language)] {
                     return std::optional(render(house, reader, task, typed));
                 });
}

}  // namespace

void give_pass(const House& house, http::Response& response, const std::string& assignment,
               const std::string& person, std::uint64_t generation) {
    http::set_cookie(response, pass_cookie(assignment, person),
                     house.keys.links().pass(assignment, person, generation, house.clock.now()),
                     pass_length);
}

http::Response ended_page(const House& house, const Reader& reader, const State& state,
                          const Assignment& seat, const PastLink& link) {
    const pages::EndedLinkView view{
        .person = person_name(*house.desk.registry(), link.behalf),
        .body = body_name(*house.desk.registry(), seat.body, *reader.language),
        .until = link.until};
    return cycle_page(house, reader, state, view, 410);
}

Result<Principal> principal_by_link(const Registry& registry, const std::string& person) {
    auto principal = principal_of_person(registry, person, "link");
    if (principal) principal->roles = Role::participant;
    return principal;
}

namespace {

/// The cycle as if the seat had not answered: for whoever records for the body, in a round that
/// hides its answers.
std::shared_ptr<const State> without_answer(const State& state, const Seated& seated) {
    auto round = *seated.round;
    auto seat = *seated.assignment;
    seat.answer.reset();
    seat.status = AssignmentStatus::awaited;
    round.assignments[static_cast<std::size_t>(seated.seat)] =
        std::make_shared<const Assignment>(std::move(seat));
    auto copy = std::make_shared<State>(state);
    copy->rounds[static_cast<std::size_t>(seated.index)] =
        std::make_shared<const Round>(std::move(round));
    return copy;
}

}  // namespace

Task task_at(const House& house, std::shared_ptr<const State> state, const std::string& seat,
             const Principal& principal) {
    Task task;
    task.seen = see(std::move(state), house.desk.registry(), actor_of(principal));
    auto seated = task.state().seated(seat);
    const bool hidden = is_hidden(*task.seen.definition, *seated.round);
    task.sealed =
        seated.assignment->answer && !task.seen.view.sees_position(seated.assignment->body, hidden);
    if (task.sealed) {
        task.seen.state = without_answer(task.state(), seated);
        seated = task.state().seated(seat);
    }
    task.round_index = seated.index;
    task.seat_index = static_cast<std::size_t>(seated.seat);
    task.round = seated.round;
    task.seat = seated.assignment;
    task.stage = task.seen.definition->stage(task.round->stage);
    task.level_over =
        task.stage->clearance && task.seat->due && house.clock.now() >= *task.seat->due;
    task.principal = principal;
    return task;
}

Result<Task> find_task(const House& house, const http::Context& context) {
    const auto missing = refuse(Refused::not_found,
                                "There is no such page for you. Open the link of your mail again, "
                                "or sign in.");
    const auto& name = context.param("assignment");
    if (!id::is(id::assignment, name)) return missing;
    auto state = house.cycle(id::cycle_of(name));
    if (!state) return missing;
    const auto seated = state->seated(name);
    if (!seated) return missing;
    const auto& seat = *seated.assignment;
    if (const auto person = holder_of(house, context.request, *state, seat))
        if (auto principal = principal_by_link(*house.desk.registry(), *person))
            return task_at(house, state, name, *principal);
    if (context.principal.via != "page") return missing;
    const auto view = view_of(*state, house.definition_of(*state), actor_of(context.principal));
    if (!view.cycle || (!view.secretariat && seat.body != view.body)) return missing;
    return task_at(house, state, name, context.principal);
}

std::optional<Task> visit_task(const House& house, const http::Context& context,
                               const http::Answer& answer, bool (*may)(const Task&)) {
    auto task = find_task(house, context);
    if (task && may(*task)) return std::move(*task);
    auto ended = task ? std::nullopt : ended_for(house, context);
    if (ended) {
        answer(std::move(*ended));
        return std::nullopt;
    }
    const auto hidden = refuse(Refused::not_found, "There is no such page for you.");
    answer(
        refusal_page(house, reader_of(house, context), task ? hidden : task.error(), "/sign-in"));
    return std::nullopt;
}

void bind_task_pages(http::Router& router, const House& house) {
    router.bind("page.task", [&](const http::Context& context, http::Answer answer) {
        show_task(house, context, std::move(answer), page_with_way_on);
    });
    router.bind("page.task.send", handler_in(house, send_answer));
    router.bind("page.task.file", handler_in(house, save_task_file));
    router.bind("page.receipt", [&](const http::Context& context, http::Answer answer) {
        show_task(house, context, std::move(answer),
                  [](const House& h, const Reader& reader, const Task& task, const Typed&) {
                      return receipt_page(h, reader, task);
                  });
    });
}

}  // namespace paraph::api
