#include "api/routes/handing_over.hpp"

#include "api/log.hpp"
#include "engine/base/contains.hpp"
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

/// Who is to take on a task that is owed; nobody: it stays where it is.
using Heirs = std::function<std::vector<const Person*>(const Registry&, const Assignment&)>;

struct Handover {
    Actor actor;
    Heirs heirs;
    std::optional<Instant> before = {};  // of rounds that were opened before then
};

void issue(const House& house, const std::string& cycle, const std::string& assignment,
           const std::string& person, const Actor& actor) {
    house.desk.submit(
        {.stream = cycle,
         .command = Command(IssueLink{.assignment = assignment, .person = person}),
         .actor = actor},
        [assignment](const Result<Settled>& settled) {
            if (!settled)
                log::warning("a task was not passed on",
                             {{"assignment", assignment}, {"why", name(settled.error().code)}});
        });
}

void pass_on(const House& house, const State& state, const Handover& handover) {
    const auto registry = house.desk.registry();
    for (const int index : state.open_rounds()) {
        const auto& round = state.round(index);
        if (handover.before && round.opened >= *handover.before) continue;
        for (const auto& seat : round.assignments) {
            if (seat->status != AssignmentStatus::awaited) continue;
            for (const auto* person : handover.heirs(*registry, *seat))
                issue(house, state.id, seat->id, person->id, handover.actor);
        }
    }
}

/// In a cycle, and in what runs inside bodies for it.
void pass_on_in(const House& house, const std::string& cycle, const Handover& handover) {
    const auto state = house.cycle(cycle);
    if (!state) return;
    pass_on(house, *state, handover);
    for (const int index : state->open_rounds())
        for (const auto& seat : state->round(index).assignments)
            if (!seat->child.empty())
                if (const auto child = house.cycle(seat->child)) pass_on(house, *child, handover);
}

void pass_on_everywhere(const House& house, const Handover& handover) {
    each_cycle(house, [&](const CycleRow& row) {
        if (!is_alive(row)) return;
        if (const auto state = house.cycle(row.id)) pass_on(house, *state, handover);
    });
}

/// Reads every cycle, so it takes its time.
void begin_everywhere(const House& house, Handover handover) {
    house.desk.catch_up([&house, handover = std::move(handover)] {
        house.background([&house, handover] {
            try {
                pass_on_everywhere(house, handover);
            } catch (const std::exception& error) {
                log::error("tasks were not passed on", {{"what", error.what()}});
            }
        });
    });
}

}  // namespace

void pass_on_open_tasks(const House& house, const std::string& body) {
    const auto heirs = [body](const Registry& registry, const Assignment& seat) {
        std::vector<const Person*> found;
        if (seat.body == body && is_left_behind(registry, seat)) found = successors(registry, seat);
        std::erase_if(found, [&](const auto* heir) { return seat.links.contains(heir->id); });
        return found;
    };
    begin_everywhere(house, {by_rule(), heirs});
}

void pass_on_to_delegate(const House& house, const Delegation& delegation, const Actor& actor) {
    const auto now = house.clock.now();
    const bool over = delegation.until && *delegation.until <= now;
    if (delegation.awaits_consent || delegation.from > now || over) return;
    const auto heirs = [person = delegation.person, delegate = delegation.delegate](
                           const Registry& registry, const Assignment& seat) {
        std::vector<const Person*> found;
        const auto* heir = registry.person(delegate);
        const bool owes = contains(seat.people, person) || seat.links.contains(person);
        if (heir && owes) found.push_back(heir);
        return found;
    };
    if (!delegation.cycle.empty()) return pass_on_in(house, delegation.cycle, {actor, heirs});
    // The mails of what opens from now on go to the delegate, too.
    begin_everywhere(house, {actor, heirs, now});
}

}  // namespace paraph::api
