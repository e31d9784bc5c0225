#include "engine/base/rational.hpp"

#include <random>
#include <stdexcept>

#include <gtest/gtest.h>

namespace paraph {
namespace {

std::string normal_fraction(std::string_view text) {
    const auto value = parse_rational(text);
    return value ? to_text(*value) : "refused";
}

TEST(Rational, ReadsWhatDefinitionsSay) {
    EXPECT_EQ(normal_fraction("7"), "7");
    EXPECT_EQ(normal_fraction("-2"), "-2");
    EXPECT_EQ(normal_fraction("2/3"), "2/3");
    EXPECT_EQ(normal_fraction("4/6"), "2/3");
    EXPECT_EQ(normal_fraction("6/3"), "2");
    EXPECT_EQ(normal_fraction("0/3"), "0");
    EXPECT_EQ(normal_fraction("25%"), "1/4");
    EXPECT_EQ(normal_fraction("100%"), "1");
    EXPECT_EQ(normal_fraction("12.5%"), "1/8");
    EXPECT_EQ(normal_fraction("999999999999999"), "999999999999999");
}

TEST(Rational, RefusesWhatIsNotANumber) {
    for (const char* text : {"", "-", "x", "1.5", "1/0", "/2", "2/", "1/2/3", "1/-2", "%", ".5%",
                             "1.%", " 1", "1 ", "1e3", "1000000000000000", "2/3%"}) {
        EXPECT_EQ(normal_fraction(text), "refused") << text;
    }
}

TEST(Rational, IsExact) {
    const Rational third{1, 3};
    EXPECT_EQ(third + third + third, 1);
    EXPECT_EQ(third * 3, 1);
    EXPECT_EQ(Rational(2, 3) * 193, Rational(386, 3));
    EXPECT_LT(Rational{128}, Rational(2, 3) * 193);
    EXPECT_GT(Rational{129}, Rational(2, 3) * 193);
    EXPECT_EQ(Rational(1, 2) - third, Rational(1, 6));
    EXPECT_EQ(Rational(1, 2) / third, Rational(3, 2));
    EXPECT_EQ(-third, Rational(1, -3));
}

TEST(Rational, IsOrderedLikeTheNumbers) {
    std::mt19937 random{7};
    std::uniform_int_distribution<std::int64_t> term{-1000, 1000};
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t a = term(random), c = term(random);
        const std::int64_t b = term(random) % 500 + 501, d = term(random) % 500 + 501;
        ASSERT_EQ(Rational(a, b) <=> Rational(c, d), a * d <=> c * b)
            << a << "/" << b << " and " << c << "/" << d;
    }
}

TEST(Rational, NeverOverflowsSilently) {
    constexpr std::int64_t big = INT64_MAX;
    const Rational square = Rational{big} * big;
    EXPECT_EQ(square / big, big);
    EXPECT_THROW(square * square, std::overflow_error);
    EXPECT_THROW(square + square + square + square, std::overflow_error);
    EXPECT_LT(Rational(1, big) / big, Rational(1, big - 1) / big);  // compares beyond 127 bits
    EXPECT_THROW(Rational(1, 0), std::domain_error);
    EXPECT_THROW(Rational(1) / 0, std::domain_error);
    EXPECT_EQ(to_text(Rational{INT64_MIN}), "-9223372036854775808");
}

}  // namespace
}  // namespace paraph
