#include <cstdlib>
#include <iostream>
#include <random>

#include <gtest/gtest.h>

#include "engine/base/codec.hpp"
#include "engine/core/replay.hpp"
#include "engine/core/verify.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

// Whatever is done in whatever order: what is live, what is replayed and what is restored are one.

/// Throws random commands at a house; most are refused, and every accepted one must leave a sound
/// history.
class RandomHistory {
public:
    explicit RandomHistory(std::uint64_t seed) : random_(seed) {
        house.body("health", {"focal point", "desk officer", "director", "secretary"});
        house.body("small", {"focal point", "desk officer", "secretary"});
        house.members(4);
        OpenCycle open = pick(2) ? write_round({"health", "small", "member-1", "member-2"})
                                 : silence_procedure({"health", "member-1", "member-2"});
        if (open.attributes.contains("financial")) open.attributes["financial"] = pick(2) == 0;
        EXPECT_TRUE(house.open(open));
    }

    void step() {
        if (pick(6) == 0)
            house.to(house.clock.now() + std::chrono::hours(1 + pick(60)));
        else
            act();
    }

    /// Every cycle that the history has touched, the inside ones too.
    std::vector<std::string> cycles() const {
        std::vector<std::string> ids{house.cycle};
        for (const auto& round : house.state()->rounds)
            for (const auto& seat : round->assignments)
                if (!seat->child.empty() && !std::ranges::count(ids, seat->child))
                    ids.push_back(seat->child);
        return ids;
    }

    House house;
    int accepted = 0;
    std::vector<std::string> troubles;

private:
    int pick(int below) { return static_cast<int>(random_() % static_cast<std::uint64_t>(below)); }
    template <class T>
    const T& one_of(const std::vector<T>& list) {
        return list[static_cast<std::size_t>(pick(static_cast<int>(list.size())))];
    }
    void give(Command command, const Actor& actor, const std::string& cycle = {}) {
        const auto done = house.give(std::move(command), actor, cycle);
        if (outcome(done) == "accepted") ++accepted;
        if (outcome(done) == "internal") troubles.push_back(done.error().text);
    }
    Instant soon() { return house.clock.now() + std::chrono::hours(24 * (1 + pick(20))); }

    void act() {
        switch (pick(12)) {
            case 0:
                return give(act_of_secretariat(), house.secretariat());
            case 1:
                return take_back();
            case 2:
                return revise();
            case 3:
            case 4:
            case 5:
                return in_chain();
            default:
                return answer();
        }
    }

    Command act_of_secretariat() {
        const std::string member = one_of<std::string>({"member-1", "member-3", "health", "small"});
        switch (pick(12)) {
            case 0:
                return Suspend{"Because."};
            case 1:
                return Resume{"Because."};
            case 2:
                return Defer{.until = soon(), .reason = "Because."};
            case 3:
                return Extend{.due = soon(), .reason = "Because."};
            case 4:
                return Extend{.body = member, .due = soon(), .reason = "Because."};
            case 5:
                return Reopen{.stage = one_of<std::string>({"request", "clearance", "silence"}),
                              .due = soon(),
                              .reason = "Because."};
            case 6:
                return AddParticipant{.role = "members", .body = member, .reason = "Because."};
            case 7:
                return RemoveParticipant{.body = member, .reason = "Because."};
            case 8:
                return Close{"Because.", {}};
            case 9:
                return RecordMeeting{one_of<std::string>({"cleared", "returned", "refused"}), {}};
            case 10:
                return Waive{.stage = "request", .reason = "Because."};
            default:
                return pick(4) ? Command(Resume{"Because."}) : Command(Abandon{"Because."});
        }
    }

    void answer() {
        const auto state = house.state();
        if (state->rounds.empty() || state->rounds.back()->assignments.empty()) return;
        const std::string body = one_of(state->rounds.back()->assignments)->body;
        const std::string position = one_of<std::string>(
            {"agree", "agree", "object", "comment", "sign", "decline", "amend"});
        std::vector<NewComment> comments;
        if (pick(2))
            comments.push_back({.paragraph = pick(2) ? "p1" : "",
                                .force = pick(2) ? Force::condition : Force::remark,
                                .text = "Well."});
        const auto done = house.answer(body, position, pick(2) ? "Because." : "", comments);
        if (outcome(done) == "accepted") ++accepted;
        if (outcome(done) == "internal") troubles.push_back(done.error().text);
    }

    void take_back() {
        const auto state = house.state();
        if (!state->comments.empty()) {
            const auto& comments = state->comments;
            const auto comment =
                comments[static_cast<std::size_t>(pick(static_cast<int>(comments.size())))];
            switch (pick(3)) {
                case 0:
                    give(LiftComment{comment->id}, house.focal(comment->body));
                    break;
                case 1:
                    give(WithdrawComment{comment->id}, house.focal(comment->body));
                    break;
                default:
                    give(AnswerComment{.comment = comment->id, .observation = "Seen."},
                         house.secretariat());
            }
        }
        if (state->rounds.empty() || state->rounds.back()->assignments.empty()) return;
        const auto& seat = one_of(one_of(state->rounds)->assignments);
        if (pick(2))
            give(LiftBlock{seat->id}, house.focal(seat->body));
        else
            give(MaintainBlock{seat->id}, house.focal(seat->body));
    }

    void revise() {
        const std::string text =
            "Fees " + std::to_string(pick(3)) + ".\n\nAgencies " + std::to_string(pick(3)) + ".\n";
        if (pick(4))
            give(IssueRevision{.text = text, .media_type = "text/plain", .reason = "Why not."},
                 house.secretariat());
        else
            give(ConcludeRevision{pick(2) ? "unchanged" : "withdrawn"}, house.secretariat());
    }

    void in_chain() {
        const auto ids = cycles();
        const std::string child = one_of(ids);
        const auto state = house.state(child);
        if (!state || !state->opening->parent || !state->current()) return;
        const auto& seat = *state->current()->assignments.front();
        const bool returns = pick(5) == 0;
        const auto done = house.in_chain(seat.body, seat.function, returns ? "decline" : "sign",
                                         pick(3) ? "agree" : "object", pick(4) ? "Because." : "");
        if (outcome(done) == "accepted") ++accepted;
    }

    std::mt19937_64 random_;
};

void expect_one_history(RandomHistory& history) {
    Store& store = history.house.own_store;
    for (const auto& id : history.cycles()) {
        const auto live = history.house.state(id);
        const std::string text = encode(*live);
        State replayed;
        replayed.id = id;
        replay(replayed, store.stream(id, 0));
        ASSERT_EQ(encode(replayed), text);
        ASSERT_EQ(encode(decode_text<State>(text, {.depth = 32, .bytes = 64u << 20}).value()),
                  text);
        int open = 0;
        for (const auto& round : live->rounds)
            open += round->status == RoundStatus::open || round->status == RoundStatus::qualified ||
                    round->status == RoundStatus::overdue;
        ASSERT_LE(open, 1);
        if (live->status == CycleStatus::ended) {
            ASSERT_EQ(open, 0) << encode(*live);
        }
        if (live->ended) {
            ASSERT_TRUE(live->due.empty());
        }
        if (live->status == CycleStatus::running) {
            ASSERT_EQ(open, 1) << encode(*live);
        }
    }
}

void expect_sound_entries(RandomHistory& history, const std::string& id) {
    std::int64_t sequence = 0;
    Instant at{};
    for (const auto& entry : history.house.own_store.stream(id, 0)) {
        ASSERT_TRUE(read_entry(entry.body, entry.secret));
        ASSERT_EQ(entry.sequence, ++sequence);
        ASSERT_GE(entry.at, at);
        ASSERT_EQ(entry.leaf, sha256(std::string_view("\0", 1), entry.body));
        at = entry.at;
    }
    const auto verified = verify(history.house.own_store.stream(registry_stream, 0),
                                 history.house.own_store.stream(id, 0), definitions());
    for (const auto& flaw : verified.flaws)
        ADD_FAILURE() << id << " entry " << flaw.sequence << ": " << flaw.text;
}

void play(std::uint64_t seed) {
    SCOPED_TRACE("PARAPH_SEED=" + std::to_string(seed));
    RandomHistory history(seed);
    for (int i = 0; i < 60 && !testing::Test::HasFatalFailure(); ++i) {
        history.step();
        expect_one_history(history);
    }
    EXPECT_EQ(history.troubles, std::vector<std::string>{});
    for (const auto& id : history.cycles()) expect_sound_entries(history, id);
    const std::string live = encode(*history.house.state());
    history.house.restart();
    const auto restored = load(static_cast<Store&>(history.house.own_store), history.house.cycle);
    EXPECT_EQ(encode(*restored), live);
    EXPECT_GT(history.accepted, 0);
}

TEST(History, LiveReplayedAndRestoredAreOne) {
    if (const char* seed = std::getenv("PARAPH_SEED"))
        return play(std::strtoull(seed, nullptr, 10));
    for (std::uint64_t seed = 1; seed <= 60 && !testing::Test::HasFailure(); ++seed) play(seed);
}

}  // namespace
}  // namespace paraph::test
