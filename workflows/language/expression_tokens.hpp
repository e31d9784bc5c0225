#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "workflows/language/expression.hpp"

namespace paraph {

/// A piece of an expression's text. Views into that text.
struct ExpressionToken {
    enum class Kind { word, number, date, text, symbol, end };
    Kind kind = Kind::end;
    std::string_view text;  // of a quoted text what stands between the quotes
    std::size_t offset = 0;

    bool is(std::string_view wanted) const {
        return text == wanted && (kind == Kind::word || kind == Kind::symbol);
    }
};

/// The tokens, an `end` last. Words are letters of any script, digits, "_", and inside a word "-"
/// and "'": so a minus stands between spaces. Numbers read 12, 2.5, 25%; dates 2025-12-07.
boost::system::result<std::vector<ExpressionToken>, ExpressionError> expression_tokens(
    std::string_view text);

}  // namespace paraph
