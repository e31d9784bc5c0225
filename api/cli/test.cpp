#include <chrono>
#include <iostream>

#include "api/cli/beside.hpp"
#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "workflows/tools/scenario/scenario.hpp"

namespace paraph::cli {
namespace {

using Verdict = ScenarioReport::Case::Verdict;

std::string counted(int count, std::string_view one, std::string_view many) {
    return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

struct Totals {
    int hold = 0, fail = 0, not_run = 0, expectations = 0;
    bool could_not_run = false;

    void add(const ScenarioReport& report) {
        hold += report.count(Verdict::holds);
        fail += report.count(Verdict::fails);
        not_run += report.count(Verdict::not_run);
        for (const auto& one : report.cases) expectations += one.expectations;
        if (!report.could_run()) could_not_run = true;
    }

    std::string sentence() const {
        std::string text = counted(hold, "case holds", "cases hold");
        if (fail > 0) text += ", " + counted(fail, "does not", "do not");
        if (not_run > 0) text += ", " + counted(not_run, "was not run", "were not run");
        return text + "; " + counted(expectations, "expectation", "expectations");
    }

    int exit() const {
        if (could_not_run) return Exit::usage;
        return fail + not_run > 0 ? Exit::answer_is_no : Exit::good;
    }
};

}  // namespace

/// Failures go to standard output: they are what was asked for.
int test(const TestOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    Totals totals;
    json::array reports;
    for (const auto& name : options.files) {
        const auto yaml = read_all(name);
        if (!yaml) {
            std::cerr << could_not_read(name) << "\n";
            totals.could_not_run = true;
            continue;
        }
        const auto report = run_scenarios(*yaml, beside(name));
        totals.add(report);
        if (options.json) {
            auto item = to_json(report);
            item["file"] = name;
            reports.push_back(std::move(item));
        } else {
            std::cout << render(report, name, *yaml);
        }
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    if (options.json)
        std::cout << json::serialize(reports) << "\n";
    else
        std::cout << totals.sentence() << ", in " << took.count() << " ms\n";
    return totals.exit();
}

}  // namespace paraph::cli
