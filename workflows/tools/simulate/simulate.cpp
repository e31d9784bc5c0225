#include "workflows/tools/simulate/simulate.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "workflows/tools/simulate/run.hpp"
#include "workflows/tools/simulate/statistics.hpp"

namespace paraph {
namespace simulation {
namespace {

/// Mistakes in the usual behaviour would be ours.
void read_usual(const scenario::Groundwork& ground, const Definition& definition,
                Behaviour& behaviour) {
    Report report;
    Reader reader{usual_behaviour(), report};
    reader.definition = definition;
    const auto root = parse_document(usual_behaviour(), report);
    read_behaviour(reader, *root, ground, behaviour);
    if (report.has_errors()) throw std::logic_error("the usual behaviour can't be read");
}

struct Prepared {
    Behaviour behaviour;
    scenario::Library library;
    CalendarVersion calendar;
    Definition definition;
};

std::optional<Prepared> prepare(const SimulationOrder& order, const FindDefinition& find,
                                Simulation& result) {
    const auto yaml = order.behaviour_yaml.value_or(std::string(usual_behaviour()));
    Report report;
    Reader reader{yaml, report};
    scenario::Groundwork ground(reader, find, result.broken);
    Prepared prepared;
    const auto root = parse_document(yaml, report);
    if (root && ground.load(order.definition, root->place) &&
        ground.read_calendars(root->find("calendar"), root->place)) {
        read_usual(ground, reader.definition, prepared.behaviour);
        if (order.behaviour_yaml) read_behaviour(reader, *root, ground, prepared.behaviour);
        complete(reader.definition, prepared.behaviour);
        prepared.library = ground.library();
        prepared.calendar = ground.calendar();
        prepared.definition = reader.definition;
    }
    result.findings = std::move(report).sorted();
    if (result.could_run() && prepared.definition.roles.empty())
        result.broken = "\"" + order.definition +
                        "\" has no roles, so nobody can be asked: simulate a procedure inside "
                        "which it runs.\n";
    if (!result.could_run()) return std::nullopt;
    return prepared;
}

/// The runs, each with its own row of chance, so that it does not matter who plays which.
std::vector<RunResult> play(const Prepared& prepared, const SimulationOrder& order,
                            const std::function<void(int)>& progress) {
    std::vector<RunResult> results(static_cast<std::size_t>(order.runs));
    std::atomic<int> next = 0;
    const auto work = [&](bool reports) {
        World world(prepared.behaviour, prepared.library, prepared.calendar);
        for (int run = next++; run < order.runs; run = next++) {
            Chance chance(order.seed, static_cast<std::uint64_t>(run));
            results[static_cast<std::size_t>(run)] = Run(world, chance).play();
            if (reports && progress) progress(run + 1);
        }
    };
    std::vector<std::thread> helpers;
    for (int i = 1; i < std::min(order.threads, order.runs); ++i) helpers.emplace_back(work, false);
    work(true);
    for (auto& helper : helpers) helper.join();
    return results;
}

std::string bodies_of(const Behaviour& behaviour) {
    std::string text;
    for (const auto& [role, bodies] : behaviour.beginning.open.roles)
        text += (text.empty() ? "" : ", ") + role + ": " + std::to_string(bodies.size());
    return text;
}

}  // namespace
}  // namespace simulation

std::string_view usual_behaviour() {
    return simulation::usual_behaviour();
}

Simulation simulate(const SimulationOrder& order, const FindDefinition& find,
                    const std::function<void(int)>& progress) {
    Simulation result;
    const auto prepared = simulation::prepare(order, find, result);
    if (!prepared) return result;
    const auto runs = simulation::play(*prepared, order, progress);
    result.definition = prepared->definition.name;
    result.behaviour = prepared->behaviour.title;
    result.bodies = simulation::bodies_of(prepared->behaviour);
    result.runs = order.runs;
    result.seed = order.seed;
    const milliseconds day =
        std::chrono::minutes(prepared->calendar.closes - prepared->calendar.opens);
    const auto& names = prepared->behaviour.beginning.names;
    simulation::add_up(runs, prepared->definition, names, day, result);
    return result;
}

}  // namespace paraph
