#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "engine/model/definition.hpp"
#include "workflows/language/finding.hpp"

namespace paraph {

/// What came of reading a definition. `findings` are all there are, by place; the definition is
/// there exactly when none of them is an error.
struct Reading {
    std::shared_ptr<const Definition> definition;
    std::vector<Finding> findings;
};

/// Reads and checks the YAML of one definition (docs/language.md, docs/checks.md): never throws for
/// what is in the text, and never ignores a word it does not know. Pure; some milliseconds.
Reading read_definition(std::string_view yaml);

}  // namespace paraph
