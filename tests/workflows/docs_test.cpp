// The examples of docs/language.md are read as they stand there.

#include <sstream>

#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"
#include "workflows/language/calendar.hpp"

namespace paraph {
namespace {

struct Example {
    int line = 0;
    std::string text;
};

std::vector<Example> examples() {
    std::vector<Example> found;
    std::istringstream in{test::read_file(PARAPH_ROOT "/docs/language.md")};
    bool inside = false;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (!inside && line == "```yaml") {
            inside = true;
            found.push_back({number + 1, ""});
        } else if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            found.back().text += line + '\n';
        }
    }
    return found;
}

bool has_section(const std::string& text, const std::string& word) {
    return text.starts_with(word + ":") || text.find('\n' + word + ":") != std::string::npos;
}

/// A fragment made a definition: what it leaves out is added, so that every word of the fragment
/// is read in its place.
std::string completed(const std::string& fragment) {
    std::string text = fragment;
    const auto add = [&](const std::string& word, const std::string& section) {
        if (!has_section(text, word)) text += section;
    };
    add("workflow", "workflow: example\n");
    add("language", "language: 1\n");
    add("title", "title: An example\n");
    add("calendar", "calendar: office\n");
    add("roles",
        "roles:\n  lead: { bodies: 1 }\n  members: { bodies: 2..60, silence: agree }\n"
        "  chairs: { bodies: 1..2, silence: must answer }\n  secretary: { bodies: 1 }\n");
    add("stages",
        "stages:\n  request:\n    kind: comment\n    who: members\n"
        "    then: { closed: end as heard }\n");
    if (!has_section(text, "start")) {
        auto name = text.substr(text.find("stages:\n") + 8);
        name = name.substr(2, name.find(':') - 2);
        text += "start: " + name + '\n';
    }
    return text;
}

TEST(Docs, every_example_of_the_language_reads_without_a_finding) {
    const auto all = examples();
    EXPECT_GE(all.size(), 12u);
    for (const auto& example : all) {
        if (has_section(example.text, "zone")) {
            const auto calendar = read_calendar(example.text);
            EXPECT_TRUE(calendar) << "docs/language.md:" << example.line << calendar.error().text;
            continue;
        }
        const auto yaml = completed(example.text);
        const auto findings = read_definition(yaml).findings;
        EXPECT_EQ(render(findings,
                         "docs/language.md example at line " + std::to_string(example.line), yaml),
                  "");
    }
}

}  // namespace
}  // namespace paraph
