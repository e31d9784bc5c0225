#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/rules/attention.hpp"
#include "workflows/tools/scenario/checks.hpp"

namespace paraph::scenario {
namespace {

/// By name, numbered ones by their numbers; each once.
std::vector<std::string> in_order(std::vector<std::string> ids) {
    const auto rank = [](const std::string& id) {
        const auto dash = std::min(id.rfind('-'), id.size());
        const auto number =
            parse_count(std::string_view(id).substr(std::min(dash + 1, id.size())), 1000);
        return std::pair(number ? id.substr(0, dash) : id, number.value_or(0));
    };
    std::ranges::sort(ids, {}, rank);
    const auto again = std::ranges::unique(ids);
    ids.erase(again.begin(), again.end());
    return ids;
}

/// Bodies whose assignment, in the newest round of each stage, is as `wanted` says.
template <class Is>
Check bodies_that(const Asked& asked, std::string what, Is wanted) {
    const auto expected = asked.words.bodies(asked.node);
    return [expected, what = std::move(what), wanted, stage = asked.stage](const Moment& moment) {
        std::vector<std::string> is;
        for (const auto* round : rounds_of(moment.state(), stage))
            for (const auto& seat : round->assignments)
                if (wanted(*seat)) is.push_back(seat->body);
        return same_bodies(what, expected, is, moment.scene.names());
    };
}

/// "member 4", or "director of member 1" where a level is meant.
std::string shown(const Attention& each, const Names& names) {
    return each.function.empty() ? names.written(each.body)
                                 : each.function + " of " + names.written(each.body);
}

bool is_everyone(const Node& node) {
    return node.kind == Node::Kind::text && node.text == "everyone";
}

Check told_of(const Asked& asked, std::optional<NoticeKind> kind) {
    const bool all = is_everyone(asked.node);
    const auto expected = all ? std::vector<std::string>{} : asked.words.bodies(asked.node);
    return [all, expected, kind](const Moment& moment) {
        std::vector<std::string> is;
        for (const auto& [what, bodies] : moment.scene.told(moment.cycle)) {
            const bool meant = kind ? what == *kind : what != NoticeKind::receipt;
            if (meant) is.insert(is.end(), bodies.begin(), bodies.end());
        }
        const std::string what = kind ? "told of " + std::string(enum_text(*kind)) + ":" : "told:";
        return same_bodies(what, all ? moment.scene.everyone(moment.cycle) : expected, is,
                           moment.scene.names());
    };
}

}  // namespace

std::string same_bodies(const std::string& what, std::vector<std::string> expected,
                        std::vector<std::string> is, const Names& names) {
    expected = in_order(std::move(expected));
    is = in_order(std::move(is));
    if (expected == is) return {};
    const auto without = [](std::vector<std::string> some, const std::vector<std::string>& others) {
        std::erase_if(some, [&](const auto& one) { return contains(others, one); });
        return some;
    };
    std::vector<std::string> parts;
    if (const auto lacking = without(expected, is); !lacking.empty() && !is.empty())
        parts.push_back("lacking: " + names.in_words(lacking));
    if (const auto extra = without(is, expected); !extra.empty() && !expected.empty())
        parts.push_back("too many: " + names.in_words(extra));
    return found(
        what + ' ' + names.in_words(expected),
        "it is: " + names.in_words(is) + (parts.empty() ? "" : " (" + joined(parts, "; ") + ")"));
}

Check read_silent(const Asked& asked) {
    return bodies_that(asked, "silent:", [](const Assignment& seat) {
        return seat.status == AssignmentStatus::silent || seat.status == AssignmentStatus::closed;
    });
}
Check read_carried(const Asked& asked) {
    return bodies_that(asked, "carried over:", [](const Assignment& seat) {
        const auto* answer = standing(seat);
        return answer && answer->how == How::carried;
    });
}
Check read_blocking(const Asked& asked) {
    return bodies_that(asked, "blocking:", [](const Assignment& seat) {
        return seat.status == AssignmentStatus::blocking;
    });
}
Check read_outdated(const Asked& asked) {
    const auto expected = asked.words.bodies(asked.node);
    return [expected](const Moment& moment) {
        std::vector<std::string> is;
        for (const auto& round : moment.state().rounds)
            for (const auto& seat : round->assignments)
                if (seat->status == AssignmentStatus::outdated) is.push_back(seat->body);
        return same_bodies("outdated answers of", expected, is, moment.scene.names());
    };
}

Check read_answers(const Asked& asked) {
    std::vector<std::pair<std::string, std::string>> wanted;
    if (!asked.words.reader.is_map(asked.node, "\"answers:\"")) return {};
    for (const auto& entry : asked.node.entries) {
        if (entry.value.text != "none") asked.words.position(entry.value);
        for (const auto& body : asked.words.bodies(entry.name()))
            wanted.emplace_back(body, entry.value.text);
    }
    return [wanted, stage = asked.stage](const Moment& moment) {
        const Round* round = round_of(moment.state(), stage, true);
        if (!round) return found("answers", no_round(stage));
        for (const auto& [body, position] : wanted) {
            const auto seat =
                std::ranges::find(round->assignments, body, [](const auto& a) { return a->body; });
            const auto* answer = seat == round->assignments.end() ? nullptr : standing(**seat);
            const std::string is = answer ? answer->position : "none";
            if (is != position)
                return found(quoted(position) + " of " + moment.scene.names().written(body),
                             "its answer is " + quoted(is));
        }
        return std::string();
    };
}

Check read_attention(const Asked& asked) {
    const auto expected = asked.words.speakers(asked.node);
    return [expected](const Moment& moment) {
        const auto& names = moment.scene.names();
        std::vector<std::string> bodies, is;
        bool all_meant = true;
        std::vector<bool> seen(expected.size(), false);
        for (const auto& each : attention(moment.definition(), moment.state())) {
            bool meant = false;
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const bool same =
                    expected[i].body == each.body &&
                    (expected[i].function.empty() || expected[i].function == each.function);
                if (same) meant = seen[i] = true;
            }
            all_meant = all_meant && meant;
            is.push_back(each.function.empty() ? each.body : shown(each, names));
        }
        if (all_meant && std::ranges::all_of(seen, [](bool one) { return one; }))
            return std::string();
        for (const auto& one : expected)
            bodies.push_back(
                one.function.empty() ? one.body : one.function + " of " + names.written(one.body));
        return same_bodies("attention of", bodies, is, names);
    };
}

Check read_told(const Asked& asked) {
    if (asked.node.kind != Node::Kind::map) return told_of(asked, std::nullopt);
    std::vector<Check> checks;
    for (const auto& entry : asked.node.entries) {
        const auto kind = enum_from_text<NoticeKind>(entry.key);
        if (kind)
            checks.push_back(told_of({asked.words, entry.value, {}}, kind));
        else
            asked.words.reader.unknown(entry.key, entry.place, "the notices",
                                       enum_texts<NoticeKind>);
    }
    return [checks](const Moment& moment) {
        for (const auto& check : checks)
            if (auto wrong = check(moment); !wrong.empty()) return wrong;
        return std::string();
    };
}

}  // namespace paraph::scenario
