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
    // What its parts can come to, but not together, is found by trying all answers.
    EXPECT_EQ(found("agree > 0 and agree = 0"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree at least 2/3 of bodies and object at least 2/3 of bodies"),
              "15:13 never-holds\n");
    EXPECT_EQ(found("agree >= 3 or agree < 3"), "15:13 always-holds\n");
}

/// The findings for these stages, of which the first begins in line 12. `least`: of the chair.
std::string found_in(const std::string& stages, int least = 1) {
    auto yaml = test::with_stage(stages);
    const std::string chair = "chair: { bodies: 1 }";
    if (least == 0) yaml.replace(yaml.find(chair), chair.size(), "chair: { bodies: 0..1 }");
    return test::places(read_definition(yaml).findings);
}

TEST(Checks, what_is_too_much_to_try_is_not_proven) {
    // Two roles, each of many sizes: some answers are tried, not all.
    const auto found = [](const std::string& rule) {
        auto yaml = test::with_stage(
            "  first:\n    kind: ballot\n    who: [members, others]\n    passes: " + rule +
            "\n    then: { passed: end as a, not passed: end as b }\n");
        const std::string chair = "chair: { bodies: 1 }";
        yaml.replace(yaml.find(chair), chair.size(), "others: { bodies: 2..40 }");
        return test::places(read_definition(yaml).findings);
    };
    EXPECT_EQ(found("agree > 0 and agree = 0"), "15:13 not-proven\n");
    EXPECT_EQ(found("agree of members > object of others"), "");
}

const std::string again_or_on =
    "\n    kind: choose\n    ways: { again: { when: urgent }, on: {} }\n";

TEST(Checks, a_way_round_that_asks_nobody_is_found) {
    const std::string nobody =
        "  first:\n    kind: comment\n    who: chair\n    due: 3 days\n"
        "    then: { closed: second }\n  second:" +
        again_or_on + "    then: { again: first, on: end as done }\n";
    EXPECT_EQ(found_in(nobody, 0), "16:11 spins\n");
    EXPECT_EQ(found_in(nobody), "");
    EXPECT_EQ(found_in("  first:\n    kind: comment\n    who: members\n    due: 3 days\n"
                       "    at most: 2 times, then second\n    then: { closed: second }\n"
                       "  second:" +
                       again_or_on + "    then: { again: first, on: end as done }\n"),
              "17:11 spins\n");
    EXPECT_EQ(found_in("  first:\n    kind: comment\n    who: members\n    due: 3 days\n"
                       "    then: { closed: second }\n"
                       "  second:\n    kind: follow up\n    who: chair\n"
                       "    commitments of: first\n    due: 1 months\n"
                       "    then: { settled: third }\n  third:" +
                       again_or_on + "    then: { again: second, on: end as done }\n"),
              "22:11 spins\n");
}

TEST(Checks, a_block_that_is_over_at_once_is_passed) {
    const auto branch = [](const std::string& name) {
        return "  " + name +
               ":\n    kind: comment\n    who: members\n    when: urgent\n    due: 3 days\n"
               "    then: { closed: done }\n";
    };
    EXPECT_EQ(found_in("  first:\n    kind: parallel\n    branches: [one, two]\n"
                       "    then: { joined: second }\n" +
                       branch("one") + branch("two") +
                       "  second:\n    kind: choose\n"
                       "    ways: { again: { when: not urgent }, on: {} }\n"
                       "    then: { again: first, on: end as done }\n"),
              "15:11 spins\n");
}

TEST(Checks, whether_a_procedure_that_is_run_asks_anybody_is_not_proven) {
    EXPECT_EQ(found_in("  first:\n    kind: call\n    runs: another\n"
                       "    then: { again: first, on: end as done, abandoned: end as lost }\n"),
              "15:11 not-proven\n");
}

TEST(Checks, the_ways_of_a_choice_are_tried_with_every_answer) {
    const auto found = [](const std::string& ways) {
        return found_in("  first:\n    kind: choose\n    ways:\n" + ways +
                        "    then: { a: end as a, b: end as b, c: end as c }\n");
    };
    EXPECT_EQ(found("      a: { when: urgent }\n      b: { when: not urgent and urgent = no }\n"
                    "      c:\n"),
              "17:7 unreachable-way\n");  // left out, it is no
    EXPECT_EQ(found("      a: { when: urgent }\n      b: { when: not urgent }\n      c:\n"),
              "17:7 unreachable-way\n");
    EXPECT_EQ(found("      a: { when: urgent }\n      b: { when: urgent }\n      c:\n"),
              "16:7 unreachable-way\n");
    EXPECT_EQ(found("      a: { when: urgent and not urgent }\n      b: { when: urgent }\n"
                    "      c:\n"),
              "15:18 never-holds\n");
    EXPECT_EQ(found_in("  first:\n    kind: choose\n    ways:\n      a: { when: urgent }\n"
                       "      b: { when: not urgent }\n"
                       "    then: { a: end as a, b: end as b }\n"),
              "");  // one of the two is always open
    EXPECT_EQ(found_in("  first:\n    kind: choose\n    who: director of the body\n"
                       "    ways: { a: {}, b: {} }\n    then: { a: end as a, b: end as b }\n"),
              "14:10 not-proven\n");
}

TEST(Checks, what_closes_a_round_must_come) {
    const auto found = [](const std::string& closes, const std::string& due = "") {
        return found_in("  first:\n    kind: ballot\n    who: members\n    passes: agree >= 2\n" +
                        due + "    closes: " + closes +
                        "\n    then: { passed: end as a, not passed: end as b }\n");
    };
    const std::string due = "    due: 3 days\n";
    EXPECT_EQ(found("at the due time"), "16:13 never-closes\n");
    EXPECT_EQ(found("at the due time", due), "");
    EXPECT_EQ(found("as soon as it passes", due), "17:13 never-closes\n");
    EXPECT_EQ(found("as soon as it passes, or at the due time", due), "");
    EXPECT_EQ(found("when all have answered"), "");
    EXPECT_EQ(found("when 50 have answered"), "16:13 needs-too-many\n");
    EXPECT_EQ(found("when 3 have answered"), "16:13 not-proven\n");  // two may be bound
    EXPECT_EQ(found("when 3 have answered", due), "17:13 not-proven\n");
    EXPECT_EQ(found("when 3 have answered, or at the due time", due), "");
    EXPECT_EQ(found("when 2 have answered"), "");
    EXPECT_EQ(found("by an act of chair"), "");
    EXPECT_EQ(found_in("  first:\n    kind: ballot\n    who: members\n    passes: agree >= 2\n"
                       "    closes: by an act of chair\n"
                       "    then: { passed: end as a, not passed: end as b }\n",
                       0),
              "16:13 nobody-acts\n");
}

TEST(Checks, as_many_must_be_there_as_are_needed) {
    const auto found = [](const std::string& who, const std::string& needs) {
        return found_in("  first:\n    kind: sign off\n    who: " + who + "\n    needs: " + needs +
                        "\n    then: { signed: end as a, declined: end as b }\n");
    };
    EXPECT_EQ(found("members", "2 of"), "");
    EXPECT_EQ(found("members", "3 of"), "15:12 not-proven\n");
    EXPECT_EQ(found("members", "13 of"), "15:12 needs-too-many\n");
    EXPECT_EQ(found("[chair, chair]", "2 of"), "15:12 needs-too-many\n");  // it is one body
}

TEST(Checks, what_needs_more_than_one_says_so_where_only_one_may_be_there) {
    auto yaml = test::with_stage(
        "  first:\n    kind: ballot\n    who: others\n    passes: agree >= 2\n"
        "    then: { passed: end as a, not passed: end as b }\n");
    const std::string chair = "chair: { bodies: 1 }";
    yaml.replace(yaml.find(chair), chair.size(), "others: { bodies: 0..3 }");
    EXPECT_EQ(test::places(read_definition(yaml).findings), "15:13 not-proven\n");
}

TEST(Checks, rounds_of_a_branch_come_one_after_the_other) {
    const auto found = [](const std::string& block, const std::string& second) {
        return found_in(
            "  first:\n    kind: parallel\n    branches: [one, other]\n    due: " + block +
            "\n    then: { joined: end as done }\n"
            "  one:\n    kind: comment\n    who: members\n    due: 15 working days\n"
            "    then: { closed: two }\n"
            "  two:\n    kind: comment\n    who: chair\n    due: " +
            second +
            "\n    then: { closed: done }\n"
            "  other:\n    kind: sign off\n    who: chair\n"
            "    then: { signed: done, declined: done }\n");
    };
    EXPECT_EQ(found("20 working days", "5 working days"), "");
    EXPECT_EQ(found("20 working days", "10 working days"), "25:10 after-outer\n");
    EXPECT_EQ(found("20 working days", "10 working days after one closed"), "25:10 after-outer\n");
    EXPECT_EQ(found("20 working days", "3 working days\n    grace: 5 working days"),
              "26:12 after-outer\n");
    EXPECT_EQ(found("20 working days if urgent, else 30 working days", "10 working days"),
              "25:10 after-outer\n");
    EXPECT_EQ(found("3 months", "5 days"), "20:10 not-proven\n25:10 not-proven\n");
}

TEST(Checks, whether_days_are_as_long_as_weeks_depends_on_the_calendar) {
    const auto found = [](const std::string& minimum, const std::string& due) {
        return found_in("  first:\n    kind: comment\n    who: members\n    minimum: " + minimum +
                        "\n    due: " + due + "\n    then: { closed: end as heard }\n");
    };
    EXPECT_EQ(found("3 weeks", "10 working days"), "16:10 not-proven\n");
    EXPECT_EQ(found("1 week", "20 working days"), "");
    EXPECT_EQ(found("3 weeks", "10 days"), "16:10 below-minimum\n");
    EXPECT_EQ(found("5 days, waived by chair down to 48 hours", "5 days"), "");
    EXPECT_EQ(found("48 hours, waived by chair down to 5 days", "5 days"), "15:14 idle-waiver\n");
}

TEST(Checks, a_deadline_counts_from_what_has_happened) {
    const auto found = [](const std::string& one, const std::string& last) {
        return found_in(
            "  first:\n    kind: parallel\n    branches: [one, other]\n"
            "    then: { joined: last }\n"
            "  one:\n    kind: comment\n    who: members\n    due: 5 days after " +
            one +
            "\n    then: { closed: two }\n"
            "  two:\n    kind: comment\n    who: members\n    then: { closed: done }\n"
            "  other:\n    kind: comment\n    who: members\n"
            "    then: { closed: done }\n"
            "  last:\n    kind: circulate\n    who: members\n    due: 5 days after " +
            last + "\n    then: { settled: end as done }\n");
    };
    EXPECT_EQ(found("first opened", "first closed"), "");
    EXPECT_EQ(found("other closed", "two closed"), "");  // it runs beside
    EXPECT_EQ(found("two closed", "one opened"), "19:10 later-event\n");
    EXPECT_EQ(found("last opened", "one opened"), "19:10 later-event\n");
    EXPECT_EQ(found("first closed", "one opened"), "19:10 later-event\n");
}

TEST(Checks, a_role_is_not_drawn_from_itself) {
    auto yaml = test::with_stage(
        "  first:\n    kind: comment\n    who: members\n    then: { closed: end as heard }\n");
    const std::string chair = "  chair: { bodies: 1 }";
    yaml.replace(yaml.find(chair), chair.size(),
                 "  some: { bodies: 2, drawn from: others }\n"
                 "  others: { bodies: 2, drawn from: some }");
    EXPECT_EQ(test::places(read_definition(yaml).findings),
              "9:34 lot-too-small\n10:36 lot-too-small\n");
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
    EXPECT_EQ(found("x: { type: number }", "x + x > 20 and x < 1"), "15:11 not-proven\n");
    EXPECT_EQ(found("x: { type: number }", "x + x > 20 or x < 1"), "");  // a guess shows both
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
    EXPECT_EQ(found("chair", "[chair, members]"), "19:20 not-proven\n");  // all must sign
    EXPECT_EQ(found("chair", "[chair, members]\n    needs: any of"), "");
    EXPECT_EQ(found("[body law, chair]", "body law"), "19:20 not-proven\n");
    EXPECT_EQ(found("director of the body", "secretary of the body"), "");
}

}  // namespace
}  // namespace paraph
