// A cycle that runs inside a body, held to the cycle around it, and that one to what it cites: in a
// whole log, by one who made every hash anew.

#include <algorithm>
#include <chrono>
#include <functional>

#include <gtest/gtest.h>

#include "api/trail/verifier.hpp"
#include "tests/scenarios/forge.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

using std::chrono::hours;

/// A write-round in which one ministry has three levels.
class Around : public testing::Test {
protected:
    Around() {
        house.body("health", {"focal point", "desk officer", "director", "secretary"});
        house.members(1);
        house.body("last", {"focal point"});
        EXPECT_TRUE(house.open(write_round({"health", "member-1"})));
        inside = house.inside("health");
        house.at("2025-12-08 10:00");
    }
    void act(Command command) {
        ASSERT_EQ(outcome(house.give(std::move(command), house.secretariat())), "accepted");
    }
    void sign() {
        for (const auto* level : {"desk officer", "director", "secretary"})
            ASSERT_EQ(outcome(house.in_chain("health", level, "sign", "agree")), "accepted");
    }
    void take() { log = house.own_store.log(0, 1'000'000); }

    Entry& entry(const std::string& stream, std::string_view kind) {
        const auto found = std::ranges::find_if(
            log, [&](const Entry& each) { return each.stream == stream && each.kind == kind; });
        if (found == log.end()) throw std::logic_error("no entry is \"" + std::string(kind) + "\"");
        return *found;
    }
    template <class F>
    void forge(const std::string& stream, std::string_view kind,
               const std::function<void(F&)>& change) {
        rewrite(entry(stream, kind),
                [&](Record<Fact>& record) { change(std::get<F>(record.fact)); });
    }
    void erase_if(const std::function<bool(const Entry&)>& wanted) {
        std::erase_if(log, wanted);
        std::int64_t number = 0;
        for (auto& each : log) each.number = number++;
    }
    /// Leaves one out, and closes the gap that it leaves in its stream.
    void leave_out(const std::string& stream, std::string_view kind) {
        const auto sequence = entry(stream, kind).sequence;
        erase_if(
            [&](const Entry& each) { return each.stream == stream && each.sequence == sequence; });
        for (auto& each : log)
            if (each.stream == stream && each.sequence > sequence)
                rewrite(each, [](Record<Fact>& record) { --record.sequence; });
    }

    /// What the check finds first; `withheld`: the stream of which only the leaves are there.
    std::string found(const std::string& withheld = {}) {
        trail::Verifier verifier({}, definitions());
        for (const auto& each : log) {
            const auto line = each.stream == withheld ? trail::withheld_line(each.number, each.leaf)
                                                      : trail::line_of(each, true);
            if (const auto fault = verifier.add(trail::write(line))) return fault->text;
        }
        if (const auto fault = verifier.end()) return fault->text;
        unchecked = verifier.report().unchecked;
        return "it holds";
    }
    bool finds(std::string_view text, const std::string& withheld = {}) {
        const auto said = found(withheld);
        EXPECT_NE(said.find(text), std::string::npos) << said;
        return said.find(text) != std::string::npos;
    }
    bool leaves_open(std::string_view words) const {
        return std::ranges::any_of(unchecked, [&](const std::string& line) {
            return line.find(words) != std::string::npos;
        });
    }

    House house;
    std::string inside;
    std::vector<Entry> log;
    std::vector<std::string> unchecked;
};

TEST_F(Around, AnHonestLogHolds) {
    act(Extend{.due = dhaka("2025-12-30 17:00"), .reason = "Holidays."});
    act(Suspend{"A strike."});
    house.at("2025-12-09 10:00");
    act(Resume{"It is over."});
    act(Defer{.until = dhaka("2025-12-12 10:00"), .reason = "A summit."});
    house.at("2025-12-12 10:00");
    act(Abandon{"By mistake."});
    act(Resume{"It goes on."});
    act(IssueRevision{
        .text = "Wholly new.\n", .media_type = "text/markdown", .reason = "The lead is on leave."});
    inside = house.inside("health");
    sign();
    house.at("2026-02-01 10:00");
    take();
    EXPECT_EQ(found(), "it holds");
    EXPECT_FALSE(leaves_open("withheld"));
}

TEST_F(Around, OneThatWasSilentInsideHoldsToo) {
    house.at("2026-02-01 10:00");
    ASSERT_EQ(house.state(inside)->status, CycleStatus::abandoned);
    take();
    EXPECT_EQ(found(), "it holds");
}

TEST_F(Around, WhatGoesOutIsWhatWasSaidInside) {
    sign();
    take();
    const auto honest = log;
    EXPECT_EQ(found(), "it holds");
    forge<PositionTaken>(house.cycle, "position taken",
                         [](PositionTaken& fact) { fact.position = "object"; });
    finds("nobody inside the body proposed that");
    log = honest;
    forge<PositionTaken>(house.cycle, "position taken", [](PositionTaken& fact) {
        fact.comments = {{.id = "com_01h455vb4pex5vsknk084sn02q", .force = Force::condition}};
    });
    finds("other comments were sent inside the body");
    log = honest;
    rewrite(entry(house.cycle, "position taken"), [&](Record<Fact>& record) {
        record.actor = house.person("health", "director").person;
    });
    finds("nobody acted so inside the body then");
    log = honest;
    leave_out(house.cycle, "position taken");
    finds("what it came to was not told to the cycle around it");
}

TEST_F(Around, SilenceIsNotCountedOfOneThatAnsweredInside) {
    sign();
    house.at("2025-12-22 17:00");
    take();
    const auto seat = house.state()->rounds.front()->assignments.front()->id;
    leave_out(house.cycle, "position taken");
    forge<SilenceCounted>(house.cycle, "silence counted", [&](SilenceCounted& fact) {
        fact.assignments.insert(fact.assignments.begin(), seat);
    });
    for (auto& each : log)
        if (each.stream == house.cycle && each.kind == "reminded")
            rewrite(each, [&](Record<Fact>& record) {
                std::get<Reminded>(record.fact).assignments.push_back(seat);
            });
    finds("\"health\" had answered inside, and that was not told");
}

TEST_F(Around, NoRuleAnswersInside) {
    sign();
    take();
    rewrite(entry(inside, "position taken"), [](Record<Fact>& record) {
        record.actor = "rule";
        record.via = "inside";
        std::get<PositionTaken>(record.fact).cites =
            Citation{.cycle = record.stream, .sequence = 1};
    });
    finds("it does not cite the cycle that speaks for this seat");
}

TEST_F(Around, WhatRunsInsideIsWhatTheCycleAroundOpened) {
    take();
    const auto honest = log;
    forge<CycleOpened>(inside, "cycle opened",
                       [](CycleOpened& fact) { *fact.opening.outer_due += hours(24); });
    finds("it is to end at another time than the round around it");
    log = honest;
    forge<CycleOpened>(inside, "cycle opened",
                       [](CycleOpened& fact) { fact.opening.parent->stage = "clearance"; });
    finds("it names another seat of the cycle around it");
    log = honest;
    forge<RevisionIssued>(inside, "revision issued",
                          [](RevisionIssued& fact) { fact.digest = sha256("another text"); });
    finds("it begins with another text than the cycle around it has");
    log = honest;
    leave_out(inside, "revision issued");
    finds("it is not on the text in force");
    log = honest;
    erase_if([&](const Entry& each) { return each.stream == inside; });
    finds("was to run for a round of " + house.cycle + ", and never began");
}

TEST_F(Around, WhatRunsInsideMovesAndStandsStillWithTheCycleAround) {
    act(Extend{.due = dhaka("2025-12-30 17:00"), .reason = "Holidays."});
    house.at("2025-12-09 10:00");
    act(Suspend{"A strike."});
    take();
    const auto honest = log;
    EXPECT_EQ(found(), "it holds");
    forge<Extended>(inside, "extended", [](Extended& fact) { *fact.outer_due += hours(24); });
    finds("the round around it does not end then");
    log = honest;
    leave_out(house.cycle, "suspended");
    finds("nothing happened then in the cycle around it");
}

TEST_F(Around, WhatRunsInsideEndsWithTheRoundAroundAndForThatOnly) {
    house.at("2025-12-22 17:00");
    take();
    const auto honest = log;
    EXPECT_EQ(found(), "it holds");
    forge<Abandoned>(inside, "abandoned", [](Abandoned& fact) {
        fact.why = "the outer round is over (removed); it stood at: desk";
    });
    finds("it was abandoned for something else");
    log = honest;
    leave_out(inside, "abandoned");
    finds("the round around it was over, and it went on");
}

TEST_F(Around, WhatRunsInsideIsNotAbandonedWhileItsRoundGoesOn) {
    act(Suspend{"A strike."});
    take();
    rewrite(entry(inside, "suspended"), [](Record<Fact>& record) {
        record.fact = Abandoned{.why = "the outer round is over (abandoned); it stood at: desk"};
    });
    finds("the round around it was not over");
}

TEST_F(Around, WhatIsWithheldIsNamed) {
    sign();
    take();
    EXPECT_EQ(found(inside), "it holds");
    EXPECT_TRUE(leaves_open("1 cycle for rounds of those here withheld"));
    EXPECT_TRUE(leaves_open("is cited of it: 1 answer"));
    EXPECT_EQ(found(house.cycle), "it holds");
    EXPECT_TRUE(leaves_open("by rule in 1 cycle follows"));
}

/// A ministry has answered through its chain, another one was silent, and the round is open again.
class AroundAgain : public Around {
protected:
    AroundAgain() {
        sign();
        house.at("2025-12-22 17:00");
        act(Reopen{.stage = "request",
                   .due = dhaka("2026-01-01 17:00"),
                   .reason = "The figures were wrong."});
        inside = house.inside("health");
        house.at("2025-12-23 10:00");
    }
};

TEST_F(AroundAgain, AnHonestLogHolds) {
    take();
    EXPECT_EQ(found(), "it holds");
    act(Suspend{"A strike."});
    house.at("2025-12-24 10:00");
    act(Resume{"It is over."});
    act(Extend{.due = dhaka("2026-01-06 17:00"), .reason = "Holidays."});
    take();
    EXPECT_EQ(found(), "it holds");
    EXPECT_EQ(outcome(house.in_chain("health", "desk officer", "sign", "object", "Costs.")),
              "accepted");
    house.at("2026-02-01 10:00");  // nobody went on, and the answer before counts
    take();
    EXPECT_EQ(found(), "it holds");
}

TEST_F(AroundAgain, SaysWhetherTheAnswerStands) {
    take();
    forge<CycleOpened>(inside, "cycle opened",
                       [](CycleOpened& fact) { fact.opening.parent->answered = false; });
    EXPECT_TRUE(finds("it does not say whether the body's answer stands"));
}

}  // namespace
}  // namespace paraph::test
