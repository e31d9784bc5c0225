#include "workflows/language/course.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"

namespace paraph {
namespace {

/// One stage a line: "a 2 c: b end" is stage a, entered at most twice and then c, whose ways lead
/// to b and to an end. The first one is the start.
std::string yaml_of(const std::vector<std::string>& lines) {
    std::string text =
        "workflow: sample\nlanguage: 1\ntitle: T\ncalendar: office\n"
        "roles: { chair: { bodies: 1 } }\nstart: " +
        lines.front().substr(0, lines.front().find_first_of(" :")) + "\nstages:\n";
    const auto way = [](const std::string& to) { return to == "end" ? "end as done" : to; };
    for (const auto& line : lines) {
        std::istringstream head{line.substr(0, line.find(':'))};
        std::istringstream tail{line.substr(line.find(':') + 1)};
        std::string name, times, after, results, then;
        head >> name >> times >> after;
        int number = 0;
        for (std::string to; tail >> to; ++number) {
            const auto result = "r" + std::to_string(number);
            results += (number ? ", " : "") + result;
            then += (number ? ", " : "") + result + ": " + way(to);
        }
        text += "  " + name + ":\n    kind: meet\n    who: chair\n    results: [" + results +
                "]\n    then: { " + then + " }\n";
        if (!times.empty()) text += "    at most: " + times + " times, then " + way(after) + '\n';
    }
    return text;
}

std::string found(const std::vector<std::string>& lines) {
    const auto yaml = yaml_of(lines);
    std::string codes;
    for (const auto& finding : read_definition(yaml).findings) codes += finding.code + ' ';
    return codes;
}

TEST(Course, a_loop_with_a_limit_or_an_act_that_leaves_it_is_sound) {
    EXPECT_EQ(found({"a: b end", "b: a"}), "");
    EXPECT_EQ(found({"a: b", "b 3 end: a"}), "");
    EXPECT_EQ(found({"a: b", "b 3 c: a", "c: end"}), "");
}

TEST(Course, a_limit_that_closes_the_only_way_out_is_found) {
    // b leads out, but only while its limit lasts; then it is a and b for ever.
    const std::vector<std::string> trap{"a: b", "b 2 a: a end"};
    EXPECT_EQ(found(trap), "endless ");
    const auto yaml = yaml_of(trap);
    const auto text = render(read_definition(yaml).findings, "f", yaml);
    EXPECT_NE(text.find("by \"a\", \"b\", \"b\", \"a\"."), std::string::npos) << text;
    // Two limits that send each other on would never come to rest.
    EXPECT_EQ(found({"a: b c end", "b 1 c: a", "c 1 b: a"}), "endless ");
    EXPECT_EQ(found({"a: b c end", "b 1 c: a", "c 1 end: a"}), "");
}

TEST(Course, what_only_an_idle_limit_leads_to_is_never_reached) {
    auto yaml = yaml_of({"a: b", "b 2 c: end", "c: end"});
    const auto at = yaml.find("kind: meet", yaml.find("  b:"));
    yaml.replace(at, 10, "kind: revise");  // the others begin anew with each revision
    const auto results = yaml.find("    results: [r0]\n", at);
    yaml.erase(results, 18);
    yaml.replace(yaml.find("r0: end as done", at), 15,
                 "revised: end as done, unchanged: end as done");
    EXPECT_EQ(test::places(read_definition(yaml).findings),
              "17:14 idle-limit\n18:3 unreachable-stage\n");
}

/// Many small loops after each other, each with a limit: what a long procedure looks like.
std::vector<std::string> chain(int stages) {
    std::vector<std::string> lines;
    for (int i = 0; i + 1 < stages; i += 2) {
        const auto a = "s" + std::to_string(i), b = "s" + std::to_string(i + 1);
        const auto next = i + 2 < stages - 1 ? "s" + std::to_string(i + 2) : "end";
        lines.push_back(a + ": " + b + " " + next);
        lines.push_back(b + " 3 " + next + ": " + a);
    }
    return lines;
}

std::size_t effort(int stages) {
    const auto yaml = yaml_of(chain(stages));
    const auto reading = read_definition(yaml);
    EXPECT_EQ(render(reading.findings, "f", yaml), "");
    return go_through(course_of(*reading.definition)).looked_at;
}

TEST(Course, the_effort_grows_with_the_stages_and_not_faster) {
    const auto at_20 = effort(20);
    EXPECT_GE(at_20, 20u);
    for (const int stages : {60, 100, 200})
        EXPECT_LE(effort(stages), at_20 * static_cast<std::size_t>(stages) / 20) << stages;
    EXPECT_LE(effort(200), 4000u);
}

TEST(Course, loops_with_too_many_limits_are_not_proven) {
    std::vector<std::string> lines{"hub:"};
    for (int i = 0; i < 30; ++i) {
        const auto name = "s" + std::to_string(i);
        lines.front() += ' ' + name;
        lines.push_back(name + " 9 end: hub");
    }
    EXPECT_EQ(found(lines), "not-proven ");
    const auto reading = read_definition(yaml_of(lines));
    ASSERT_TRUE(reading.definition);
    EXPECT_LE(go_through(course_of(*reading.definition), 1000).looked_at, 1001u);
}

}  // namespace
}  // namespace paraph
