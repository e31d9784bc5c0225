#pragma once

#include <string>
#include <vector>

#include "engine/base/rational.hpp"

namespace paraph {

/// A rule or a condition of a definition: typed, total, no loops. The reader
/// (workflows/language/expression) has checked types and names; evaluation cannot fail.
/// Grammar: docs/language.md.
struct Expression {
    enum class Op {
        // leaves
        number,           // `value`
        text,             // `name`: a literal
        truth,            // `value` 0 or 1: yes, no
        attribute,        // `name`: of the dossier
        count,            // bodies with position `name` [of role `role`]
        weight,           // sum of weight `weight` of those with position `name` [of `role`]
        bodies,           // bodies in the base [of `role`]
        total_weight,     // sum of weight `weight` over the base [of `role`]
        cast,             // positions that count as cast [of `role`]
        present,          // positions that count for the quorum [of `role`]
        silent,           // bodies that have not answered, or were counted silent [of `role`]
        open_conditions,  // comments with force condition that are neither lifted nor withdrawn
        open_objections,  // positions that block and are not lifted
        // numbers -> number
        add,
        subtract,
        multiply,
        divide,  // the right side is a non-zero literal
        // numbers (or equal types for equal, unequal) -> truth
        equal,
        unequal,
        less,
        at_most,
        greater,
        at_least,
        // `value` as the fraction, one argument on each side: at least 2/3 of (…). False where the
        // base (second argument) is zero: nobody's agreement is not two thirds of nobody.
        fraction_at_least,
        fraction_more_than,
        fraction_at_most,
        fraction_less_than,
        // truths -> truth
        all_of,  // and
        any_of,  // or
        negation,
        is_in,  // the first argument equals one of the others
    };

    Op op = Op::truth;
    Rational value;
    std::string name;
    std::string role;    // empty: everybody in the base
    std::string weight;  // for `weight` and `total_weight`
    std::vector<Expression> arguments;
};

/// Whether it counts bodies or what they say, of all or of one role.
constexpr bool counts_bodies(Expression::Op op) {
    return op >= Expression::Op::count && op <= Expression::Op::silent;
}
/// Whether it stands for something of a round.
constexpr bool is_figure(Expression::Op op) {
    return op >= Expression::Op::count && op <= Expression::Op::open_objections;
}

}  // namespace paraph
