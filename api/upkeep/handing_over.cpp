#include "api/upkeep/handing_over.hpp"

#include "api/log.hpp"
#include "engine/base/enums.hpp"
#include "engine/core/audience.hpp"
#include "engine/core/entitled.hpp"
#include "engine/core/links.hpp"

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

/// The links that are to be issued for a task that is owed; none: it stays where it is.
using Heirs =
    std::function<std::vector<IssueLink>(const Registry&, const State&, const Assignment&)>;

struct Handover {
    Actor actor;
    Heirs heirs;
    std::optional<Instant> before = {};  // of rounds that were opened before then
};

void issue(const House& house, const std::string& cycle, IssueLink link, const Actor& actor) {
    const auto assignment = link.assignment;
    house.desk.submit(
        {.stream = cycle, .command = Command(std::move(link)), .actor = actor},
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
            for (auto& link : handover.heirs(*registry, state, *seat))
                issue(house, state.id, std::move(link), handover.actor);
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

void pass_on_everywhere(const House& house, const std::vector<Handover>& handovers) {
    if (handovers.empty()) return;
    each_cycle(house, [&](const CycleRow& row) {
        if (!is_alive(row)) return;
        const auto state = house.cycle(row.id);
        if (!state) return;
        for (const auto& handover : handovers) pass_on(house, *state, handover);
    });
}

/// Reads every cycle, so it takes its time.
void begin_everywhere(const House& house, Handover handover) {
    house.desk.catch_up([&house, handover = std::move(handover)] {
        house.background([&house, handover] {
            try {
                pass_on_everywhere(house, {handover});
            } catch (const std::exception& error) {
                log::error("tasks were not passed on", {{"what", error.what()}});
            }
        });
    });
}

bool is_in_force(const Delegation& delegation, Instant now) {
    const bool over = delegation.until && *delegation.until <= now;
    return !delegation.awaits_consent && delegation.from <= now && !over;
}

Heirs delegate_of(const House& house, const Delegation& delegation) {
    return [&house, person = delegation.person, delegate = delegation.delegate](
               const Registry& registry, const State& state, const Assignment& seat) {
        std::vector<IssueLink> links;
        if (may_link_stand_in(registry, state, seat, delegate, person, house.clock.now()))
            links.push_back({.assignment = seat.id, .person = delegate, .stands_in_for = person});
        return links;
    };
}

}  // namespace

void pass_on_open_tasks(const House& house, const std::string& body) {
    const auto heirs = [body](const Registry& registry, const State&, const Assignment& seat) {
        std::vector<IssueLink> links;
        if (seat.body != body || !is_left_behind(registry, seat)) return links;
        for (const auto* heir : successors(registry, seat))
            if (!seat.links.contains(heir->id) || seat.stand_ins.contains(heir->id))
                links.push_back({.assignment = seat.id, .person = heir->id});
        return links;
    };
    begin_everywhere(house, {by_rule(), heirs});
}

void pass_on_to_delegate(const House& house, const Delegation& delegation, const Actor& actor) {
    const auto now = house.clock.now();
    if (!is_in_force(delegation, now)) return;
    const auto heirs = delegate_of(house, delegation);
    if (!delegation.cycle.empty()) return pass_on_in(house, delegation.cycle, {actor, heirs});
    // The mails of what opens from now on go to the delegate, too.
    begin_everywhere(house, {actor, heirs, now});
}

void pass_on_what_began(const House& house, Instant after) {
    const auto now = house.clock.now();
    const auto registry = house.desk.registry();
    std::vector<Handover> everywhere;
    for (const auto& [id, delegation] : registry->delegations) {
        if (delegation->from <= after || !is_in_force(*delegation, now)) continue;
        Handover handover{by_rule(), delegate_of(house, *delegation), delegation->from};
        if (delegation->cycle.empty())
            everywhere.push_back(std::move(handover));
        else
            pass_on_in(house, delegation->cycle, handover);
    }
    if (everywhere.empty()) return;
    wait_for_tables(house);
    pass_on_everywhere(house, everywhere);
}

void hand_back_what_ended(const House& house) {
    const auto now = house.clock.now();
    const auto registry = house.desk.registry();
    for (const auto& [id, delegation] : registry->delegations) {
        if (!delegation->until || *delegation->until > now) continue;
        house.desk.submit(
            {.stream = std::string(registry_stream),
             .command = RegistryCommand(EndDelegation{id}),
             .actor = by_rule()},
            [id = id](const Result<Settled>& settled) {
                if (!settled && settled.error().code != Refused::not_found)  // ended meanwhile
                    log::warning("the end of a delegation was not recorded",
                                 {{"delegation", id}, {"why", name(settled.error().code)}});
            });
    }
}

std::optional<Instant> next_handover(const Registry& registry, Instant after, Instant until) {
    std::optional<Instant> first;
    const auto take = [&](Instant at) {
        if (at > after && at <= until && (!first || at < *first)) first = at;
    };
    for (const auto& [id, delegation] : registry.delegations) {
        if (delegation->awaits_consent) continue;
        take(delegation->from);
        if (delegation->until) take(*delegation->until);
    }
    return first;
}

}  // namespace paraph::api
