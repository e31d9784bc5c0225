#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/language/expression.hpp"
#include "workflows/language/expression_tokens.hpp"

namespace paraph {

/// The words that an operand may begin with: declared names, and the language's own figures and
/// presets. Finds the longest that stands at a place.
class ExpressionWords {
public:
    enum class Kind { position, role, weight, attribute, choice, figure, preset };

    struct Match {
        Kind kind = Kind::figure;
        std::string_view name;
        std::size_t tokens = 0;
    };

    explicit ExpressionWords(const Names& names);

    /// The longest word of any kind but `choice`; of two of one length the first in this order:
    /// position, weight, attribute, figure, preset, role.
    std::optional<Match> find(std::span<const ExpressionToken> tokens) const;
    /// The longest of one kind.
    std::optional<Match> find(std::span<const ExpressionToken> tokens, Kind kind) const;

    /// " Did you mean …?" over everything that may stand where an operand does, or over one kind.
    std::string suggest(std::string_view word) const;
    std::string suggest(std::string_view word, Kind kind) const;

private:
    struct Entry {
        Kind kind;
        std::string_view name;
        std::vector<std::string_view> words;
    };
    void add(Kind kind, std::string_view name);

    std::vector<Entry> entries_;
};

/// How many tokens at the front spell `name`, 0 when they don't.
std::size_t spelled(std::string_view name, std::span<const ExpressionToken> tokens);

}  // namespace paraph
