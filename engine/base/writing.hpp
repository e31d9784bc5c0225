#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace paraph {

/// Where the first character begins that XML, and so no table and no document of an office, can
/// hold: a control character but tab and line ends, U+FFFE or U+FFFF. npos: none. Of UTF-8.
std::size_t find_unwritable(std::string_view text);

/// The text with U+FFFD in place of each of these.
std::string writable(std::string_view text);

/// Refused where a string of the value has such a character, or a byte order mark: `where` is the
/// place of the value, to which that of the string within it is added.
Result<> check_writing(const json::value& value, const std::string& where = {});

/// Without the byte order mark that some programs put before a text.
std::string_view without_mark(std::string_view text);

}  // namespace paraph
