#include "engine/base/rational.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace paraph {
namespace {

using Term = Rational::Term;

Term checked(bool overflowed, Term result) {
    if (overflowed) throw std::overflow_error("a fraction has more than 127 bits");
    return result;
}

Term checked_sum(Term a, Term b) {
    Term result = 0;
    const bool overflowed = __builtin_add_overflow(a, b, &result);
    return checked(overflowed, result);
}

Term checked_difference(Term a, Term b) {
    Term result = 0;
    const bool overflowed = __builtin_sub_overflow(a, b, &result);
    return checked(overflowed, result);
}

Term checked_product(Term a, Term b) {
    Term result = 0;
    const bool overflowed = __builtin_mul_overflow(a, b, &result);
    return checked(overflowed, result);
}

Term negated(Term a) {
    return checked_difference(0, a);
}

/// Of what is counted nearly all is small, and dividing 128 bits is slow.
bool is_small(Term a) {
    return a <= std::numeric_limits<std::int64_t>::max();
}

Term common_divisor(Term a, Term b) {
    if (a < 0) a = negated(a);
    if (b < 0) b = negated(b);
    if (b == 1) return b;
    if (is_small(a) && is_small(b))
        return std::gcd(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
    while (b != 0) {
        a %= b;
        std::swap(a, b);
    }
    return a;
}

Term floor_quotient(Term a, Term positive) {
    const Term quotient = a / positive;
    return a % positive < 0 ? quotient - 1 : quotient;
}

std::string digits(Term value) {
    const bool negative = value < 0;
    std::string text;
    do {
        const int digit = static_cast<int>(value % 10);
        text += static_cast<char>('0' + (digit < 0 ? -digit : digit));
        value /= 10;
    } while (value != 0);
    if (negative) text += '-';
    std::ranges::reverse(text);
    return text;
}

/// All of `text` as a number of 1 to 15 digits.
std::optional<std::int64_t> whole(std::string_view text) {
    if (text.empty() || text.size() > 15) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Rational> percentage(std::string_view text) {
    const auto point = text.find('.');
    if (point == text.npos) {
        const auto value = whole(text);
        return value ? std::optional{Rational{*value, 100}} : std::nullopt;
    }
    const std::string_view decimals = text.substr(point + 1);
    const auto before = whole(text.substr(0, point));
    const auto after = whole(decimals);
    if (!before || !after) return std::nullopt;
    std::int64_t scale = 100;
    for (std::size_t i = 0; i < decimals.size(); ++i) scale *= 10;
    return Rational{*before, 100} + Rational{*after, scale};
}

std::optional<Rational> read_rational(std::string_view text) {
    if (text.ends_with('%')) return percentage(text.substr(0, text.size() - 1));
    const auto slash = text.find('/');
    const auto above = whole(text.substr(0, slash));
    const auto below = slash == text.npos ? 1 : whole(text.substr(slash + 1)).value_or(0);
    if (!above || below == 0) return std::nullopt;
    return Rational{*above, below};
}

}  // namespace

Rational::Rational(std::int64_t numerator, std::int64_t denominator)
    : Rational(reduced(numerator, denominator)) {}

Rational Rational::reduced(Term numerator, Term denominator) {
    if (denominator == 0) throw std::domain_error("a fraction has the denominator zero");
    const Term divisor = common_divisor(numerator, denominator);
    Rational result;
    result.numerator_ = divisor == 1 ? numerator : numerator / divisor;
    result.denominator_ = divisor == 1 ? denominator : denominator / divisor;
    if (result.denominator_ < 0) {
        result.numerator_ = negated(result.numerator_);
        result.denominator_ = negated(result.denominator_);
    }
    return result;
}

Rational operator+(const Rational& a, const Rational& b) {
    const Term divisor = common_divisor(a.denominator_, b.denominator_);
    const Term left = checked_product(a.numerator_, b.denominator_ / divisor);
    const Term right = checked_product(b.numerator_, a.denominator_ / divisor);
    return Rational::reduced(checked_sum(left, right),
                             checked_product(a.denominator_, b.denominator_ / divisor));
}

Rational operator-(const Rational& a, const Rational& b) {
    const Term divisor = common_divisor(a.denominator_, b.denominator_);
    const Term left = checked_product(a.numerator_, b.denominator_ / divisor);
    const Term right = checked_product(b.numerator_, a.denominator_ / divisor);
    return Rational::reduced(checked_difference(left, right),
                             checked_product(a.denominator_, b.denominator_ / divisor));
}

Rational operator*(const Rational& a, const Rational& b) {
    const Rational left = Rational::reduced(a.numerator_, b.denominator_);
    const Rational right = Rational::reduced(b.numerator_, a.denominator_);
    return Rational::reduced(checked_product(left.numerator_, right.numerator_),
                             checked_product(left.denominator_, right.denominator_));
}

Rational operator/(const Rational& a, const Rational& b) {
    return a * Rational::reduced(b.denominator_, b.numerator_);
}

/// Compares whole parts, then the reciprocals of what is left, the other way round: the terms only
/// get smaller, as in Euclid's algorithm.
std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    if (a.denominator_ == b.denominator_) return a.numerator_ <=> b.numerator_;
    Term an = a.numerator_, ad = a.denominator_, bn = b.numerator_, bd = b.denominator_;
    for (bool turned = false;; turned = !turned) {
        const Term aw = floor_quotient(an, ad), bw = floor_quotient(bn, bd);
        if (aw != bw)
            return (aw < bw) != turned ? std::strong_ordering::less : std::strong_ordering::greater;
        const Term ar = an - aw * ad, br = bn - bw * bd;
        if (ar == 0 || br == 0) {
            if (ar == br) return std::strong_ordering::equal;
            return (ar == 0) != turned ? std::strong_ordering::less : std::strong_ordering::greater;
        }
        an = ad, ad = ar, bn = bd, bd = br;
    }
}

Result<Rational> parse_rational(std::string_view text) {
    const bool negative = text.starts_with('-');
    const auto value = read_rational(text.substr(negative ? 1 : 0));
    if (value) return negative ? -*value : *value;
    return refuse(Refused::invalid, "This is not a number such as 7, 2/3 or 25%.");
}

std::string to_text(const Rational& value) {
    std::string text = digits(value.numerator());
    if (!value.is_whole()) text.append("/").append(digits(value.denominator()));
    return text;
}

}  // namespace paraph
