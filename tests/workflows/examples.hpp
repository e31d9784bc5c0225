#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/workflows/support.hpp"

namespace paraph::test {

/// A YAML example in a page of docs/, with the line on which it begins.
struct Example {
    int line = 0;
    std::string text;
    std::string file;  // of which it shows some lines, where one is named behind "yaml"
};

inline std::vector<Example> examples_of(const std::string& page) {
    std::vector<Example> found;
    std::istringstream in{read_file(PARAPH_ROOT "/docs/" + page)};
    bool inside = false;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (!inside && line.starts_with("```yaml")) {
            inside = true;
            found.push_back({number + 1, "", line.substr(std::min(line.size(), std::size_t{8}))});
        } else if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            found.back().text += line + '\n';
        }
    }
    return found;
}

inline bool has_section(const std::string& text, const std::string& word) {
    return text.starts_with(word + ":") || text.find('\n' + word + ":") != std::string::npos;
}

inline bool is_calendar(const Example& example) {
    return has_section(example.text, "zone");
}

/// A fragment made a definition: what it leaves out is added, so that every word of the fragment
/// is read in its place.
inline std::string completed(const std::string& fragment) {
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

}  // namespace paraph::test
