#include "engine/rules/rule_words.hpp"

#include <array>

#include "engine/rules/evaluate.hpp"

namespace paraph {
namespace {

using Op = Expression::Op;

std::string in_bangla_digits(std::string_view text) {
    constexpr std::array<std::string_view, 10> digits{"০", "১", "২", "৩", "৪",
                                                      "৫", "৬", "৭", "৮", "৯"};
    std::string said;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            said += digits[static_cast<std::size_t>(c - '0')];
        else
            said += c;
    }
    return said;
}

/// Bangla puts the whole before the part: "of the votes cast at least 2/3 “agree”".
class Bangla {
public:
    explicit Bangla(const RuleNames& names) : names_(names) {}

    std::string say(const Expression& e) const {
        switch (e.op) {
            case Op::all_of:
                return joined(e, 0, " এবং ");
            case Op::any_of:
                return joined(e, 0, " অথবা ");
            case Op::negation:
                return "এমন নয় যে " + part(e.arguments[0]);
            case Op::is_in:
                return part(e.arguments[0]) + " এর একটি: " + joined(e, 1, ", ");
            case Op::fraction_at_least:
                return whole(e) + "অন্তত " + share(e) + " " + part(e.arguments[0]);
            case Op::fraction_more_than:
                return whole(e) + share(e) + "-এর বেশি " + part(e.arguments[0]);
            case Op::fraction_at_most:
                return whole(e) + "সর্বোচ্চ " + share(e) + " " + part(e.arguments[0]);
            case Op::fraction_less_than:
                return whole(e) + share(e) + "-এর কম " + part(e.arguments[0]);
            default:
                return between(e.op).empty()
                           ? leaf(e)
                           : part(e.arguments[0]) + " " + std::string(between(e.op)) + " " +
                                 part(e.arguments[1]);
        }
    }

private:
    static std::string_view between(Op op) {
        switch (op) {
            case Op::add:
                return "+";
            case Op::subtract:
                return "−";
            case Op::multiply:
                return "×";
            case Op::divide:
                return "÷";
            case Op::equal:
                return "=";
            case Op::unequal:
                return "≠";
            case Op::less:
                return "<";
            case Op::at_most:
                return "≤";
            case Op::greater:
                return ">";
            case Op::at_least:
                return "≥";
            default:
                return "";
        }
    }

    std::string leaf(const Expression& e) const {
        switch (e.op) {
            case Op::number:
                return in_bangla_digits(to_text(e.value));
            case Op::truth:
                return e.value == Rational(0) ? "না" : "হ্যাঁ";
            case Op::count:
                return among(e) + named(e.name);
            case Op::weight:
                return among(e) + named(e.name) + "-এর " + e.weight;
            case Op::bodies:
                return among(e) + "সব সংস্থা";
            case Op::total_weight:
                return among(e) + "সব সংস্থার " + e.weight;
            case Op::cast:
                return among(e) + "প্রদত্ত মত";
            case Op::present:
                return among(e) + "উপস্থিত সংস্থা";
            case Op::silent:
                return among(e) + "নীরব সংস্থা";
            case Op::open_conditions:
                return "অমীমাংসিত শর্ত";
            case Op::open_objections:
                return "অমীমাংসিত আপত্তি";
            default:
                return e.name;
        }
    }

    std::string whole(const Expression& fraction) const {
        return part(fraction.arguments[1]) + "-এর ";
    }
    static std::string share(const Expression& fraction) {
        return in_bangla_digits(to_text(fraction.value));
    }
    std::string among(const Expression& e) const {
        return e.role.empty() ? std::string() : names_.role(e.role) + "-এর ";
    }
    std::string named(const std::string& position) const {
        return "“" + names_.position(position) + "”";
    }

    /// In brackets, unless it is one thing.
    std::string part(const Expression& e) const {
        return e.arguments.empty() ? leaf(e) : "(" + say(e) + ")";
    }

    std::string joined(const Expression& e, std::size_t first, std::string_view separator) const {
        const bool clauses = first == 0;
        std::string said;
        for (std::size_t i = first; i < e.arguments.size(); ++i) {
            const auto& argument = e.arguments[i];
            const bool mixed = argument.op == Op::all_of || argument.op == Op::any_of;
            if (i > first) said += separator;
            said += clauses && !mixed ? say(argument) : part(argument);
        }
        return said;
    }

    const RuleNames& names_;
};

}  // namespace

std::string rule_in_words(const Expression& rule, std::string_view language,
                          const RuleNames& names) {
    const bool bangla = language == "bn" || language.starts_with("bn-");
    return bangla ? Bangla(names).say(rule) : to_text(rule);
}

}  // namespace paraph
