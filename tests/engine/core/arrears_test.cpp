#include "engine/core/arrears.hpp"

#include <gtest/gtest.h>

namespace paraph::test {
namespace {

CycleRow row_of(const std::string& cycle) {
    CycleRow row;
    row.id = cycle;
    return row;
}

DeliveryRow delivery(const std::string& id, const std::string& state) {
    DeliveryRow row;
    row.id = id;
    row.state = state;
    return row;
}

/// What a slice holds, in its order: "cyc_a key:k1 dlv_1 webhook@7 to 9"; "to": the watermark.
std::string words(const Behind& slice) {
    std::string said;
    for (const auto& row : slice.cycles) said += row.id + " ";
    for (const auto& row : slice.keys) said += "key:" + row.key + " ";
    for (const auto& row : slice.deliveries) said += row.id + "=" + row.state + " ";
    for (const auto& [channel, done] : slice.cursors)
        said += channel + "@" + std::to_string(done) + " ";
    return said + "to " + std::to_string(slice.watermark);
}

class ArrearsTest : public testing::Test {
protected:
    ArrearsTest() {
        for (const auto* cycle : {"cyc_b", "cyc_a", "cyc_b"}) arrears.add_cycle(cycle);
        for (const auto* key : {"k2", "k1"}) arrears.add(KeyRow{.key = key});
        arrears.add(Behind{.cursors = {{"webhook", 7}},
                           .deliveries = {delivery("dlv_1", "waiting"), delivery("dlv_2", "dead"),
                                          delivery("dlv_1", "delivered")}});
    }
    std::string slice(std::size_t rows_max) { return words(arrears.slice(rows_max, row_of)); }

    Arrears arrears{4};
};

TEST_F(ArrearsTest, OnlyTheLastSliceMovesTheWatermarkAndTheCursors) {
    EXPECT_TRUE(arrears.any(4));
    arrears.begin(9, std::nullopt);
    EXPECT_EQ(slice(2), "cyc_a cyc_b to 4");
    EXPECT_EQ(slice(3), "key:k1 key:k2 dlv_1=delivered to 4");
    EXPECT_TRUE(arrears.begun());
    EXPECT_EQ(arrears.watermark(), 4);
    EXPECT_EQ(slice(3), "dlv_2=dead webhook@7 to 9");
    EXPECT_FALSE(arrears.begun());
    EXPECT_FALSE(arrears.any(9));
    EXPECT_TRUE(arrears.any(10)) << "the log has gone on";
}

TEST_F(ArrearsTest, WhatComesMeanwhileGoesIntoTheNextSlices) {
    arrears.begin(9, std::nullopt);
    slice(1);
    arrears.add_cycle("cyc_a");
    arrears.add(Behind{.cursors = {{"mail", 8}}});
    EXPECT_EQ(slice(100), "cyc_b key:k1 key:k2 dlv_1=delivered dlv_2=dead webhook@7 to 9");
    arrears.begin(12, std::nullopt);
    EXPECT_EQ(slice(100), "cyc_a mail@8 to 12");
}

TEST_F(ArrearsTest, ACyclesRowIsAsItIsWhenItsSliceIsWritten) {
    arrears.begin(9, std::nullopt);
    int asked = 0;
    const auto later = [&](const std::string& cycle) {
        ++asked;
        return row_of(cycle);
    };
    arrears.slice(1, later);
    EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace paraph::test
