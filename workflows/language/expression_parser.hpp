#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/words.hpp"
#include "workflows/language/expression.hpp"
#include "workflows/language/expression_tokens.hpp"
#include "workflows/language/expression_words.hpp"

namespace paraph::expressions {

using Op = Expression::Op;
using Token = ExpressionToken;
using Word = ExpressionWords::Kind;

enum class Type { number, truth, text, date, texts };

/// What was read of an expression. Numbers carry an upper bound of their size: what a rule reads
/// stays below 2^60 (sums of weights), so what could outgrow exact arithmetic is refused by the
/// reader instead of failing in a cycle.
struct Part {
    Expression expression;
    Type type = Type::number;
    std::size_t offset = 0;
    const Attribute* attribute = nullptr;  // where the part is one
    int numerator_bits = 1;
    int denominator_bits = 1;
};
using Maybe = std::optional<Part>;

inline constexpr int leaf_bits = 60, bits_max = 126, depth_max = 32;

Expression leaf(Op op, std::string_view name = {}, std::string_view role = {});
Expression literal(const Rational& value);
Expression truth(bool value);
Expression node(Op op, std::vector<Expression> arguments, const Rational& value = {});
Part made(Type type, std::size_t offset, Expression expression);
int bits_of(Rational::Term term);
Result<Rational> value_of(std::string_view text);  // "12", "2.5", "25%"
std::string_view name_of(Type type);               // "a number"

/// Recursive descent, one function for each line of the grammar in docs/expressions.md. Each gives
/// nothing once an error was found; the first error stays. Borrows its arguments.
class Parser {
public:
    Parser(std::span<const Token> tokens, const Names& names);

    /// The whole text.
    boost::system::result<Expression, ExpressionError> condition();

private:
    /// A relation as it is written, and the same one to a fraction (itself where there is none).
    struct Relation {
        Op op;
        Op fraction;
    };

    // Reading tokens (expression_parser.cpp).
    const Token& here() const { return tokens_[at_]; }
    const Token& ahead(std::size_t count) const;
    std::span<const Token> rest() const { return tokens_.subspan(at_); }
    bool accept(std::string_view word);
    bool accept(std::string_view first, std::string_view second);
    std::string found() const;
    std::nullopt_t fail(std::size_t offset, std::string text);
    Maybe require(Part part, Type wanted);
    Maybe end_of(Part part);

    // Conditions and comparisons (expression_parser.cpp).
    Maybe any_of();
    Maybe all_of();
    Maybe chain(std::string_view word, Op op, Maybe (Parser::*next)());
    Maybe negation();
    std::optional<Relation> relation();
    Maybe comparison();
    bool is_fraction() const;
    Maybe fraction(Part left, Op op);
    std::optional<Rational> share();
    Maybe compared(Part left, Op op);
    Maybe membership(Part left, bool negated);
    Maybe in_attribute(Part left, const ExpressionWords::Match& set);
    Maybe in_list(Part left);

    // Literals that take their meaning from the attribute beside them (expression_parser.cpp).
    Maybe beside(const Part& left);
    std::optional<ExpressionWords::Match> choice_of(const Attribute& attribute) const;
    bool is_choice(const Part& left, const Part& right);

    // Numbers and operands (expression_operands.cpp).
    Maybe too_large(std::size_t offset);
    Maybe sum();
    Maybe product();
    Maybe combined(Op op, Part left, Maybe right);
    Maybe signed_operand();
    Maybe operand();
    Maybe unknown();
    Maybe bracketed();
    Maybe date();
    Maybe number();
    Maybe taken(Type type);
    Maybe named(const ExpressionWords::Match& word);
    Part attribute(std::string_view name) const;
    bool of_role(std::string& role);
    Maybe counted(Expression expression, std::size_t offset);
    Maybe figure(std::string_view name, std::size_t offset);
    Maybe weight(std::string_view name, std::size_t offset);
    Maybe preset(std::string_view name, std::size_t offset);

    std::span<const Token> tokens_;
    const Names& names_;
    ExpressionWords words_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::optional<ExpressionError> error_;
};

}  // namespace paraph::expressions
