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

/// How others head our columns: the ISO template, and what people make of it.
std::optional<Column> column_of(std::string_view heading) {
    static const std::map<std::string, Column> others{
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
    const std::string name = plain_cell(heading);
    for (std::size_t i = 0; i < columns_count; ++i)
        if (plain_cell(column_names[i]) == name) return static_cast<Column>(i);
    const auto found = others.find(name);
    return found == others.end() ? std::nullopt : std::optional(found->second);
}

std::string known_columns() {
    std::string list;
    for (const auto name : column_names) list += (list.empty() ? "" : ", ") + std::string(name);
    return list;
}

/// All that the row heads, each once.
Result<> check_heading(const SheetRow& row, const TableHeading& heading) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (trimmed(row[i], cell_blanks).empty()) continue;
        const auto column = column_of(row[i]);
        if (!column)
            return refuse(Refused::malformed,
                          "There is no column \"" + row[i] + "\" here: " + known_columns() + ".");
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

bool alike_cells(std::string_view one, std::string_view other) {
    const auto words = [](std::string_view text) {
        std::string kept;
        for (const char c : trimmed(text, cell_blanks))
            if (cell_blanks.find(c) == cell_blanks.npos)
                kept += c;
            else if (!kept.ends_with(' '))
                kept += ' ';
        return kept.starts_with('\'') ? kept.substr(1) : kept;
    };
    return words(one) == words(other);
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
