#pragma once

#include <string_view>

#include "workflows/language/finding.hpp"

namespace paraph {

/// Word processors write it; it looks like a space, and neither YAML nor the language takes it for
/// one.
inline constexpr std::string_view no_break_space = "\xC2\xA0";
inline constexpr std::string_view no_break_space_here =
    "A no-break space stands here, as word processors write it. It looks like a space and is none: "
    "write a space.";

/// What a YAML parser reports late, elsewhere or not at all: bytes that are not UTF-8, control
/// characters, tabs outside quotes and block texts, a no-break space before a value, a quote that
/// its own line does not close.
/// False when the text should not be given to a parser at all.
bool scan(std::string_view text, Report& report);

}  // namespace paraph
