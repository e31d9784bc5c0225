#include "engine/rules/evaluate.hpp"

#include <algorithm>
#include <compare>

namespace paraph {

namespace {

using Op = Expression::Op;

/// What a part of an expression amounts to. `texts` is an attribute with several choices.
struct Value {
    enum class Kind { absent, number, truth, text, texts };
    Kind kind = Kind::absent;
    Rational number;
    bool truth = false;
    std::string_view text;
    const json::array* texts = nullptr;
};

Value number_value(Rational number) {
    return {Value::Kind::number, number, false, {}, nullptr};
}
Value truth_value(bool truth) {
    return {Value::Kind::truth, {}, truth, {}, nullptr};
}
Value text_value(std::string_view text) {
    return {Value::Kind::text, {}, false, text, nullptr};
}

Value attribute_value(const std::string& name, const json::object& attributes) {
    const json::value* value = attributes.if_contains(name);
    if (value == nullptr) return {};
    switch (value->kind()) {
        case json::kind::int64:
            return number_value(Rational(value->get_int64()));
        case json::kind::uint64:  // parsed JSON of Paraph stays below 2^53
            return number_value(Rational(static_cast<std::int64_t>(value->get_uint64())));
        case json::kind::bool_:
            return truth_value(value->get_bool());
        case json::kind::string:
            return text_value(value->get_string());
        case json::kind::array:
            return {Value::Kind::texts, {}, false, {}, &value->get_array()};
        default:
            return {};
    }
}

class Evaluation {
public:
    Evaluation(const Figures* figures, const json::object& attributes)
        : figures_(figures), attributes_(attributes) {}

    bool is_true(const Expression& expression) const {
        const Value value = evaluate(expression);
        return value.kind == Value::Kind::truth && value.truth;
    }

    Value evaluate(const Expression& e) const {
        switch (e.op) {
            case Op::number:
                return number_value(e.value);
            case Op::text:
                return text_value(e.name);
            case Op::truth:
                return truth_value(e.value != Rational(0));
            case Op::attribute:
                return attribute_value(e.name, attributes_);
            case Op::add:
            case Op::subtract:
            case Op::multiply:
            case Op::divide:
                return arithmetic(e);
            case Op::equal:
            case Op::unequal:
            case Op::less:
            case Op::at_most:
            case Op::greater:
            case Op::at_least:
                return truth_value(compare(e));
            case Op::fraction_at_least:
            case Op::fraction_more_than:
            case Op::fraction_at_most:
            case Op::fraction_less_than:
                return truth_value(fraction(e));
            case Op::all_of:
                return truth_value(std::ranges::all_of(
                    e.arguments, [&](const Expression& part) { return is_true(part); }));
            case Op::any_of:
                return truth_value(std::ranges::any_of(
                    e.arguments, [&](const Expression& part) { return is_true(part); }));
            case Op::negation:
                return truth_value(!is_true(e.arguments[0]));
            case Op::is_in:
                return truth_value(is_in(e));
            default:
                return number_value(Rational(figure(e)));
        }
    }

private:
    std::int64_t figure(const Expression& e) const {
        if (figures_ == nullptr) return 0;
        switch (e.op) {
            case Op::count:
                return figures_->count(e.name, e.role);
            case Op::weight:
                return figures_->weight(e.weight, e.name, e.role);
            case Op::bodies:
                return figures_->bodies(e.role);
            case Op::total_weight:
                return figures_->total_weight(e.weight, e.role);
            case Op::cast:
                return figures_->cast(e.role);
            case Op::present:
                return figures_->present(e.role);
            case Op::silent:
                return figures_->silent(e.role);
            case Op::open_conditions:
                return figures_->open_conditions();
            case Op::open_objections:
                return figures_->open_objections();
            default:
                return 0;
        }
    }

    Value arithmetic(const Expression& e) const {
        const Value a = evaluate(e.arguments[0]), b = evaluate(e.arguments[1]);
        if (a.kind != Value::Kind::number || b.kind != Value::Kind::number) return {};
        switch (e.op) {
            case Op::add:
                return number_value(a.number + b.number);
            case Op::subtract:
                return number_value(a.number - b.number);
            case Op::multiply:
                return number_value(a.number * b.number);
            default:
                return number_value(a.number / b.number);
        }
    }

    /// Nothing where the two can't be compared: one is absent, or the types differ. Texts are
    /// compared byte by byte, which is the right order for dates, the only ones that the reader
    /// lets be compared by size.
    static std::optional<std::strong_ordering> order(const Value& a, const Value& b) {
        if (a.kind != b.kind) return std::nullopt;
        switch (a.kind) {
            case Value::Kind::number:
                return a.number <=> b.number;
            case Value::Kind::truth:
                return a.truth <=> b.truth;
            case Value::Kind::text:
                return a.text <=> b.text;
            default:
                return std::nullopt;
        }
    }

    /// An attribute of the type yes/no that is absent reads as no.
    Value operand(const Expression& e, const Expression& other) const {
        const Value value = evaluate(e);
        const bool absent = value.kind == Value::Kind::absent;
        return absent && other.op == Op::truth ? truth_value(false) : value;
    }

    bool compare(const Expression& e) const {
        const Expression &left = e.arguments[0], &right = e.arguments[1];
        const auto ordering = order(operand(left, right), operand(right, left));
        if (!ordering) return false;
        switch (e.op) {
            case Op::equal:
                return *ordering == 0;
            case Op::unequal:
                return *ordering != 0;
            case Op::less:
                return *ordering < 0;
            case Op::at_most:
                return *ordering <= 0;
            case Op::greater:
                return *ordering > 0;
            default:
                return *ordering >= 0;
        }
    }

    bool fraction(const Expression& e) const {
        const Value part = evaluate(e.arguments[0]), base = evaluate(e.arguments[1]);
        if (part.kind != Value::Kind::number || base.kind != Value::Kind::number) return false;
        if (base.number <= Rational(0)) return false;
        const auto ordering = part.number <=> e.value * base.number;
        switch (e.op) {
            case Op::fraction_at_least:
                return ordering >= 0;
            case Op::fraction_more_than:
                return ordering > 0;
            case Op::fraction_at_most:
                return ordering <= 0;
            default:
                return ordering < 0;
        }
    }

    bool is_in(const Expression& e) const {
        const Value wanted = evaluate(e.arguments[0]);
        for (std::size_t i = 1; i < e.arguments.size(); ++i) {
            const Value candidate = evaluate(e.arguments[i]);
            if (candidate.kind == Value::Kind::texts) {
                if (contains(*candidate.texts, wanted)) return true;
                continue;
            }
            const auto ordering = order(wanted, candidate);
            if (ordering && *ordering == 0) return true;
        }
        return false;
    }

    static bool contains(const json::array& texts, const Value& wanted) {
        return std::ranges::any_of(texts, [&](const json::value& text) {
            return wanted.kind == Value::Kind::text && text.is_string() &&
                   std::string_view(text.get_string()) == wanted.text;
        });
    }

    const Figures* figures_;
    const json::object& attributes_;
};

}  // namespace

bool holds(const Expression& condition, const Figures& figures, const json::object& attributes) {
    return Evaluation(&figures, attributes).is_true(condition);
}

bool holds(const Expression& condition, const json::object& attributes) {
    return Evaluation(nullptr, attributes).is_true(condition);
}

std::optional<Rational> value_of(const Expression& number, const Figures& figures,
                                 const json::object& attributes) {
    const Value value = Evaluation(&figures, attributes).evaluate(number);
    if (value.kind != Value::Kind::number) return std::nullopt;
    return value.number;
}

bool has_quorum(const Stage& stage, const Figures& figures, const json::object& attributes) {
    return !stage.quorum || holds(*stage.quorum, figures, attributes);
}

bool passes(const Stage& stage, const Figures& figures, const json::object& attributes) {
    return !stage.passes || holds(*stage.passes, figures, attributes);
}

bool qualifies(const Stage& stage, const Figures& figures, const json::object& attributes) {
    return figures.open_objections() == 0 && has_quorum(stage, figures, attributes) &&
           passes(stage, figures, attributes);
}

}  // namespace paraph
