#include "engine/rules/outlook.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/rules/evaluate.hpp"
#include "engine/rules/missing_rule.hpp"

namespace paraph {
namespace {

using Op = Expression::Op;

bool is_linear(const Expression& e) {
    if (e.op == Op::multiply && reads_figures(e.arguments[0]) && reads_figures(e.arguments[1]))
        return false;
    return std::ranges::all_of(e.arguments, is_linear);
}

/// Where a number can lie; an empty bound is none.
struct Range {
    std::optional<Rational> low, high;

    void add(const Rational& least, const Rational& most) {
        if (low) low = *low + least;
        if (high) high = *high + most;
    }
};

/// sign * (left - factor * right), of which a comparison asks on which side of zero it lies.
struct Margin {
    const Expression* comparison = nullptr;
    Rational factor{1};
    Rational sign{1};
};

/// The sum of such margins. As it is linear, it is what it amounts to with nobody, and what each
/// body adds to that.
class Difference {
public:
    Difference(std::vector<Margin> margins, const Prospect& prospect)
        : margins_(std::move(margins)), prospect_(prospect) {}

    /// Nothing where an attribute is absent: the comparison is false then.
    std::optional<Range> range() const {
        const Figures nobody = empty();
        const auto base = value(nobody);
        if (!base) return std::nullopt;
        Range range{*base, *base};
        for (const Party& party : prospect_.parties) add(party, *base, range);
        Figures condition = nobody;
        condition.set_open_conditions(1);
        const Rational each = *value(condition) - *base;
        add_conditions(each, range);
        return range;
    }

private:
    Figures empty() const { return {prospect_.definition, prospect_.stage, prospect_.weights}; }

    std::optional<Rational> value(const Figures& figures) const {
        static const json::object none;
        const auto& attributes = prospect_.attributes ? *prospect_.attributes : none;
        Rational sum;
        for (const Margin& margin : margins_) {
            const auto left = value_of(margin.comparison->arguments[0], figures, attributes);
            const auto right = value_of(margin.comparison->arguments[1], figures, attributes);
            if (!left || !right) return std::nullopt;
            sum = sum + margin.sign * (*left - margin.factor * *right);
        }
        return sum;
    }

    void add(const Party& party, const Rational& base, Range& range) const {
        std::optional<Rational> low, high;
        for (const Option& option : party.options) {
            Figures one = empty();
            one.add({party.body, party.roles, option.position, option.status});
            const Rational adds = *value(one) - base;
            low = low ? std::min(*low, adds) : adds;
            high = high ? std::max(*high, adds) : adds;
        }
        if (!low) return;
        const auto times = [](const Rational& adds, std::int64_t count) {
            return adds * Rational(count);
        };
        range.add(std::min(times(*low, party.least), times(*low, party.most)),
                  std::max(times(*high, party.least), times(*high, party.most)));
    }

    void add_conditions(const Rational& each, Range& range) const {
        if (each == Rational(0)) return;
        if (!prospect_.conditions_max) {
            (each > Rational(0) ? range.high : range.low).reset();
            return;
        }
        const Rational all = each * Rational(*prospect_.conditions_max);
        range.add(std::min(all, Rational(0)), std::max(all, Rational(0)));
    }

    std::vector<Margin> margins_;
    const Prospect& prospect_;
};

class Forecast {
public:
    explicit Forecast(const Prospect& prospect) : prospect_(prospect) {}

    Chance of(const Expression& e) const {
        switch (e.op) {
            case Op::truth:
                return {e.value != Rational(0), e.value == Rational(0)};
            case Op::all_of:
                return conjunction(e);
            case Op::any_of:
                return disjunction(e);
            case Op::negation:
                return contrary(of(e.arguments.front()));
            default:
                break;
        }
        if (!reads_figures(e)) return without_tallies(e);
        if (!is_known(e)) return {};
        if (e.op == Op::is_in) return membership(e);
        return comparison(e);
    }

private:
    static Chance contrary(Chance chance) { return {chance.can_fail, chance.can_hold}; }

    Chance conjunction(const Expression& e) const {
        Chance all{true, false};
        for (const auto& part : e.arguments) {
            const auto one = of(part);
            all = {all.can_hold && one.can_hold, all.can_fail || one.can_fail};
        }
        if (all.can_hold && ask_for_too_much(e)) all.can_hold = false;
        return all;
    }

    /// A body takes one position: what each part could have alone, all may not have together. If
    /// every part lies at zero or above, so does their sum.
    bool ask_for_too_much(const Expression& e) const try {
        std::vector<Margin> margins;
        Rational least;  // of whole numbers "more than" is one more
        collect(e, margins, least);
        if (margins.size() < 2) return false;
        const auto range = Difference(std::move(margins), prospect_).range();
        return range && range->high && *range->high < least;
    } catch (const std::overflow_error&) {
        return false;
    }

    void collect(const Expression& e, std::vector<Margin>& margins, Rational& least) const {
        if (e.op == Op::all_of)
            for (const auto& part : e.arguments) collect(part, margins, least);
        const bool above = e.op == Op::at_least || e.op == Op::greater || e.op == Op::equal ||
                           e.op == Op::fraction_at_least;
        const bool below = e.op == Op::at_most || e.op == Op::less || e.op == Op::fraction_at_most;
        if ((!above && !below) || !reads_figures(e) || !is_known(e)) return;
        if (!comparison(e).can_fail) return;  // asks for nothing
        margins.push_back(
            {&e, is_fraction(e.op) ? e.value : Rational(1), above ? Rational(1) : Rational(-1)});
        if ((e.op == Op::greater || e.op == Op::less) && is_whole(e)) least = least + Rational(1);
    }

    static bool is_whole(const Expression& e) {
        return e.op != Op::divide && (e.op != Op::number || e.value.is_whole()) &&
               std::ranges::all_of(e.arguments, is_whole);
    }

    static bool is_fraction(Op op) {
        return op == Op::fraction_at_least || op == Op::fraction_more_than ||
               op == Op::fraction_at_most || op == Op::fraction_less_than;
    }

    Chance disjunction(const Expression& e) const {
        Chance some{false, true};
        for (const auto& part : e.arguments) {
            const auto one = of(part);
            some = {some.can_hold || one.can_hold, some.can_fail && one.can_fail};
        }
        return some;
    }

    Chance without_tallies(const Expression& e) const {
        if (!prospect_.attributes && reads(e, Op::attribute)) return {};
        static const json::object none;
        const bool holds_now = holds(e, prospect_.attributes ? *prospect_.attributes : none);
        return {holds_now, !holds_now};
    }

    /// Linear, and read from nothing that is not known yet.
    bool is_known(const Expression& e) const {
        if (!is_linear(e)) return false;
        if (!prospect_.attributes && reads(e, Op::attribute)) return false;
        const bool weighs = reads(e, Op::weight) || reads(e, Op::total_weight);
        return !weighs || std::ranges::none_of(prospect_.parties, [](const Party& party) {
            return party.body.empty();
        });
    }

    /// Equal to one of several.
    Chance membership(const Expression& e) const {
        Chance some{false, true};
        for (std::size_t i = 1; i < e.arguments.size(); ++i) {
            Expression equal;
            equal.op = Op::equal;
            equal.arguments = {e.arguments[0], e.arguments[i]};
            const auto one = comparison(equal);
            some = {some.can_hold || one.can_hold, some.can_fail && one.can_fail};
        }
        return some;
    }

    /// What outgrows exact arithmetic is taken as "may be anything".
    Chance comparison(const Expression& e) const try {
        const bool fraction = is_fraction(e.op);
        const auto range =
            Difference({Margin{&e, fraction ? e.value : Rational(1)}}, prospect_).range();
        if (!range) return {false, true};
        const Chance chance = against_zero(e.op, *range);
        if (!fraction) return chance;
        const Expression whole = base_of(e);
        const auto base = Difference({Margin{&whole}}, prospect_).range();
        const bool can_be_empty = !base->low || *base->low <= Rational(0);
        const bool can_be_there = !base->high || *base->high > Rational(0);
        return {chance.can_hold && can_be_there, chance.can_fail || can_be_empty};
    } catch (const std::overflow_error&) {
        return {};
    }

    /// The base of a fraction, as a comparison with zero.
    static Expression base_of(const Expression& fraction) {
        Expression zero;
        zero.op = Op::number;
        Expression comparison;
        comparison.op = Op::greater;
        comparison.arguments = {fraction.arguments[1], zero};
        return comparison;
    }

    static Chance against_zero(Op op, const Range& range) {
        const Rational zero(0);
        const bool below = !range.low || *range.low < zero;
        const bool above = !range.high || *range.high > zero;
        const bool at_least = above || *range.high == zero;  // it can be zero or more
        const bool at_most = below || *range.low == zero;
        switch (op) {
            case Op::less:
            case Op::fraction_less_than:
                return {below, at_least};
            case Op::at_most:
            case Op::fraction_at_most:
                return {at_most, above};
            case Op::greater:
            case Op::fraction_more_than:
                return {above, at_most};
            case Op::at_least:
            case Op::fraction_at_least:
                return {at_least, below};
            case Op::equal:
                return {at_least && at_most, below || above};
            default:  // unequal
                return {below || above, at_least && at_most};
        }
    }

    const Prospect& prospect_;
};

}  // namespace

Chance chance(const Expression& rule, const Prospect& prospect) {
    return Forecast(prospect).of(rule);
}

std::vector<Option> every_option(const Stage& stage) {
    std::vector<Option> options;
    for (const auto& position : stage.positions)
        options.push_back({position.name, position.blocks ? AssignmentStatus::blocking
                                                          : AssignmentStatus::answered});
    options.push_back({{}, AssignmentStatus::awaited});
    return options;
}

}  // namespace paraph
