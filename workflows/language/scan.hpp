#pragma once

#include <string_view>

#include "workflows/language/finding.hpp"

namespace paraph {

/// What a YAML parser reports late, elsewhere or not at all: bytes that are not UTF-8, control
/// characters, tabs outside quotes and block texts, a quote that its own line does not close.
/// False when the text should not be given to a parser at all.
bool scan(std::string_view text, Report& report);

}  // namespace paraph
