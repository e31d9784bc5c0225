#include "api/routes/handing_over.hpp"

#include "api/log.hpp"
#include "engine/base/enums.hpp"
#include "engine/core/audience.hpp"
#include "engine/core/by_rule.hpp"
#include "engine/core/entitled.hpp"

namespace paraph::api {
namespace {

bool is_alive(const CycleRow& row) {
    return row.status != enum_text(CycleStatus::ended) &&
           row.status != enum_text(CycleStatus::abandoned);
}

std::vector<const Person*> successors(const Registry& registry, const Assignment& seat) {
    if (seat.function.empty()) return speakers(registry, seat.body);
    auto people = registry.people_of(seat.body);
    std::erase_if(people, [&](const auto* person) { return person->function != seat.function; });
    return people;
}

void issue(const House& house, const std::string& cycle, const std::string& assignment,
           const std::string& person) {
    house.desk.submit(
        {.stream = cycle,
         .command = Command(IssueLink{.assignment = assignment, .person = person}),
         .actor = by_rule()},
        [assignment](const Result<Settled>& settled) {
            if (!settled)
                log::warning("a task was not passed on",
                             {{"assignment", assignment}, {"why", name(settled.error().code)}});
        });
}

void pass_on(const House& house, const State& state, const std::string& body) {
    const auto registry = house.desk.registry();
    for (const int index : state.open_rounds())
        for (const auto& seat : state.round(index).assignments) {
            const bool owed = seat->body == body && seat->status == AssignmentStatus::awaited;
            if (!owed || !is_left_behind(*registry, *seat)) continue;
            for (const auto* person : successors(*registry, *seat))
                if (!seat->links.contains(person->id)) issue(house, state.id, seat->id, person->id);
        }
}

void pass_on(const House& house, const std::string& body) {
    each_cycle(house, [&](const CycleRow& row) {
        if (!is_alive(row)) return;
        if (const auto state = house.cycle(row.id)) pass_on(house, *state, body);
    });
}

}  // namespace

void pass_on_open_tasks(const House& house, const std::string& body) {
    house.desk.catch_up([&house, body] {
        house.background([&house, body] {
            try {
                pass_on(house, body);
            } catch (const std::exception& error) {
                log::error("tasks were not passed on", {{"body", body}, {"what", error.what()}});
            }
        });
    });
}

}  // namespace paraph::api
