#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.hpp"

namespace paraph::http {

struct FormLimits {
    std::size_t fields = 1000;
    std::size_t name_bytes = 200;
    std::size_t bytes = 1u << 20;
};

/// A file that was sent with a form.
struct Upload {
    std::string field;
    std::string name;   // as the sender calls it: to be shown and judged, never a path of ours
    std::string bytes;  // as they came
};

/// What a page's form sent. A name may repeat (check boxes).
class Form {
public:
    explicit Form(Pairs fields, std::vector<Upload> uploads = {})
        : fields_(std::move(fields)), uploads_(std::move(uploads)) {}
    /// The first field of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    std::string_view get(std::string_view name) const { return find(name).value_or(""); }
    std::vector<std::string_view> all(std::string_view name) const;
    const Pairs& fields() const { return fields_; }
    /// The file that was chosen in that field; null where none was.
    const Upload* upload(std::string_view field) const;

private:
    Pairs fields_;
    std::vector<Upload> uploads_;
};

/// Refuses (malformed) broken escapes, invalid UTF-8, NUL, empty names; (too_large) over a limit.
/// Line ends in values are CRLF as browsers send them; they arrive here as LF.
Result<Form> parse_form(std::string_view body, const FormLimits& limits = {});
/// multipart/form-data (RFC 7578), as browsers send it. Refuses what parse_form refuses, and parts
/// that are not form-data; files count against the limit of bytes only.
Result<Form> parse_multipart(std::string_view body, std::string_view boundary,
                             const FormLimits& limits = {});
/// Either of the two from a request, as its Content-Type says. One without a Content-Type is read
/// as the first: a page takes nothing but forms, and what it then lacks is said in a form's terms.
Result<Form> parse_form(const Request& request, const FormLimits& limits = {});

/// application/x-www-form-urlencoded pairs, as in a form's body or a query. "+" is a space.
Result<Pairs> parse_pairs(std::string_view text, const FormLimits& limits = {});
/// LF for CRLF; a lone CR stays.
std::string with_plain_line_ends(std::string_view text);
/// Percent-decoding alone, strict: "%zz", a lone "%", NUL and invalid UTF-8 give nothing.
std::optional<std::string> percent_decode(std::string_view text);
/// Encodes everything but RFC 3986's unreserved characters.
std::string percent_encode(std::string_view text);

}  // namespace paraph::http
