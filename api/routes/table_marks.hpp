#pragma once

#include "api/routes/table_cells.hpp"

namespace paraph::api {

// What a written table remembers of the cycle, so that one that comes back late puts nothing old in
// the place of something newer (docs/formats/comments-table.md). Files that people keep have these
// texts: what was written once must be read for ever.

/// In the column Version of a row: of which comment it was written, and as it was then. It begins
/// with a letter, so that no spreadsheet takes it for a date.
struct RowMark {
    int number = 0;  // of the comment
    // Its last change then, Comment::changed. 0: the reader may not know when hidden bodies said
    // what; then `answer` alone tells whether it has changed.
    std::int64_t changed = 0;
    std::string answer;  // what stood as its answer, `answer_print`
    std::string cycle;   // `cycle_print`
};
/// "c12-v57-a3f9-k084s".
std::string mark_text(const RowMark& mark);
std::optional<RowMark> mark_in_cell(std::string_view cell);

/// Five characters of a cycle's id that hardly another one has.
std::string cycle_print(std::string_view cycle);
/// Four digits of State, Disposition, Observation, Same as and Group, by which it shows whether one
/// of them was touched.
std::string answer_print(const std::array<std::string, 5>& cells);
std::string answer_print_of(const SheetRow& written);  // of one that CommentRows gave

/// The property of a whole document: the cycle that it was written of, and how far it had come.
std::string origin_text(std::string_view cycle, std::int64_t sequence);
/// How far the cycle had come; nothing: the document is of another one, or does not say.
std::optional<std::int64_t> sequence_in(std::string_view origin, std::string_view cycle);

}  // namespace paraph::api
