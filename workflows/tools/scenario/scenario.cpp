#include "workflows/tools/scenario/scenario.hpp"

#include <algorithm>

#include "workflows/tools/scenario/read_scenario.hpp"
#include "workflows/tools/scenario/trail_words.hpp"

namespace paraph {
namespace scenario {
namespace {

using Verdict = ScenarioReport::Case::Verdict;

/// One case: plays its steps until one does not go as it should.
class Play {
public:
    Play(const Script& script, const Case& played, ScenarioReport::Case& report)
        : script_(script), case_(played), report_(report) {}

    /// The scene at the end; nothing where the case fails.
    std::optional<Scene> from_the_start() {
        auto scene = Scene::furnish(case_.beginning, script_.library);
        if (!scene) {
            fail(case_.place, "not-furnished", scene.error().text);
            return end(std::nullopt);
        }
        auto opened = scene->open(case_.beginning.open);
        if (!opened) outcome_.refusal = opened.error();
        return steps(std::move(*scene), outcome_.refusal.has_value());
    }

    std::optional<Scene> from(const Scene& before) { return steps(before, false); }

private:
    std::optional<Scene> steps(Scene scene, bool opening_was_refused) {
        bool first = true;
        for (const auto& step : case_.steps) {
            if (!first || !opening_was_refused) outcome_ = {};
            const bool refused = first && opening_was_refused;
            first = false;
            if (step.at || step.act) scene.mark();
            if (step.at) scene.advance(*step.at);
            if (refused && step.act)
                fail(step.act->place, "not-opened",
                     "The cycle was not opened: " + outcome_.refusal->text);
            else if (refused && !step.expects_refusal)
                fail(step.place, "not-opened",
                     "The cycle was not opened: " + outcome_.refusal->text);
            else if (step.act)
                act(scene, step);
            if (report_.failures.empty()) expect(scene, step);
            if (const auto flaw = scene.flaw(); !flaw.empty() && report_.failures.empty())
                fail(step.place, "trail", flaw);
            if (!report_.failures.empty()) return end(std::move(scene));
        }
        return scene;
    }

    void act(Scene& scene, const Step& step) {
        for (const auto& speaker : step.by) {
            auto made = step.act->perform(scene, speaker);
            if (made) {
                outcome_.made = *made;
                if (step.expects_refusal && step.by.size() > 1) {
                    fail(step.by_place, "accepted", name(scene, speaker) + ": it was accepted.");
                    return;
                }
                continue;
            }
            outcome_.refusal = made.error();
            if (step.expects_refusal) continue;
            fail(step.by_place, "refused",
                 "\"" + step.act->word + "\" of " + name(scene, speaker) + " was refused (" +
                     std::string(paraph::name(made.error().code)) + "): " + made.error().text);
            return;
        }
    }

    static std::string name(const Scene& scene, const Speaker& speaker) {
        if (!speaker.person.empty()) return speaker.person;
        const auto body = scene.names().written(speaker.body);
        return speaker.function.empty() ? body : speaker.function + " of " + body;
    }

    void expect(const Scene& scene, const Step& step) {
        if (step.needs_cycle && scene.cycle().empty())
            return fail(step.place, "not-opened", "There is no cycle: it was not opened.");
        const Moment moment{scene, scene.cycle(), outcome_, *script_.clock};
        for (const auto& each : step.expect) {
            ++report_.expectations;
            if (auto wrong = each.check(moment); !wrong.empty())
                fail(each.place, "expectation", std::move(wrong));
        }
    }

    void fail(Place place, std::string code, std::string text) {
        report_.failures.push_back({.severity = Finding::Severity::error,
                                    .code = std::move(code),
                                    .text = std::move(text),
                                    .line = place.line,
                                    .column = place.column});
    }

    std::optional<Scene> end(std::optional<Scene> scene) {
        report_.verdict = Verdict::fails;
        if (scene) report_.trail = trail_in_words(*scene, *script_.clock);
        report_.zone = script_.zone;
        return std::nullopt;
    }

    const Script& script_;
    const Case& case_;
    ScenarioReport::Case& report_;
    Outcome outcome_;
};

void play(const Script& script, ScenarioReport& report) {
    std::vector<std::optional<Scene>> scenes;
    for (const auto& played : script.cases) {
        auto& told = report.cases.emplace_back();
        told.name = played.name;
        told.line = played.place.line;
        Play one(script, played, told);
        if (!played.after) {
            scenes.push_back(one.from_the_start());
        } else if (const auto& before = scenes[*played.after]) {
            scenes.push_back(one.from(*before));
        } else {
            told.verdict = Verdict::not_run;
            told.failures.push_back({.severity = Finding::Severity::error,
                                     .code = "not-run",
                                     .text = "Not run: it goes on from \"" +
                                             script.cases[*played.after].name +
                                             "\", which does not hold.",
                                     .line = played.place.line,
                                     .column = played.place.column});
            scenes.emplace_back();
        }
    }
}

}  // namespace
}  // namespace scenario

int ScenarioReport::count(Case::Verdict verdict) const {
    return static_cast<int>(std::ranges::count(cases, verdict, &Case::verdict));
}

ScenarioReport run_scenarios(std::string_view yaml, const FindDefinition& find) {
    ScenarioReport report;
    if (const auto script = scenario::read_script(yaml, find, report))
        scenario::play(*script, report);
    return report;
}

std::string render(const ScenarioReport& report, std::string_view file, std::string_view yaml) {
    std::string text = report.broken + render(report.findings, file, yaml);
    for (const auto& one : report.cases) {
        if (one.failures.empty()) continue;
        text += render(one.failures, file, yaml);
        text += "  in case: " + one.name + "\n";
        if (!one.trail.empty()) text += "  the trail up to there (" + one.zone + "):\n";
        for (const auto& line : one.trail) text += "    " + line + "\n";
        text += "\n";
    }
    return text;
}

json::object to_json(const ScenarioReport& report) {
    json::array cases;
    for (const auto& one : report.cases) {
        using Verdict = ScenarioReport::Case::Verdict;
        json::array trail(one.trail.begin(), one.trail.end());
        cases.push_back({{"case", one.name},
                         {"line", one.line},
                         {"verdict", one.verdict == Verdict::holds   ? "holds"
                                     : one.verdict == Verdict::fails ? "fails"
                                                                     : "not run"},
                         {"expectations", one.expectations},
                         {"failures", to_json(one.failures)},
                         {"trail", std::move(trail)}});
    }
    return {{"definition", report.definition},
            {"findings", to_json(report.findings)},
            {"broken", report.broken},
            {"cases", std::move(cases)}};
}

}  // namespace paraph
