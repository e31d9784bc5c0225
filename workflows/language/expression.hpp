#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "engine/model/definition.hpp"
#include "engine/model/expression.hpp"

namespace paraph {

/// Reads the expression language: rules, quorums, conditions. Grammar and meaning: in
/// docs/expressions.md.

/// The words an expression may use beside the language's own. `positions` in the order of the
/// stage's set: the presets take the first for assent. Empty where there is no round to read
/// (`when`), so that tallies are refused there.
struct Names {
    std::vector<std::string> positions;
    std::vector<std::string> roles;
    std::vector<std::string> weights;
    std::map<std::string, Attribute> attributes;
};

struct ExpressionError {
    std::size_t offset = 0;  // in bytes from the start of the text, at a character
    std::string text;        // what is wrong, what was expected, the nearest known word
};
[[noreturn]] void throw_exception_from_error(const ExpressionError& error,
                                             const boost::source_location& place);

/// A condition: yes or no. Texts of up to 4,096 bytes and 32 levels of brackets.
boost::system::result<Expression, ExpressionError> parse_condition(std::string_view text,
                                                                   const Names& names);

/// Whether it is one of the language's own words and phrases. A declared name may contain one,
/// since the longest declared name wins ("not our concern"), but must not be one. "yes" and "no"
/// are none of them: they are literals only beside a yes/no attribute.
bool is_reserved(std::string_view word);
/// Why `name` can't be declared; empty when it can: words of letters, digits, "-" and "'" with one
/// space between two, the first word not a number, and the whole not reserved.
std::string unfit_name(std::string_view name);

}  // namespace paraph
