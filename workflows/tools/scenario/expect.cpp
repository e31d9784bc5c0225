#include <algorithm>

#include "workflows/tools/scenario/checks.hpp"

namespace paraph::scenario {
namespace {

struct ExpectWord {
    std::string_view word;
    ReadCheck read;
};

constexpr std::string_view selector = "in";
constexpr std::string_view inside = "inside";

constexpr ExpectWord expect_words[] = {
    {"status", read_status},
    {"outcome", read_outcome},
    {"stage", read_stage},
    {"round", read_round},
    {"revision", read_revision},
    {"due", read_due},
    {"result", read_result},
    {"qualifies", read_qualifies},
    {"tally", read_tally},
    {"silent", read_silent},
    {"carried", read_carried},
    {"blocking", read_blocking},
    {"outdated", read_outdated},
    {"answers", read_answers},
    {"attention", read_attention},
    {"told", read_told},
    {"sees", read_sees},
    {"missing", read_missing},
    {"comments", read_comments},
    {"commitments", read_commitments},
    {"roles", read_roles},
    {"queue", read_queue},
    {"skipped", read_skipped},
    {"recorded", read_recorded},
    {"refused", read_refused},
    {"says", read_says},
    {"trail has", read_trail_has},
    {"trail lacks", read_trail_lacks},
    {"trail says", read_trail_says},
};

std::vector<std::string_view> known_words() {
    std::vector<std::string_view> known{selector, inside};
    for (const auto& each : expect_words) known.push_back(each.word);
    return known;
}

std::vector<Expectation> read_all(const Words& words, const Node& node);

/// The same check, of the procedure inside a body.
Check inside_of(const std::string& body, const Check& check) {
    return [body, check](const Moment& moment) {
        const auto cycle = moment.scene.inside(body);
        const auto who = moment.scene.names().written(body);
        if (cycle.empty()) return found("a procedure inside " + who, "none was opened there");
        auto wrong = check({moment.scene, cycle, moment.outcome, moment.calendar});
        return wrong.empty() ? wrong : "Inside " + who + ": " + wrong;
    };
}

void read_inside(const Words& words, const Node& node, std::vector<Expectation>& all) {
    if (!words.reader.is_map(node, "\"inside:\"")) return;
    for (const auto& entry : node.entries) {
        const auto name = entry.name();
        const auto inner = read_all(words, entry.value);
        const auto of = range_of(entry.key) ? words.bodies(name) : std::vector{words.inside(name)};
        for (const auto& one : of)
            for (const auto& each : inner) all.push_back({each.place, inside_of(one, each.check)});
    }
}

std::vector<Expectation> read_all(const Words& words, const Node& node) {
    std::vector<Expectation> all;
    if (!words.reader.is_map(node, "\"expect:\"")) return all;
    const auto* in = node.find(selector);
    const auto stage = in ? words.stage(*in) : std::string();
    for (const auto& entry : node.entries) {
        const auto word = std::ranges::find(expect_words, entry.key, &ExpectWord::word);
        if (entry.key == inside)
            read_inside(words, entry.value, all);
        else if (word != std::end(expect_words))
            all.push_back({entry.place, word->read({words, entry.value, stage})});
        else if (entry.key != selector)
            words.reader.unknown(entry.key, entry.place, "\"expect:\"", known_words());
    }
    return all;
}

/// Whether the expectation speaks of the act, and not of how the cycle stands.
bool speaks_of_the_act(std::string_view word) {
    return word == "refused" || word == "says" || word == "recorded";
}

}  // namespace

void read_expectations(const Words& words, const Node& node, bool opens, Step& step) {
    step.expect = read_all(words, node);
    step.expects_refusal = node.find("refused") || node.find("says");
    for (const auto& entry : node.entries)
        if (speaks_of_the_act(entry.key) && !step.act && !(opens && entry.key != "recorded"))
            words.reader.error(entry.place, "missing-word",
                               "\"" + entry.key + ":\" speaks of an act, and this step has none.");
    step.needs_cycle = std::ranges::any_of(
        node.entries, [](const auto& entry) { return !speaks_of_the_act(entry.key); });
}

}  // namespace paraph::scenario
