#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"
#include "workflows/language/calendar.hpp"
#include "workflows/library/shipped.hpp"

namespace paraph {
namespace {

std::string_view text_of(std::string_view name) {
    for (const auto& file : shipped()) {
        if (file.name == name) return file.text;
    }
    return {};
}

TEST(Library, what_ships_reads_without_a_finding) {
    ASSERT_FALSE(shipped().empty());
    for (const auto& file : shipped()) {
        if (file.kind == Shipped::Kind::calendar) {
            const auto calendar = read_calendar(file.text);
            ASSERT_TRUE(calendar) << calendar.error().text;
            EXPECT_EQ(calendar->name, file.name);
        } else {
            const auto reading = read_definition(file.text);
            EXPECT_EQ(render(reading.findings, file.name, file.text), "");
            ASSERT_TRUE(reading.definition);
            EXPECT_EQ(reading.definition->name, file.name);
        }
    }
}

TEST(Library, calendars_and_inner_procedures_come_before_who_needs_them) {
    std::vector<std::string> seen;
    for (const auto& file : shipped()) {
        if (file.kind == Shipped::Kind::definition) {
            const auto definition = read_definition(file.text).definition;
            EXPECT_NE(std::ranges::find(seen, definition->calendar), seen.end());
            for (const auto& role : definition->roles) {
                if (role.inside.empty()) continue;
                EXPECT_NE(std::ranges::find(seen, role.inside), seen.end()) << role.inside;
            }
        }
        seen.emplace_back(file.name);
    }
}

TEST(Library, the_write_round_asks_what_its_procedure_asks) {
    const auto definition = read_definition(text_of("write-round")).definition;
    ASSERT_TRUE(definition);
    const auto& request = *definition->stage("request");
    EXPECT_EQ(request.minimum->span, (Span{10, Unit::clear_working_days}));
    EXPECT_EQ(request.minimum->waived_by, "secretary");
    EXPECT_EQ(request.carry_over, CarryOver::unaffected_paragraphs);
    EXPECT_TRUE(definition->stage("resolution")->every_comment_answered);
    EXPECT_EQ(definition->stage("resolution")->at_most, 3);
    EXPECT_EQ(definition->stage("clearance")->separate_from,
              std::vector<std::string>{"resolution"});
    EXPECT_EQ(definition->attributes.at("objectives").choices.size(), 23u);
    EXPECT_EQ(definition->role("members")->inside, "ministry-chain");
}

TEST(Library, silence_of_less_than_the_minimum_is_refused_and_the_minimum_named) {
    std::string yaml{text_of("silence-procedure")};
    yaml.replace(yaml.find("due: 72 hours"), 13, "due: 71 hours");
    const auto reading = read_definition(yaml);
    ASSERT_EQ(reading.findings.size(), 1u);
    EXPECT_EQ(reading.findings[0].code, "below-minimum");
    EXPECT_NE(reading.findings[0].text.find("72 hours"), std::string::npos);
}

TEST(Library, the_chain_returns_one_level_down) {
    const auto definition = read_definition(text_of("ministry-chain")).definition;
    ASSERT_TRUE(definition);
    EXPECT_EQ(definition->stage("director")->then.at("declined").name, "desk");
    EXPECT_EQ(definition->stage("secretary")->then.at("declined").name, "director");
    EXPECT_TRUE(definition->stage("secretary")->due->before_outer());
    EXPECT_EQ(definition->stage("desk")->who[0].kind, Participant::Kind::function);
}

TEST(Library, the_first_taste_of_the_language_still_reads) {
    const std::filesystem::path taste = PARAPH_SHARED "/design/example-write-round.yaml";
    NEEDS_BESIDE(taste);
    const auto yaml = test::read_file(taste);
    EXPECT_EQ(render(read_definition(yaml).findings, "taste", yaml), "");
}

}  // namespace
}  // namespace paraph
