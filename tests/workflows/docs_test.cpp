// The examples of docs/language.md are read as they stand there.

#include <set>

#include <gtest/gtest.h>

#include "tests/workflows/examples.hpp"
#include "workflows/language/calendar.hpp"

namespace paraph {
namespace {

TEST(Docs, every_example_of_the_language_reads_without_a_finding) {
    const auto all = test::examples_of("language.md");
    EXPECT_GE(all.size(), 12u);
    for (const auto& example : all) {
        if (test::is_calendar(example)) {
            const auto calendar = read_calendar(example.text);
            EXPECT_TRUE(calendar) << "docs/language.md:" << example.line << calendar.error().text;
            continue;
        }
        const auto yaml = test::completed(example.text);
        const auto findings = read_definition(yaml).findings;
        EXPECT_EQ(render(findings,
                         "docs/language.md example at line " + std::to_string(example.line), yaml),
                  "");
    }
}

TEST(Docs, the_steps_of_the_tutorial_are_files_that_read_and_hold) {
    const std::string folder = PARAPH_ROOT "/docs/tutorial/";
    std::set<std::string> shown;
    for (const auto& example : test::examples_of("tutorial.md")) {
        shown.insert(example.file);
        std::istringstream file{test::read_file(folder + example.file)};
        std::istringstream lines{example.text};
        for (std::string line, there; std::getline(lines, line);) {
            while (!line.empty() && there != line && std::getline(file, there)) {
            }
            EXPECT_TRUE(line.empty() || there == line)
                << example.file << " does not have, or not here: " << line;
            there.clear();
        }
    }
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        files.insert(entry.path().filename());
    EXPECT_EQ(shown, files);
    for (const auto& file : files) {
        const auto text = test::read_file(folder + file);
        if (file.ends_with(".scenario.yaml")) continue;
        EXPECT_EQ(render(read_definition(text).findings, file, text), "");
    }
}

TEST(Docs, the_examples_read_without_a_finding) {
    for (const auto& entry : std::filesystem::directory_iterator(PARAPH_ROOT "/docs/examples")) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(".scenario.yaml")) continue;
        const auto text = test::read_file(entry.path());
        EXPECT_EQ(render(read_definition(text).findings, name, text), "");
    }
}

TEST(Docs, every_finding_that_the_page_of_checks_shows_is_what_check_says) {
    const auto page = test::read_file(PARAPH_ROOT "/docs/checks.md");
    for (const auto& entry :
         std::filesystem::directory_iterator(PARAPH_ROOT "/tests/workflows/bad")) {
        const auto yaml = test::read_file(entry.path());
        const auto said =
            render(read_definition(yaml).findings, entry.path().filename().string(), yaml);
        EXPECT_NE(page.find("```text\n" + said + "```\n"), std::string::npos)
            << "docs/checks.md does not show\n"
            << said;
    }
}

}  // namespace
}  // namespace paraph
