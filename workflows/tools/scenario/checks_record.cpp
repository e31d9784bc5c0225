#include <algorithm>
#include <array>

#include "engine/base/codec.hpp"
#include "engine/base/contains.hpp"
#include "engine/rules/missing.hpp"
#include "workflows/tools/scenario/checks.hpp"
#include "workflows/tools/scenario/trail_words.hpp"

namespace paraph::scenario {
namespace {

// ---- missing

/// One line that is expected among what is missing; what is left out may be anything.
struct MissingLine {
    std::string code, role, says;
    std::optional<int> count, comments;
    std::optional<std::vector<std::string>> positions, bodies;
};

struct LineReading {
    const Words& words;
    MissingLine line;
};

constexpr std::array<std::string_view, 18> codes{
    "signature", "open condition", "objection",   "answer",   "position",    "quorum",
    "rule",      "revision",       "disposition", "meeting",  "closing act", "choice",
    "branch",    "sub-cycle",      "review",      "reviewer", "commitment",  "report"};

constexpr std::array<Field<LineReading>, 7> line_fields{{
    {"code", [](Reader& reader, const Node& node,
                LineReading& to) { to.line.code = reader.one_of(node, codes); }},
    {"role",
     [](Reader&, const Node& node, LineReading& to) { to.line.role = to.words.role(node); }},
    {"says", [](Reader& reader, const Node& node,
                LineReading& to) { to.line.says = reader.text(node, "A part of the text"); }},
    {"count", [](Reader&, const Node& node,
                 LineReading& to) { to.line.count = to.words.number(node, "A count"); }},
    {"comments", [](Reader&, const Node& node,
                    LineReading& to) { to.line.comments = to.words.number(node, "A count"); }},
    {"positions",
     [](Reader& reader, const Node& node, LineReading& to) {
         std::vector<std::string> positions;
         for (const auto* item : reader.listed(node, "A position"))
             positions.push_back(to.words.position(*item));
         to.line.positions = std::move(positions);
     }},
    {"bodies",
     [](Reader&, const Node& node, LineReading& to) { to.line.bodies = to.words.bodies(node); }},
}};

bool same_set(std::vector<std::string> a, std::vector<std::string> b) {
    std::ranges::sort(a);
    std::ranges::sort(b);
    return a == b;
}

bool fits(const MissingLine& line, const Missing& is, const std::string& text) {
    return (line.code.empty() || line.code == is.code) &&
           (line.role.empty() || line.role == is.role) &&
           (line.says.empty() || text.find(line.says) != std::string::npos) &&
           (!line.count || *line.count == is.count) &&
           (!line.comments || *line.comments == is.comments) &&
           (!line.positions || same_set(*line.positions, is.positions)) &&
           (!line.bodies || same_set(*line.bodies, is.bodies));
}

std::string in_words(const MissingLine& line, const Names& names) {
    std::vector<std::string> parts;
    if (!line.code.empty()) parts.push_back(line.code);
    if (line.count) parts.push_back("count " + std::to_string(*line.count));
    if (line.positions) parts.push_back("positions " + joined(*line.positions));
    if (!line.role.empty()) parts.push_back("role " + line.role);
    if (line.bodies) parts.push_back("bodies " + names.in_words(*line.bodies));
    if (line.comments) parts.push_back(std::to_string(*line.comments) + " comments");
    if (!line.says.empty()) parts.push_back("the words " + quoted(line.says));
    return "{ " + joined(parts, ", ") + " }";
}

std::vector<Missing> missing_now(const Moment& moment, const std::string& stage) {
    const auto& state = moment.state();
    std::vector<Missing> all;
    for (const int open : state.open_rounds()) {
        const auto& round = state.round(open);
        if (stage.empty() ? round.kind == StageKind::parallel : round.stage != stage) continue;
        std::ranges::move(missing(moment.definition(), state, round), std::back_inserter(all));
    }
    return all;
}

std::string sentence(const Missing& one, const Names& names) {
    return paraph::in_words(one, "en", [&](std::string_view body) { return names.written(body); });
}

MissingLine read_line(const Asked& asked, const Node& node) {
    LineReading to{asked.words, {}};
    if (node.kind == Node::Kind::text)
        to.line.code = asked.words.reader.one_of(node, codes);
    else
        read_fields<LineReading>(asked.words.reader, node, line_fields, to, "\"missing:\"",
                                 node.place);
    return std::move(to.line);
}

// ---- the trail

/// What entries are called beside their kinds.
struct Alias {
    std::string_view word, kind;
};
constexpr std::array<Alias, 3> aliases{{{"condition lifted", "comment lifted"},
                                        {"objection lifted", "block lifted"},
                                        {"objection maintained", "block maintained"}}};

std::string kind_called(const Asked& asked, const std::string& word, Place place) {
    const auto& kinds = codec::Kinds<Fact::variant>::all;
    std::vector<std::string_view> known(kinds.begin(), kinds.end());
    for (const auto& alias : aliases) {
        if (alias.word == word) return std::string(alias.kind);
        known.push_back(alias.word);
    }
    if (!contains(kinds, word))
        asked.words.reader.error(place, "unknown-word",
                                 quoted(word) + " is no kind of entry." + suggestion(word, known) +
                                     " docs/scenarios.md lists them.");
    return word;
}

struct Kind {
    std::string word, kind;
    std::optional<int> times;  // none: at least once
};

std::vector<Kind> read_kinds(const Asked& asked) {
    std::vector<Kind> kinds;
    if (asked.node.kind == Node::Kind::map) {
        for (const auto& entry : asked.node.entries)
            kinds.push_back({entry.key, kind_called(asked, entry.key, entry.place),
                             asked.words.number(entry.value, "How often it is there")});
        return kinds;
    }
    for (const auto* item : asked.words.reader.listed(asked.node, "A kind of entry"))
        kinds.push_back({item->text, kind_called(asked, item->text, item->place), std::nullopt});
    return kinds;
}

int times(const Moment& moment, const std::string& kind) {
    return static_cast<int>(std::ranges::count(trail_kinds(moment.scene, moment.cycle), kind));
}

std::string as_often(int count) {
    return count == 1 ? "once" : std::to_string(count) + " times";
}

}  // namespace

Check read_missing(const Asked& asked) {
    const bool nothing = asked.node.kind == Node::Kind::text && asked.node.text == "nothing";
    std::vector<MissingLine> lines;
    if (!nothing) {
        if (asked.node.kind == Node::Kind::list)
            for (const auto& item : asked.node.items) lines.push_back(read_line(asked, item));
        else
            lines.push_back(read_line(asked, asked.node));
    }
    return [nothing, lines, stage = asked.stage](const Moment& moment) {
        const auto& names = moment.scene.names();
        const auto is = missing_now(moment, stage);
        std::vector<std::string> said;
        for (const auto& one : is) said.push_back(sentence(one, names));
        const auto now = said.empty() ? "nothing is missing, and " + standing(moment)
                                      : "missing is: " + joined(said, "; ");
        if (nothing) return is.empty() ? std::string() : found("nothing to be missing", now);
        for (const auto& line : lines) {
            bool there = false;
            for (std::size_t i = 0; i < is.size(); ++i) there = there || fits(line, is[i], said[i]);
            if (!there) return found(in_words(line, names) + " among what is missing", now);
        }
        return std::string();
    };
}

namespace {

/// A comment's force, status or answer, or its absence, by one word.
bool comment_is(const Comment& comment, const std::string& word) {
    return word == enum_text(comment.status) || word == enum_text(comment.force) ||
           word == enum_text(comment.type) ||
           (comment.clearance && word == enum_text(*comment.clearance)) ||
           (word == "supported" && !comment.supports.empty()) ||
           (comment.disposition ? word == enum_text(*comment.disposition) : word == "unanswered");
}

std::string comment_in_words(const Comment& comment) {
    return std::string(enum_text(comment.force)) + ", " + std::string(enum_text(comment.status)) +
           ", " +
           (comment.disposition ? std::string(enum_text(*comment.disposition)) : "unanswered") +
           (comment.clearance ? ", " + std::string(enum_text(*comment.clearance)) : "");
}

}  // namespace

Check read_comments(const Asked& asked) {
    std::vector<std::pair<int, std::vector<std::string>>> wanted;
    if (!asked.words.reader.is_map(asked.node, "\"comments:\"")) return {};
    std::vector<std::string_view> known{"unanswered", "supported"};
    const auto add = [&](const auto& texts) {
        known.insert(known.end(), texts.begin(), texts.end());
    };
    add(enum_texts<CommentStatus>);
    add(enum_texts<Force>);
    add(enum_texts<CommentType>);
    add(enum_texts<Disposition>);
    add(enum_texts<Clearance>);
    for (const auto& entry : asked.node.entries) {
        const auto number = parse_count(entry.key, 1'000'000);
        if (!number)
            asked.words.reader.error(entry.place, "wrong-value",
                                     "Comments are named by their numbers, 1, 2, …");
        std::vector<std::string> words;
        for (const auto* item : asked.words.reader.listed(entry.value, "A word"))
            words.push_back(asked.words.reader.one_of(*item, known));
        wanted.emplace_back(number.value_or(0), std::move(words));
    }
    return [wanted](const Moment& moment) {
        for (const auto& [number, words] : wanted) {
            const auto& comments = moment.state().comments;
            const auto is = std::ranges::find(comments, number,
                                              [](const auto& comment) { return comment->number; });
            const auto name = "comment " + std::to_string(number);
            if (is == comments.end()) return found(name, "there is none of that number");
            for (const auto& word : words)
                if (!comment_is(**is, word))
                    return found(name + " to be " + word, "it is " + comment_in_words(**is));
        }
        return std::string();
    };
}

Check read_recorded(const Asked& asked) {
    constexpr std::array<std::string_view, 3> ways{"late", "nothing", "yes"};
    const auto expected = asked.words.reader.one_of(asked.node, ways);
    return [expected](const Moment& moment) {
        const auto& made = moment.outcome.made;
        const std::string is = made == "late" || made == "nothing" ? made : "yes";
        if (is == expected) return std::string();
        const auto say = [](const std::string& way) {
            return way == "late"      ? "the act to be recorded as late"
                   : way == "nothing" ? "the act to change nothing"
                                      : "the act to be recorded, and in time";
        };
        return found(say(expected), is == "late"      ? "it was recorded as late"
                                    : is == "nothing" ? "nothing had to be recorded"
                                                      : "it was recorded, in time");
    };
}

Check read_refused(const Asked& asked) {
    std::vector<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(Refused::internal); ++i)
        names.push_back(name(static_cast<Refused>(i)));
    auto expected = asked.words.text(asked.node, "Why it is refused, as in forbidden,");
    if (!expected.empty() && !contains(names, expected))
        asked.words.reader.error(asked.node.place, "unknown-word",
                                 quoted(expected) + " is no reason to refuse." +
                                     suggestion(expected, names) +
                                     " docs/scenarios.md lists them.");
    return [expected](const Moment& moment) {
        const auto& refusal = moment.outcome.refusal;
        if (!refusal) return found("it to be refused as " + quoted(expected), "it was accepted");
        if (name(refusal->code) == expected) return std::string();
        return found("it to be refused as " + quoted(expected),
                     "it was refused as " + quoted(name(refusal->code)) + ": " + refusal->text);
    };
}

Check read_says(const Asked& asked) {
    const auto expected = asked.words.text(asked.node, "A part of the refusal's text");
    return [expected](const Moment& moment) {
        const auto& refusal = moment.outcome.refusal;
        if (!refusal) return found("a refusal that says " + quoted(expected), "it was accepted");
        if (refusal->text.find(expected) != std::string::npos) return std::string();
        return found("the refusal to say " + quoted(expected), "it says: " + refusal->text);
    };
}

Check read_trail_has(const Asked& asked) {
    return [kinds = read_kinds(asked)](const Moment& moment) {
        for (const auto& [word, kind, often] : kinds) {
            const int is = times(moment, kind);
            if (often ? is != *often : is == 0)
                return found(quoted(word) + " in the trail" +
                                 (often ? ' ' + as_often(*often) : std::string()),
                             is == 0 ? "it is not there" : "it is there " + as_often(is));
        }
        return std::string();
    };
}

Check read_trail_lacks(const Asked& asked) {
    return [kinds = read_kinds(asked)](const Moment& moment) {
        for (const auto& [word, kind, often] : kinds)
            if (const int is = times(moment, kind); is > 0)
                return found("no " + quoted(word) + " in the trail", "it is there " + as_often(is));
        return std::string();
    };
}

Check read_trail_says(const Asked& asked) {
    std::vector<std::string> wanted;
    for (const auto* item : asked.words.reader.listed(asked.node, "A part of a line"))
        wanted.push_back(item->text);
    return [wanted](const Moment& moment) {
        const auto lines = trail_sentences(moment.scene, moment.cycle, moment.calendar);
        for (const auto& part : wanted)
            if (std::ranges::none_of(lines, [&](const std::string& line) {
                    return line.find(part) != std::string::npos;
                }))
                return found("a line in the trail that says " + quoted(part), "none does");
        return std::string();
    };
}

}  // namespace paraph::scenario
