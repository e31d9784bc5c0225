#include <algorithm>
#include <map>
#include <optional>

#include "engine/base/rational.hpp"
#include "engine/rules/evaluate.hpp"
#include "workflows/language/attribute_samples.hpp"
#include "workflows/language/check.hpp"

namespace paraph {
namespace {

/// Where a number can lie; an empty bound is none. Whatever can happen lies inside, so a rule that
/// can't hold here can't hold at all; the reverse is not claimed ("not proven").
struct Range {
    std::optional<Rational> low, high;
};

struct Outlook {
    bool can_hold = true;
    bool can_fail = true;
};

/// Terms stay small enough for exact arithmetic; what grows beyond is taken as unbounded.
std::optional<Rational> tame(const Rational& value) {
    constexpr Rational::Term numerator_max = 1'000'000'000'000'000'000;
    constexpr Rational::Term denominator_max = 1'000'000'000;
    const auto n = value.numerator();
    if (n > numerator_max || n < -numerator_max || value.denominator() > denominator_max) {
        return std::nullopt;
    }
    return value;
}

std::optional<Rational> sum(const std::optional<Rational>& a, const std::optional<Rational>& b) {
    return a && b ? tame(*a + *b) : std::nullopt;
}

Range times(const Range& a, const Range& b) {
    if (!a.low || !a.high || !b.low || !b.high) return {};
    const auto [low, high] =
        std::minmax({*a.low * *b.low, *a.low * *b.high, *a.high * *b.low, *a.high * *b.high});
    return {tame(low), tame(high)};
}

class Bounds {
public:
    /// `size`: as many bodies in each role as it has at most, or at least.
    Bounds(const Definition& definition, const Stage& stage, int Role::*size)
        : definition_(definition), stage_(stage), size_(size) {}

    Outlook outlook(const Expression& e) const {
        using Op = Expression::Op;
        switch (e.op) {
            case Op::truth:
                return {e.value != Rational{0}, e.value == Rational{0}};
            case Op::all_of:
                return conjunction(e);
            case Op::any_of:
                return disjunction(e);
            case Op::negation: {
                const auto inner = outlook(e.arguments.front());
                return {inner.can_fail, inner.can_hold};
            }
            case Op::equal:
                return equality(e);
            case Op::unequal: {
                const auto same = equality(e);
                return {same.can_fail, same.can_hold};
            }
            case Op::less:
                return less(left(e), right(e));
            case Op::greater:
                return less(right(e), left(e));
            case Op::at_most:
                return flipped(less(right(e), left(e)));
            case Op::at_least:
                return flipped(less(left(e), right(e)));
            case Op::fraction_at_least:
            case Op::fraction_more_than:
                return {share_can_be_high(e), true};
            default:
                return {};
        }
    }

private:
    static Outlook flipped(Outlook o) { return {o.can_fail, o.can_hold}; }

    Outlook conjunction(const Expression& e) const {
        Outlook all{true, false};
        for (const auto& part : e.arguments) {
            const auto one = outlook(part);
            all = {all.can_hold && one.can_hold, all.can_fail || one.can_fail};
        }
        if (all.can_hold && asks_for_too_many(e)) all.can_hold = false;
        return all;
    }

    using Asked = std::map<std::string, std::map<std::string, Rational>>;  // role -> position

    /// A body takes one position, so those that a conjunction asks for at the least add up.
    bool asks_for_too_many(const Expression& e) const {
        Asked asked;
        for (const auto& part : e.arguments) note_asked(part, asked);
        return std::ranges::any_of(asked, [&](const auto& role) {
            Rational sum;
            for (const auto& [position, least] : role.second) sum = sum + least;
            return sum > Rational{members(role.first)};
        });
    }

    void note_asked(const Expression& e, Asked& asked) const {
        using Op = Expression::Op;
        if (e.op == Op::all_of) {
            for (const auto& part : e.arguments) note_asked(part, asked);
        }
        const bool counts = (e.op == Op::at_least || e.op == Op::greater || e.op == Op::equal) &&
                            e.arguments[0].op == Op::count && e.arguments[1].op == Op::number;
        if (!counts) return;
        const auto& count = e.arguments[0];
        const auto& number = e.arguments[1].value;
        auto& least = asked[count.role][count.name];
        least = std::max(least, tame(number).value_or(Rational{}));
        if (e.op == Op::greater && number.is_whole()) least = std::max(least, number + Rational{1});
    }

    Outlook disjunction(const Expression& e) const {
        Outlook some{false, true};
        for (const auto& part : e.arguments) {
            const auto one = outlook(part);
            some = {some.can_hold || one.can_hold, some.can_fail && one.can_fail};
        }
        return some;
    }

    Outlook equality(const Expression& e) const {
        const auto a = left(e), b = right(e);
        const bool apart =
            (a.high && b.low && *a.high < *b.low) || (b.high && a.low && *b.high < *a.low);
        const bool same = a.low && a.high && b.low && b.high && *a.low == *a.high &&
                          *b.low == *b.high && *a.low == *b.low;
        return {!apart, !same};
    }

    static Outlook less(const Range& a, const Range& b) {
        const bool never = a.low && b.high && *a.low >= *b.high;
        const bool always = a.high && b.low && *a.high < *b.low;
        return {!never, !always};
    }

    /// At least p of a base that is not empty: the base has one member or more.
    bool share_can_be_high(const Expression& e) const {
        const auto part = left(e), base = right(e);
        if (base.high && *base.high <= Rational{0}) return false;
        if (!part.high || !base.low) return true;
        return *part.high > Rational{0} || e.value <= Rational{0};
    }

    Range left(const Expression& e) const { return range(e.arguments.at(0)); }
    Range right(const Expression& e) const { return range(e.arguments.at(1)); }

    Range range(const Expression& e) const {
        using Op = Expression::Op;
        switch (e.op) {
            case Op::number:
                return {tame(e.value), tame(e.value)};
            case Op::count:
            case Op::bodies:
            case Op::cast:
            case Op::silent:
                return {Rational{0}, Rational{members(e.role)}};
            case Op::weight:
            case Op::total_weight:
            case Op::open_conditions:
            case Op::open_objections:
                return {Rational{0}, std::nullopt};
            case Op::add: {
                const auto a = left(e), b = right(e);
                return {sum(a.low, b.low), sum(a.high, b.high)};
            }
            case Op::subtract: {
                const auto a = left(e), b = right(e);
                return {sum(a.low, negative(b.high)), sum(a.high, negative(b.low))};
            }
            case Op::multiply:
                return times(left(e), right(e));
            default:
                return {};
        }
    }

    static std::optional<Rational> negative(const std::optional<Rational>& value) {
        return value ? std::optional{-*value} : std::nullopt;
    }

    /// The most that can take part, of `role` or of all.
    std::int64_t members(std::string_view role) const {
        if (role.empty())
            return size_ == &Role::most ? largest(definition_, stage_)
                                        : smallest(definition_, stage_);
        const bool there = std::ranges::any_of(
            stage_.who, [&](const Participant& participant) { return participant.name == role; });
        const auto* found = definition_.role(role);
        return there && found ? found->*size_ : 0;
    }

    const Definition& definition_;
    const Stage& stage_;
    int Role::*size_;
};

void check_rule(const Definition& definition, const Stage& stage,
                const std::optional<Expression>& rule, std::string_view word, const Node& root,
                Report& report) {
    if (!rule) return;
    const auto outlook = Bounds{definition, stage, &Role::most}.outlook(*rule);
    const auto at_least = smallest(definition, stage);
    const auto place = place_of(root, {"stages", stage.name, word});
    const auto size = std::to_string(largest(definition, stage));
    if (!outlook.can_hold) {
        report.error(place, "never-holds",
                     "This can never hold: at most " + size + " bodies take part in \"" +
                         stage.name + "\". Ask for less, or let more take part.");
    } else if (!outlook.can_fail) {
        report.warning(place, "always-holds",
                       "This always holds, whatever is answered in \"" + stage.name +
                           "\" (at most " + size + " bodies).");
    } else if (at_least > 0 && !Bounds{definition, stage, &Role::least}.outlook(*rule).can_hold) {
        report.not_proven(place, "This can hold, but not at every size: where only " +
                                     std::to_string(at_least) + " take part in \"" + stage.name +
                                     "\", it never does. It depends on who is bound when a cycle "
                                     "opens.");
    }
}

/// Whether a stage is held at all: by every answer that there can be to the attributes.
void check_condition(const Definition& definition, const Stage& stage, const Node& root,
                     Report& report) {
    if (!stage.when) return;
    const auto samples = samples_for(definition, *stage.when);
    if (!samples) return;
    const auto held = static_cast<std::size_t>(std::ranges::count_if(
        *samples, [&](const json::object& sample) { return holds(*stage.when, sample); }));
    const auto place = place_of(root, {"stages", stage.name, "when"});
    if (held == 0) {
        report.error(place, "never-holds",
                     "No answer to what \"attributes:\" asks makes this hold, so \"" + stage.name +
                         "\" would always be skipped. Mend the condition, or delete the stage.");
    } else if (held == samples->size()) {
        report.warning(place, "always-holds",
                       "This holds whatever is answered to what \"attributes:\" asks. Leave "
                       "\"when\" out.");
    }
}

}  // namespace

void check_rules(const Definition& definition, const Node& root, Report& report) {
    for (const auto& stage : definition.stages) {
        check_condition(definition, stage, root, report);
        check_rule(definition, stage, stage.passes, "passes", root, report);
        check_rule(definition, stage, stage.quorum, "quorum", root, report);
    }
}

}  // namespace paraph
