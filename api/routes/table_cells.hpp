#pragma once

#include "api/routes/comment_table.hpp"

namespace paraph::api {

// How a table of comments is read cell by cell.

inline constexpr std::string_view cell_blanks = " \t\r\n";  // a cell may have lines

/// Small letters, no blanks or marks: "Type of comment" is "typeofcomment".
std::string plain_cell(std::string_view text);

/// "12", "¶12" and "১২"; nothing where it is no number.
std::optional<int> number_in_cell(std::string_view text);

/// Whether a spreadsheet may have made one of the other: it changes the ends of lines and keeps the
/// apostrophe that CSV has before a sign.
bool alike_cells(std::string_view one, std::string_view other);

/// The words of a cell with one blank between them, without that apostrophe.
std::string cell_words(std::string_view text);

/// As much of a cell's words as a person needs to know it again.
std::string excerpt(std::string_view cell, std::size_t characters_max);

/// 0 is "A", 27 is "AB", as a spreadsheet shows them.
std::string column_letters(std::size_t column);

struct TableHeading {
    std::size_t row = 0;
    std::map<Column, std::size_t> columns;      // where each stands
    std::map<std::size_t, std::string> unread;  // columns of somebody's own, by their place
};
/// Looks in the first 20 rows: templates have a title and a date above the table. Refused: there is
/// none, two columns that mean the same, one that is most likely a slip of a column which is not
/// there.
Result<TableHeading> heading_of(const std::vector<SheetRow>& rows);

}  // namespace paraph::api
