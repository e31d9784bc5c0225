#pragma once

#include <array>

#include "adapters/documents/sheet.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/telling/said.hpp"

namespace paraph::api {

/// The table of comments, both ways (docs/formats/comments-table.md): first the eight columns of
/// the ISO commenting template, then what they have no place for. Names are public: do not change
/// them.
enum class Column : std::size_t {
    body,
    line,
    clause,
    paragraph,
    type,
    comment,
    proposed,
    observation,
    number,
    force,
    disposition,
    state,
    revision,
    start,
    end,
    quote,
    same_as,
    group,
    version,
};
inline constexpr std::size_t columns_count = 19;
inline constexpr std::array<std::string_view, columns_count> column_names{
    "Body",          "Line",   "Clause",  "Paragraph",   "Type",   "Comment",  "Proposed change",
    "Observation",   "Number", "Force",   "Disposition", "State",  "Revision", "Selection start",
    "Selection end", "Quote",  "Same as", "Group",       "Version"};
inline constexpr std::string_view goes_on = "…";  // in Number: the row goes on the one above

/// In Body: somebody from the public, under the name that comes after it.
inline constexpr std::string_view of_the_public = "Public:";

/// Rows of the comments that a reader may see, heading first. A text longer than a cell may hold
/// goes on in rows below. Reads the disk as it goes.
class CommentRows {
public:
    CommentRows(const House& house, const Seen& seen, CommentFilter filter,
                std::size_t cell_characters);

    std::optional<SheetRow> next();
    /// One comment, its texts whole.
    SheetRow row_of(const Comment& comment);

private:
    struct Place {
        std::map<std::string, int> numbers;          // paragraph -> its number
        std::map<std::string, std::string> clauses;  // paragraph -> the heading above it
    };
    const Place& place_in(int revision);
    void split(SheetRow row);

    const House& house_;
    const Seen& seen_;
    CommentFilter filter_;
    std::size_t cell_characters_;
    Said said_;
    Carryings carryings_;
    std::map<int, Place> places_;
    std::map<std::string, std::string> names_;  // body -> as written
    std::vector<SheetRow> ready_;
    std::size_t at_ = 0;
    bool begun_ = false;
};

/// What is wrong with one row. `row` counts from 1, the heading too, as a spreadsheet shows it.
struct BadRow {
    std::size_t row = 0;
    std::string column;
    std::string text;
};

/// A row that was overtaken: it would change its comment, which was changed since the row was
/// written.
struct TableConflict {
    struct Difference {  // a cell that says something else than what stands now
        std::string column;
        std::string table, here;  // both sides, cut where they are long; empty: nothing
    };
    std::size_t row = 0;
    int number = 0;                     // of the comment
    std::int64_t changed = 0;           // the change that overtook it; 0: not for this reader
    std::optional<Instant> since = {};  // of when that is; nothing: not for this reader
    std::vector<Difference> differences = {};
};

/// Who reads a table in, and where the table is right against what came after it: by the number of
/// the comment, the change that was told and is overruled.
struct TableWish {
    std::string actor;
    std::map<int, std::int64_t> overruled = {};
};
/// "12@58, 14@60": comment 12 in spite of its change 58. Refused: anything else.
Result<std::map<int, std::int64_t>> overruled_in(std::string_view text);

struct TableReading {
    TakeTable command;
    std::size_t good = 0;      // rows; those that say nothing new are among them
    std::size_t added = 0;     // new comments
    std::size_t moved = 0;     // comments of the cycle: into a group, or merged into another
    std::size_t left = 0;      // rows with something wrong
    std::size_t unmarked = 0;  // rows that change a comment and don't say when they were written
    bool own_numbers = false;  // its numbers are no comments of the cycle: all rows are new ones
    std::vector<BadRow> bad;
    std::vector<TableConflict> conflicts;  // rows of which nothing is taken
    std::vector<std::string> unread;       // headings of columns that are somebody's own

    std::size_t answered() const { return command.answers.answers.size(); }
    bool says_anything() const { return added + moved + answered() > 0; }
};

/// What a table says. Of a comment of the cycle, which it knows by its number: an answer, a group,
/// a comment that says the same. All else are new comments, by body, for a round that is open, if
/// the reader is the secretariat. Refused: no table of comments at all (a column that must be there
/// is not, or is misspelt). Reads the disk as it goes.
Result<TableReading> read_comment_table(const House& house, const Sheet& sheet, const Seen& seen,
                                        const TableWish& wish);
/// XLSX or CSV, by its first bytes.
Result<Sheet> sheet_in(std::string_view bytes);

/// The whole table as a file to be saved.
http::Response comment_file(const House& house, const Seen& seen, const CommentFilter& filter,
                            bool xlsx);

}  // namespace paraph::api
