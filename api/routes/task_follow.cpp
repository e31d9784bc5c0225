// The page of a body that follows up what it has committed itself to.

#include <algorithm>

#include "api/routes/page_entrance.hpp"
#include "api/routes/task.hpp"
#include "api/routes/text_view.hpp"
#include "engine/base/enums.hpp"
#include "engine/rules/calendar.hpp"
#include "engine/rules/commitments.hpp"

namespace paraph::api {
namespace {

std::string text_in(const json::object* secret, std::string_view name) {
    const auto* value = secret ? secret->if_contains(name) : nullptr;
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

pages::CommitmentRow row_of(const Commitment& commitment, const Said& said) {
    return {.id = commitment.id,
            .number = commitment.number,
            .text = text_in(said.of(commitment.entry), "text"),
            .indicator = text_in(said.of(commitment.entry), "indicator"),
            .report = text_in(said.of(commitment.report), "text"),
            .status = commitment.status,
            .due = commitment.due,
            .is_open = !is_settled(commitment)};
}

}  // namespace

pages::FollowView follow_view(const House& house, const Reader& reader, const Task& task,
                              const Typed& typed, const Said& said) {
    pages::FollowView view;
    view.asked = asked_of(house, task, *reader.language);
    view.action = "/task/" + task.seat->id;
    view.token = form_token(house, reader, task_purpose(task));
    for (const auto& commitment : task.state().commitments)
        if (commitment->body == task.seat->body) view.rows.push_back(row_of(*commitment, said));
    for (const auto* comment : without_commitment(*task.stage, task.state()))
        view.recommendations.push_back({.value = comment->id,
                                        .title = said.comment(*comment),
                                        .hint = {},
                                        .chosen = typed.form.get("comment") == comment->id});
    if (!view.recommendations.empty())
        view.recommendations.push_back(
            {.value = "", .title = reader.language->say("follow.own"), .hint = {}});
    if (typed.form.get("act") == "commit") {
        view.text = typed.form.get("text");
        view.indicator = typed.form.get("indicator");
        view.due = typed.form.get("due");
    }
    view.errors = typed.errors;
    return view;
}

Wanted follow_wanted(const Task& task, const http::Form& form, const pages::Language& language) {
    const auto act = form.get("act");
    if (act == "report") {
        const auto status = enum_from_text<CommitmentStatus>(form.get("status"));
        return {.commands = {ReportCommitment{.commitment = std::string(form.get("commitment")),
                                              .status = status.value_or(CommitmentStatus::open),
                                              .text = std::string(form.get("text"))}},
                .stays = true};
    }
    MakeCommitment command{.body = task.seat->body,
                           .comment = std::string(form.get("comment")),
                           .text = std::string(form.get("text")),
                           .indicator = std::string(form.get("indicator")),
                           .due = {},
                           .stage = task.round->stage};
    const auto& opening = *task.state().opening;
    const auto* version = task.seen.registry->calendar(opening.calendar, opening.calendar_version);
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
