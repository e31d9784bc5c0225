#include <algorithm>
#include <array>
#include <set>

#include "engine/base/contains.hpp"
#include "engine/base/words.hpp"
#include "engine/rules/tally.hpp"
#include "workflows/tools/scenario/checks.hpp"
#include "workflows/tools/scenario/trail_words.hpp"

namespace paraph::scenario {
namespace {

std::string joined_quoted(std::vector<std::string> words) {
    for (auto& word : words) word = quoted(word);
    return joined(words);
}

/// Where the cycle stands: what is open, but for the blocks around it.
std::vector<std::string> open_stages(const State& state) {
    std::vector<std::string> stages;
    for (const int open : state.open_rounds()) {
        const auto& round = state.round(open);
        if (round.kind != StageKind::parallel) stages.push_back(round.stage);
    }
    return stages;
}

template <class Actual>
Check equals(std::string what, std::string expected, Actual actual) {
    return [what = std::move(what), expected = std::move(expected), actual](const Moment& moment) {
        const std::string is = actual(moment);
        if (is == expected) return std::string();
        return found(
            what + ' ' + quoted(expected),
            (is.empty() ? "there is none" : "it is " + quoted(is)) + ", and " + standing(moment));
    };
}

}  // namespace

std::string found(std::string expected, std::string is) {
    if (is.ends_with('.')) is.pop_back();
    return "Expected " + std::move(expected) + "; " + std::move(is) + ".";
}

std::string standing(const Moment& moment) {
    const auto& state = moment.state();
    if (state.status == CycleStatus::ended) return "it has ended as " + quoted(state.outcome);
    if (state.status == CycleStatus::abandoned) return "it was abandoned";
    std::string text;
    for (const int open : state.open_rounds()) {
        const auto& round = state.round(open);
        if (round.kind == StageKind::parallel) continue;
        text += (text.empty() ? "it stands at " : "; and at ") + quoted(round.stage) + ", round " +
                std::to_string(round.number) + ", " + std::string(enum_text(round.status));
        if (round.due) text += ", due " + on_the_wall(*round.due, moment.calendar);
    }
    if (text.empty()) return "no round is open";
    return text;
}

std::vector<const Round*> newest_rounds(const State& state) {
    std::vector<const Round*> rounds;
    for (auto round = state.rounds.rbegin(); round != state.rounds.rend(); ++round)
        if ((*round)->status != RoundStatus::undone && (*round)->status != RoundStatus::superseded)
            rounds.push_back(round->get());
    return rounds;
}

const Round* round_of(const State& state, const std::string& stage, bool counts) {
    for (const bool open_ones : {true, false})
        for (const auto* round : newest_rounds(state)) {
            if (open_ones && (!is_open(*round) || round->kind == StageKind::parallel)) continue;
            if (!stage.empty() && round->stage != stage) continue;
            if (stage.empty() && counts && !takes_comments(round->kind)) continue;
            return round;
        }
    return nullptr;
}

std::vector<const Round*> rounds_of(const State& state, const std::string& stage) {
    std::vector<const Round*> rounds;
    std::set<std::string_view> seen;
    for (const auto* round : newest_rounds(state))
        if ((stage.empty() || round->stage == stage) && seen.insert(round->stage).second)
            rounds.push_back(round);
    return rounds;
}

std::string no_round(const std::string& stage) {
    return stage.empty() ? "no round was opened" : "no round of " + quoted(stage) + " was opened";
}

Check read_status(const Asked& asked) {
    const auto expected = asked.words.reader.one_of(asked.node, enum_texts<CycleStatus>);
    return equals("the status", expected, [](const Moment& moment) {
        return std::string(enum_text(moment.state().status));
    });
}

Check read_outcome(const Asked& asked) {
    const auto expected = asked.words.text(asked.node, "An outcome");
    return equals("the outcome", expected == "none" ? "" : expected,
                  [](const Moment& moment) { return moment.state().outcome; });
}

Check read_stage(const Asked& asked) {
    std::vector<std::string> expected;
    if (asked.node.kind != Node::Kind::text || asked.node.text != "none")
        for (const auto* item : asked.words.reader.listed(asked.node, "A stage"))
            expected.push_back(asked.words.stage(*item));
    std::ranges::sort(expected);
    return [expected](const Moment& moment) {
        auto is = open_stages(moment.state());
        std::ranges::sort(is);
        if (is == expected) return std::string();
        return found(
            expected.empty() ? "no open round" : "it to stand at " + joined_quoted(expected),
            standing(moment));
    };
}

Check read_round(const Asked& asked) {
    const int expected = asked.words.number(asked.node, "A round");
    return [expected, stage = asked.stage](const Moment& moment) {
        const Round* round = round_of(moment.state(), stage);
        if (round && round->number == expected) return std::string();
        return found("round " + std::to_string(expected),
                     round ? quoted(round->stage) + " is in round " + std::to_string(round->number)
                           : no_round(stage));
    };
}

Check read_revision(const Asked& asked) {
    const int expected = asked.words.number(asked.node, "A revision");
    return [expected](const Moment& moment) {
        const auto* revision = moment.state().revision();
        const int is = revision ? revision->number : 0;
        if (is == expected) return std::string();
        return found("revision " + std::to_string(expected) + " to be in force",
                     "revision " + std::to_string(is) + " is");
    };
}

Check read_due(const Asked& asked) {
    const bool none = asked.node.text == "none";
    const auto expected = none ? std::nullopt : asked.words.time(asked.node);
    return [expected, stage = asked.stage](const Moment& moment) {
        const Round* round = round_of(moment.state(), stage);
        if (!round) return found("a due time", no_round(stage));
        if (round->due == expected) return std::string();
        const auto say = [&](const std::optional<Instant>& due) {
            return due ? on_the_wall(*due, moment.calendar) : std::string("none");
        };
        return found(quoted(round->stage) + " to be due " + say(expected),
                     "it is due " + say(round->due));
    };
}

Check read_result(const Asked& asked) {
    const auto expected = asked.words.text(asked.node, "A result");
    return [expected, stage = asked.stage](const Moment& moment) {
        for (const auto* round : newest_rounds(moment.state())) {
            if (round->status != RoundStatus::closed) continue;
            if (!stage.empty() && round->stage != stage) continue;
            if (round->result == expected) return std::string();
            return found("the result " + quoted(expected),
                         quoted(round->stage) + " closed with " + quoted(round->result));
        }
        return found("the result " + quoted(expected), "no such round has closed");
    };
}

Check read_qualifies(const Asked& asked) {
    const bool expected = asked.words.yes_no(asked.node);
    return [expected, stage = asked.stage](const Moment& moment) {
        const Round* round = round_of(moment.state(), stage);
        const bool is = round && round->qualifies;
        if (is == expected) return std::string();
        return found(expected ? "the round to qualify" : "the round not to qualify",
                     is ? "it does" : "it does not, and " + standing(moment));
    };
}

// ---- figures

namespace {

struct Wanted {
    std::string name;
    int count = 0;
};

int figure_of(const std::string& name, const Figures& figures, const Round& round) {
    const auto answered = [&](How how) {
        return static_cast<int>(std::ranges::count_if(round.assignments, [&](const auto& seat) {
            const auto* answer = takes_part(*seat) ? standing(*seat) : nullptr;
            return answer && answer->how == how;
        }));
    };
    if (name == "explicit") return answered(How::explicit_);
    if (name == "carried") return answered(How::carried);
    if (name == "silent") return static_cast<int>(figures.silent());
    if (name == "cast") return static_cast<int>(figures.cast());
    if (name == "present") return static_cast<int>(figures.present());
    if (name == "bodies") return static_cast<int>(figures.bodies());
    if (name == "open conditions") return static_cast<int>(figures.open_conditions());
    if (name == "open objections") return static_cast<int>(figures.open_objections());
    return static_cast<int>(figures.count(name));
}

std::string all_figures(const Figures& figures, const Round& round) {
    std::vector<std::string> parts;
    for (const auto& row : tally(figures))
        if (row.count > 0) parts.push_back(std::to_string(row.count) + ' ' + row.position);
    for (const auto* name : {"explicit", "silent"})
        parts.push_back(std::to_string(figure_of(name, figures, round)) + ' ' + name);
    return joined(parts);
}

constexpr std::array<std::string_view, 8> figure_words{
    "explicit", "silent", "carried",         "cast",
    "present",  "bodies", "open conditions", "open objections"};

}  // namespace

Check read_tally(const Asked& asked) {
    std::vector<Wanted> wanted;
    if (!asked.words.reader.is_map(asked.node, "\"tally:\"")) return {};
    for (const auto& entry : asked.node.entries) {
        if (!contains(figure_words, entry.key)) asked.words.position(entry.name());
        wanted.push_back({entry.key, asked.words.number(entry.value, "A figure")});
    }
    return [wanted, stage = asked.stage](const Moment& moment) {
        const auto& state = moment.state();
        const Round* round = round_of(state, stage, true);
        if (!round) return found("a tally", no_round(stage));
        const auto& definition = moment.definition();
        const auto now = figures(definition, *definition.stage(round->stage), state, *round);
        std::vector<std::string> wrong;
        for (const auto& [name, count] : wanted)
            if (figure_of(name, now, *round) != count)
                wrong.push_back(std::to_string(count) + ' ' + name);
        if (wrong.empty()) return std::string();
        return found(joined(wrong) + " in " + quoted(round->stage),
                     "there are " + all_figures(now, *round));
    };
}

}  // namespace paraph::scenario
