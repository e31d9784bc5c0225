#pragma once

#include "api/routes/table_marks.hpp"
#include "api/routes/table_rows.hpp"

namespace paraph::api {

/// Holds the rows of a table against what became of their comments since it was written. All that
/// it is given outlives it.
class TableConflicts {
public:
    TableConflicts(const House& house, const Seen& seen, const Sheet& sheet, const TableWish& wish)
        : house_(house),
          seen_(seen),
          wish_(wish),
          cycle_(cycle_print(seen.state->id)),
          document_(sequence_in(sheet.origin, seen.state->id)) {}

    /// What the Version of the row says of this cycle's comments; nothing: it is empty, or of
    /// another cycle. Refused: nothing that we wrote.
    Result<std::optional<RowMark>> mark_of(const TableRows& row) const;
    /// Whether the row was written of another cycle.
    bool is_foreign(const TableRows& row) const;
    /// Whether it is known of which state the row was written: by its Version, else by the
    /// document.
    bool is_marked(const TableRows& row) const;

    /// That the row, which would change its comment, was overtaken; nothing: it says the last word.
    /// `here` is what a table would have of the comment now. What somebody changed since the row
    /// was written stands against it; what the reader changed itself only where the row was not
    /// touched since, so that whoever goes on with a table that was read in once already is not
    /// asked.
    std::optional<TableConflict> overtaken(const TableRows& row, const Comment& comment,
                                           const SheetRow& here) const;

private:
    bool is_since(const RowMark* mark, const Comment& comment, const SheetRow& here) const;
    bool is_overruled(const Comment& comment) const;
    bool is_touched(const TableRows& row, const RowMark& mark) const;

    const House& house_;
    const Seen& seen_;
    const TableWish& wish_;
    std::string cycle_;
    std::optional<std::int64_t> document_;  // how far the cycle was when the document was written
};

}  // namespace paraph::api
