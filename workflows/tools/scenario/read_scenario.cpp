#include "workflows/tools/scenario/read_scenario.hpp"

#include <algorithm>
#include <array>

#include "engine/base/contains.hpp"
#include "workflows/tools/scenario/groundwork.hpp"

namespace paraph::scenario {
namespace {

constexpr std::string_view sample_text = "The text under discussion.\n";
constexpr std::size_t cases_max = 1000;

/// The sections of the file, as nodes: each is read once the one before it is understood.
struct Sections {
    const Node* definition = nullptr;
    const Node* calendar = nullptr;
    const Node* versions = nullptr;
    const Node* given = nullptr;
    const Node* cases = nullptr;
};

constexpr std::array<Field<Sections>, 5> sections_fields{{
    {"definition", [](Reader&, const Node& node, Sections& to) { to.definition = &node; }, nullptr,
     true},
    {"calendar", [](Reader&, const Node& node, Sections& to) { to.calendar = &node; }},
    {"versions", [](Reader&, const Node& node, Sections& to) { to.versions = &node; }},
    {"given", [](Reader&, const Node& node, Sections& to) { to.given = &node; }, nullptr, true},
    {"cases", [](Reader&, const Node& node, Sections& to) { to.cases = &node; }, nullptr, true},
}};

struct CaseNodes {
    const Node* name = nullptr;
    const Node* after = nullptr;
    const Node* given = nullptr;
    const Node* steps = nullptr;
};

constexpr std::array<Field<CaseNodes>, 4> case_fields{{
    {"case", [](Reader&, const Node& node, CaseNodes& to) { to.name = &node; }, nullptr, true},
    {"after", [](Reader&, const Node& node, CaseNodes& to) { to.after = &node; }},
    {"given", [](Reader&, const Node& node, CaseNodes& to) { to.given = &node; }},
    {"steps", [](Reader&, const Node& node, CaseNodes& to) { to.steps = &node; }, nullptr, true},
}};

class ScriptReader {
public:
    ScriptReader(std::string_view yaml, const FindDefinition& find, ScenarioReport& report)
        : yaml_(yaml),
          result_(report),
          reader_(yaml, findings_),
          ground_(reader_, find, report.broken) {}

    std::optional<Script> read() {
        const auto root = parse_document(yaml_, findings_);
        Script script;
        if (root) read_sections(*root, script);
        result_.findings = std::move(findings_).sorted();
        if (!result_.could_run()) return std::nullopt;
        return script;
    }

private:
    void read_sections(const Node& root, Script& script) {
        Sections sections;
        read_fields<Sections>(reader_, root, sections_fields, sections, "a scenario", root.place);
        if (!sections.definition || !sections.given || !sections.cases) return;
        const auto& named = *sections.definition;
        result_.definition = reader_.text(named, "The name of a definition");
        if (!ground_.load(result_.definition, named.place)) return;
        if (sections.versions)
            for (const auto* file : reader_.listed(*sections.versions, "The name of a file"))
                ground_.load_version(file->text, file->place);
        if (!ground_.read_calendars(sections.calendar, named.place)) return;
        script.clock = ground_.clock();
        script.zone = ground_.calendar().zone;
        script.library = ground_.library();
        Beginning beginning;
        beginning.open.definition = reader_.definition.name;
        beginning.open.title = "A draft";
        beginning.open.text = sample_text;
        beginning.open.media_type = "text/markdown";
        read_given(reader_, *sections.given, *script.clock, beginning);
        if (!sections.given->find("at"))
            reader_.error(sections.given->place, "missing-word",
                          "\"at:\" is missing in \"given:\": when the cycle opens.");
        read_cases(*sections.cases, beginning, script);
    }

    // ---- cases

    void read_cases(const Node& node, const Beginning& beginning, Script& script) {
        if (node.kind != Node::Kind::list || node.items.empty())
            return reader_.error(node.place, "wrong-shape",
                                 "A list of cases is expected here, each beginning with "
                                 "\"- case:\" and its name.");
        if (node.items.size() > cases_max)
            return reader_.error(node.place, "wrong-value", "At most 1000 cases.");
        for (const auto& item : node.items) read_case(item, beginning, script);
    }

    void read_case(const Node& node, const Beginning& common, Script& script) {
        CaseNodes nodes;
        read_fields<CaseNodes>(reader_, node, case_fields, nodes, "a case", node.place);
        if (!nodes.name || !nodes.steps) return;
        Case made;
        made.name = reader_.text(*nodes.name, "The name of a case");
        made.place = nodes.name->place;
        if (std::ranges::find(script.cases, made.name, &Case::name) != script.cases.end())
            reader_.error(made.place, "duplicate", "Another case has this name.");
        made.beginning = common;
        if (nodes.after) {
            made.after = earlier_case(*nodes.after, script);
            if (made.after) made.beginning = script.cases[*made.after].beginning;
            if (nodes.given)
                reader_.error(nodes.given->place, "wrong-value",
                              "A case that goes on from another one starts from what is there.");
        } else if (nodes.given) {
            read_given(reader_, *nodes.given, *script.clock, made.beginning);
        }
        collect_names(reader_.definition, made.beginning);
        read_steps(*nodes.steps, script, made);
        script.cases.push_back(std::move(made));
    }

    /// A case by its whole name, or by how its name begins, up to a blank.
    std::optional<std::size_t> earlier_case(const Node& node, const Script& script) {
        const auto wanted = reader_.text(node, "The name of an earlier case");
        std::vector<std::size_t> found;
        std::vector<std::string_view> names;
        for (std::size_t i = 0; i < script.cases.size(); ++i) {
            const auto& name = script.cases[i].name;
            names.push_back(name);
            if (name == wanted) return i;
            if (name.starts_with(wanted + ' ')) found.push_back(i);
        }
        if (found.size() == 1) return found.front();
        reader_.error(node.place, "unknown-case",
                      found.empty() ? "No case above is called \"" + wanted + "\"." +
                                          suggestion(wanted, names)
                                    : "Several cases above begin with \"" + wanted + "\".");
        return std::nullopt;
    }

    void read_steps(const Node& node, const Script& script, Case& made) {
        if (node.kind != Node::Kind::list || node.items.empty())
            return reader_.error(node.place, "wrong-shape",
                                 "A list of steps is expected here, as in "
                                 "\"- { at: 2025-12-22 17:00, expect: { stage: clearance } }\".");
        const Words words(reader_, *script.clock, made.beginning, ground_.positions(),
                          ground_.roles());
        auto last = made.after ? latest(script, *made.after) : made.beginning.at;
        for (const auto& item : node.items) {
            auto step = read_step(words, item, made.steps.empty() && !made.after);
            if (step.at && *step.at < last)
                reader_.error(item.find("at")->place, "wrong-value",
                              "The clock goes forward only; this lies before the step above.");
            if (step.at) last = std::max(last, *step.at);
            made.steps.push_back(std::move(step));
        }
    }

    static Instant latest(const Script& script, std::size_t index) {
        const auto& one = script.cases[index];
        Instant last = one.after ? latest(script, *one.after) : one.beginning.at;
        for (const auto& step : one.steps)
            if (step.at) last = std::max(last, *step.at);
        return last;
    }

    Step read_step(const Words& words, const Node& node, bool opens) {
        Step step;
        step.place = node.place;
        if (!reader_.is_map(node, "a step")) return step;
        check_words_of_step(node);
        if (const auto* at = node.find("at")) step.at = words.time(*at);
        step.act = read_act(words, node);
        if (const auto* by = node.find("by")) {
            step.by_place = by->place;
            step.by = words.speakers(*by);
            if (!node.entry("act") && !node.entry("position"))
                reader_.error(by->place, "missing-word",
                              "Say what is done: \"position:\" or \"act:\".");
        } else if (step.act) {
            reader_.error(step.act->place, "missing-word", "\"by:\" is missing: say who does it.");
        }
        if (const auto* expect = node.find("expect"))
            read_expectations(words, *expect, opens, step);
        return step;
    }

    void check_words_of_step(const Node& node) {
        auto known = act_fields();
        known.insert(known.end(), {"at", "by", "inside", "act", "expect"});
        for (const auto& entry : node.entries)
            if (!contains(known, entry.key))
                reader_.unknown(entry.key, entry.place, "a step", known);
    }

    std::string_view yaml_;
    ScenarioReport& result_;
    Report findings_;
    Reader reader_;
    Groundwork ground_;
};

}  // namespace

std::optional<Script> read_script(std::string_view yaml, const FindDefinition& find,
                                  ScenarioReport& report) {
    return ScriptReader(yaml, find, report).read();
}

}  // namespace paraph::scenario
