#include <algorithm>

#include "adapters/documents/sheet.hpp"
#include "engine/base/json.hpp"
#include "engine/base/writing.hpp"

namespace paraph {
namespace {

bool is_calculated(std::string_view cell) {
    return !cell.empty() &&
           std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

void write_cell(std::string& out, std::string_view cell) {
    const bool guarded = is_calculated(cell) || cell.starts_with('\'');
    if (!guarded && cell.find_first_of("\",\r\n;") == std::string_view::npos) {
        out += cell;
        return;
    }
    out += '"';
    if (guarded) out += '\'';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

std::string as_meant(const std::string& cell) {
    const std::string_view rest = std::string_view(cell).substr(cell.empty() ? 0 : 1);
    const bool guarded = cell.starts_with('\'') && (is_calculated(rest) || rest.starts_with('\''));
    return guarded ? std::string(rest) : cell;
}

char separator_of(std::string_view text) {
    const auto line = text.substr(0, text.find('\n'));
    char best = ',';
    for (const char c : {';', '\t'})
        if (std::ranges::count(line, c) > std::ranges::count(line, best)) best = c;
    return best;
}

/// One pass over the bytes; quotes may hold separators and line ends.
class CsvReader {
public:
    explicit CsvReader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    Result<std::vector<SheetRow>> run() {
        while (at_ < text_.size()) {
            auto cell = next_cell();
            if (!cell) return cell.error();
            row_.push_back(as_meant(*cell));
            if (row_.size() > sheet_columns_max) return too_large();
            if (at_ < text_.size() && text_[at_] == separator_) {
                if (++at_ == text_.size()) row_.emplace_back();
                continue;
            }
            end_row();
            if (rows_.size() > sheet_rows_max) return too_large();
        }
        if (!row_.empty()) end_row();
        return std::move(rows_);
    }

private:
    static Refusal too_large() {
        return refuse(Refused::too_large, "A table has at most 60,000 rows of 100 cells.");
    }

    void end_row() {
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        rows_.push_back(std::move(row_));
        row_.clear();
    }

    Result<std::string> next_cell() {
        if (text_[at_] == '"') return quoted();
        std::size_t end = at_;
        while (end < text_.size() && text_[end] != separator_ && text_[end] != '\r' &&
               text_[end] != '\n')
            ++end;
        std::string cell(text_.substr(at_, end - at_));
        at_ = end;
        return cell;
    }

    Result<std::string> quoted() {
        std::string cell;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                cell += text_[at_];
                continue;
            }
            if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
                ++at_;
                return cell;
            }
            cell += text_[at_++];
        }
        return refuse(Refused::malformed, "A quoted cell has no end.",
                      "row " + std::to_string(rows_.size() + 1));
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    SheetRow row_;
    std::vector<SheetRow> rows_;
};

}  // namespace

std::string to_csv(const NextRow& next) {
    std::string out = "\xEF\xBB\xBF";  // by it Excel knows UTF-8
    while (auto row = next()) {
        for (std::size_t i = 0; i < row->size(); ++i) {
            if (i > 0) out += ',';
            write_cell(out, writable((*row)[i]));
        }
        out += "\r\n";
    }
    return out;
}

Result<Sheet> read_csv(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!is_valid_utf8(text))
        return refuse(Refused::malformed, "The file is not UTF-8. Save it as CSV UTF-8, or XLSX.");
    auto rows = CsvReader(text).run();
    if (!rows) return rows.error();
    return Sheet{.rows = std::move(*rows)};
}

}  // namespace paraph
