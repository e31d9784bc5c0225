#include "engine/base/id.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

constexpr id::Seed last_seed{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                             0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

TEST(Id, AgreesWithTheTypeIdSpecification) {
    // From the specification's valid.json.
    const std::array<std::uint8_t, 16> uuid{0x01, 0x89, 0x0a, 0x5d, 0xac, 0x96, 0x77, 0x4b,
                                            0xbc, 0xce, 0xb3, 0x02, 0x09, 0x9a, 0x80, 0x57};
    EXPECT_EQ(id::from_bytes("prefix", uuid), "prefix_01h455vb4pex5vsknk084sn02q");
    EXPECT_EQ(id::bytes("prefix_01h455vb4pex5vsknk084sn02q"), uuid);
    std::array<std::uint8_t, 16> all{};
    all.fill(0xff);
    EXPECT_EQ(id::from_bytes("cyc", all), "cyc_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    EXPECT_EQ(id::bytes("cyc_7zzzzzzzzzzzzzzzzzzzzzzzzz"), all);
}

TEST(Id, IsAUuidOfVersionSevenThatSortsByTime) {
    const Instant early{milliseconds{1'700'000'000'000}};
    const std::string first = id::make(id::cycle, early, last_seed);
    const std::string second = id::make(id::cycle, early + milliseconds{1}, id::Seed{});
    EXPECT_TRUE(id::is(id::cycle, first));
    EXPECT_LT(first, second);
    const auto bytes = id::bytes(first);
    EXPECT_EQ(bytes[6] >> 4, 7);
    EXPECT_EQ(bytes[8] >> 6, 2);
    EXPECT_EQ(id::ordinal_of(first), 0u);
}

TEST(Id, OneSeedGivesManyAndAlwaysTheSame) {
    const auto first = id::derived(last_seed, "id", 0);
    EXPECT_EQ(first, id::derived(last_seed, "id", 0));
    EXPECT_NE(first, id::derived(last_seed, "id", 1));
    EXPECT_NE(first, id::derived(last_seed, "registry", 0));
    EXPECT_NE(first, id::derived(id::Seed{}, "id", 0));
}

TEST(Id, OfSomethingInsideLeadsToItsCycle) {
    const std::string cycle =
        id::make(id::cycle, Instant{milliseconds{1'700'000'000'000}}, last_seed);
    for (const std::uint32_t ordinal : {1u, 31u, 32u, 193u, 31'000u, id::ordinal_max}) {
        const std::string inner = id::inside(id::assignment, cycle, ordinal);
        EXPECT_TRUE(id::is(id::assignment, inner)) << inner;
        EXPECT_EQ(id::cycle_of(inner), cycle);
        EXPECT_EQ(id::ordinal_of(inner), ordinal);
        const auto outer_bytes = id::bytes(cycle), inner_bytes = id::bytes(inner);
        EXPECT_TRUE(std::equal(outer_bytes.begin(), outer_bytes.begin() + 13, inner_bytes.begin()));
    }
}

TEST(Id, IsWellFormedOrNot) {
    EXPECT_TRUE(id::is("cyc", "cyc_01h455vb4pex5vsknk084sn02q"));
    for (const char* text :
         {"", "cyc", "cyc_", "asg_01h455vb4pex5vsknk084sn02q", "cyc_81h455vb4pex5vsknk084sn02q",
          "cyc_01h455vb4pex5vsknk084sn02", "cyc_01h455vb4pex5vsknk084sn02qq",
          "cyc_01H455VB4PEX5VSKNK084SN02Q", "cyc_01h455vb4pex5vsknk084sn0lq",
          "cyc-01h455vb4pex5vsknk084sn02q", "cyc_01h455vb4pex5vsknk084sn0uq"}) {
        EXPECT_FALSE(id::is("cyc", text)) << text;
    }
}

}  // namespace
}  // namespace paraph
