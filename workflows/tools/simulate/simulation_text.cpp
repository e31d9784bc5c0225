#include <algorithm>

#include "workflows/tools/simulate/simulate.hpp"

namespace paraph {
namespace {

constexpr std::size_t bar_width = 40;

std::string padded(std::string text, std::size_t width) {
    std::size_t shown = 0;
    for (const char c : text) shown += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return shown < width ? text + std::string(width - shown, ' ') : text;
}

std::string right(std::string text, std::size_t width) {
    return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string bar(std::int64_t part, std::int64_t most) {
    std::string text;
    const auto eighths = most == 0 ? 0 : part * static_cast<std::int64_t>(bar_width) * 8 / most;
    for (std::int64_t i = 0; i < eighths / 8; ++i) text += "\xE2\x96\x88";
    constexpr const char* rests[] = {"",
                                     "\xE2\x96\x8F",
                                     "\xE2\x96\x8E",
                                     "\xE2\x96\x8D",
                                     "\xE2\x96\x8C",
                                     "\xE2\x96\x8B",
                                     "\xE2\x96\x8A",
                                     "\xE2\x96\x89"};
    return text + rests[eighths % 8];
}

std::string durations(const Simulation& simulation) {
    if (simulation.percentiles.empty()) return "\nNo run has ended.\n";
    std::string head = padded("\nHow long it takes", 18), working = padded("  working days", 17),
                calendar = padded("  calendar days", 17);
    for (const auto& each : simulation.percentiles) {
        head += right(std::string(each.name), 10);
        working += right(decimal(each.working_days), 10);
        calendar += right(decimal(each.calendar_days), 10);
    }
    return head + '\n' + working + '\n' + calendar + '\n';
}

std::string outcome_bars(const Simulation& simulation) {
    std::string text = "\nHow it ends\n";
    std::size_t width = 0;
    for (const auto& each : simulation.outcomes) width = std::max(width, each.name.size());
    for (const auto& each : simulation.outcomes)
        text += "  " + padded(each.name, width) + right(percent(each.runs, simulation.runs), 8) +
                "  " + bar(each.runs, simulation.runs) + '\n';
    return text;
}

std::string bottlenecks(const Simulation& simulation) {
    std::string text = "\nWhere the time goes\n" + padded("", 26) + right("rounds", 8) +
                       right("working days", 14) + right("share", 8) + '\n';
    for (const auto& each : simulation.stages)
        text += "  " + padded(each.name, 24) + right(decimal(each.rounds_tenths), 8) +
                right(decimal(each.days), 14) + right(decimal(each.share) + '%', 8) + '\n';
    text += "\nFor whom it waits, and for nobody else\n";
    for (const auto& each : simulation.waits)
        text += "  " + padded(each.who.empty() ? "(until it is due)" : each.who, 24) +
                right(decimal(each.share) + '%', 8) + '\n';
    return text;
}

std::string histogram(const Simulation& simulation) {
    if (simulation.histogram.empty()) return {};
    std::string text = "\nWorking days, and how many runs took so long\n";
    int most = 0;
    for (const auto& each : simulation.histogram) most = std::max(most, each.runs);
    for (const auto& each : simulation.histogram)
        text += right(std::to_string(each.from) + " to " + std::to_string(each.to), 12) +
                right(std::to_string(each.runs), 8) + "  " + bar(each.runs, most) + '\n';
    return text;
}

}  // namespace

std::string decimal(std::int64_t tenths) {
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

std::string percent(std::int64_t part, std::int64_t all) {
    return all == 0 ? "0.0%" : decimal((part * 1000 + all / 2) / all) + '%';
}

std::string to_text(const Simulation& simulation) {
    std::string text = simulation.definition + ", " + std::to_string(simulation.runs) +
                       " runs, seed " + std::to_string(simulation.seed) + ", behaviour \"" +
                       simulation.behaviour + "\"\n" + simulation.bodies + '\n';
    text += durations(simulation) + outcome_bars(simulation) + bottlenecks(simulation) +
            histogram(simulation);
    if (!simulation.refusals.empty()) text += "\nActs that were refused\n";
    for (const auto& [refusal, count] : simulation.refusals)
        text += right(std::to_string(count), 8) + "  " + refusal + '\n';
    return text;
}

json::object to_json(const Simulation& simulation) {
    json::array percentiles, outcomes, stages, waits, bars;
    for (const auto& each : simulation.percentiles)
        percentiles.push_back({{"percentile", each.name},
                               {"working_days", each.working_days / 10.0},
                               {"calendar_days", each.calendar_days / 10.0}});
    for (const auto& each : simulation.outcomes)
        outcomes.push_back({{"outcome", each.name},
                            {"ended", each.ended},
                            {"runs", each.runs},
                            {"odds", static_cast<double>(each.runs) / simulation.runs}});
    for (const auto& each : simulation.stages)
        stages.push_back({{"stage", each.name},
                          {"rounds", each.rounds_tenths / 10.0},
                          {"working_days", each.days / 10.0},
                          {"share", each.share / 1000.0}});
    for (const auto& each : simulation.waits)
        waits.push_back({{"body", each.who}, {"share", each.share / 1000.0}});
    for (const auto& each : simulation.histogram)
        bars.push_back({{"from", each.from}, {"to", each.to}, {"runs", each.runs}});
    json::object refusals;
    for (const auto& [refusal, count] : simulation.refusals) refusals[refusal] = count;
    return {{"definition", simulation.definition},
            {"behaviour", simulation.behaviour},
            {"bodies", simulation.bodies},
            {"runs", simulation.runs},
            {"seed", simulation.seed},
            {"durations", std::move(percentiles)},
            {"outcomes", std::move(outcomes)},
            {"stages", std::move(stages)},
            {"waits", std::move(waits)},
            {"histogram", std::move(bars)},
            {"refusals", std::move(refusals)}};
}

}  // namespace paraph
