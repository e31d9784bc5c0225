// Each file of bad/ is wrong in one way; its first line says where and with which code.

#include <set>

#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"

namespace paraph {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> bad_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(PARAPH_ROOT "/tests/workflows/bad")) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

class Bad : public testing::TestWithParam<fs::path> {};

TEST_P(Bad, is_found_at_its_place_and_nothing_else_is) {
    const auto yaml = test::read_file(GetParam());
    const auto expected = yaml.substr(2, yaml.find('\n') - 1);  // without "# "
    const auto reading = read_definition(yaml);
    EXPECT_EQ(test::places(reading.findings), expected)
        << render(reading.findings, GetParam().filename().string(), yaml);
    EXPECT_EQ(expected.substr(expected.find(' ') + 1), GetParam().stem().string() + '\n');
}

INSTANTIATE_TEST_SUITE_P(Definitions, Bad, testing::ValuesIn(bad_files()), [](const auto& file) {
    auto name = file.param.stem().string();
    std::ranges::replace(name, '-', '_');
    return name;
});

/// The codes that docs/checks.md describes: its headings of the third rank.
std::set<std::string> documented() {
    std::set<std::string> codes;
    std::ifstream in{PARAPH_ROOT "/docs/checks.md"};
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("### ")) codes.insert(line.substr(4));
    }
    return codes;
}

TEST(Checks, every_code_is_described_and_every_described_code_has_a_bad_file) {
    std::set<std::string> codes{"too-large"};  // its file would be too large for the tree, too
    for (const auto& file : bad_files()) codes.insert(file.stem().string());
    EXPECT_EQ(documented(), codes);
}

TEST(Checks, a_rule_is_judged_at_the_largest_size_of_its_role) {
    const auto found = [](const std::string& rule) {
        return test::places(
            read_definition(
                test::with_stage("  first:\n    kind: ballot\n    who: members\n    passes: " +
                                 rule + "\n    then: { passed: end as a, not passed: end as b }\n"))
                .findings);
    };
    EXPECT_EQ(found("agree >= 2"), "");
    EXPECT_EQ(found("agree >= 3"), "15:13 not-proven\n");  // two may be bound, or twelve
    EXPECT_EQ(found("agree >= 12"), "15:13 not-proven\n");
    EXPECT_EQ(found("agree >= 13"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree > 12 or object > 12"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree > 12 or object > 11"), "15:13 not-proven\n");
    EXPECT_EQ(found("agree >= 6 and object >= 7"), "15:13 never-holds\n");  // 12 bodies
    EXPECT_EQ(found("agree > 6 and (object > 5 and silent >= 0)"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree >= 6 and object >= 6"), "15:13 not-proven\n");
    EXPECT_EQ(found("agree >= 6 and agree >= 7"), "15:13 not-proven\n");
    EXPECT_EQ(found("agree >= 7 or object >= 7"), "15:13 not-proven\n");
    EXPECT_EQ(found("agree + object >= 25"), "15:13 never-holds\n");
    EXPECT_EQ(found("not (agree <= 12)"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree at least 2/3 of cast"), "");
    EXPECT_EQ(found("agree of members >= 13"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree of chair >= 1"), "15:13 never-holds\n");  // takes no part here
    EXPECT_EQ(found("agree <= 12"), "15:13 always-holds\n");
}

TEST(Checks, a_condition_is_tried_with_every_answer_that_there_can_be) {
    const auto found = [](const std::string& attribute, const std::string& condition) {
        auto yaml = test::with_stage("  first:\n    kind: comment\n    who: members\n    when: " +
                                     condition + "\n    then: { closed: end as heard }\n");
        return test::places(
            read_definition(yaml.replace(yaml.find("urgent: { type: yes/no }"), 24, attribute))
                .findings);
    };
    const std::string never = "15:11 never-holds\n", always = "15:11 always-holds\n";
    EXPECT_EQ(found("x: { type: yes/no }", "x"), "");
    EXPECT_EQ(found("x: { type: yes/no }", "x and not x"), never);
    EXPECT_EQ(found("x: { type: yes/no }", "x = yes or x = no or not x"), always);
    EXPECT_EQ(found("x: { type: number }", "x > 20 and x < 22"), "");  // 21
    EXPECT_EQ(found("x: { type: number }", "x > 20 and x < 21"), never);
    EXPECT_EQ(found("x: { type: number }", "x <= 20 or x > 20"), "");  // not where it is empty
    EXPECT_EQ(found("x: { type: number, required: yes }", "x <= 20 or x > 20"), always);
    EXPECT_EQ(found("x: { type: number }", "x + x > 20 and x < 1"), "");  // not decided
    EXPECT_EQ(found("x: { type: one of, from: [a, b] }", "x = a and x = b"), never);
    EXPECT_EQ(found("x: { type: some of, from: [a, b] }", "a in x and b in x"), "");
    EXPECT_EQ(found("x: { type: date }", "x > 2026-01-01 and x < 2026-01-03"), "");
    EXPECT_EQ(found("x: { type: date }", "x > 2026-01-01 and x < 2025-01-03"), never);
}

TEST(Checks, four_eyes_of_the_same_people_depend_on_who_they_are) {
    const auto found = [](const std::string& drafters, const std::string& signers) {
        return test::places(
            read_definition(test::with_stage("  first:\n    kind: revise\n    who: " + drafters +
                                             "\n    then: { revised: second, unchanged: second }\n"
                                             "  second:\n    kind: sign off\n    who: " +
                                             signers +
                                             "\n    separate from: first\n"
                                             "    then: { signed: end as a, declined: first }\n"))
                .findings);
    };
    EXPECT_EQ(found("chair", "members"), "");
    EXPECT_EQ(found("chair", "chair"), "19:20 not-proven\n");
    EXPECT_EQ(found("chair", "[chair, members]"), "");
    EXPECT_EQ(found("[body law, chair]", "body law"), "19:20 not-proven\n");
    EXPECT_EQ(found("director of the body", "secretary of the body"), "");
}

}  // namespace
}  // namespace paraph
