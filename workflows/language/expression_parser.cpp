#include "workflows/language/expression_parser.hpp"

#include <algorithm>

#include "engine/base/words.hpp"

namespace paraph::expressions {

Parser::Parser(std::span<const Token> tokens, const Names& names)
    : tokens_(tokens), names_(names), words_(names) {}

boost::system::result<Expression, ExpressionError> Parser::condition() {
    Maybe part = any_of();
    if (part) part = end_of(std::move(*part));
    if (part) part = require(std::move(*part), Type::truth);
    if (!part) return *error_;
    return std::move(part->expression);
}

// Reading tokens.

const Token& Parser::ahead(std::size_t count) const {
    return tokens_[std::min(at_ + count, tokens_.size() - 1)];
}

bool Parser::accept(std::string_view word) {
    if (!here().is(word)) return false;
    ++at_;
    return true;
}

bool Parser::accept(std::string_view first, std::string_view second) {
    if (!here().is(first) || !ahead(1).is(second)) return false;
    at_ += 2;
    return true;
}

std::string Parser::found() const {
    return here().kind == Token::Kind::end ? "the end" : quoted(here().text);
}

std::nullopt_t Parser::fail(std::size_t offset, std::string text) {
    if (!error_) error_ = ExpressionError{offset, std::move(text)};
    return std::nullopt;
}

Maybe Parser::require(Part part, Type wanted) {
    if (part.type == wanted) return part;
    return fail(part.offset, "This is " + std::string(name_of(part.type)) + ", but " +
                                 std::string(name_of(wanted)) + " is expected here.");
}

Maybe Parser::end_of(Part part) {
    if (here().kind == Token::Kind::end) return part;
    const std::string expected = part.type == Type::truth ? "\"and\", \"or\"" : "a comparison";
    return fail(here().offset, "Expected " + expected + " or the end, found " + found() + ".");
}

// Conditions.

Maybe Parser::any_of() {
    return chain("or", Op::any_of, &Parser::all_of);
}
Maybe Parser::all_of() {
    return chain("and", Op::all_of, &Parser::negation);
}

Maybe Parser::chain(std::string_view word, Op op, Maybe (Parser::*next)()) {
    Maybe first = (this->*next)();
    if (!first || !here().is(word)) return first;
    first = require(std::move(*first), Type::truth);
    if (!first) return first;
    std::vector<Expression> parts{std::move(first->expression)};
    while (accept(word)) {
        Maybe part = (this->*next)();
        if (part) part = require(std::move(*part), Type::truth);
        if (!part) return part;
        parts.push_back(std::move(part->expression));
    }
    return made(Type::truth, first->offset, node(op, std::move(parts)));
}

Maybe Parser::negation() {
    const std::size_t offset = here().offset;
    if (!here().is("not") || words_.find(rest())) return comparison();
    if (++depth_ > depth_max) return fail(offset, "This is nested too deeply.");
    ++at_;
    Maybe part = negation();
    --depth_;
    if (part) part = require(std::move(*part), Type::truth);
    if (!part) return part;
    return made(Type::truth, offset, node(Op::negation, {std::move(part->expression)}));
}

// Comparisons.

std::optional<Parser::Relation> Parser::relation() {
    if (accept("at", "least")) return Relation{Op::at_least, Op::fraction_at_least};
    if (accept("at", "most")) return Relation{Op::at_most, Op::fraction_at_most};
    if (accept("more", "than")) return Relation{Op::greater, Op::fraction_more_than};
    if (accept("less", "than")) return Relation{Op::less, Op::fraction_less_than};
    if (accept("=")) return Relation{Op::equal, Op::equal};
    if (accept("!=")) return Relation{Op::unequal, Op::unequal};
    if (accept("<=")) return Relation{Op::at_most, Op::at_most};
    if (accept(">=")) return Relation{Op::at_least, Op::at_least};
    if (accept("<")) return Relation{Op::less, Op::less};
    if (accept(">")) return Relation{Op::greater, Op::greater};
    if (!accept("is")) return std::nullopt;
    if (accept("not")) return Relation{Op::unequal, Op::unequal};
    const auto inner = here().is("is") ? std::nullopt : relation();  // "is at least 3"
    return inner ? inner : Relation{Op::equal, Op::equal};
}

Maybe Parser::comparison() {
    Maybe left = sum();
    if (!left) return left;
    if (accept("not", "in")) return membership(std::move(*left), true);
    if (accept("in")) return membership(std::move(*left), false);
    const auto how = relation();
    if (!how) return left;
    const bool share = how->fraction != how->op && is_fraction();
    Maybe whole =
        share ? fraction(std::move(*left), how->fraction) : compared(std::move(*left), how->op);
    const std::size_t after = here().offset;
    if (whole && relation())
        return fail(after, "Comparisons don't chain; join two of them with \"and\".");
    return whole;
}

/// Whether a share of something follows: "half", "25%", "2/3", or a number and "of".
bool Parser::is_fraction() const {
    if (here().is("half")) return true;
    if (here().kind != Token::Kind::number) return false;
    const bool slash = ahead(1).is("/") && ahead(2).kind == Token::Kind::number;
    return slash || here().text.ends_with('%') || ahead(1).is("of");
}

std::optional<Rational> Parser::share() {
    const std::size_t offset = here().offset;
    if (accept("half")) return Rational(1, 2);
    std::string text(here().text);
    ++at_;
    if (accept("/")) {
        text += "/" + std::string(here().text);
        ++at_;
    }
    const auto value = parse_rational(text);
    if (!value) return fail(offset, value.error().text);
    if (*value <= Rational(0) || *value > Rational(1))
        return fail(offset, "A fraction lies between 0 and 1.");
    return *value;
}

Maybe Parser::fraction(Part left, Op op) {
    const std::size_t offset = here().offset;
    const auto part_of = share();
    if (!part_of) return std::nullopt;
    if (!accept("of"))
        return fail(here().offset,
                    "Expected \"of\" and what the fraction is taken of, found " + found() + ".");
    Maybe base = operand();
    if (base) base = require(std::move(*base), Type::number);
    if (!base) return base;
    if (here().is("+") || here().is("-") || here().is("*") || here().is("/"))
        return fail(here().offset, "Put what the fraction is taken of in brackets.");
    if (base->numerator_bits + bits_of(part_of->numerator()) > bits_max ||
        base->denominator_bits + bits_of(part_of->denominator()) > bits_max)
        return too_large(offset);
    Maybe part = require(std::move(left), Type::number);
    if (!part) return part;
    return made(Type::truth, part->offset,
                node(op, {std::move(part->expression), std::move(base->expression)}, *part_of));
}

namespace {

/// A number beside an attribute whose choices are written as numbers is such a choice.
void as_choice(Part& number, const Part& beside) {
    const bool text = beside.type == Type::text || beside.type == Type::texts;
    if (!text || beside.attribute == nullptr || number.expression.op != Op::number) return;
    number.expression = leaf(Op::text, to_text(number.expression.value));
    number.type = Type::text;
}

/// A date written beside a text is that text.
void as_text(Part& date, const Part& beside) {
    if (date.type == Type::date && date.expression.op == Op::text && beside.type == Type::text)
        date.type = Type::text;
}

}  // namespace

Maybe Parser::compared(Part left, Op op) {
    Maybe right = beside(left);
    if (!right) return right;
    as_choice(left, *right);
    as_text(left, *right);
    as_text(*right, left);
    if (left.type == Type::texts)
        return fail(left.offset,
                    "Of several choices ask with \"in\": \"x\" in " + left.expression.name + ".");
    if (left.type != right->type)
        return fail(right->offset, "This is " + std::string(name_of(right->type)) +
                                       ", but it is compared with " +
                                       std::string(name_of(left.type)) + ".");
    const bool ordered = op != Op::equal && op != Op::unequal;
    if (ordered && left.type != Type::number && left.type != Type::date)
        return fail(left.offset, "Only numbers and dates can be compared by size.");
    if (!is_choice(left, *right) || !is_choice(*right, left)) return std::nullopt;
    return made(Type::truth, left.offset,
                node(op, {std::move(left.expression), std::move(right->expression)}));
}

Maybe Parser::membership(Part left, bool negated) {
    const auto set = here().is("(") ? std::nullopt : words_.find(rest(), Word::attribute);
    Maybe result = set ? in_attribute(std::move(left), *set) : in_list(std::move(left));
    if (result && negated) result->expression = node(Op::negation, {std::move(result->expression)});
    return result;
}

/// "x" in ATTRIBUTE, which holds several choices.
Maybe Parser::in_attribute(Part left, const ExpressionWords::Match& set) {
    Part several = attribute(set.name);
    at_ += set.tokens;
    if (several.type != Type::texts)
        return fail(several.offset, quoted(set.name) + " does not hold several choices.");
    as_choice(left, several);
    if (left.expression.op != Op::text)
        return fail(left.offset, "Expected one of the choices of " + quoted(set.name) + ".");
    if (!is_choice(several, left)) return std::nullopt;
    return made(Type::truth, left.offset,
                node(Op::is_in, {std::move(left.expression), std::move(several.expression)}));
}

/// SUM in (a, b, c).
Maybe Parser::in_list(Part left) {
    if (!accept("("))
        return fail(here().offset,
                    "Expected \"(\" and a list, or an attribute with several choices, found " +
                        found() + ".");
    std::vector<Expression> arguments{left.expression};
    do {
        Maybe member = beside(left);
        if (member) member = require(std::move(*member), left.type);
        if (!member || !is_choice(left, *member)) return std::nullopt;
        arguments.push_back(std::move(member->expression));
    } while (accept(","));
    if (!accept(")")) return fail(here().offset, "Expected \",\" or \")\", found " + found() + ".");
    return made(Type::truth, left.offset, node(Op::is_in, std::move(arguments)));
}

// Literals that take their meaning from the attribute beside them.

/// The right side of a comparison: yes, no or a choice where `left` is such an attribute.
Maybe Parser::beside(const Part& left) {
    const Attribute* attribute = left.attribute;
    const std::size_t offset = here().offset;
    if (attribute == nullptr || here().kind == Token::Kind::text) return sum();
    if (attribute->type == Attribute::Type::yes_no) {
        if (accept("yes")) return made(Type::truth, offset, truth(true));
        if (accept("no")) return made(Type::truth, offset, truth(false));
    }
    if (const auto choice = choice_of(*attribute)) {
        at_ += choice->tokens;
        return made(Type::text, offset, leaf(Op::text, choice->name));
    }
    return sum();
}

std::optional<ExpressionWords::Match> Parser::choice_of(const Attribute& attribute) const {
    std::optional<ExpressionWords::Match> longest;
    for (const auto& choice : attribute.choices) {
        const std::size_t tokens = spelled(choice, rest());
        if (tokens > (longest ? longest->tokens : 0))
            longest = ExpressionWords::Match{Word::choice, choice, tokens};
    }
    return longest;
}

/// Fails where a literal text is none of the choices of the attribute beside it.
bool Parser::is_choice(const Part& left, const Part& right) {
    const Attribute* attribute = left.attribute;
    if (attribute == nullptr || attribute->choices.empty()) return true;
    const std::string& text = right.expression.name;
    if (right.expression.op != Op::text || std::ranges::count(attribute->choices, text) > 0)
        return true;
    const std::vector<std::string_view> known(attribute->choices.begin(), attribute->choices.end());
    fail(right.offset, quoted(text) + " is no choice of " + quoted(attribute->name) + "." +
                           suggestion(text, known));
    return false;
}

}  // namespace paraph::expressions
