#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <stdexcept>
#include <unistd.h>
#include <xlsxwriter.h>

#include "adapters/documents/archive.hpp"
#include "adapters/documents/cell_numbers.hpp"
#include "adapters/documents/sheet.hpp"
#include "engine/base/writing.hpp"

namespace paraph {
namespace {

// ---- writing -----------------------------------------------------------------------------------

/// "_x0041_" in a cell means "A" to a spreadsheet: what people wrote so is escaped.
std::string as_written(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i).starts_with("_x")) out += "_x005F";
        out += text[i];
    }
    return out;
}

/// At most so many characters, never half of one.
std::string cut(std::string_view text, std::size_t characters) {
    std::size_t count = 0, at = 0;
    for (; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
        if (count++ == characters) break;
    }
    return std::string(text.substr(0, at));
}

class TemporaryFile {
public:
    TemporaryFile() {
        const int file = ::mkstemps(name_.data(), 5);
        if (file < 0) throw std::runtime_error("no temporary file for a table");
        ::close(file);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(name_, ignored);
    }
    const char* name() const { return name_.c_str(); }
    std::string read() const {
        std::ifstream file(name_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    std::string name_ = (std::filesystem::temp_directory_path() / "paraph-XXXXXX.xlsx").string();
};

constexpr const char* origin_property = "Paraph";  // in files that people keep: do not change it

void write_rows(lxw_worksheet* sheet, const NextRow& next, lxw_format* heading, lxw_format* body) {
    for (lxw_row_t number = 0; const auto row = next(); ++number) {
        lxw_col_t column = 0;
        for (const auto& cell : *row) {
            const auto text = as_written(writable(cut(cell, cell_characters_max)));
            if (!text.empty())
                worksheet_write_string(sheet, number, column, text.c_str(),
                                       number == 0 ? heading : body);
            ++column;
        }
    }
}

// ---- reading -----------------------------------------------------------------------------------

Refusal no_sheet() {
    return refuse(Refused::malformed, "This is no XLSX file with a table in it.");
}

/// "_x0041_" as "A".
std::string as_meant(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        const auto digits = text.substr(std::min(i + 2, text.size()), 4);
        const bool escape =
            text.substr(i).starts_with("_x") && i + 6 < text.size() && text[i + 6] == '_' &&
            digits.size() == 4 &&
            std::from_chars(digits.data(), digits.data() + 4, code, 16).ptr == digits.data() + 4;
        if (!escape || code > 0x7F) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(code);
        i += 6;
    }
    return out;
}

/// The runs of a rich text together; phonetic hints left out.
std::string text_in(const pugi::xml_node& node) {
    std::string text;
    for (const auto& part : node.children()) {
        const std::string_view name = part.name();
        if (name == "t") text += part.text().get();
        if (name == "r") text += part.child("t").text().get();
    }
    return as_meant(text);
}

/// "B3" -> 1; nothing where there is no letter.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
        if (column > sheet_columns_max) return std::nullopt;
    }
    if (column == 0) return std::nullopt;
    return column - 1;
}

class Workbook {
public:
    explicit Workbook(ZipReader zip) : zip_(std::move(zip)) {}

    Result<Sheet> run() {
        auto path = first_sheet();
        if (!path) return path.error();
        if (auto strings = read_strings(); !strings) return strings.error();
        if (auto formats = read_formats(); !formats) return formats.error();
        if (auto origin = read_origin(); !origin) return origin.error();
        pugi::xml_document sheet;
        if (auto loaded = load(sheet, *path); !loaded) return loaded.error();
        auto& rows = read_.rows;
        std::size_t cells = 0;
        for (const auto& row : sheet.child("worksheet").child("sheetData").children("row")) {
            const auto number = row.attribute("r").as_ullong(rows.size() + 1);
            if (number == 0 || number > sheet_rows_max || number < rows.size() + 1)
                return refuse(Refused::too_large, "A table has at most 60,000 rows.");
            rows.resize(number - 1);
            auto read = read_row(row);
            if (!read) return read.error();
            cells += read->size();
            rows.push_back(std::move(*read));
        }
        if (cells == 0) return no_sheet();
        return std::move(read_);
    }

private:
    Result<> load(pugi::xml_document& document, const std::string& name) {
        auto text = zip_.read(name);
        if (!text) return text.error();
        if (!*text) return no_sheet();
        const auto parsed = document.load_buffer(
            (*text)->data(), (*text)->size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
        if (!parsed) return no_sheet();
        return {};
    }

    Result<std::string> first_sheet() {
        pugi::xml_document book, relations;
        if (auto loaded = load(book, "xl/workbook.xml"); !loaded) return loaded.error();
        if (auto loaded = load(relations, "xl/_rels/workbook.xml.rels"); !loaded)
            return loaded.error();
        const std::string_view since_1904 =
            book.child("workbook").child("workbookPr").attribute("date1904").value();
        counts_from_1904_ = since_1904 == "1" || since_1904 == "true";
        const std::string_view wanted =
            book.child("workbook").child("sheets").child("sheet").attribute("r:id").value();
        for (const auto& relation : relations.child("Relationships").children("Relationship")) {
            if (relation.attribute("Id").value() != wanted) continue;
            const std::string target = relation.attribute("Target").value();
            return target.starts_with('/') ? target.substr(1) : "xl/" + target;
        }
        return no_sheet();
    }

    Result<> read_strings() {
        auto text = zip_.read("xl/sharedStrings.xml");
        if (!text) return text.error();
        if (!*text) return {};
        pugi::xml_document document;
        if (!document.load_buffer((*text)->data(), (*text)->size(),
                                  pugi::parse_default | pugi::parse_ws_pcdata_single))
            return no_sheet();
        for (const auto& item : document.child("sst").children("si"))
            strings_.push_back(text_in(item));
        return {};
    }

    /// Of the cells' styles, which are named by their place: how numbers look.
    Result<> read_formats() {
        auto text = zip_.read("xl/styles.xml");
        if (!text) return text.error();
        if (!*text) return {};
        pugi::xml_document document;
        if (!document.load_buffer((*text)->data(), (*text)->size())) return no_sheet();
        const auto sheet = document.child("styleSheet");
        std::map<unsigned, std::string> own;
        for (const auto& format : sheet.child("numFmts").children("numFmt"))
            own[format.attribute("numFmtId").as_uint()] = format.attribute("formatCode").value();
        for (const auto& style : sheet.child("cellXfs").children("xf")) {
            const auto number = style.attribute("numFmtId").as_uint();
            const auto found = own.find(number);
            formats_.emplace_back(found == own.end() ? common_format(number) : found->second);
        }
        return {};
    }

    Result<> read_origin() {
        auto text = zip_.read("docProps/custom.xml");
        if (!text) return text.error();
        if (!*text) return {};
        pugi::xml_document document;
        if (!document.load_buffer((*text)->data(), (*text)->size())) return no_sheet();
        for (const auto& property : document.child("Properties").children("property"))
            if (std::string_view(property.attribute("name").value()) == origin_property)
                read_.origin = property.child("vt:lpwstr").text().get();
        return {};
    }

    Result<SheetRow> read_row(const pugi::xml_node& row) {
        SheetRow cells;
        for (const auto& cell : row.children("c")) {
            const std::string_view reference = cell.attribute("r").value();
            const auto column = reference.empty() ? cells.size() : column_of(reference);
            if (!column || *column >= sheet_columns_max || *column < cells.size())
                return refuse(Refused::too_large, "A table has at most 100 columns.");
            cells.resize(*column);
            cells.push_back(value_of(cell, *column));
        }
        return cells;
    }

    std::string value_of(const pugi::xml_node& cell, std::size_t column) {
        const std::string_view type = cell.attribute("t").value();
        if (type == "inlineStr") return text_in(cell.child("is"));
        const auto shown = cell.child("v");
        const std::string value = shown.text().get();
        if (type == "str" && shown) return as_meant(value);
        if (type == "s") {
            std::size_t index = strings_.size();
            std::from_chars(value.data(), value.data() + value.size(), index);
            return index < strings_.size() ? strings_[index] : "";
        }
        if (value.empty() && cell.child("f"))
            return odd(column,
                       "A formula stands here that nobody calculated. Open the table in a "
                       "spreadsheet program and save it once more, or type what is meant.");
        if (value.empty()) return {};
        if (type == "b") return value == "1" ? "TRUE" : "FALSE";
        if (type == "e") return odd(column, "The formula here has no result but an error.");
        if (type.empty() || type == "n")
            if (auto seen = number_seen(value, format_of(cell))) return *seen;
        return odd(column,
                   "A number or date stands here, and how it looks can't be told. Format the cell "
                   "as text, and type what is meant.");
    }

    std::string odd(std::size_t column, std::string why) {
        read_.odd.emplace(std::pair(read_.rows.size(), column), std::move(why));
        return {};
    }

    std::string_view format_of(const pugi::xml_node& cell) const {
        const auto style = cell.attribute("s").as_uint();
        const auto format = style < formats_.size() ? std::string_view(formats_[style]) : "General";
        const bool date = format.find_first_of("yYdD") != format.npos;
        return date && counts_from_1904_ ? "" : format;
    }

    ZipReader zip_;
    std::vector<std::string> strings_;
    std::vector<std::string> formats_;  // by style
    bool counts_from_1904_ = false;     // days, as old Macintoshes did
    Sheet read_;
};

}  // namespace

std::string to_xlsx(const NextRow& next, const std::vector<double>& widths,
                    const std::string& origin) {
    TemporaryFile file;
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    lxw_workbook* book = workbook_new_opt(file.name(), &options);
    if (book == nullptr) throw std::runtime_error("a table could not be begun");
    lxw_doc_properties properties{};
    properties.created = 946'684'800;  // the same rows make the same bytes
    workbook_set_properties(book, &properties);
    if (!origin.empty()) workbook_set_custom_property_string(book, origin_property, origin.c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Comments");
    lxw_format* heading = workbook_add_format(book);
    format_set_bold(heading);
    format_set_text_wrap(heading);
    format_set_align(heading, LXW_ALIGN_VERTICAL_TOP);
    lxw_format* body = workbook_add_format(book);
    format_set_text_wrap(body);
    format_set_align(body, LXW_ALIGN_VERTICAL_TOP);
    for (std::size_t i = 0; i < widths.size(); ++i)
        worksheet_set_column(sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), widths[i],
                             nullptr);
    worksheet_freeze_panes(sheet, 1, 0);
    write_rows(sheet, next, heading, body);
    if (const auto done = workbook_close(book); done != LXW_NO_ERROR)
        throw std::runtime_error(std::string("a table was not written: ") + lxw_strerror(done));
    return file.read();
}

Result<Sheet> read_xlsx(std::string_view bytes) {
    auto zip = ZipReader::open(bytes);
    if (!zip) return zip.error();
    return Workbook(std::move(*zip)).run();
}

}  // namespace paraph
