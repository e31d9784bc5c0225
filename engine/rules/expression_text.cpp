#include <utility>

#include "engine/rules/evaluate.hpp"

namespace paraph {

namespace {

using Op = Expression::Op;

// How tightly an operator binds; a part that binds less tightly than its place is put in brackets.
enum Binding { either = 1, both, inverted, comparison, sum, product, operand };

std::string write(const Expression& e, Binding place);

std::string_view between(Op op) {
    switch (op) {
        case Op::add:
            return " + ";
        case Op::subtract:
            return " - ";
        case Op::multiply:
            return " * ";
        case Op::divide:
            return " / ";
        case Op::equal:
            return " = ";
        case Op::unequal:
            return " is not ";
        case Op::less:
        case Op::fraction_less_than:
            return " less than ";
        case Op::at_most:
        case Op::fraction_at_most:
            return " at most ";
        case Op::greater:
        case Op::fraction_more_than:
            return " more than ";
        case Op::at_least:
        case Op::fraction_at_least:
            return " at least ";
        case Op::all_of:
            return " and ";
        case Op::any_of:
            return " or ";
        default:
            return " ";
    }
}

std::string of(std::string text, const std::string& role) {
    return role.empty() ? text : text + " of " + role;
}

std::string join(const Expression& e, std::size_t first, std::string_view separator,
                 Binding place) {
    std::string text;
    for (std::size_t i = first; i < e.arguments.size(); ++i) {
        if (i > first) text += separator;
        text += write(e.arguments[i], place);
    }
    return text;
}

/// A date as it is, another text in the quotes that it does not contain.
std::string literal(const std::string& text) {
    if (text.size() == 10 && text[4] == '-' && text.find_first_not_of("0123456789-") == text.npos)
        return text;
    const char quote = text.find('"') == std::string::npos ? '"' : '\'';
    return quote + text + quote;
}

std::string write_membership(const Expression& e, std::string_view word) {
    const std::string wanted = write(e.arguments[0], operand) + std::string(word);
    if (e.arguments.size() == 2 && e.arguments[1].op == Op::attribute)
        return wanted + e.arguments[1].name;
    return wanted + "(" + join(e, 1, ", ", sum) + ")";
}

std::pair<std::string, Binding> write_leaf(const Expression& e) {
    switch (e.op) {
        case Op::number:
            return {to_text(e.value), e.value.is_whole() ? operand : either};
        case Op::text:
            return {literal(e.name), operand};
        case Op::truth:
            return {e.value == Rational(0) ? "no" : "yes", operand};
        case Op::count:
            return {of(e.name, e.role), operand};
        case Op::weight:
            return {of(e.weight + " of " + e.name, e.role), operand};
        case Op::bodies:
            return {of("bodies", e.role), operand};
        case Op::total_weight:
            return {of(e.weight + " of bodies", e.role), operand};
        case Op::cast:
            return {of("cast", e.role), operand};
        case Op::present:
            return {of("present", e.role), operand};
        case Op::silent:
            return {of("silent", e.role), operand};
        case Op::open_conditions:
            return {"open conditions", operand};
        case Op::open_objections:
            return {"open objections", operand};
        default:
            return {e.name, operand};
    }
}

std::pair<std::string, Binding> write_open(const Expression& e) {
    const auto pair = [&](Binding left, Binding right) {
        return write(e.arguments[0], left) + std::string(between(e.op)) +
               write(e.arguments[1], right);
    };
    switch (e.op) {
        case Op::any_of:
            return {join(e, 0, " or ", both), either};
        case Op::all_of:
            return {join(e, 0, " and ", inverted), both};
        case Op::negation:
            if (e.arguments[0].op == Op::is_in)
                return {write_membership(e.arguments[0], " not in "), comparison};
            return {"not " + write(e.arguments[0], inverted), inverted};
        case Op::is_in:
            return {write_membership(e, " in "), comparison};
        case Op::fraction_at_least:
        case Op::fraction_more_than:
        case Op::fraction_at_most:
        case Op::fraction_less_than:
            return {write(e.arguments[0], sum) + std::string(between(e.op)) + to_text(e.value) +
                        " of " + write(e.arguments[1], operand),
                    comparison};
        case Op::add:
            return {pair(sum, product), sum};
        case Op::subtract:
            return {pair(sum, product), sum};
        case Op::multiply:
        case Op::divide:
            return {pair(product, operand), product};
        case Op::equal:
        case Op::unequal:
        case Op::less:
        case Op::at_most:
        case Op::greater:
        case Op::at_least:
            return {pair(sum, sum), comparison};
        default:
            return write_leaf(e);
    }
}

std::string write(const Expression& e, Binding place) {
    auto [text, binding] = write_open(e);
    return binding < place ? "(" + text + ")" : text;
}

}  // namespace

std::string to_text(const Expression& expression) {
    return write(expression, either);
}

}  // namespace paraph
