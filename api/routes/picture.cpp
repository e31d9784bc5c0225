#include "api/routes/picture.hpp"

#include "engine/core/overview.hpp"
#include "workflows/tools/draw.hpp"

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

Standing::Stage stage_of(const Seen& seen, const Round& round, const std::string& language) {
    Standing::Stage stage;
    const bool open = round.status == RoundStatus::open || round.status == RoundStatus::qualified ||
                      round.status == RoundStatus::overdue;
    stage.state = open ? Standing::State::now : Standing::State::settled;
    stage.note = round.result;
    if (!open) return stage;
    const bool hidden = is_hidden(*seen.definition, round);
    for (const auto& assignment : round.assignments) {
        if (!takes_part(*assignment)) continue;
        const bool visible = seen.view.sees_position(assignment->body, hidden);
        stage.bodies.push_back({.kind = visible ? kind_of(*assignment) : Dot::Kind::awaited,
                                .label = name_of(*seen.registry, assignment->body, language)});
    }
    return stage;
}

}  // namespace

std::string picture_of(const Seen& seen, const std::string& language, bool downward) {
    Standing where;
    for (const auto& round : seen.state->rounds)
        if (round->status != RoundStatus::undone)
            where.stages[round->stage] = stage_of(seen, *round, language);
    where.outcome = seen.state->outcome;
    Look look;
    look.language = language;
    look.direction = downward ? Look::Direction::down : Look::Direction::right;
    return draw_svg(*seen.definition, &where, look);
}

}  // namespace paraph::api
