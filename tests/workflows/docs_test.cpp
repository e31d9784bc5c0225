// The examples of docs/language.md are read as they stand there.

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

}  // namespace
}  // namespace paraph
