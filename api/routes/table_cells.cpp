#include "api/routes/table_cells.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/words.hpp"

namespace paraph::api {

std::string plain_cell(std::string_view text) {
    std::string kept;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z') kept += static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) > 127)
            kept += c;
    }
    return kept;
}

namespace {

/// By their headings without blanks and marks: ours, and how others head them, which are the ISO
/// template and what people make of it.
const std::map<std::string, Column, std::less<>>& headings() {
    static const auto all = [] {
        std::map<std::string, Column, std::less<>> known{
            {"mbnc", Column::body},
            {"mb", Column::body},
            {"memberbody", Column::body},
            {"ministry", Column::body},
            {"linenumber", Column::line},
            {"clausesubclause", Column::clause},
            {"paragraphfiguretable", Column::paragraph},
            {"typeofcomment", Column::type},
            {"comments", Column::comment},
            {"justification", Column::comment},
            {"proposedchanges", Column::proposed},
            {"observations", Column::observation},
            {"observationsofthesecretariat", Column::observation},
            {"secretariatobservations", Column::observation},
        };
        for (std::size_t i = 0; i < columns_count; ++i)
            known.emplace(plain_cell(column_names[i]), static_cast<Column>(i));
        return known;
    }();
    return all;
}

std::optional<Column> column_of(std::string_view heading) {
    const auto found = headings().find(plain_cell(heading));
    return found == headings().end() ? std::nullopt : std::optional(found->second);
}

/// The column that the heading is most likely a slip of, among those that the table lacks. Short
/// words are near to many ("Source" to "Force", "Decision" to "Revision"), so one letter in six.
std::optional<Column> slip_of(std::string_view heading, const TableHeading& known) {
    std::vector<std::string_view> lacking;
    for (const auto& [name, column] : headings())
        if (!known.columns.contains(column)) lacking.push_back(name);
    const auto near = nearest(plain_cell(heading), lacking, 6);
    return near ? std::optional(headings().find(*near)->second) : std::nullopt;
}

/// All that the row heads, each once.
Result<> check_heading(const SheetRow& row, TableHeading& heading) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string name(trimmed(row[i], cell_blanks));
        if (name.empty()) continue;
        const auto column = column_of(name);
        if (!column) {
            if (const auto meant = slip_of(name, heading))
                return refuse(Refused::malformed,
                              "There is no column \"" + name + "\" here. Did you mean \"" +
                                  std::string(column_names[std::size_t(*meant)]) +
                                  "\"? Head it so, or otherwise if it is a column of your own.");
            heading.unread.emplace(i, name);
            continue;
        }
        const auto first = heading.columns.at(*column);
        if (first != i)
            return refuse(Refused::malformed, "The columns " + column_letters(first) + " and " +
                                                  column_letters(i) + " are both \"" +
                                                  std::string(column_names[std::size_t(*column)]) +
                                                  "\". Keep one of them.");
    }
    return {};
}

}  // namespace

std::optional<int> number_in_cell(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto rest = text.substr(i);
        if (rest.starts_with("¶") && digits.empty()) {
            ++i;
        } else if (rest.size() >= 3 && rest.starts_with("\xE0\xA7") &&
                   static_cast<unsigned char>(rest[2]) >= 0xA6 &&
                   static_cast<unsigned char>(rest[2]) <= 0xAF) {
            digits += static_cast<char>('0' + (static_cast<unsigned char>(rest[2]) - 0xA6));
            i += 2;
        } else {
            digits += text[i];
        }
    }
    int number = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (wrong != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

std::string cell_words(std::string_view text) {
    std::string kept;
    for (const char c : trimmed(text, cell_blanks))
        if (cell_blanks.find(c) == cell_blanks.npos)
            kept += c;
        else if (!kept.ends_with(' '))
            kept += ' ';
    return kept.starts_with('\'') ? kept.substr(1) : kept;
}

bool alike_cells(std::string_view one, std::string_view other) {
    return cell_words(one) == cell_words(other);
}

std::string excerpt(std::string_view cell, std::size_t characters_max) {
    const auto words = cell_words(cell);
    std::size_t characters = 0;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(words[at]) & 0xC0) != 0x80;
        if (begins && characters++ == characters_max) return words.substr(0, at) + "…";
    }
    return words;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

Result<TableHeading> heading_of(const std::vector<SheetRow>& rows) {
    TableHeading heading;
    for (; heading.row < std::min<std::size_t>(rows.size(), 20); ++heading.row) {
        const auto& row = rows[heading.row];
        heading.columns.clear();
        heading.unread.clear();
        for (std::size_t i = 0; i < row.size(); ++i)
            if (const auto column = column_of(row[i])) heading.columns.emplace(*column, i);
        if (!heading.columns.contains(Column::body) || !heading.columns.contains(Column::comment))
            continue;
        if (auto r = check_heading(row, heading); !r) return r.error();
        return heading;
    }
    return refuse(Refused::malformed,
                  "There is no heading with the columns \"Body\" and \"Comment\" in the first "
                  "20 rows.");
}

}  // namespace paraph::api
