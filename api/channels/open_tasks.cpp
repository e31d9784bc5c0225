#include "api/channels/open_tasks.hpp"

#include <algorithm>

#include "api/telling/titles.hpp"
#include "engine/base/enums.hpp"
#include "engine/core/links.hpp"
#include "engine/rules/attention.hpp"

namespace paraph::api {
namespace {

bool is_over(const CycleRow& row) {
    return row.status == enum_text(CycleStatus::ended) ||
           row.status == enum_text(CycleStatus::abandoned);
}

bool owes(const Stage& stage, const Round& round, std::size_t at, const std::string& person) {
    const auto& seat = *round.assignments[at];
    return takes_part(seat) && is_asked(seat, person) && is_awaited(stage, seat) &&
           in_turn(stage, round, at);
}

/// Adds what one person owes in one cycle after the other.
struct Search {
    const House& house;
    const std::string& person;
    const pages::Language& language;
    std::vector<pages::OpenTask> tasks = {};

    void look(const std::string& cycle) {
        const auto state = house.cycle(cycle);
        if (!state || (state->status != CycleStatus::running && !stands_still(*state))) return;
        const auto& definition = house.definition_of(*state);
        for (const int index : state->open_rounds()) {
            const auto& round = state->round(index);
            const auto* stage = definition.stage(round.stage);
            for (std::size_t at = 0; stage && at < round.assignments.size(); ++at)
                if (owes(*stage, round, at, person)) add(*state, *stage, round, at);
        }
    }

    void add(const State& state, const Stage& stage, const Round& round, std::size_t at) {
        pages::OpenTask task{.cycle = title_for_mails(state, language), .stage = {}};
        if (!state.opening->restricted) task.stage = stage_title(&stage, stage.name, language);
        if (!stands_still(state)) task.due = due_of(round, *round.assignments[at]);
        const auto registry = house.desk.registry();
        const auto* calendar = registry->calendar_of(*state.opening);
        task.zone = calendar ? calendar->zone : house.zone();
        tasks.push_back(std::move(task));
    }
};

}  // namespace

std::string title_for_mails(const State& state, const pages::Language& language) {
    return state.opening->restricted ? language.say("mail.restricted") : state.title;
}

std::vector<pages::OpenTask> open_tasks(const House& house, const Delegation& delegation,
                                        const pages::Language& language) {
    Search search{house, delegation.person, language};
    if (delegation.cycle.empty()) {
        each_cycle(house, [&](const CycleRow& row) {
            if (!is_over(row)) search.look(row.id);
        });
    } else {
        search.look(delegation.cycle);
        const auto registry = house.desk.registry();
        const auto* person = registry->person(delegation.person);
        if (const auto state = house.cycle(delegation.cycle); state && person)
            for (const auto& inside : cycles_inside(*state, person->body)) search.look(inside);
    }
    std::ranges::stable_sort(search.tasks, [](const auto& a, const auto& b) {
        return a.due && (!b.due || *a.due < *b.due);
    });
    return std::move(search.tasks);
}

}  // namespace paraph::api
