#include "workflows/tools/simulate/world.hpp"

#include <stdexcept>

namespace paraph::simulation {
namespace {

constexpr int scale = 60;  // so that a class's parts can be shared out among up to six positions

std::vector<Calendar::Day> working_days(const Behaviour& behaviour, const Calendar& calendar) {
    std::vector<Calendar::Day> days;
    for (auto day = behaviour.from; day <= behaviour.to; day += std::chrono::days(1))
        if (calendar.is_working_day(day)) days.push_back(day);
    if (days.empty()) days.push_back(behaviour.from);
    return days;
}

/// What people may say in the stage, each with its parts: by its own name, else its share of its
/// class's.
std::map<std::string, int> odds_of(const Stage& stage, const std::map<std::string, int>& answers) {
    const auto parts = [&](const std::string& name) {
        const auto found = answers.find(name);
        return found == answers.end() ? std::optional<int>() : found->second;
    };
    std::map<std::string, int> odds;
    const auto silence = parts(std::string(nothing)).value_or(0);
    if (silence > 0) odds[std::string(nothing)] = silence * scale;
    if (stage.kind == StageKind::meet)
        for (const auto& result : stage.results) odds[result] = parts(result).value_or(30) * scale;
    if (stage.kind == StageKind::revise)
        for (const auto* result : {"revised", "unchanged", "withdrawn"})
            if (stage.then.contains(result)) odds[result] = parts(result).value_or(0) * scale;
    if (stage.kind == StageKind::follow_up) odds["report"] = scale;
    std::map<std::string_view, int> unnamed;
    for (const auto& position : stage.positions)
        if (!parts(position.name)) ++unnamed[class_of(position)];
    for (const auto& position : stage.positions) {
        const auto kind = class_of(position);
        odds[position.name] = parts(position.name)
                                  ? *parts(position.name) * scale
                                  : parts(std::string(kind)).value_or(0) * scale / unnamed[kind];
    }
    return odds;
}

Rehearsal furnished(const Behaviour& behaviour, const scenario::Library& library, Instant start) {
    auto beginning = behaviour.beginning;
    beginning.at = start;
    auto scene = scenario::Scene::furnish(beginning, library);
    if (!scene) throw std::runtime_error(scene.error().text);
    return scene->house();
}

}  // namespace

std::map<std::string, int> Manner::odds_to_act() const {
    auto rest = odds;
    rest.erase(std::string(nothing));
    return rest;
}

World::World(const Behaviour& behaviour, const scenario::Library& library,
             const CalendarVersion& calendar)
    : behaviour_(behaviour),
      calendar_(Calendar::make(calendar).value()),
      working_day_(std::chrono::minutes(calendar.closes - calendar.opens)),
      opening_days_(working_days(behaviour, calendar_)),
      house_(furnished(behaviour, library, calendar_.opening(opening_days_.front()))) {}

const Actor& World::actor(const std::string& body, const std::string& function) {
    const auto known = actors_.find(body + '\n' + function);
    if (known != actors_.end()) return known->second;
    Actor actor{.id = "nobody", .body = body, .via = "page"};
    for (const auto* person : house_.registry().people_of(body)) {
        if (person->function != (function.empty() ? "focal point" : function)) continue;
        actor.id = actor.person = person->id;
        actor.roles = person->roles;
        break;
    }
    return actors_.emplace(body + '\n' + function, std::move(actor)).first->second;
}

const Manner& World::manner(const Definition& definition, const Stage& stage,
                            const Assignment& assignment) {
    const auto key =
        definition.name + '\n' + stage.name + '\n' + assignment.body + '\n' + assignment.function;
    const auto known = manners_.find(key);
    if (known != manners_.end()) return known->second;
    return manners_.emplace(key, work_out(stage, assignment)).first->second;
}

Manner World::work_out(const Stage& stage, const Assignment& assignment) const {
    Habit habit = behaviour_.everyone;
    const auto take = [&](const std::map<std::string, Habit>& habits, const std::string& name) {
        if (const auto found = habits.find(name); found != habits.end()) habit.take(found->second);
    };
    take(behaviour_.stages, stage.name);
    for (const auto& role : assignment.roles) take(behaviour_.roles, role);
    if (!assignment.function.empty()) take(behaviour_.functions, assignment.function);
    take(behaviour_.bodies, assignment.body);
    constexpr Pace some_days{{4, Unit::working_days}, {9, Unit::working_days}};
    return {.odds = odds_of(stage, habit.answers),
            .after = habit.after.value_or(some_days),
            .once_overdue = habit.once_overdue.value_or(some_days),
            .conditions = habit.conditions.value_or(0),
            .lifts = habit.lifts.value_or(0),
            .lifts_early = habit.lifts_early.value_or(0)};
}

}  // namespace paraph::simulation
