#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "engine/base/codec.hpp"
#include "engine/core/replay.hpp"
#include "tests/faults/faulty_store.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// What the desk promises: one order, one commit, nothing twice, nothing half.

std::string digits(std::string_view text) {
    return to_hex(sha256(text));
}

class DeskPromises : public testing::Test {
protected:
    DeskPromises() { EXPECT_TRUE(house.open(write_round(house.members(3)))); }

    Submission answer_of(const std::string& body, const std::string& key = {},
                         const std::string& request = "body") {
        TakePosition command;
        command.body = body;
        command.position = "agree";
        command.revision = 1;
        command.digest = house.state()->revision()->digest;
        return {.stream = house.cycle,
                .command = Command(std::move(command)),
                .actor = house.focal(body),
                .key = key.empty() ? "" : digits(key),
                .request = digits(request)};
    }
    void catch_up() {
        std::promise<void> done;
        house.desk->catch_up([&] { done.set_value(); });
        done.get_future().get();
    }

    House house;
};

TEST_F(DeskPromises, ARepeatIsAnsweredFromTheFirstEntry) {
    const auto first = house.submit(answer_of("member-1", "k1"));
    const auto again = house.submit(answer_of("member-1", "k1"));
    ASSERT_TRUE(first && again);
    EXPECT_FALSE(first->repeated);
    EXPECT_TRUE(again->repeated);
    EXPECT_EQ(first->number, again->number);
    EXPECT_EQ(outcome(house.submit(answer_of("member-2", "k1", "other"))), "key reused");
    catch_up();  // out of memory, into the table
    EXPECT_TRUE(house.submit(answer_of("member-1", "k1"))->repeated);
    house.restart();
    EXPECT_TRUE(house.submit(answer_of("member-1", "k1"))->repeated);
    EXPECT_EQ(outcome(house.submit(answer_of("member-2", "k1", "other"))), "key reused");
}

TEST_F(DeskPromises, RepeatsInFlightAttachToTheFirst) {
    std::vector<std::future<Result<Settled>>> answers;
    for (int i = 0; i < 50; ++i) {
        auto done = std::make_shared<std::promise<Result<Settled>>>();
        answers.push_back(done->get_future());
        house.desk->submit(answer_of("member-1", "k1"),
                           [done](Result<Settled> r) { done->set_value(std::move(r)); });
    }
    int fresh = 0;
    for (auto& answer : answers) fresh += answer.get()->repeated ? 0 : 1;
    EXPECT_EQ(fresh, 1);
    EXPECT_EQ(std::ranges::count(house.kinds(), "position taken"), 1);
}

TEST_F(DeskPromises, AfterAStopOfDaysDueTimesHappenOnceAndBeforeLaterCommands) {
    house.desk->stop();
    house.clock.set(dhaka("2025-12-29 10:00"));
    house.restart();
    EXPECT_EQ(outcome(house.submit(answer_of("member-1"))), "unknown body");  // too late: clearance
    EXPECT_EQ(stage(house), "clearance");
    const auto kinds = house.kinds();
    EXPECT_EQ(std::ranges::count(kinds, "reminded"), 2);
    EXPECT_EQ(std::ranges::count(kinds, "silence counted"), 1);
    Instant effective{};
    for (const auto& entry : house.entries()) {
        const auto record = read_entry(entry.body, entry.secret);
        ASSERT_TRUE(record) << record.error().text;
        if (!record->effective) continue;
        EXPECT_GE(*record->effective, effective);
        effective = *record->effective;
        EXPECT_EQ(record->at, dhaka("2025-12-29 10:00"));
    }
    EXPECT_EQ(effective, dhaka("2025-12-22 17:00"));
}

TEST_F(DeskPromises, ListsAreCompleteOnceCaughtUp) {
    house.submit(answer_of("member-1"));
    catch_up();
    const auto rows = house.own_store.cycles({});
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows.front().stage, "request");
    EXPECT_EQ(rows.front().sequence, house.state()->sequence);
    EXPECT_EQ(house.own_store.watermark(), house.desk->head().size);
}

TEST_F(DeskPromises, QuietTablesAreWrittenWithoutBeingAsked) {
    house.submit(answer_of("member-1"));
    const auto head = house.desk->head().size;
    for (int i = 0; i < 5'000 && house.own_store.watermark() < head; ++i)
        // tidy: allow word, because it looks again until the thing is there
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_EQ(house.own_store.watermark(), head);
}

/// Under load, which the settings make of a few entries.
class DeskUnderLoad : public DeskPromises {
protected:
    DeskUnderLoad() { start({.behind_entries_max = 4, .slice_rows_max = 1}); }
    void start(DeskSettings settings, DeskHooks hooks = {}) {
        house.desk->stop();
        house.desk = std::make_unique<Desk>(house.own_store, house.clock, definitions(),
                                            counted_seeds(), settings, std::move(hooks));
        house.desk->start();
    }
    /// One commit each, with keys "k1", "k2" …, so that slices follow.
    void answer(int from, int to) {
        for (int i = from; i <= to; ++i) {
            auto submission = answer_of("member-1", "k" + std::to_string(i));
            std::get<TakePosition>(std::get<Command>(submission.command)).reason =
                "Reason " + std::to_string(i);
            ASSERT_TRUE(house.submit(std::move(submission)));
        }
    }
};

TEST_F(DeskUnderLoad, TablesFollowTheCommitsInSlices) {
    const auto before = house.own_store.watermark();
    answer(1, 40);
    EXPECT_GT(house.own_store.watermark(), before) << "without a quiet moment";
    EXPECT_LT(house.desk->head().size - house.own_store.watermark(), 4 * 4 + 4);
}

TEST_F(DeskUnderLoad, ARepeatIsKnownWhileItsRowIsInASlice) {
    for (int i = 1; i <= 30; ++i) {
        answer(i, i);
        auto again = answer_of("member-1", "k" + std::to_string(std::max(1, i - 3)));
        const auto repeat = house.submit(std::move(again));
        ASSERT_TRUE(repeat) << i;
        EXPECT_TRUE(repeat->repeated) << i;
    }
}

TEST_F(DeskUnderLoad, AStopBetweenTwoSlicesLeavesNothingOut) {
    house.desk->stop();
    std::vector<std::string> accepted;
    for (int at = 1; at <= 30; ++at) {
        FaultyStore faulty(house.own_store, FaultyStore::Fault::broken, at);
        house.desk =
            std::make_unique<Desk>(faulty, house.clock, definitions(), counted_seeds(),
                                   DeskSettings{.behind_entries_max = 4, .slice_rows_max = 1});
        house.desk->start();
        for (int i = 0; i < 12 && !house.desk->broken(); ++i) {
            const std::string key = std::to_string(at) + "/" + std::to_string(i);
            auto submission = answer_of("member-1", key);
            std::get<TakePosition>(std::get<Command>(submission.command)).reason = key;
            if (house.submit(std::move(submission))) accepted.push_back(key);
        }
        house.desk->stop();
        house.restart();
        catch_up();
        EXPECT_EQ(house.own_store.watermark(), house.own_store.head().size) << at;
        EXPECT_EQ(house.own_store.cycles({}).front().sequence, house.state()->sequence) << at;
        for (const auto& key : accepted)
            EXPECT_TRUE(house.own_store.remembered(digits(key))) << at << ": " << key;
        house.desk->stop();
    }
    EXPECT_GT(accepted.size(), 100u);
}

TEST_F(DeskUnderLoad, AnswersGoWhereTheyAreTakenAndTheDeskGoesOn) {
    std::mutex lock;
    std::vector<Answers> taken;
    start({}, {.hand_over = [&](Answers answers) {
              const std::lock_guard guard(lock);
              taken.push_back(std::move(answers));
          }});
    std::atomic<int> told = 0;
    for (const auto* body : {"member-1", "member-2"})
        house.desk->submit(answer_of(body), [&](const Result<Settled>& settled) {
            if (settled) ++told;
            throw std::runtime_error("an answer that fails harms no other");
        });
    house.desk->stop();
    EXPECT_EQ(told, 0) << "nobody called them yet";
    for (const auto& answers : taken) answers();
    EXPECT_EQ(told, 2);
}

TEST_F(DeskPromises, ASignedSizeOutlivesTheNextCommit) {
    house.desk->mark_signed(5);
    house.submit(answer_of("member-1"));
    EXPECT_EQ(house.own_store.head().signed_size, 5);
}

TEST_F(DeskPromises, AfterTheEndItTurnsAway) {
    house.desk->stop();
    EXPECT_EQ(outcome(house.submit(answer_of("member-1"))), "unavailable");
}

TEST_F(DeskPromises, WhatLeftMemoryComesBackAsItWas) {
    for (int i = 0; i < 20; ++i) {  // a history long enough for a snapshot
        house.answer("member-1", "object", "No.");
        house.answer("member-1", "agree");
    }
    const std::string id = house.cycle;
    const std::string before = encode(*house.state());
    house.desk->stop();
    house.desk = std::make_unique<Desk>(house.own_store, house.clock, definitions(),
                                        counted_seeds(), DeskSettings{.cycles_max = 1});
    house.desk->start();
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(house.open(write_round({"member-1", "member-2"})));
        house.give(Suspend{"x"}, house.secretariat(), id);  // brings it into memory
        house.give(Resume{"x"}, house.secretariat(), id);
        catch_up();
    }
    const auto snapshot = house.own_store.snapshot(id);
    ASSERT_TRUE(snapshot);
    const auto loaded = load(static_cast<Store&>(house.own_store), id);
    State replayed;
    replayed.id = id;
    replay(replayed, house.own_store.stream(id, 0));
    EXPECT_EQ(encode(*loaded), encode(replayed));
    EXPECT_NE(encode(replayed), before);
}

TEST_F(DeskPromises, ManyThreadsOneOrder) {
    const auto members = house.members(64);
    ASSERT_TRUE(house.open(write_round({members.begin(), members.begin() + 60})));
    std::vector<std::thread> threads;
    std::atomic<int> accepted = 0, seen = 0;
    for (int i = 0; i < 60; ++i)
        threads.emplace_back([&, i] {
            if (house.submit(answer_of("member-" + std::to_string(i + 1)))) ++accepted;
            if (house.desk->cycle(house.cycle)->sequence > 0) ++seen;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(accepted, 60);
    EXPECT_EQ(seen, 60);
    EXPECT_EQ(stage(house), "clearance");
    std::int64_t sequence = 0, number = -1;
    for (const auto& entry : house.entries()) {
        EXPECT_EQ(entry.sequence, ++sequence);
        EXPECT_GT(entry.number, number);
        number = entry.number;
    }
}

/// Breaks each write in turn, in each way, and looks whether anything is half.
class DeskFaults : public testing::TestWithParam<std::pair<FaultyStore::Fault, int>> {};

TEST_P(DeskFaults, NothingHalfNothingLost) {
    const auto [fault, at] = GetParam();
    House house;
    ASSERT_TRUE(house.open(write_round(house.members(3))));
    house.desk->stop();
    FaultyStore faulty(house.own_store, fault, at);
    house.desk = std::make_unique<Desk>(faulty, house.clock, definitions(), counted_seeds());
    house.desk->start();
    std::vector<std::string> outcomes;
    house.own_store.head();
    for (const auto* body : {"member-1", "member-2"}) {
        TakePosition command;
        command.body = body;
        command.position = "agree";
        command.revision = 1;
        command.digest =
            load(static_cast<Store&>(house.own_store), house.cycle)->revision()->digest;
        const auto before = house.own_store.head().size;
        const auto done = house.give(command, house.focal(body));
        const auto written = house.own_store.head().size - before;
        outcomes.push_back(outcome(done));
        if (done) {
            EXPECT_GT(written, 0) << "accepted, and not written";
        }
        if (!done) {
            EXPECT_EQ(written, 0) << "refused, and yet written";
        }
        if (const auto seen = house.desk->cycle(house.cycle)) {
            EXPECT_EQ(encode(*seen),
                      encode(*load(static_cast<Store&>(house.own_store), house.cycle)));
        }
    }
    const bool dies = fault == FaultyStore::Fault::broken && at <= 2;
    EXPECT_EQ(house.desk->broken(), dies);
    if (dies) {
        EXPECT_EQ(outcomes.back(), "unavailable");
    }
    house.restart();  // the disk is well again
    EXPECT_EQ(outcome(house.answer("member-3", "agree")), "accepted");
}

using Fault = FaultyStore::Fault;
INSTANTIATE_TEST_SUITE_P(Each, DeskFaults,
                         testing::Values(std::pair{Fault::broken, 1}, std::pair{Fault::broken, 2},
                                         std::pair{Fault::clash, 1}, std::pair{Fault::clash, 2},
                                         std::pair{Fault::unsure, 1}, std::pair{Fault::unsure, 2},
                                         std::pair{Fault::unsure_done, 1},
                                         std::pair{Fault::unsure_done, 2}));

TEST(DeskNodes, AnotherNodesEntriesAreTakenIn) {
    House one;
    ASSERT_TRUE(one.open(write_round(one.members(3))));
    House two_clock_owner("2025-12-07 10:00");  // only for a clock of its own
    Desk two(one.own_store, two_clock_owner.clock, definitions(), counted_seeds());
    two.start();
    EXPECT_EQ(outcome(one.answer("member-1", "agree")), "accepted");
    TakePosition command;
    command.body = "member-2";
    command.position = "agree";
    command.revision = 1;
    command.digest = one.state()->revision()->digest;
    std::promise<Result<Settled>> done;
    two.submit({.stream = one.cycle, .command = Command(command), .actor = one.focal("member-2")},
               [&](Result<Settled> r) { done.set_value(std::move(r)); });
    EXPECT_EQ(outcome(done.get_future().get()), "accepted");
    two.stop();
    EXPECT_EQ(outcome(one.answer("member-3", "agree")), "accepted");
    EXPECT_EQ(stage(one), "clearance");
}

}  // namespace
}  // namespace paraph::test
