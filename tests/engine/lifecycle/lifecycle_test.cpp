#include <set>

#include "engine/base/enums.hpp"
#include "engine/lifecycle/assignment.hpp"
#include "engine/lifecycle/cycle.hpp"
#include "engine/lifecycle/round.hpp"
#include "tests/engine/golden.hpp"

namespace paraph {
namespace {

template <class Status, class Event>
using Table = std::vector<Transition<Status, Event>>;

/// Every status with every event, one line each: what `next` says.
template <class Status, class Event>
std::string product(const std::string& title) {
    std::string text = "# " + title + "\n";
    for (const Status status : enum_values<Status>) {
        for (const Event event : enum_values<Event>) {
            const auto after = next(status, event);
            text.append(enum_text(status)).append(" + ").append(enum_text(event)).append(" -> ");
            text.append(after ? enum_text(*after) : "not known").append("\n");
        }
    }
    return text + "\n";
}

template <class Status, class Event>
void table_is_what_next_does(const Table<Status, Event>& table) {
    std::set<std::pair<Status, Event>> seen;
    for (const auto& row : table) {
        EXPECT_TRUE(seen.emplace(row.from, row.event).second)
            << enum_text(row.from) << " + " << enum_text(row.event) << " stands twice";
        EXPECT_EQ(next(row.from, row.event), row.to);
    }
    for (const Status status : enum_values<Status>) {
        for (const Event event : enum_values<Event>) {
            EXPECT_EQ(next(status, event).has_value(), seen.contains({status, event}));
        }
    }
}

template <class Status, class Event>
std::set<Status> reachable(const Table<Status, Event>& table, Status initial) {
    std::set<Status> found{initial};
    for (std::size_t before = 0; before != found.size();) {
        before = found.size();
        for (const auto& row : table)
            if (found.contains(row.from)) found.insert(row.to);
    }
    return found;
}

template <class Status, class Event>
std::set<Status> without_exit(const Table<Status, Event>& table) {
    std::set<Status> found(enum_values<Status>.begin(), enum_values<Status>.end());
    for (const auto& row : table) found.erase(row.from);
    return found;
}

TEST(Lifecycle, NextIsExactlyTheTable) {
    table_is_what_next_does(cycle_table());
    table_is_what_next_does(round_table());
    table_is_what_next_does(assignment_table());
}

TEST(Lifecycle, EveryStatusCanBeReached) {
    EXPECT_EQ(reachable(cycle_table(), CycleStatus::draft).size(), enum_values<CycleStatus>.size());
    EXPECT_EQ(reachable(round_table(), RoundStatus::open).size(), enum_values<RoundStatus>.size());
    EXPECT_EQ(reachable(assignment_table(), AssignmentStatus::awaited).size(),
              enum_values<AssignmentStatus>.size());
}

TEST(Lifecycle, OnlyTheseAreForGood) {
    EXPECT_EQ(without_exit(cycle_table()), std::set<CycleStatus>{});
    EXPECT_EQ(without_exit(round_table()), std::set{RoundStatus::undone});
    EXPECT_EQ(without_exit(assignment_table()), std::set{AssignmentStatus::removed});
}

TEST(Lifecycle, WhatHappenedInOneRunDoesNotShowInTheNext) {
    EXPECT_EQ(next(RoundStatus::closed, RoundEvent::qualified), std::nullopt);
    EXPECT_EQ(next(RoundStatus::closed, RoundEvent::reopened), RoundStatus::open);
    EXPECT_EQ(next(RoundStatus::closed, RoundEvent::qualified), std::nullopt);
    EXPECT_THROW((void)next(static_cast<CycleStatus>(77), CycleEvent::opened), std::logic_error);
    EXPECT_EQ(next(CycleStatus::draft, static_cast<CycleEvent>(77)), std::nullopt);
}

TEST(Lifecycle, StoredNumbersStay) {
    EXPECT_EQ(static_cast<int>(CycleStatus::abandoned), 6);
    EXPECT_EQ(static_cast<int>(RoundStatus::undone), 6);
    EXPECT_EQ(static_cast<int>(AssignmentStatus::closed), 9);
}

TEST(Lifecycle, FullProductIsTheGoldenOne) {
    test::expect_golden("tests/engine/lifecycle/lifecycles.golden",
                        product<CycleStatus, CycleEvent>("cycle") +
                            product<RoundStatus, RoundEvent>("round") +
                            product<AssignmentStatus, AssignmentEvent>("assignment"));
}

std::string section(const std::string& title, const std::string& text, const std::string& diagram) {
    return "## " + title + "\n\n" + text + "\n\n```mermaid\n" + diagram + "```\n";
}

TEST(Lifecycle, TheDocumentShowsTheTables) {
    test::expect_golden(
        "docs/lifecycles.md",
        "# Lifecycles\n\n"
        "What can happen to a cycle, to a round of a stage, and to what one body owes in a round. "
        "The diagrams are\ngenerated from the transition tables that the engine runs on "
        "(`engine/lifecycle/`); a test holds this page\nagainst them. What a definition says is "
        "not here: the way from stage to stage is data.\n\n" +
            section("Cycle",
                    "What was abandoned by mistake may be resumed; what has ended, reopened.",
                    cycle_diagram()) +
            "\n" +
            section("Round",
                    "Whether the rule holds is a figure of the round and may change while it is "
                    "overdue; the status shows\nwhat is more urgent. Suspension is the cycle's.",
                    round_diagram()) +
            "\n" +
            section("Assignment",
                    "An answer may change as long as the round is open. A counted silence is void "
                    "after an extension or a\nreopening. A removed body's answer stays as record.",
                    assignment_diagram()));
}

}  // namespace
}  // namespace paraph
