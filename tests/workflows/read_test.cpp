#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"
#include "workflows/language/to_json.hpp"

namespace paraph {
namespace {

using test::with_stage;

constexpr const char* sound_stage =
    "  first:\n    kind: ballot\n    who: members\n    due: 5 working days\n"
    "    passes: object = 0\n    then: { passed: end as adopted, not passed: end as returned }\n";

Reading read(const std::string& yaml) {
    auto reading = read_definition(yaml);
    EXPECT_EQ(reading.definition != nullptr, !has_errors(reading.findings));
    return reading;
}

std::string found(const std::string& yaml) {
    return test::places(read(yaml).findings);
}

TEST(Read, a_sound_definition_without_a_finding) {
    const auto reading = read(with_stage(sound_stage));
    ASSERT_EQ(render(reading.findings, "f", with_stage(sound_stage)), "");
    const auto& definition = *reading.definition;
    EXPECT_EQ(definition.name, "sample");
    EXPECT_EQ(definition.title.at("en"), "A sample");
    EXPECT_EQ(definition.role("members")->most, 12);
    EXPECT_EQ(definition.role("members")->silence.position, "agree");
    EXPECT_EQ(definition.digest, sha256(with_stage(sound_stage)));
    const auto& stage = *definition.stage("first");
    EXPECT_TRUE(stage.passes);
    EXPECT_EQ(stage.due->span, (Span{5, Unit::working_days}));
    EXPECT_EQ(stage.then.at("not passed").name, "returned");
    EXPECT_TRUE(stage.closes.when_all_answered && stage.closes.at_due);
}

std::vector<std::string> position_names(const std::string& stage) {
    const auto yaml = with_stage(stage);
    const auto reading = read(yaml);
    EXPECT_EQ(render(reading.findings, "f", yaml), "");
    std::vector<std::string> names;
    if (!reading.definition) return names;
    for (const auto& position : reading.definition->stages.front().positions) {
        names.push_back(position.name);
    }
    return names;
}

TEST(Read, each_kind_has_its_own_positions) {
    using Names = std::vector<std::string>;
    EXPECT_EQ(position_names(sound_stage),
              (Names{"agree", "agree with comments", "no objection", "object", "abstain", "recuse",
                     "not our concern"}));
    EXPECT_EQ(position_names("  first:\n    kind: comment\n    who: members\n"
                             "    then: { closed: end as heard }\n"),
              (Names{"comment", "no comment"}));
    EXPECT_EQ(position_names("  first:\n    kind: silence\n    who: members\n    due: 72 hours\n"
                             "    then: { adopted: end as a, broken: end as b }\n"),
              (Names{"object", "amend", "comment", "agree"}));
    EXPECT_EQ(position_names("  first:\n    kind: sign off\n    who: chair\n"
                             "    then: { signed: end as a, declined: end as b }\n"),
              (Names{"sign", "decline"}));
    EXPECT_EQ(position_names("  first:\n    kind: meet\n    who: chair\n    results: [done]\n"
                             "    then: { done: end as a }\n"),
              Names{});
}

TEST(Read, all_findings_come_at_once_and_by_place) {
    EXPECT_EQ(found("workflow: Bad Name\nlanguage: 2\ntitle: T\ncalendar: c\nfarbe: red\n"
                    "roles:\n  members: { bodies: 0, silense: agree }\n"
                    "start: nowhere\nstages:\n  one:\n    kind: balot\n"),
              "1:11 unfit-name\n2:11 not-supported\n5:1 unknown-word\n7:22 wrong-value\n"
              "7:25 unknown-word\n8:8 unknown-stage\n11:11 wrong-value\n");
}

TEST(Read, the_nearest_word_is_named) {
    const auto reading =
        read(with_stage("  first:\n    kind: ballot\n    who: member\n"
                        "    pases: object = 0\n    then: { passed: end as a, "
                        "not passed: end as b }\n"));
    const auto text = render(reading.findings, "f", "");
    EXPECT_NE(text.find("Did you mean \"members\"?"), std::string::npos) << text;
    EXPECT_NE(text.find("Did you mean \"passes\"?"), std::string::npos) << text;
}

TEST(Read, a_mistake_in_a_rule_is_shown_inside_the_rule) {
    EXPECT_EQ(found(with_stage("  first:\n    kind: ballot\n    who: members\n"
                               "    passes: object = 0 and agre > 3\n"
                               "    then: { passed: end as a, not passed: end as b }\n")),
              "15:28 rule\n");
    EXPECT_EQ(found(with_stage("  first:\n    kind: ballot\n    who: members\n"
                               "    passes: \"object = 0 and agre > 3\"\n"
                               "    then: { passed: end as a, not passed: end as b }\n")),
              "15:29 rule\n");
}

TEST(Read, a_name_inside_a_phrase_is_pointed_at) {
    EXPECT_EQ(found(with_stage("  first:\n    kind: ballot\n    who: members\n"
                               "    minimum: 3 working days, waived by nobody\n"
                               "    due: 3 working days\n    passes: object = 0\n"
                               "    escalate: at due, to no one\n"
                               "    then: { passed: end as a, not passed: somewhere }\n")),
              "15:40 unknown-role\n18:26 unknown-role\n19:43 unknown-stage\n");
}

TEST(Read, what_is_missing_is_shown_where_its_word_stands) {
    EXPECT_EQ(found(with_stage("  first:\n    kind: comment\n    who:\n    due: 3 days\n"
                               "    then: { closed: end as heard }\n")),
              "14:5 wrong-shape\n");
}

TEST(Read, a_wrong_kind_hides_nothing_else) {
    EXPECT_EQ(found(with_stage("  first:\n    kind: balot\n    who: nobody here\n    due: 3 moons\n"
                               "    then: { passed: nowhere }\n")),
              "13:11 wrong-value\n14:10 unknown-role\n15:10 wrong-value\n16:21 unknown-stage\n");
}

TEST(Read, a_no_break_space_is_called_one) {
    EXPECT_EQ(found(with_stage("  first:\n    kind: ballot\n    who: members\n"
                               "    due: 10\xC2\xA0working days\n"
                               "    passes: object\xC2\xA0= 0\n"
                               "    then: { passed: end as a, not passed: end as b }\n")),
              "15:12 no-break-space\n16:19 no-break-space\n");
}

TEST(Read, a_size_that_could_not_be_read_has_no_consequences) {
    auto yaml = with_stage(
        "  first:\n    kind: ballot\n    who: members\n    passes: agree >= 5\n"
        "    then: { passed: end as a, not passed: end as b }\n");
    EXPECT_EQ(found(yaml.replace(yaml.find("2..12"), 5, "8..4")), "8:22 wrong-value\n");
}

TEST(Read, a_stage_is_not_called_as_an_end) {
    EXPECT_EQ(found(with_stage("  first:\n    kind: comment\n    who: members\n"
                               "    then: { closed: end as heard }\n"
                               "  end as heard:\n    kind: comment\n    who: members\n"
                               "    then: { closed: end as heard }\n")),
              "16:3 unfit-name\n16:3 unreachable-stage\n");
}

TEST(Read, a_result_is_not_called_overdue) {
    EXPECT_EQ(found(with_stage("  first:\n    kind: meet\n    who: chair\n"
                               "    results: [overdue, heard]\n"
                               "    then: { overdue: end as lost, heard: end as heard }\n")),
              "15:14 unfit-name\n");
}

TEST(Read, choices_of_a_form_may_have_titles) {
    const auto with_form = [](const std::string& question) {
        return with_stage(std::string(sound_stage) + "    form: { properties: { course: { " +
                          question + " } } }\n");
    };
    const auto reading = read(
        with_form("type: string, oneOf: [{ const: late, title: Behind }, { const: on track }]"));
    ASSERT_TRUE(reading.definition);
    const auto& field = reading.definition->stage("first")->form.front();
    EXPECT_EQ(field.type, FormField::Type::one_of);
    EXPECT_EQ(field.choices, (std::vector<std::string>{"late", "on track"}));
    EXPECT_EQ(field.choice_titles.at("late").at("en"), "Behind");
    EXPECT_FALSE(field.choice_titles.contains("on track"));
    for (const auto* wrong :
         {"type: string, enum: [a], oneOf: [{ const: a }]", "type: string, oneOf: []",
          "type: string, oneOf: [a]", "type: string, oneOf: [{ title: A }]",
          "type: integer, oneOf: [{ const: a }]", "type: array, items: { oneOf: { const: a } }",
          "type: array, items: { enum: [a], oneOf: [{ const: a }] }"})
        EXPECT_FALSE(read(with_form(wrong)).definition) << wrong;
}

TEST(Read, hostile_texts_are_findings_and_nothing_worse) {
    for (const std::string text :
         {"", "[]", "a", "null", "stages: []", "stages: { a: 1 }", "roles: [x]", "may: { a: {} }",
          "notify: x", "attributes: { a: [] }", "title: { en: [] }", "languages: {}",
          "workflow: [a]\nstages: { a: { kind: ballot, then: [], who: {}, due: {}, remind: {} } }",
          "stages: { '': { kind: meet, results: [[]], at most: [], then: { '': '' } } }"}) {
        EXPECT_FALSE(read(text).findings.empty()) << text;
    }
}

TEST(Read, a_text_with_thousands_of_mistakes_gets_the_first_hundreds) {
    std::string text;
    for (int i = 0; i < 20000; ++i) text += "k" + std::to_string(i) + ": 1\n";
    EXPECT_EQ(read(text).findings.size(), 200u);
    EXPECT_EQ(found("stages:\n  " + text.substr(0, 100)).substr(0, 4), "1:1 ");
}

TEST(Read, its_json_says_what_was_read) {
    const auto object = to_json(*read(with_stage(sound_stage)).definition);
    EXPECT_EQ(object.at("workflow"), "sample");
    const auto& stage = object.at("stages").at(0);
    EXPECT_EQ(stage.at("kind"), "ballot");
    EXPECT_EQ(stage.at("passes"), "object = 0");
    EXPECT_EQ(stage.at("then").at("passed"), "end as adopted");
    EXPECT_EQ(object.at("roles").at(0).at("silence"), "agree");
}

}  // namespace
}  // namespace paraph
