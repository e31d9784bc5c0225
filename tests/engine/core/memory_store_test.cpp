#include "engine/core/memory_store.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

constexpr Instant day_one{milliseconds{1'700'000'000'000}};

DeliveryRow delivery(std::string id, std::string target, std::string state, Instant created) {
    return {.id = std::move(id),
            .channel = "mail",
            .target = std::move(target),
            .state = std::move(state),
            .created = created};
}

TEST(MemoryStore, GivesTheDeliveriesOfOneTargetOrOfAll) {
    MemoryStore store;
    store.write_behind({.deliveries = {delivery("dlv_1", "anna", "delivered", day_one),
                                       delivery("dlv_2", "berta", "waiting", day_one)}});
    ASSERT_EQ(store.deliveries("mail", "berta", "", 9).size(), 1U);
    EXPECT_EQ(store.deliveries("mail", "berta", "", 9)[0].id, "dlv_2");
    EXPECT_EQ(store.deliveries("mail", "", "", 9).size(), 2U);
    EXPECT_EQ(store.deliveries("mail", "", "dlv_1", 9).size(), 1U) << "a page goes on after it";
    EXPECT_TRUE(store.deliveries("webhook", "", "", 9).empty());
}

TEST(MemoryStore, ForgetsWhatIsFinishedAndOld) {
    MemoryStore store;
    store.write_behind({.keys = {{.key = "k1", .number = 2, .at = day_one}},
                        .deliveries = {delivery("dlv_1", "anna", "delivered", day_one),
                                       delivery("dlv_2", "anna", "waiting", day_one)}});
    store.write_behind({.forget_before = day_one + milliseconds(1)});
    EXPECT_FALSE(store.remembered("k1"));
    EXPECT_FALSE(store.delivery("dlv_1"));
    EXPECT_TRUE(store.delivery("dlv_2")) << "it is still to be sent";
}

}  // namespace
}  // namespace paraph
