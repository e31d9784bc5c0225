#include "api/routes/table_rows.hpp"

#include <algorithm>

#include "engine/base/words.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t bad_rows_max = 1'000;  // that are told; more are hardly read

}  // namespace

bool TableRows::next() {
    wrong_ = false;
    while (at_ != heading_.row && goes_on_at(at_ + 1)) ++at_;
    while (++at_ < sheet_.rows.size())
        if (!is_empty(at_)) return true;
    return false;
}

std::string TableRows::raw(std::size_t row, Column column) const {
    const auto place = heading_.columns.find(column);
    if (place == heading_.columns.end() || place->second >= sheet_.rows[row].size()) return {};
    return sheet_.rows[row][place->second];
}

std::string TableRows::said(Column column) const {
    return std::string(trimmed(raw(at_, column), cell_blanks));
}

std::string TableRows::text(Column column) const {
    std::string all = raw(at_, column);
    for (std::size_t next = at_ + 1; goes_on_at(next); ++next) all += raw(next, column);
    return all;
}

bool TableRows::goes_on_at(std::size_t row) const {
    return row < sheet_.rows.size() && trimmed(raw(row, Column::number), cell_blanks) == goes_on;
}

bool TableRows::is_empty(std::size_t row) const {
    const auto odd = sheet_.odd.lower_bound({row, 0});
    return std::ranges::all_of(sheet_.rows[row], &std::string::empty) &&
           (odd == sheet_.odd.end() || odd->first.first != row);
}

void TableRows::wrong(Column column, std::string text) {
    wrong_at(at_, std::string(column_names[std::size_t(column)]), std::move(text));
}

void TableRows::wrong_at(std::size_t row, std::string column, std::string text) {
    wrong_ = true;
    if (bad_.size() < bad_rows_max)
        bad_.push_back({.row = row + 1, .column = std::move(column), .text = std::move(text)});
}

void TableRows::check_cells() {
    std::map<std::size_t, Column> headed;
    for (const auto& [column, place] : heading_.columns) headed.emplace(place, column);
    for (auto row = at_; row == at_ || goes_on_at(row); ++row) {
        const std::string version(trimmed(raw(row, Column::version), cell_blanks));
        if (!version.empty() && version != said(Column::version))
            wrong_at(row, "Number",
                     "This row goes on with another comment than the one above it. Put it back "
                     "below its own.");
        for (std::size_t place = 0; place < sheet_.rows[row].size(); ++place) {
            if (heading_.unread.contains(place)) continue;
            const auto column = headed.find(place);
            const auto odd = sheet_.odd.find({row, place});
            const bool empty = trimmed(sheet_.rows[row][place], cell_blanks).empty();
            if (column == headed.end() && !(empty && odd == sheet_.odd.end()))
                wrong_at(row, column_letters(place),
                         "This cell stands under no heading. Empty it, or give it one.");
            else if (odd != sheet_.odd.end() && column->second != Column::line &&
                     column->second != Column::clause)
                wrong_at(row, std::string(column_names[std::size_t(column->second)]), odd->second);
        }
    }
}

}  // namespace paraph::api
