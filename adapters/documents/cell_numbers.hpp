#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace paraph {

/// A number in a cell as a person sees it; nothing where that can't be told. `format` is the code
/// of the cell's number format, as XLSX has it ("General", "yyyy-mm-dd"); dates count from 1900.
/// Known are numbers as they are, and dates in figures.
std::optional<std::string> number_seen(std::string_view number, std::string_view format);

/// The code of a format that files know by its number alone; "" of those that a person's own
/// settings decide, and of numbers that mean none.
std::string_view common_format(unsigned number);

}  // namespace paraph
