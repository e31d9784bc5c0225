// The page of a body that follows up what it has committed itself to.

#include <algorithm>

#include "api/routes/commitment_list.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/task_telling.hpp"
#include "api/routes/text_view.hpp"
#include "engine/base/enums.hpp"
#include "engine/rules/calendar.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph::api {
pages::FollowView follow_view(const House& house, const Reader& reader, const Task& task,
                              const Typed& typed, const Said& said) {
    pages::FollowView view;
    view.asked = asked_of(house, task, *reader.language);
    view.takes_new = is_open(*task.round);
    view.action = "/task/" + task.seat->id;
    view.token = form_token(house, reader, task_purpose(task));
    for (const auto& commitment : task.state().commitments)
        if (commitment->body == task.seat->body)
            view.rows.push_back(commitment_row(*commitment, said));
    for (const auto* comment : without_commitment(*task.stage, task.state()))
        view.recommendations.push_back({.value = comment->id,
                                        .title = said.comment(*comment),
                                        .chosen = typed.form.get("comment") == comment->id});
    if (!view.recommendations.empty())
        view.recommendations.push_back({.value = "", .title = reader.language->say("follow.own")});
    if (typed.form.get("act") == "commit") {
        view.text = typed.form.get("text");
        view.indicator = typed.form.get("indicator");
        view.due = typed.form.get("due");
    }
    view.takes_file = !seat_for_files(task).empty();
    view.files = files_of({house, reader, task, typed, said});
    view.errors = typed.errors;
    return view;
}

namespace {

/// The evidence first: the last report may end the cycle, which takes no file then.
Wanted report_wanted(const House& house, const Task& task, const http::Form& form,
                     const pages::Language& language) {
    Wanted wanted{.stays = true};
    put_mistakes_of_file(wanted.errors, form, language);
    for (auto& error : wanted.errors) error.field.clear();  // of which form is not said
    if (!wanted.errors.empty()) return wanted;
    if (auto file = file_in(house, task, form)) wanted.commands.push_back(std::move(*file));
    const auto status = enum_from_text<CommitmentStatus>(form.get("status"));
    wanted.commands.push_back(ReportCommitment{.commitment = std::string(form.get("commitment")),
                                               .status = status.value_or(CommitmentStatus::open),
                                               .text = std::string(form.get("text"))});
    return wanted;
}

}  // namespace

Wanted follow_wanted(const House& house, const Task& task, const http::Form& form,
                     const pages::Language& language) {
    const auto act = form.get("act");
    if (act == "report") return report_wanted(house, task, form, language);
    MakeCommitment command{.body = task.seat->body,
                           .comment = std::string(form.get("comment")),
                           .text = std::string(form.get("text")),
                           .indicator = std::string(form.get("indicator")),
                           .stage = task.round->stage};
    const auto& opening = *task.state().opening;
    const auto* version = task.seen.registry->calendar_of(opening);
    if (const auto date = form.get("due"); !date.empty() && version) {
        const auto noon = parse_instant(std::string(date) + "T12:00:00Z");
        const auto calendar = Calendar::make(*version);
        if (!noon || !calendar) return {.errors = {{"due", language.say("follow.error.due")}}};
        command.due = calendar->close(std::chrono::local_days{
            std::chrono::floor<std::chrono::days>(*noon).time_since_epoch()});
    }
    return {.commands = {std::move(command)}, .stays = true};
}

}  // namespace paraph::api
