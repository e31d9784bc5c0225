#include "workflows/tools/simulate/simulate.hpp"

#include <iostream>
#include <thread>

#include "api/cli/beside.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/cli/progress.hpp"
#include "workflows/language/read.hpp"

namespace paraph::cli {
namespace {

int refuse_file(const std::string& name) {
    std::cerr << could_not_read(name) << "\n";
    return Exit::usage;
}

/// The definition of the file itself, else those beside it or that ship.
FindDefinition definition_in(const std::string& file, const std::string& text,
                             const std::string& name) {
    return [file, text, name,
            others = beside(file)](std::string_view wanted) -> std::optional<DefinitionSource> {
        if (wanted == name) return DefinitionSource{file, text};
        return others(wanted);
    };
}

int show(const Simulation& result, const SimulateOptions& options) {
    if (options.json)
        std::cout << json::serialize(to_json(result)) << "\n";
    else
        std::cout << to_text(result);
    return options.svg ? put_out(to_svg(result), options.svg) : static_cast<int>(Exit::good);
}

}  // namespace

int simulate(const SimulateOptions& options) {
    const auto text = read_all(options.file);
    if (!text) return refuse_file(options.file);
    const auto reading = read_definition(*text);
    if (!reading.definition) {
        std::cerr << render(reading.findings, options.file, *text);
        return Exit::usage;
    }
    const auto& name = reading.definition->name;
    SimulationOrder order{.definition = name,
                          .behaviour_yaml = {},
                          .runs = static_cast<int>(options.runs),
                          .seed = options.seed,
                          .threads = static_cast<int>(std::thread::hardware_concurrency())};
    if (options.behaviour) {
        order.behaviour_yaml = read_all(*options.behaviour);
        if (!order.behaviour_yaml) return refuse_file(*options.behaviour);
    }
    Simulation result;
    {
        Progress progress("runs", options.runs);
        result = paraph::simulate(order, definition_in(options.file, *text, name),
                                  [&](int done) { progress.at(done); });
    }
    if (result.could_run()) return show(result, options);
    std::cerr << result.broken;
    if (options.behaviour)
        std::cerr << render(result.findings, *options.behaviour, *order.behaviour_yaml);
    else
        std::cerr << render(result.findings, options.file, "");
    return Exit::usage;
}

}  // namespace paraph::cli
