// Who has which role, whose it is to do what in which order, and what was committed to.

#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/rules/attention.hpp"
#include "workflows/tools/scenario/checks.hpp"

namespace paraph::scenario {

/// `roles: { reviewers: 2 }`, or the bodies.
Check read_roles(const Asked& asked) {
    std::vector<Check> checks;
    if (!asked.words.reader.is_map(asked.node, "\"roles:\"")) return {};
    for (const auto& entry : asked.node.entries) {
        const auto count = parse_count(entry.value.text, 1000);
        const auto expected = count ? std::vector<std::string>() : asked.words.bodies(entry.value);
        checks.push_back([role = entry.key, count, expected](const Moment& moment) {
            const auto& bound = moment.state().opening->roles;
            const auto here = bound.find(role);
            const auto is = here == bound.end() ? std::vector<std::string>() : here->second;
            const auto& names = moment.scene.names();
            if (!count) return same_bodies(quoted(role) + " to be", expected, is, names);
            if (static_cast<int>(is.size()) == *count) return std::string();
            return found(std::to_string(*count) + " to have the role " + quoted(role),
                         names.in_words(is) + " have it");
        });
    }
    return [checks](const Moment& moment) {
        for (const auto& check : checks)
            if (auto wrong = check(moment); !wrong.empty()) return wrong;
        return std::string();
    };
}

/// `queue: { health: [opinion, hearing] }`: what a body owes, in the order in which it is listed.
Check read_queue(const Asked& asked) {
    std::vector<std::pair<std::string, std::vector<std::string>>> expected;
    if (!asked.words.reader.is_map(asked.node, "\"queue:\"")) return {};
    for (const auto& entry : asked.node.entries) {
        std::vector<std::string> stages;
        for (const auto* item : asked.words.reader.listed(entry.value, "A stage"))
            stages.push_back(asked.words.stage(*item));
        expected.emplace_back(asked.words.body(entry.name()), std::move(stages));
    }
    return [expected](const Moment& moment) {
        const auto all = attention(moment.definition(), moment.state());
        for (const auto& [body, stages] : expected) {
            std::vector<std::string> is;
            for (const auto& each : all) {
                const auto at = moment.state().seated(each.assignment);
                if (each.body == body && at) is.push_back(at.round->stage);
            }
            if (is != stages) return found("the queue " + joined(stages), "it is " + joined(is));
        }
        return std::string();
    };
}

/// `commitments: { 1: late }`: by number, how each stands.
Check read_commitments(const Asked& asked) {
    std::map<int, std::string> expected;
    if (!asked.words.reader.is_map(asked.node, "\"commitments:\"")) return {};
    for (const auto& entry : asked.node.entries) {
        const auto number = parse_count(entry.key, 100'000);
        if (!number)
            asked.words.reader.error(entry.place, "wrong-value",
                                     "Commitments are named by their numbers.");
        expected[number.value_or(0)] =
            asked.words.reader.one_of(entry.value, enum_texts<CommitmentStatus>);
    }
    return [expected](const Moment& moment) {
        for (const auto& [number, status] : expected) {
            const auto& all = moment.state().commitments;
            const auto here = std::ranges::find_if(
                all, [&, n = number](const auto& one) { return one->number == n; });
            const auto what = "commitment " + std::to_string(number) + " to be " + status;
            if (here == all.end()) return found(what, "there is none");
            if (enum_text((*here)->status) != status)
                return found(what, "it is " + std::string(enum_text((*here)->status)));
        }
        return std::string();
    };
}

/// `skipped: [finance statement]`: stages that were not held, and have not been since.
Check read_skipped(const Asked& asked) {
    std::vector<std::string> expected;
    for (const auto* item : asked.words.reader.listed(asked.node, "A stage"))
        expected.push_back(asked.words.stage(*item));
    return [expected](const Moment& moment) {
        const auto& skipped = moment.state().skipped;
        for (const auto& stage : expected)
            if (!contains(skipped, stage))
                return found(quoted(stage) + " to be skipped", "it was not");
        return std::string();
    };
}

}  // namespace paraph::scenario
