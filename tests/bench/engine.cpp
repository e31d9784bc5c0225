// The engine by itself: what a decision costs in memory, what its entry adds, how a tally grows
// with the members and the checker with the stages. CPU time, so that a busy machine spoils little.

#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

#include "engine/core/batch.hpp"
#include "engine/core/rehearsal.hpp"
#include "engine/rules/tally.hpp"
#include "workflows/language/calendar.hpp"
#include "workflows/language/read.hpp"
#include "workflows/library/shipped.hpp"
#include "workflows/tools/simulate/simulate.hpp"

namespace paraph {
namespace {

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Microseconds of CPU that one call takes, over at least a quarter of a second.
template <class F>
double microseconds(F call) {
    const double start = cpu_seconds();
    int calls = 0;
    double spent = 0;
    for (; spent < 0.25; spent = cpu_seconds() - start) {
        call();
        ++calls;
    }
    return spent * 1e6 / calls;
}

DefinitionReader reader() {
    return [](std::string_view source) -> Result<std::shared_ptr<const Definition>> {
        auto reading = read_definition(source);
        if (reading.definition) return reading.definition;
        return refuse(Refused::unsound_definition, render(reading.findings, "bench", source));
    };
}

std::vector<std::string> members(int count) {
    std::vector<std::string> ids;
    for (int i = 1; i <= count; ++i) ids.push_back("member-" + std::to_string(i));
    return ids;
}

/// A house that knows what ships, and so many members.
Rehearsal house_with(int count) {
    Rehearsal house(parse_instant("2026-01-05T04:00:00Z").value(), 1);
    for (const auto& file : shipped())
        if (file.kind == Shipped::Kind::calendar)
            house.tell(PublishCalendar{read_calendar(file.text).value()}, reader()).value();
    auto bodies = members(count);
    for (const auto* id : {"secretariat", "chair"}) bodies.emplace_back(id);
    for (const auto& id : bodies) {
        RegisterBody body{.id = id, .name = {{"en", id}}, .kind = "ministry"};
        body.people.push_back({.name = id,
                               .email = "focal@" + id + ".example",
                               .language = "en",
                               .function = "focal point"});
        if (id == "secretariat") body.people.back().roles = {HouseRole::secretariat};
        house.tell(body, reader()).value();
    }
    for (const auto& file : shipped())
        if (file.name == "silence-procedure")
            house.tell(PublishDefinition{std::string(file.text)}, reader()).value();
    return house;
}

Actor focal(const Rehearsal& house, const std::string& body) {
    const auto* person = house.registry().people_of(body).front();
    return {.id = person->id,
            .person = person->id,
            .body = body,
            .roles = person->roles,
            .via = "page"};
}

std::string open(Rehearsal& house, int count) {
    OpenCycle command;
    command.definition = "silence-procedure";
    command.title = "A draft";
    command.roles = {{"chair", {"chair"}}, {"members", members(count)}};
    command.text = "One paragraph.\n";
    command.media_type = "text/plain";
    return house.open(command, focal(house, "secretariat"))->made;
}

/// All members agree, one after the other; with `writes`, each entry is written and hashed.
double decisions_a_second(int count, bool writes) {
    const auto house = house_with(count);
    auto opened = house;
    const auto cycle = open(opened, count);
    std::vector<Actor> actors;
    for (const auto& id : members(count)) actors.push_back(focal(house, id));
    TakePosition command;
    command.position = "agree";
    command.revision = 1;
    command.digest = opened.state(cycle)->revision()->digest;
    const double each = microseconds([&] {
        auto run = opened;
        for (const auto& actor : actors) {
            command.body = actor.body;
            const auto given = run.give(cycle, command, actor);
            if (!writes) continue;
            for (const auto& one : given->happened)
                for (const auto& event : one.effect.events)
                    write_entry(event,
                                {.actor = actor.id,
                                 .via = actor.via,
                                 .stream = cycle,
                                 .sequence = one.effect.after->sequence,
                                 .at = one.at},
                                id::Seed{});
        }
    });
    return 1e6 * count / each;
}

double tally_microseconds(int count) {
    auto house = house_with(count);
    const auto cycle = open(house, count);
    const auto state = house.state(cycle);
    const auto& definition = house.definition_of(*state);
    const auto& round = *state->rounds.back();
    const auto& stage = *definition.stage(round.stage);
    return microseconds([&] { return tally(figures(definition, stage, *state, round)); });
}

/// A definition of ballots, each of which leads to the next or a step back through a revision.
std::string with_stages(int count) {
    std::string yaml =
        "workflow: many\nlanguage: 1\ntitle: Many\ncalendar: bangladesh-government\n"
        "roles:\n  lead: { bodies: 1 }\n  members: { bodies: 2..60, silence: agree }\n"
        "start: stage 1\nstages:\n";
    for (int i = 1; i <= count; ++i) {
        const auto next =
            i == count ? std::string("end as done") : "stage " + std::to_string(i + 1);
        const auto back = "stage " + std::to_string(std::max(1, i - 1));
        yaml += "  stage " + std::to_string(i) + ":\n";
        if (i % 2 == 1)
            yaml +=
                "    kind: ballot\n    who: members\n    due: 5 working days\n"
                "    passes: object = 0 and agree at least 2/3 of cast\n"
                "    then: { passed: " +
                next + ", not passed: end as refused }\n";
        else
            yaml +=
                "    kind: revise\n    who: lead\n    at most: 3 times, then end as refused\n"
                "    then: { revised: " +
                back + ", unchanged: " + next + " }\n";
    }
    return yaml;
}

void show_decisions() {
    std::puts("decisions a second in memory, a position of one of so many members");
    std::puts("   members    decided    and written, hashed    ratio");
    for (const int count : {10, 24, 193}) {
        const double plain = decisions_a_second(count, false);
        const double written = decisions_a_second(count, true);
        std::printf("%10d %10.0f %22.0f %8.2f\n", count, plain, written, written / plain);
    }
}

void show_tallies() {
    std::puts("\na tally of so many members");
    std::puts("   members    microseconds    nanoseconds a member");
    for (const int count : {12, 24, 48, 96, 193}) {
        const double cost = tally_microseconds(count);
        std::printf("%10d %15.2f %23.0f\n", count, cost, cost * 1000 / count);
    }
}

void show_checker() {
    std::puts("\nreading and checking a definition of so many stages");
    std::puts("    stages    milliseconds    microseconds a stage");
    for (const int count : {10, 25, 50, 100, 200}) {
        const auto yaml = with_stages(count);
        const double cost = microseconds([&] { return read_definition(yaml); });
        std::printf("%10d %15.2f %23.0f\n", count, cost / 1000, cost / count);
    }
}

void show_simulation() {
    SimulationOrder order{.definition = "write-round", .runs = 1000};
    const double start = cpu_seconds();
    simulate(order,
             [](std::string_view name) -> std::optional<DefinitionSource> {
                 for (const auto& file : shipped())
                     if (file.name == name)
                         return DefinitionSource{std::string(name), std::string(file.text)};
                 return std::nullopt;
             },
             {});
    std::printf("\n1,000 simulated write-rounds of 24 members: %.2f s on one core\n",
                cpu_seconds() - start);
}

}  // namespace
}  // namespace paraph

int main() {
    paraph::show_decisions();
    paraph::show_tallies();
    paraph::show_checker();
    paraph::show_simulation();
}
