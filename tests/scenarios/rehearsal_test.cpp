#include "engine/core/rehearsal.hpp"

#include <gtest/gtest.h>

#include "engine/base/codec.hpp"
#include "tests/scenarios/house.hpp"

namespace paraph::test {
namespace {

/// The same cycle, once through a desk and once rehearsed: what happens to either.
class Both {
public:
    Both() : rehearsal(house.clock.now(), 7) {
        members = house.members(3);
        for (const auto& [id, body] : house.desk->registry()->bodies) {
            RegisterBody command{.id = id, .name = body->name, .kind = body->kind};
            for (const auto* person : house.desk->registry()->people_of(id))
                command.people.push_back({.name = person->name,
                                          .email = person->email,
                                          .language = person->language,
                                          .function = person->function,
                                          .roles = person->roles});
            tell(command);
        }
        for (const auto& [name, versions] : house.desk->registry()->calendars)
            tell(PublishCalendar{*versions.back()});
        for (const auto* name : {"ministry-chain", "write-round"})
            tell(PublishDefinition{house.desk->registry()->definition(name)->source});
    }

    void tell(RegistryCommand command) { ASSERT_TRUE(rehearsal.tell(command, definitions())); }

    Actor in_rehearsal(const Actor& actor) const {
        Actor same = actor;
        for (const auto* person : rehearsal.registry().people_of(actor.body))
            same.id = same.person = person->id;
        return same;
    }

    void open(const OpenCycle& command) {
        ASSERT_TRUE(house.open(command));
        auto opened = rehearsal.open(command, in_rehearsal(house.secretariat()));
        ASSERT_TRUE(opened) << opened.error().text;
        cycle = opened->made;
        note(opened->happened);
    }

    void at(std::string_view local) {
        house.at(local);
        note(rehearsal.advance(dhaka(local)));
    }

    void give(const Command& command, const Actor& actor) {
        const auto desk = house.give(command, actor);
        auto given = rehearsal.give(cycle, command, in_rehearsal(actor));
        ASSERT_EQ(desk.has_value(), given.has_value());
        if (given) note(given->happened);
    }

    void answer(const std::string& body, const std::string& position) {
        TakePosition command;
        command.body = body;
        command.position = position;
        command.reason = "Because.";
        command.revision = house.state()->revision()->number;
        command.digest = house.state()->revision()->digest;
        give(command, house.focal(body));
    }

    void note(const std::vector<Rehearsal::Happened>& happened) {
        for (const auto& one : happened)
            for (const auto& event : one.effect.events)
                rehearsed.push_back(to_text(one.at) + ' ' + std::string(kind_of(event.fact)));
    }

    std::vector<std::string> written() const {
        std::vector<std::string> lines;
        for (const auto& entry : house.entries())
            lines.push_back(to_text(entry.at) + ' ' + entry.kind);
        return lines;
    }

    House house;
    Rehearsal rehearsal;
    std::string cycle;
    std::vector<std::string> members;
    std::vector<std::string> rehearsed;
};

TEST(Rehearsal, GoesTheWayOfTheDesk) {
    Both both;
    both.open(write_round(both.members));
    both.at("2025-12-09 11:00");
    both.answer("member-1", "object");
    both.answer("labour", "agree");  // refused by both
    both.at("2025-12-22 17:00");     // reminders, silence, the end of the round
    both.at("2025-12-23 10:00");
    both.give(IssueRevision{.text = "All is new.\n", .media_type = "text/markdown"},
              both.house.focal("labour"));
    both.at("2026-03-01 10:00");  // round after round, until the meeting is overdue
    EXPECT_EQ(both.rehearsed, both.written());
    EXPECT_GT(both.rehearsed.size(), 15u);
    EXPECT_EQ(both.rehearsal.state(both.cycle)->rounds.size(), both.house.state()->rounds.size());
}

TEST(Rehearsal, ACopyGoesItsOwnWay) {
    Both both;
    both.open(write_round(both.members));
    Rehearsal other = both.rehearsal;
    other.advance(dhaka("2025-12-22 17:00"));
    EXPECT_EQ(other.state(both.cycle)->current()->stage, "clearance");
    EXPECT_EQ(both.rehearsal.state(both.cycle)->current()->stage, "request");
    EXPECT_EQ(both.rehearsal.now(), dhaka("2025-12-07 10:00"));
}

}  // namespace
}  // namespace paraph::test
