#pragma once

#include <string>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph {

/// An HTML document that holds all it needs, as PDF: printed by Chromium, whose text layer is right
/// for Bangla, and which reaches no network and keeps nothing. Blocks, some two seconds and two
/// minutes at most; one at a time in a process. Refused (`unavailable`), in words for the operator,
/// where the program is missing or fails.
Result<std::string> print_pdf(std::string_view html);

}  // namespace paraph
