#pragma once

#include "api/routes/table_cells.hpp"
#include "engine/base/enums.hpp"

namespace paraph::api {

/// The rows of a table below its heading, one comment after the other, and what is wrong in them.
/// The sheet outlives it.
class TableRows {
public:
    TableRows(const Sheet& sheet, TableHeading heading)
        : sheet_(sheet), heading_(std::move(heading)), at_(heading_.row) {}

    /// To the next row of a comment; empty ones, and those in which the one before goes on, are
    /// passed over.
    bool next();
    void begin_again() { at_ = heading_.row; }

    std::size_t row() const { return at_ + 1; }  // as a spreadsheet shows it
    bool has(Column column) const { return heading_.columns.contains(column); }
    /// One line, as a word or a number is.
    std::string said(Column column) const;
    /// A text as it is, with the rows in which it goes on.
    std::string text(Column column) const;
    std::optional<int> number() const { return number_in_cell(said(Column::number)); }
    /// One of the words of E; `otherwise` where the cell is empty. Nothing: it is wrong.
    template <class E>
    std::optional<E> word(Column column, std::optional<E> otherwise);

    void wrong(Column column, std::string text);
    bool is_wrong() const { return wrong_; }
    /// What nobody could read, in the row and those in which it goes on. Line and Clause are not
    /// read at all, nor are columns of somebody's own.
    void check_cells();
    std::vector<BadRow> take_bad() { return std::move(bad_); }

private:
    std::string raw(std::size_t row, Column column) const;
    bool goes_on_at(std::size_t row) const;
    bool is_empty(std::size_t row) const;
    void wrong_at(std::size_t row, std::string column, std::string text);

    const Sheet& sheet_;
    TableHeading heading_;
    std::size_t at_;
    bool wrong_ = false;
    std::vector<BadRow> bad_;
};

template <class E>
std::optional<E> TableRows::word(Column column, std::optional<E> otherwise) {
    const std::string wanted = plain_cell(said(column));
    if (wanted.empty()) return otherwise;
    std::string list;
    for (const auto value : enum_values<E>) {
        const auto known = plain_cell(enum_text(value));
        // ISO writes "ge", "te", "ed".
        if (known == wanted ||
            (column == Column::type && wanted.size() == 2 && known.starts_with(wanted)))
            return value;
        list += (list.empty() ? "" : ", ") + std::string(enum_text(value));
    }
    wrong(column, "\"" + said(column) + "\" is none of: " + list + ".");
    return std::nullopt;
}

}  // namespace paraph::api
