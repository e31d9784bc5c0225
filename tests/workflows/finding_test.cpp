#include "workflows/language/finding.hpp"

#include <gtest/gtest.h>

namespace paraph {
namespace {

const Finding sample{Finding::Severity::error, "unknown-role", "No role is called \"chair\".", 2,
                     6};

TEST(Finding, is_printed_as_a_compiler_prints_it) {
    EXPECT_EQ(render(sample, "a.yaml", "x: 1\nwho: chair\n"),
              "a.yaml:2:6: error: No role is called \"chair\". [unknown-role]\n"
              "who: chair\n"
              "     ^\n");
}

TEST(Finding, points_past_letters_of_several_bytes) {
    EXPECT_EQ(render(sample, "a", "\nকখ: গ\n"),
              "a:2:6: error: No role is called \"chair\". [unknown-role]\nকখ: গ\n     ^\n");
}

TEST(Finding, moves_the_caret_past_a_tab_as_the_line_does) {
    auto finding = sample;
    finding.column = 3;
    EXPECT_TRUE(render(finding, "a", "\nক\tখ\n").ends_with("ক\tখ\n \t^\n"));
}

TEST(Finding, has_a_form_for_machines) {
    EXPECT_EQ(json::serialize(to_json(std::vector{sample})),
              R"([{"severity":"error","code":"unknown-role","text":"No role is called \"chair\".",)"
              R"("line":2,"column":6}])");
}

TEST(Finding, a_warning_is_no_error) {
    auto warning = sample;
    warning.severity = Finding::Severity::warning;
    EXPECT_FALSE(has_errors(std::vector{warning}));
    EXPECT_TRUE(has_errors(std::vector{warning, sample}));
}

}  // namespace
}  // namespace paraph
