#pragma once

#include <cstdint>
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
/// `storage`: where the value lives; by default on its own.
Result<json::value> parse_json(std::string_view text, const JsonLimits& limits = {},
                               json::storage_ptr storage = {});

/// RFC 8785 canonical form. Entries hold integers only: a double, or an integer beyond
/// +-(2^53 - 1), throws std::invalid_argument.
std::string canonical(const json::value& value);
/// Appends one canonical JSON string literal, quotes included.
void append_canonical(std::string& out, std::string_view text);
void append_canonical_value(std::string& out, const json::value& value);
void append_canonical_integer(std::string& out, std::int64_t number);
void append_canonical_integer(std::string& out, std::uint64_t number);
/// The order of member names in RFC 8785: by UTF-16 code units, not by bytes.
bool canonical_less(std::string_view a, std::string_view b);

/// The text of one member; "" where there is none.
std::string text_member(const json::object& object, std::string_view name);

/// RFC 6901: `pointer` + "/" + the escaped `token`.
std::string pointer_to(std::string_view pointer, std::string_view token);
std::string pointer_to(std::string_view pointer, std::size_t index);

bool is_valid_utf8(std::string_view text);
/// Whether a line end, a tab or another control character, or what is none (writing.hpp), is in it:
/// no such text stands in a mail's header.
bool has_control(std::string_view text);

}  // namespace paraph
