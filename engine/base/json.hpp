#pragma once

#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "engine/base/refusal.hpp"

namespace paraph {

namespace json = boost::json;

struct JsonLimits {
    std::size_t depth = 32;
    std::size_t bytes = 8u << 20;
};

/// Strict RFC 8259: what Boost.JSON lets pass is refused here with line and column: duplicate
/// member names, lone surrogates, invalid UTF-8, fractions and exponents (every number of Paraph
/// is an integer within +-(2^53 - 1)), deeper nesting than the limit, a byte order mark.
Result<json::value> parse_json(std::string_view text, const JsonLimits& limits = {});

/// RFC 8785 canonical form. Throws std::invalid_argument on a double: entries hold integers only.
std::string canonical(const json::value& value);
/// Appends one canonical JSON string literal, quotes included.
void append_canonical(std::string& out, std::string_view text);

/// RFC 6901: `pointer` + "/" + the escaped `token`.
std::string pointer_to(std::string_view pointer, std::string_view token);
std::string pointer_to(std::string_view pointer, std::size_t index);

bool is_valid_utf8(std::string_view text);

}  // namespace paraph
