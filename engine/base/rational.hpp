#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph {

/// An exact fraction in lowest terms: what rules are computed with, so that 2/3 of 193 is never
/// rounded. Terms have 127 bits; a result beyond them throws std::overflow_error and is never
/// wrong. (Tallies, weights and literals below 2^53 stay below it through any one product.)
/// Dividing by zero throws std::domain_error. Comparisons never overflow.
class Rational {
public:
    __extension__ using Term = __int128;

    constexpr Rational() = default;
    constexpr Rational(std::int64_t whole) : numerator_(whole) {}  // implicit: 3 is a Rational
    Rational(std::int64_t numerator, std::int64_t denominator);

    Term numerator() const { return numerator_; }
    Term denominator() const { return denominator_; }  // always positive
    bool is_whole() const { return denominator_ == 1; }

    friend Rational operator+(const Rational& a, const Rational& b);
    friend Rational operator-(const Rational& a, const Rational& b);
    friend Rational operator*(const Rational& a, const Rational& b);
    friend Rational operator/(const Rational& a, const Rational& b);
    Rational operator-() const { return Rational{} - *this; }

    friend bool operator==(const Rational&, const Rational&) = default;
    friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

private:
    static Rational reduced(Term numerator, Term denominator);

    Term numerator_ = 0;
    Term denominator_ = 1;
};

/// "7", "-2", "2/3", "25%", "12.5%": digits below 10^15, a denominator that is not zero.
Result<Rational> parse_rational(std::string_view text);
/// "7", "-2", "2/3".
std::string to_text(const Rational& value);

}  // namespace paraph
