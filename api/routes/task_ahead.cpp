// What a revision would set off if it were issued now: decided, and not done.

#include <algorithm>

#include "api/routes/act_form.hpp"
#include "api/routes/task_telling.hpp"
#include "api/telling/onward.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

/// Some new text, and every comment answered, where the stage asks for that first.
std::vector<Command> as_if_issued(const Telling& telling) {
    const auto& state = telling.state();
    const bool answers_first = telling.task.stage->every_comment_answered;
    AnswerComments answers;
    for (const auto& comment : state.comments)
        if (answers_first && is_unanswered(*comment))
            answers.answers.push_back({.comment = comment->id, .observation = "?"});
    const auto* before = state.revision();
    IssueRevision revision{.text = "?", .media_type = "text/markdown", .language = {}};
    if (before) {
        revision.text = text_of(telling.house, state, *before) + "\n\n?\n";
        revision.media_type = before->media_type;
        revision.language = before->language;
    }
    std::vector<Command> commands;
    if (!answers.answers.empty()) commands.emplace_back(std::move(answers));
    commands.emplace_back(std::move(revision));
    return commands;
}

/// Whom the round asks. Of a blind review only how many.
pages::RoundAhead ahead_in(const Telling& telling, const Round& round) {
    const auto naming = telling.naming();
    pages::RoundAhead ahead{.stage = naming.stage(round.stage), .due = round.due};
    std::vector<std::string> bodies;
    for (const auto& seat : round.assignments)
        if (takes_part(*seat) && std::ranges::count(bodies, seat->body) == 0)
            bodies.push_back(seat->body);
    ahead.count = static_cast<int>(bodies.size());
    if (telling.task.seen.view.is_blinded()) return ahead;
    for (const auto& body : bodies) ahead.bodies.push_back(naming.body(body));
    return ahead;
}

}  // namespace

void put_ahead(const Telling& telling, pages::ReviseView& view) {
    const auto way = onward(telling.definition(), *telling.task.stage, "revised");
    if (way.stage) view.issue_to = stage_title(way.stage, way.stage->name, telling.language());
    if (!way.outcome.empty()) view.issue_ends = telling.naming().position(way.outcome);
    const auto decided = try_all(telling.house, telling.task.seen, as_if_issued(telling),
                                 actor_of(telling.task.principal));
    if (!decided) return;
    const auto& after = decided->after;
    if (!after.outcome.empty()) view.issue_ends = telling.naming().position(after.outcome);
    for (auto index = telling.state().rounds.size(); index < after.rounds.size(); ++index)
        if (const auto& round = *after.rounds[index]; is_open(round))
            if (auto ahead = ahead_in(telling, round); ahead.count > 0)
                view.ahead.push_back(std::move(ahead));
}

}  // namespace paraph::api
