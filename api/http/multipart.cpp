#include "api/http/form.hpp"
#include "api/http/parameters.hpp"
#include "engine/base/json.hpp"
#include "engine/base/words.hpp"

namespace paraph::http {

namespace {

constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046
constexpr std::string_view line_end = "\r\n";

Refusal broken() {
    return refuse(Refused::malformed, "The form's parts are malformed.");
}

bool is_text(std::string_view bytes) {
    return bytes.find('\0') == bytes.npos && is_valid_utf8(bytes);
}

/// WHATWG: browsers write a quote and line ends in names so, and nothing else.
std::string as_written(std::string name) {
    static constexpr std::pair<std::string_view, std::string_view> escapes[] = {
        {"%22", "\""}, {"%0D", "\r"}, {"%0A", "\n"}};
    for (const auto& [escape, meant] : escapes)
        for (std::size_t at = 0; (at = name.find(escape, at)) != name.npos; at += meant.size())
            name.replace(at, escape.size(), meant);
    return name;
}

struct Part {
    std::string name;
    std::string file;      // empty: a field, or a file control in which nothing was chosen
    bool is_file = false;  // has a file name, even an empty one
    std::string_view bytes;
};

Result<Part> read_part(std::string_view part, const FormLimits& limits) {
    const auto end = part.find("\r\n\r\n");
    if (end == part.npos) return broken();
    Part read{.bytes = part.substr(end + 2 * line_end.size())};
    auto headers = part.substr(0, end + line_end.size());
    while (!headers.empty()) {
        const auto line = headers.substr(0, headers.find(line_end));
        headers.remove_prefix(line.size() + line_end.size());
        const auto colon = line.find(':');
        if (colon == line.npos) return broken();
        if (!equal_ignoring_case(line.substr(0, colon), "Content-Disposition")) continue;
        const auto value = trimmed(line.substr(colon + 1));
        if (!equal_ignoring_case(trimmed(value.substr(0, value.find(';'))), "form-data"))
            return broken();
        read.name = as_written(parameter_of(value, "name"));
        read.file = as_written(parameter_of(value, "filename"));
        read.is_file = value.find("filename=") != value.npos;
    }
    if (read.name.empty() || !is_text(read.name) || !is_text(read.file))
        return refuse(Refused::malformed, "A field's name is empty or wrongly encoded.");
    if (read.name.size() > limits.name_bytes)
        return refuse(Refused::too_large, "A field's name is too long.");
    return read;
}

}  // namespace

Result<Form> parse_multipart(std::string_view body, std::string_view boundary,
                             const FormLimits& limits) {
    if (body.size() > limits.bytes) return refuse(Refused::too_large, "The form is too large.");
    if (boundary.empty() || boundary.size() > boundary_bytes_max) return broken();
    // The first delimiter has no line end before it; the others do.
    const std::string delimiter = std::string(line_end) + "--" + std::string(boundary);
    if (!body.starts_with(std::string_view(delimiter).substr(line_end.size()))) return broken();
    body.remove_prefix(delimiter.size() - line_end.size());
    Pairs fields;
    std::vector<Upload> uploads;
    while (!body.starts_with("--")) {
        if (!body.starts_with(line_end)) return broken();
        body.remove_prefix(line_end.size());
        const auto end = body.find(delimiter);
        if (end == body.npos) return broken();
        auto part = read_part(body.substr(0, end), limits);
        if (!part) return part.error();
        body.remove_prefix(end + delimiter.size());
        if (fields.size() + uploads.size() == limits.fields)
            return refuse(Refused::too_large, "The form has too many fields.");
        if (!part->is_file) {
            if (!is_text(part->bytes))
                return refuse(Refused::malformed, "The value is not UTF-8.", part->name);
            fields.emplace_back(std::move(part->name), with_plain_line_ends(part->bytes));
        } else if (!part->file.empty()) {
            uploads.push_back(
                {std::move(part->name), std::move(part->file), std::string(part->bytes)});
        }
    }
    return Form(std::move(fields), std::move(uploads));
}

}  // namespace paraph::http
