#pragma once

#include <string>

#include "tests/engine/golden.hpp"
#include "workflows/language/read.hpp"

namespace paraph::test {

/// "3:7 unknown-word", one line each.
inline std::string places(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings) {
        text += std::to_string(finding.line) + ':' + std::to_string(finding.column) + ' ' +
                finding.code + '\n';
    }
    return text;
}

/// A sound definition with one stage put in; line 12 is the stage's first.
inline std::string with_stage(const std::string& stage) {
    return "workflow: sample\nlanguage: 1\ntitle: A sample\ncalendar: office\n"
           "attributes:\n  urgent: { type: yes/no }\n"
           "roles:\n  members: { bodies: 2..12, silence: agree }\n  chair: { bodies: 1 }\n"
           "start: first\nstages:\n" +
           stage;
}

}  // namespace paraph::test
