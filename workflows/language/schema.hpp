#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace paraph {

/// The structure of a definition as JSON Schema (draft-07), made from the tables that the reader
/// reads by. For editors: it completes words and explains them, and refuses what `check` would call
/// a wrong word, shape or value. What needs to be understood (names, ways, rules) it lets pass.
/// YAML is meant as version 1.2 reads it, where `yes` is a text.
json::object definition_schema();

/// The same as a file: indented, one line at the end.
std::string definition_schema_text();

/// One sentence on a word of a section ("stage", "due"); empty for words that have none.
std::string_view hint_of(std::string_view section, std::string_view word);

}  // namespace paraph
