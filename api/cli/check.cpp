#include <iostream>

#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "workflows/language/finding.hpp"
#include "workflows/language/read.hpp"

namespace paraph::cli {

/// Findings go to standard output, all files' together: they are what was asked for.
int check(const CheckOptions& options) {
    int exit = Exit::good;
    json::array reports;
    for (const auto& name : options.files) {
        const auto source = read_all(name);
        if (!source) {
            std::cerr << could_not_read(name) << "\n";
            exit = Exit::usage;
            continue;
        }
        const auto reading = read_definition(*source);
        if (has_faults(reading.findings) && exit == Exit::good) exit = Exit::answer_is_no;
        if (options.json)
            reports.push_back({{"file", name}, {"findings", to_json(reading.findings)}});
        else
            std::cout << render(reading.findings, name, *source);
    }
    if (options.json) std::cout << json::serialize(reports) << "\n";
    return exit;
}

}  // namespace paraph::cli
