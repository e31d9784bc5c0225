#include "workflows/language/expression.hpp"

#include <stdexcept>

#include "workflows/language/expression_parser.hpp"

namespace paraph {
namespace {

constexpr std::size_t bytes_max = 4096;

}  // namespace

void throw_exception_from_error(const ExpressionError& error, const boost::source_location&) {
    throw std::logic_error("an expression's error was taken for an expression: " + error.text);
}

boost::system::result<Expression, ExpressionError> parse_condition(std::string_view text,
                                                                   const Names& names) {
    if (text.size() > bytes_max)
        return ExpressionError{bytes_max, "An expression has at most 4,096 bytes."};
    const auto tokens = expression_tokens(text);
    if (!tokens) return tokens.error();
    return expressions::Parser(*tokens, names).condition();
}

}  // namespace paraph
