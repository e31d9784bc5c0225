#include "api/routes/table_conflicts.hpp"

#include <charconv>

#include "engine/base/words.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t told_characters_max = 300;  // of a cell

bool says_the_same_word(Column column, std::string_view one, std::string_view other) {
    const bool is_word = column == Column::disposition || column == Column::state;
    return is_word ? plain_cell(one) == plain_cell(other) : alike_cells(one, other);
}

std::vector<TableConflict::Difference> differences_of(const TableRows& row, const SheetRow& here) {
    std::vector<TableConflict::Difference> all;
    for (const auto column : {Column::disposition, Column::observation, Column::state,
                              Column::same_as, Column::group}) {
        const auto table = row.text(column);
        const auto& stands = here[std::size_t(column)];
        if (!row.has(column) || says_the_same_word(column, table, stands)) continue;
        all.push_back({.column = std::string(column_names[std::size_t(column)]),
                       .table = excerpt(table, told_characters_max),
                       .here = excerpt(stands, told_characters_max)});
    }
    return all;
}

/// Whose act it was; "" of an entry that can't be read.
std::string actor_in(const Entry& entry) {
    const auto record = read_entry(entry.body, {});
    return record ? record->actor : std::string();
}

}  // namespace

Result<std::optional<RowMark>> TableConflicts::mark_of(const TableRows& row) const {
    const auto cell = row.said(Column::version);
    std::optional<RowMark> none;
    if (cell.empty()) return none;
    auto mark = mark_in_cell(cell);
    const bool ours = mark && mark->cycle == cycle_;
    if (!mark || (ours && mark->changed > seen_.state->sequence))
        return refuse(Refused::invalid,
                      "This is no Version that Paraph wrote. Put it back as it was, empty it, or "
                      "head the column otherwise if it is your own.");
    return ours ? std::move(mark) : none;
}

bool TableConflicts::is_foreign(const TableRows& row) const {
    const auto mark = mark_in_cell(row.said(Column::version));
    return mark && mark->cycle != cycle_;
}

bool TableConflicts::is_marked(const TableRows& row) const {
    const auto mark = mark_in_cell(row.said(Column::version));
    return mark ? mark->cycle == cycle_ : document_.has_value();
}

bool TableConflicts::is_touched(const TableRows& row, const RowMark& mark) const {
    return answer_print({row.said(Column::state), row.said(Column::disposition),
                         row.text(Column::observation), row.said(Column::same_as),
                         row.said(Column::group)}) != mark.answer;
}

bool TableConflicts::is_since(const RowMark* mark, const Comment& comment,
                              const SheetRow& here) const {
    if (mark && mark->changed == 0) return mark->answer != answer_print_of(here);
    return comment.changed > (mark ? mark->changed : *document_);
}

/// A change that the reader may not date has no number of its own either.
bool TableConflicts::is_overruled(const Comment& comment) const {
    const auto overruled = wish_.overruled.find(comment.number);
    if (overruled == wish_.overruled.end()) return false;
    return seen_.view.is_blinded() || comment.changed <= overruled->second;
}

std::optional<TableConflict> TableConflicts::overtaken(const TableRows& row, const Comment& comment,
                                                       const SheetRow& here) const {
    if (!is_marked(row)) return std::nullopt;
    const auto mark = mark_in_cell(row.said(Column::version));
    if (!is_since(mark ? &*mark : nullptr, comment, here) || is_overruled(comment))
        return std::nullopt;
    const auto entry = house_.archive.entry(seen_.state->id, comment.changed);
    const bool own = entry && actor_in(*entry) == wish_.actor;
    if (own && mark && is_touched(row, *mark)) return std::nullopt;
    TableConflict conflict{
        .row = row.row(), .number = comment.number, .differences = differences_of(row, here)};
    if (seen_.view.is_blinded()) return conflict;
    conflict.changed = comment.changed;
    if (entry) conflict.since = entry->at;
    return conflict;
}

Result<std::map<int, std::int64_t>> overruled_in(std::string_view text) {
    std::map<int, std::int64_t> all;
    while (!text.empty()) {
        const auto one = trimmed(text.substr(0, text.find(',')), cell_blanks);
        text.remove_prefix(std::min(text.find(','), text.size() - 1) + 1);
        const auto end = one.data() + one.size();
        int number = 0;
        std::int64_t change = 0;
        const auto first = std::from_chars(one.data(), end, number);
        const bool parted = first.ec == std::errc() && first.ptr != end && *first.ptr == '@';
        const auto last = parted ? std::from_chars(first.ptr + 1, end, change) : first;
        if (!parted || last.ec != std::errc() || last.ptr != end)
            return refuse(Refused::invalid,
                          "\"" + std::string(one) +
                              "\" is no comment with the change that is overruled, as 12@58.",
                          "overrule");
        all[number] = std::max(all[number], change);
    }
    return all;
}

}  // namespace paraph::api
