#include "workflows/language/expression_words.hpp"

#include <array>

#include "engine/base/contains.hpp"
#include "engine/base/words.hpp"

namespace paraph {

namespace {

constexpr std::array<std::string_view, 22> reserved{"and",
                                                    "at least",
                                                    "at most",
                                                    "bodies",
                                                    "cast",
                                                    "consensus",
                                                    "half",
                                                    "in",
                                                    "is",
                                                    "is not",
                                                    "less than",
                                                    "majority",
                                                    "more than",
                                                    "not",
                                                    "of",
                                                    "open conditions",
                                                    "open objections",
                                                    "or",
                                                    "present",
                                                    "silent",
                                                    "two-thirds",
                                                    "unanimity"};
constexpr std::array<std::string_view, 6> figure_names{
    "bodies", "cast", "open conditions", "open objections", "present", "silent"};
constexpr std::array<std::string_view, 4> presets{"consensus", "majority", "two-thirds",
                                                  "unanimity"};

/// A name in the pieces that the tokens come in; empty where it can't be tokens at all.
std::vector<std::string_view> words_of(std::string_view name) {
    std::vector<std::string_view> words;
    const auto tokens = expression_tokens(name);
    if (!tokens) return words;
    for (const ExpressionToken& token : *tokens)
        if (token.kind != ExpressionToken::Kind::end) words.push_back(token.text);
    return words;
}

bool begins_with(std::span<const ExpressionToken> tokens,
                 const std::vector<std::string_view>& words) {
    if (words.empty() || tokens.size() < words.size()) return false;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (tokens[i].text != words[i] || tokens[i].kind == ExpressionToken::Kind::text)
            return false;
    return true;
}

}  // namespace

ExpressionWords::ExpressionWords(const Names& names) {
    for (const auto& name : names.positions) add(Kind::position, name);
    for (const auto& name : names.weights) add(Kind::weight, name);
    for (const auto& [name, attribute] : names.attributes) add(Kind::attribute, name);
    for (const auto& name : figure_names) add(Kind::figure, name);
    for (const auto& name : presets) add(Kind::preset, name);
    for (const auto& name : names.roles) add(Kind::role, name);
    for (const auto& [name, attribute] : names.attributes)
        for (const auto& choice : attribute.choices) add(Kind::choice, choice);
}

void ExpressionWords::add(Kind kind, std::string_view name) {
    entries_.push_back({kind, name, words_of(name)});
}

std::optional<ExpressionWords::Match> ExpressionWords::find(
    std::span<const ExpressionToken> tokens) const {
    std::optional<Match> longest;
    for (const Entry& entry : entries_) {
        if (entry.kind == Kind::choice || !begins_with(tokens, entry.words)) continue;
        if (!longest || entry.words.size() > longest->tokens)
            longest = Match{entry.kind, entry.name, entry.words.size()};
    }
    return longest;
}

std::optional<ExpressionWords::Match> ExpressionWords::find(std::span<const ExpressionToken> tokens,
                                                            Kind kind) const {
    std::optional<Match> longest;
    for (const Entry& entry : entries_) {
        if (entry.kind != kind || !begins_with(tokens, entry.words)) continue;
        if (!longest || entry.words.size() > longest->tokens)
            longest = Match{kind, entry.name, entry.words.size()};
    }
    return longest;
}

std::string ExpressionWords::suggest(std::string_view word) const {
    std::vector<std::string_view> known;
    for (const Entry& entry : entries_)
        if (entry.kind != Kind::role) known.push_back(entry.name);
    return suggestion(word, known);
}

std::string ExpressionWords::suggest(std::string_view word, Kind kind) const {
    std::vector<std::string_view> known;
    for (const Entry& entry : entries_)
        if (entry.kind == kind) known.push_back(entry.name);
    return suggestion(word, known);
}

std::size_t spelled(std::string_view name, std::span<const ExpressionToken> tokens) {
    const auto words = words_of(name);
    return begins_with(tokens, words) ? words.size() : 0;
}

bool is_reserved(std::string_view word) {
    return contains(reserved, word);
}

std::string unfit_name(std::string_view name) {
    if (is_reserved(name))
        return "\"" + std::string(name) + "\" is a word of the language and can't be a name.";
    const auto tokens = expression_tokens(name);
    std::size_t next = 0;  // where the next word must begin
    if (tokens) {
        for (const ExpressionToken& token : *tokens) {
            const bool word = token.kind == ExpressionToken::Kind::word ||
                              (token.kind == ExpressionToken::Kind::number && token.offset > 0);
            if (!word || token.offset != next) break;
            next = token.offset + token.text.size() + 1;
        }
    }
    if (next == name.size() + 1) return {};
    return "\"" + std::string(name) +
           "\" can't be a name: names are words of letters and digits, the first not a number, "
           "with one space between two.";
}

}  // namespace paraph
