// An answer that is being written within a body: saved for colleagues, and not sent.

#include <algorithm>
#include <charconv>

#include "api/routes/task.hpp"

namespace paraph::api {
namespace {

std::string key_of(const Task& task) {
    return "answer " + task.seat->id;
}

/// What belongs to the page and not to the answer.
bool is_of_page(std::string_view field) {
    return field == "token" || field == "act" || field == "draft" || field == "revision" ||
           field == "digest";
}

}  // namespace

bool may_draft(const Task& task) {
    return !task.principal.person.empty() && task.principal.body == task.seat->body;
}

bool records(const Task& task) {
    return task.seen.view.secretariat && task.principal.body != task.seat->body;
}

int draft_version_in(const http::Form& form) {
    int version = 0;
    const auto text = form.get("draft");
    std::from_chars(text.data(), text.data() + text.size(), version);
    return version;
}

std::optional<Draft> draft_of(const House& house, const Task& task) {
    return may_draft(task) ? house.drafts->get(key_of(task)) : std::nullopt;
}

std::optional<Draft> save_draft(const House& house, const Task& task, const http::Form& form) {
    Draft draft{.person = task.principal.person, .at = house.clock.now()};
    for (const auto& [name, value] : form.fields())
        if (!is_of_page(name)) draft.fields.emplace_back(name, value);
    return house.drafts->put(key_of(task), std::move(draft), draft_version_in(form));
}

void drop_draft(const House& house, const Task& task) {
    house.drafts->remove(key_of(task));
}

}  // namespace paraph::api
