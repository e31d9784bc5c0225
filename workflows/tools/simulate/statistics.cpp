#include "workflows/tools/simulate/statistics.hpp"

#include <algorithm>

namespace paraph::simulation {
namespace {

constexpr std::size_t bars_max = 20;
constexpr std::size_t waits_max = 10;

int tenths(milliseconds time, milliseconds day) {
    return static_cast<int>((time.count() * 10 + day.count() / 2) / day.count());
}

/// The value that so many of a thousand do not exceed.
milliseconds at(const std::vector<milliseconds>& sorted, std::size_t thousandth) {
    const auto rank = (sorted.size() * thousandth + 999) / 1000;
    return sorted[std::min(rank == 0 ? 0 : rank - 1, sorted.size() - 1)];
}

void add_durations(const std::vector<RunResult>& runs, milliseconds day, Simulation& into) {
    std::vector<milliseconds> working, calendar;
    for (const auto& run : runs) {
        if (!run.ended) continue;
        working.push_back(run.working);
        calendar.push_back(run.calendar);
    }
    if (working.empty()) return;
    std::ranges::sort(working);
    std::ranges::sort(calendar);
    struct Mark {
        std::string_view name;
        std::size_t thousandth;
    };
    constexpr Mark marks[] = {{"shortest", 0}, {"10%", 100}, {"25%", 250}, {"50%", 500},
                              {"75%", 750},    {"90%", 900}, {"95%", 950}, {"longest", 1000}};
    constexpr milliseconds natural = std::chrono::days(1);
    for (const auto& mark : marks)
        into.percentiles.push_back({mark.name, tenths(at(working, mark.thousandth), day),
                                    tenths(at(calendar, mark.thousandth), natural)});

    const auto longest = static_cast<int>(working.back() / day) + 1;
    const int width =
        std::max(1, (longest + static_cast<int>(bars_max) - 1) / static_cast<int>(bars_max));
    for (int from = 0; from < longest; from += width)
        into.histogram.push_back({.from = from, .to = from + width});
    for (const auto& time : working)
        ++into.histogram[static_cast<std::size_t>(time / day) / static_cast<std::size_t>(width)]
              .runs;
    while (into.histogram.size() > 1 && into.histogram.front().runs == 0)
        into.histogram.erase(into.histogram.begin());
}

void add_outcomes(const std::vector<RunResult>& runs, Simulation& into) {
    std::map<std::pair<bool, std::string>, int> counts;
    for (const auto& run : runs) ++counts[{run.ended, run.outcome}];
    for (const auto& [key, count] : counts)
        into.outcomes.push_back({.name = key.second, .runs = count, .ended = key.first});
    std::ranges::stable_sort(into.outcomes, std::greater<>(), &Simulation::Outcome::runs);
}

/// In tenths of a percent.
int share_of(milliseconds part, milliseconds all) {
    return all.count() == 0
               ? 0
               : static_cast<int>((part.count() * 1000 + all.count() / 2) / all.count());
}

void add_times(const std::vector<RunResult>& runs, const Definition& definition,
               const scenario::Names& names, milliseconds day, Simulation& into) {
    milliseconds all{};
    std::map<std::string, RunResult::Time> stages;
    std::map<std::string, milliseconds> waits;
    for (const auto& run : runs) {
        all += run.working;
        for (const auto& [name, time] : run.stages) {
            stages[name].rounds += time.rounds;
            stages[name].working += time.working;
        }
        for (const auto& [body, time] : run.waits) waits[body] += time;
        for (const auto& [refusal, count] : run.refusals) into.refusals[refusal] += count;
    }
    const auto count = static_cast<std::int64_t>(runs.size());
    for (const auto& stage : definition.stages) {
        const auto found = stages.find(stage.name);
        if (found == stages.end()) continue;
        const auto& time = found->second;
        into.stages.push_back(
            {.name = stage.name,
             .rounds_tenths = static_cast<int>((time.rounds * 10 + count / 2) / count),
             .days = tenths(time.working / count, day),
             .share = share_of(time.working, all)});
    }
    for (const auto& [body, time] : waits)
        into.waits.push_back(
            {.who = body.empty() ? "" : names.written(body), .share = share_of(time, all)});
    std::ranges::stable_sort(into.waits, std::greater<>(), &Simulation::Wait::share);
    std::erase_if(into.waits, [](const auto& wait) { return wait.share == 0; });
    if (into.waits.size() > waits_max) into.waits.resize(waits_max);
}

}  // namespace

void add_up(const std::vector<RunResult>& runs, const Definition& definition,
            const scenario::Names& names, milliseconds day, Simulation& into) {
    add_durations(runs, day, into);
    add_outcomes(runs, into);
    add_times(runs, definition, names, day, into);
}

}  // namespace paraph::simulation
