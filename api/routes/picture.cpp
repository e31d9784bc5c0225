#include "api/routes/picture.hpp"

#include "api/pages/language.hpp"
#include "engine/core/overview.hpp"

namespace paraph::api {
namespace {

using Dot = Standing::Dot;

Dot::Kind kind_of(const Assignment& assignment) {
    if (assignment.status == AssignmentStatus::blocking) return Dot::Kind::blocking;
    return standing(assignment) ? Dot::Kind::answered : Dot::Kind::awaited;
}

std::string name_of(const Registry& registry, const std::string& id, const std::string& language) {
    const auto* body = registry.body(id);
    if (!body) return id;
    const auto name = body->name.find(language);
    return name == body->name.end() ? body->name.at("en") : name->second;
}

/// The seat of a sub-cycle may stand for no body, but for a choice.
std::string label_of(const Seen& seen, const Assignment& seat, const std::string& tag) {
    if (seat.body.empty()) return pages::language(tag).digits(seat.item);
    return name_of(*seen.registry, seat.body, tag);
}

/// "due Mon 22 Dec, 17:00", on the clocks of the cycle's calendar; with its year, where that is not
/// the year in which the cycle changed last.
std::string due_of(const Seen& seen, const Round& round, const std::string& tag) {
    if (!round.due) return {};
    const auto& opening = *seen.state->opening;
    const auto* calendar = seen.registry->calendar_of(opening);
    const std::string_view zone = calendar ? std::string_view(calendar->zone) : "UTC";
    const auto& language = pages::language(tag);
    const auto word = round.status == RoundStatus::overdue ? "was due" : "due";
    return picture_word(word, tag) + ' ' + language.short_day(*round.due, zone, seen.changed) +
           ", " + language.time(*round.due, zone);
}

/// How it is said that the cycle stands still.
std::string_view still_word(CycleStatus status) {
    if (status == CycleStatus::suspended) return "suspended";
    return status == CycleStatus::deferred ? "deferred" : "abandoned here";
}

Standing::Stage stage_of(const Seen& seen, const Round& round, const std::string& language) {
    Standing::Stage stage;
    const auto cycle = seen.state->status;
    if (!is_open(round)) {
        stage.state = Standing::State::settled;
        stage.note = round.result;
        return stage;
    }
    const bool runs = cycle == CycleStatus::running;
    stage.state = runs ? Standing::State::now : Standing::State::stopped;
    stage.note = runs ? due_of(seen, round, language) : still_word(cycle);
    if (cycle == CycleStatus::abandoned) return stage;
    const bool hidden = is_hidden(*seen.definition, round);
    for (const auto& assignment : round.assignments) {
        if (!takes_part(*assignment)) continue;
        const bool visible = seen.view.sees_position(assignment->body, hidden);
        stage.bodies.push_back({.kind = visible ? kind_of(*assignment) : Dot::Kind::asked,
                                .label = label_of(seen, *assignment, language)});
    }
    return stage;
}

}  // namespace

Standing standing_of(const Seen& seen, const std::string& language) {
    Standing where;
    for (const auto& stage : seen.state->skipped)
        where.stages[stage].state = Standing::State::skipped;
    for (const auto& round : seen.state->rounds)
        if (round->status != RoundStatus::undone)
            where.stages[round->stage] = stage_of(seen, *round, language);
    where.outcome = seen.state->outcome;
    where.over =
        seen.state->status == CycleStatus::ended || seen.state->status == CycleStatus::abandoned;
    return where;
}

std::string picture_of(const Seen& seen, const std::string& language, bool downward) {
    const auto where = standing_of(seen, language);
    Look look;
    look.language = language;
    look.direction = downward ? Look::Direction::down : Look::Direction::right;
    return draw_svg(*seen.definition, &where, look);
}

}  // namespace paraph::api
