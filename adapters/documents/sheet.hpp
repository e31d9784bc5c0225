#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/refusal.hpp"

namespace paraph {

/// A table of texts, as CSV (RFC 4180, UTF-8) and XLSX. What people wrote is never a formula: in
/// XLSX every cell is a string; in CSV a cell that a spreadsheet would calculate (it begins with
/// = + - @, a tab or a return) or that begins with an apostrophe gets an apostrophe before it,
/// which reading takes away again. What no such file can hold (engine/base/writing.hpp) is written
/// as U+FFFD.
using SheetRow = std::vector<std::string>;

/// A table as it was read. A text in `odd` says in a sentence why nobody can tell what a person
/// sees in that cell, by row and column from 0; the cell itself is empty then.
struct Sheet {
    std::vector<SheetRow> rows;
    std::map<std::pair<std::size_t, std::size_t>, std::string> odd = {};
    std::string origin = {};  // of XLSX: what `to_xlsx` was given
};

/// The next row to write; nothing: that was the last one.
using NextRow = std::function<std::optional<SheetRow>()>;

inline constexpr std::size_t cell_characters_max = 32'000;  // Excel's own limit is 32,767
inline constexpr std::size_t sheet_rows_max = 60'000;
inline constexpr std::size_t sheet_columns_max = 100;

std::string to_csv(const NextRow& next);
/// Semicolons and tabs are taken for commas where the first line has more of them.
Result<Sheet> read_csv(std::string_view text);

/// The first row is the heading. Written row by row through a temporary file: memory does not grow
/// with the rows, but for the file that is given back. Cells longer than `cell_characters_max` are
/// cut: split them before. `origin` goes along as a property of the document, which spreadsheet
/// programs keep when they save it anew. Throws std::runtime_error.
std::string to_xlsx(const NextRow& next, const std::vector<double>& widths,
                    const std::string& origin = {});
/// The first sheet. Numbers without a format of their own, TRUE, FALSE and dates in figures as a
/// person sees them; odd are all other numbers, errors, and formulas that nobody calculated.
/// Refused: what is no XLSX file or too large.
Result<Sheet> read_xlsx(std::string_view bytes);

}  // namespace paraph
