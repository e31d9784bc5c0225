#include <algorithm>

#include "engine/base/instant.hpp"
#include "engine/base/words.hpp"
#include "workflows/language/expression_parser.hpp"

namespace paraph::expressions {

Expression leaf(Op op, std::string_view name, std::string_view role) {
    Expression expression;
    expression.op = op;
    expression.name = name;
    expression.role = role;
    return expression;
}

Expression literal(const Rational& value) {
    Expression expression;
    expression.op = Op::number;
    expression.value = value;
    return expression;
}

Expression truth(bool value) {
    Expression expression;
    expression.op = Op::truth;
    expression.value = value ? 1 : 0;
    return expression;
}

Expression node(Op op, std::vector<Expression> arguments, const Rational& value) {
    Expression expression;
    expression.op = op;
    expression.value = value;
    expression.arguments = std::move(arguments);
    return expression;
}

Part made(Type type, std::size_t offset, Expression expression) {
    return {std::move(expression), type, offset, nullptr, 1, 1};
}

int bits_of(Rational::Term term) {
    int bits = 1;
    for (; term > 1 || term < -1; term /= 2) ++bits;
    return bits;
}

std::string_view name_of(Type type) {
    switch (type) {
        case Type::number:
            return "a number";
        case Type::truth:
            return "yes or no";
        case Type::text:
            return "a text";
        case Type::date:
            return "a date";
        case Type::texts:
            return "several choices";
    }
    return "";
}

Result<Rational> value_of(std::string_view text) {
    const bool decimal = text.find('.') != std::string_view::npos && !text.ends_with('%');
    if (!decimal) return parse_rational(text);
    const auto percent = parse_rational(std::string(text) + "%");  // there a point is allowed
    if (!percent) return percent;
    return *percent * Rational(100);
}

// Numbers.

Maybe Parser::too_large(std::size_t offset) {
    return fail(offset, "This could grow too large to be computed exactly.");
}

Maybe Parser::sum() {
    Maybe left = product();
    while (left && (here().is("+") || here().is("-"))) {
        const Op op = here().is("+") ? Op::add : Op::subtract;
        ++at_;
        left = combined(op, std::move(*left), product());
    }
    return left;
}

Maybe Parser::product() {
    Maybe left = signed_operand();
    while (left && (here().is("*") || here().is("/"))) {
        const Op op = here().is("*") ? Op::multiply : Op::divide;
        ++at_;
        left = combined(op, std::move(*left), signed_operand());
    }
    return left;
}

Maybe Parser::combined(Op op, Part left, Maybe right) {
    if (right) right = require(std::move(*right), Type::number);
    const std::size_t offset = left.offset;
    Maybe first = right ? require(std::move(left), Type::number) : std::nullopt;
    if (!first) return first;
    const bool constant = right->expression.op == Op::number;
    if (op == Op::divide && (!constant || right->expression.value == Rational(0)))
        return fail(right->offset, "Divide only by a number that is not zero.");
    const int n1 = first->numerator_bits, d1 = first->denominator_bits, n2 = right->numerator_bits,
              d2 = right->denominator_bits;
    Part result = made(Type::number, offset, {});
    const bool linear = op == Op::add || op == Op::subtract;
    result.numerator_bits =
        linear ? std::max(n1 + d2, n2 + d1) + 1 : n1 + (op == Op::multiply ? n2 : d2);
    result.denominator_bits = d1 + (op == Op::divide ? n2 : d2);
    if (std::max(result.numerator_bits, result.denominator_bits) > bits_max)
        return too_large(offset);
    if (op == Op::divide && first->expression.op == Op::number)
        result.expression = literal(first->expression.value / right->expression.value);
    else
        result.expression = node(op, {std::move(first->expression), std::move(right->expression)});
    return result;
}

Maybe Parser::signed_operand() {
    const std::size_t offset = here().offset;
    if (!here().is("-")) return operand();
    if (++depth_ > depth_max) return fail(offset, "This is nested too deeply.");
    ++at_;
    Maybe part = signed_operand();
    --depth_;
    if (part) part = require(std::move(*part), Type::number);
    if (!part) return part;
    if (part->expression.op != Op::number)
        return combined(Op::subtract, made(Type::number, offset, literal(0)), std::move(part));
    part->expression.value = -part->expression.value;
    part->offset = offset;
    return part;
}

// Operands.

Maybe Parser::operand() {
    const std::size_t offset = here().offset;
    if (const auto word = words_.find(rest())) return named(*word);
    switch (here().kind) {
        case Token::Kind::number:
            return number();
        case Token::Kind::date:
            return date();
        case Token::Kind::text:
            return taken(Type::text);
        default:
            break;
    }
    if (here().is("(")) return bracketed();
    if (accept("yes")) return made(Type::truth, offset, truth(true));
    if (accept("no")) return made(Type::truth, offset, truth(false));
    if (const auto choice = words_.find(rest(), Word::choice)) {
        at_ += choice->tokens;
        return made(Type::text, offset, leaf(Op::text, choice->name));
    }
    return unknown();
}

Maybe Parser::unknown() {
    const bool word = here().kind == Token::Kind::word && !is_reserved(here().text);
    if (!word)
        return fail(here().offset, "Expected a number, a name or \"(\", found " + found() + ".");
    return fail(here().offset,
                "Nothing here is called " + found() + "." + words_.suggest(here().text));
}

Maybe Parser::bracketed() {
    const std::size_t offset = here().offset;
    if (++depth_ > depth_max) return fail(offset, "This is nested too deeply.");
    ++at_;
    Maybe inner = any_of();
    --depth_;
    if (!inner) return inner;
    if (!accept(")")) return fail(here().offset, "Expected \")\", found " + found() + ".");
    inner->offset = offset;
    return inner;
}

/// The token as a literal.
Maybe Parser::taken(Type type) {
    Part part = made(type, here().offset, leaf(Op::text, here().text));
    ++at_;
    return part;
}

Maybe Parser::date() {
    const std::string midnight = std::string(here().text) + "T00:00:00Z";
    if (!parse_instant(midnight)) return fail(here().offset, quoted(here().text) + " is no date.");
    return taken(Type::date);
}

Maybe Parser::number() {
    const auto value = value_of(here().text);
    if (!value) return fail(here().offset, value.error().text);
    Part part = made(Type::number, here().offset, literal(*value));
    part.numerator_bits = bits_of(value->numerator());
    part.denominator_bits = bits_of(value->denominator());
    ++at_;
    return part;
}

Maybe Parser::named(const ExpressionWords::Match& word) {
    const std::size_t offset = here().offset;
    switch (word.kind) {
        case Word::attribute: {
            Part part = attribute(word.name);
            at_ += word.tokens;
            return part;
        }
        case Word::role:
            return fail(offset, quoted(word.name) + " is a role; ask for \"bodies of " +
                                    std::string(word.name) + "\" or a position of it.");
        default:
            break;
    }
    at_ += word.tokens;
    if (names_.positions.empty())
        return fail(offset, quoted(word.name) + " reads a round, and there is none here.");
    if (word.kind == Word::preset) return preset(word.name, offset);
    if (word.kind == Word::weight) return weight(word.name, offset);
    if (word.kind == Word::figure) return figure(word.name, offset);
    return counted(leaf(Op::count, word.name), offset);
}

Part Parser::attribute(std::string_view name) const {
    const Attribute& found = names_.attributes.find(std::string(name))->second;
    Type type = Type::text;
    switch (found.type) {
        case Attribute::Type::number:
            type = Type::number;
            break;
        case Attribute::Type::yes_no:
            type = Type::truth;
            break;
        case Attribute::Type::date:
            type = Type::date;
            break;
        case Attribute::Type::some_of:
            type = Type::texts;
            break;
        case Attribute::Type::text:
        case Attribute::Type::one_of:
            break;
    }
    return {leaf(Op::attribute, name), type, here().offset, &found, leaf_bits, 1};
}

/// [of ROLE]; false where "of" is followed by none.
bool Parser::of_role(std::string& role) {
    if (!accept("of")) return true;
    const auto word = words_.find(rest(), Word::role);
    if (!word) {
        fail(here().offset, "Expected a role after \"of\", found " + found() + "." +
                                words_.suggest(here().text, Word::role));
        return false;
    }
    role = word->name;
    at_ += word->tokens;
    return true;
}

Maybe Parser::counted(Expression expression, std::size_t offset) {
    if (!of_role(expression.role)) return std::nullopt;
    return Part{std::move(expression), Type::number, offset, nullptr, leaf_bits, 1};
}

Maybe Parser::figure(std::string_view name, std::size_t offset) {
    if (name == "bodies") return counted(leaf(Op::bodies), offset);
    if (name == "cast") return counted(leaf(Op::cast), offset);
    if (name == "present") return counted(leaf(Op::present), offset);
    if (name == "silent") return counted(leaf(Op::silent), offset);
    const Op op = name == "open conditions" ? Op::open_conditions : Op::open_objections;
    return Part{leaf(op), Type::number, offset, nullptr, leaf_bits, 1};
}

/// WEIGHT of POSITION [of ROLE], WEIGHT of bodies [of ROLE].
Maybe Parser::weight(std::string_view name, std::size_t offset) {
    if (!accept("of"))
        return fail(here().offset,
                    "Expected \"of\" and a position or \"bodies\", found " + found() + ".");
    Expression expression = leaf(Op::weight);
    expression.weight = name;
    if (accept("bodies")) {
        expression.op = Op::total_weight;
        return counted(std::move(expression), offset);
    }
    const auto position = words_.find(rest(), Word::position);
    if (!position)
        return fail(here().offset, "Expected a position or \"bodies\", found " + found() + "." +
                                       words_.suggest(here().text, Word::position));
    expression.name = position->name;
    at_ += position->tokens;
    return counted(std::move(expression), offset);
}

/// The common rules by name; the first position of the set is assent.
Maybe Parser::preset(std::string_view name, std::size_t offset) {
    if (name == "consensus")
        return made(Type::truth, offset,
                    node(Op::all_of, {node(Op::equal, {leaf(Op::open_objections), literal(0)}),
                                      node(Op::equal, {leaf(Op::open_conditions), literal(0)})}));
    std::string role;
    if (!of_role(role)) return std::nullopt;
    Expression assent = leaf(Op::count, names_.positions.front(), role);
    if (name == "unanimity")
        return made(Type::truth, offset,
                    node(Op::fraction_at_least, {assent, leaf(Op::bodies, {}, role)}, 1));
    const Expression cast = leaf(Op::cast, {}, role);
    if (name == "majority")
        return made(Type::truth, offset,
                    node(Op::fraction_more_than, {assent, cast}, Rational(1, 2)));
    return made(Type::truth, offset, node(Op::fraction_at_least, {assent, cast}, Rational(2, 3)));
}

}  // namespace paraph::expressions
