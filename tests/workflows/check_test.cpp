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
    EXPECT_EQ(found("agree >= 12"), "");
    EXPECT_EQ(found("agree >= 13"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree > 12 or object > 12"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree > 12 or object > 11"), "");
    EXPECT_EQ(found("agree + object >= 25"), "15:13 never-holds\n");
    EXPECT_EQ(found("not (agree <= 12)"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree at least 2/3 of cast"), "");
    EXPECT_EQ(found("agree of members >= 13"), "15:13 never-holds\n");
    EXPECT_EQ(found("agree of chair >= 1"), "15:13 never-holds\n");  // takes no part here
    EXPECT_EQ(found("agree <= 12"), "15:13 always-holds\n");
}

}  // namespace
}  // namespace paraph
