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

/// What a page's form sent. A name may repeat (check boxes).
class Form {
public:
    explicit Form(Pairs fields) : fields_(std::move(fields)) {}
    /// The first field of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    std::string_view get(std::string_view name) const { return find(name).value_or(""); }
    std::vector<std::string_view> all(std::string_view name) const;
    const Pairs& fields() const { return fields_; }

private:
    Pairs fields_;
};

/// Refuses (malformed) broken escapes, invalid UTF-8, NUL, empty names; (too_large) over a limit.
/// Line ends in values are CRLF as browsers send them; they arrive here as LF.
Result<Form> parse_form(std::string_view body, const FormLimits& limits = {});
/// The same from a request, whose Content-Type must be application/x-www-form-urlencoded.
Result<Form> parse_form(const Request& request, const FormLimits& limits = {});

/// application/x-www-form-urlencoded pairs, as in a form's body or a query. "+" is a space.
Result<Pairs> parse_pairs(std::string_view text, const FormLimits& limits = {});
/// Percent-decoding alone, strict: "%zz", a lone "%", NUL and invalid UTF-8 give nothing.
std::optional<std::string> percent_decode(std::string_view text);
/// Encodes everything but RFC 3986's unreserved characters.
std::string percent_encode(std::string_view text);

}  // namespace paraph::http
