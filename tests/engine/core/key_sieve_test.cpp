#include "engine/core/key_sieve.hpp"

#include <gtest/gtest.h>

#include "engine/base/digest.hpp"

namespace paraph::test {
namespace {

std::string key(int number) {
    return to_hex(sha256(std::to_string(number)));
}

TEST(KeySieveTest, NeverDeniesAKeyThatCame) {
    KeySieve sieve;
    for (int i = 0; i < 10'000; ++i) sieve.add(key(i));
    for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(sieve.may_hold(key(i))) << i;
}

TEST(KeySieveTest, KnowsNearlyEveryNewKeyAsNew) {
    KeySieve sieve;
    EXPECT_FALSE(sieve.may_hold(key(0)));
    for (int i = 0; i < 100'000; ++i) sieve.add(key(i));
    int doubted = 0;
    for (int i = 100'000; i < 200'000; ++i) doubted += sieve.may_hold(key(i)) ? 1 : 0;
    EXPECT_LT(doubted, 100);
}

}  // namespace
}  // namespace paraph::test
