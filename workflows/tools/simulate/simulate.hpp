#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/tools/scenario/scenario.hpp"

namespace paraph {

/// What many simulated cycles of one definition add up to (docs/simulate.md). Days are in tenths,
/// shares in tenths of a percent: whole numbers, the same on every machine.
struct Simulation {
    struct Outcome {
        std::string name;
        int runs = 0;
        bool ended = true;
    };
    struct StageTime {
        std::string name;
        int rounds_tenths = 0;  // a run, on average
        int days = 0;           // working, a run, on average
        int share = 0;          // of all working time
    };
    struct Wait {
        std::string who;  // a body; "" the due time
        int share = 0;    // of all working time: a round waited for nothing else
    };
    struct Percentile {
        std::string_view name;
        int working_days = 0, calendar_days = 0;
    };
    struct Bar {
        int from = 0, to = 0;  // working days, whole
        int runs = 0;
    };
    std::string definition, behaviour, bodies;  // "members: 24, chairs: 2"
    int runs = 0;
    std::uint64_t seed = 0;
    std::vector<Percentile> percentiles;  // of the runs that ended
    std::vector<Outcome> outcomes;        // most frequent first
    std::vector<StageTime> stages;        // in the definition's order
    std::vector<Wait> waits;              // longest first
    std::vector<Bar> histogram;
    std::map<std::string, int> refusals;  // of what people tried

    std::vector<Finding> findings;  // mistakes in the file of behaviour: nothing was run
    std::string broken;             // the definition's own findings, as `paraph check` prints them
    bool could_run() const { return findings.empty() && broken.empty(); }
};

struct SimulationOrder {
    std::string definition;                     // its name; found by `find`
    std::optional<std::string> behaviour_yaml;  // none: the usual
    int runs = 1000;
    std::uint64_t seed = 1;
    int threads = 1;  // the answer is the same with any number
};

/// Plays so many cycles on virtual clocks. `progress` is called now and then, from one thread.
Simulation simulate(const SimulationOrder& order, const FindDefinition& find,
                    const std::function<void(int done)>& progress);

std::string decimal(std::int64_t tenths);                  // 123 -> "12.3"
std::string percent(std::int64_t part, std::int64_t all);  // 1 of 3 -> "33.3%"
std::string to_text(const Simulation& simulation);
json::object to_json(const Simulation& simulation);
/// A histogram of the durations, with outcomes, as one self-contained picture.
std::string to_svg(const Simulation& simulation);

/// The YAML of what holds where no file says otherwise.
std::string_view usual_behaviour();

}  // namespace paraph
