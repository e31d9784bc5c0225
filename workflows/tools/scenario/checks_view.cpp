#include <array>

#include "engine/core/blind.hpp"
#include "workflows/tools/scenario/checks.hpp"

namespace paraph::scenario {
namespace {

/// What one reader is expected to see; what is left out may be anything.
struct Seen {
    std::vector<Speaker> readers;
    std::optional<bool> cycle, names;
    std::optional<std::vector<std::string>> answers;
    std::optional<int> unnamed;
    std::optional<std::vector<int>> comments;
};

struct SeenReading {
    const Words& words;
    Seen seen;
};

constexpr std::array<Field<SeenReading>, 5> seen_fields{{
    {"cycle",
     [](Reader&, const Node& node, SeenReading& to) { to.seen.cycle = to.words.yes_no(node); }},
    {"names",
     [](Reader&, const Node& node, SeenReading& to) { to.seen.names = to.words.yes_no(node); }},
    {"answers",
     [](Reader&, const Node& node, SeenReading& to) { to.seen.answers = to.words.bodies(node); }},
    {"unnamed answers",
     [](Reader&, const Node& node, SeenReading& to) {
         to.seen.unnamed = to.words.number(node, "How many answers");
     }},
    {"comments",
     [](Reader& reader, const Node& node, SeenReading& to) {
         to.seen.comments.emplace();
         if (node.kind == Node::Kind::list && node.items.empty()) return;
         for (const auto* item : reader.listed(node, "A comment's number"))
             to.seen.comments->push_back(to.words.number(*item, "A comment's number"));
     }},
}};

/// Of bodies that the reader may know, or of those that it may not.
std::vector<std::string> visible_answers(const paraph::Seen& shown, const std::string& stage,
                                         bool named) {
    std::vector<std::string> bodies;
    const Round* round = round_of(*shown.state, stage, true);
    if (!round) return bodies;
    const bool hidden = is_hidden(*shown.definition, *round);
    for (const auto& seat : round->assignments)
        if (seat->answer && shown.view.sees_position(seat->body, hidden) &&
            is_pseudonym(seat->body) != named)
            bodies.push_back(seat->body);
    return bodies;
}

std::vector<int> visible_comments(const paraph::Seen& shown) {
    std::vector<int> numbers;
    for (const auto& comment : shown.state->comments)
        if (shown.view.sees_comment(comment->body,
                                    is_hidden(*shown.definition, *shown.state, *comment)))
            numbers.push_back(comment->number);
    return numbers;
}

std::string numbers(const std::vector<int>& all) {
    std::vector<std::string> words;
    for (const int one : all) words.push_back(std::to_string(one));
    return words.empty() ? "none" : joined(words);
}

std::string differs(const Seen& seen, const Moment& moment, const paraph::Seen& shown,
                    const std::string& who, const std::string& stage) {
    const auto& view = shown.view;
    if (seen.cycle && *seen.cycle != view.cycle)
        return found(*seen.cycle ? who + " to see the cycle" : who + " not to see the cycle",
                     view.cycle ? "it does" : "it does not");
    if (seen.names && *seen.names != view.names)
        return found(*seen.names ? who + " to see names" : who + " not to see names",
                     view.names ? "it does" : "it does not");
    if (seen.comments) {
        const auto is = visible_comments(shown);
        if (is != *seen.comments)
            return found(who + " to see comments " + numbers(*seen.comments),
                         "it sees " + numbers(is));
    }
    if (seen.unnamed) {
        const auto is = static_cast<int>(visible_answers(shown, stage, false).size());
        if (is != *seen.unnamed)
            return found(who + " to see " + std::to_string(*seen.unnamed) + " unnamed answers",
                         "it sees " + std::to_string(is));
    }
    if (!seen.answers) return {};
    return same_bodies("that " + who + " sees the answers of", *seen.answers,
                       visible_answers(shown, stage, true), moment.scene.names());
}

}  // namespace

Check read_sees(const Asked& asked) {
    std::vector<Seen> all;
    if (!asked.words.reader.is_map(asked.node, "\"sees:\"")) return {};
    for (const auto& entry : asked.node.entries) {
        SeenReading to{asked.words, {}};
        to.seen.readers = asked.words.speakers(entry.name());
        read_fields<SeenReading>(asked.words.reader, entry.value, seen_fields, to, "\"sees:\"",
                                 entry.place);
        all.push_back(std::move(to.seen));
    }
    return [all, stage = asked.stage](const Moment& moment) {
        for (const auto& seen : all)
            for (const auto& reader : seen.readers) {
                const auto actor = moment.scene.actor(reader);
                if (!actor) return actor.error().text;
                const auto shown = see(moment.state(), moment.scene.house().registry(), *actor);
                const auto who = reader.person.empty() ? moment.scene.names().written(reader.body)
                                                       : reader.person;
                if (auto wrong = differs(seen, moment, shown, who, stage); !wrong.empty())
                    return wrong;
            }
        return std::string();
    };
}

}  // namespace paraph::scenario
