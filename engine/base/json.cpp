#include "engine/base/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>

#include "engine/base/writing.hpp"

namespace paraph {
namespace {

using boost::json::error_code;

constexpr std::int64_t integer_max = (std::int64_t{1} << 53) - 1;  // what RFC 8785 keeps exact

/// Builds the value as boost::json::parser does, and refuses on the way what that lets pass.
class StrictHandler {
public:
    static constexpr std::size_t max_object_size = json::object::max_size();
    static constexpr std::size_t max_array_size = json::array::max_size();
    static constexpr std::size_t max_key_size = json::string::max_size();
    static constexpr std::size_t max_string_size = json::string::max_size();

    StrictHandler(std::string_view text, json::storage_ptr storage) : text_(text) {
        stack_.reset(std::move(storage));
    }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return true; }
    bool on_object_end(std::size_t size, error_code& ec) {
        const auto first = names_.end() - static_cast<std::ptrdiff_t>(size);
        std::sort(first, names_.end());
        const auto same = [](const Name& a, const Name& b) { return a.text == b.text; };
        if (const auto twice = std::adjacent_find(first, names_.end(), same);
            twice != names_.end()) {
            return stop(ec, (twice + 1)->place, "the member \"" + twice->text + "\" stands twice");
        }
        names_.erase(first, names_.end());
        stack_.push_object(size);
        return true;
    }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t size, error_code&) {
        stack_.push_array(size);
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, error_code&) {
        key_.append(part);
        stack_.push_chars(part);
        return true;
    }
    bool on_key(json::string_view part, std::size_t, error_code&) {
        key_.append(part);
        names_.push_back({std::move(key_), place_of(part)});
        key_.clear();
        stack_.push_key(part);
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, error_code&) {
        stack_.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, error_code&) {
        stack_.push_string(part);
        return true;
    }
    bool on_number_part(json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view part, error_code& ec) {
        if (number > integer_max || number < -integer_max) return stop_number(ec, part);
        stack_.push_int64(number);
        return true;
    }
    bool on_uint64(std::uint64_t, json::string_view part, error_code& ec) {
        return stop_number(ec, part);  // Boost reports as unsigned only what int64 cannot hold
    }
    bool on_double(double, json::string_view part, error_code& ec) { return stop_number(ec, part); }
    bool on_bool(bool value, error_code&) {
        stack_.push_bool(value);
        return true;
    }
    bool on_null(error_code&) {
        stack_.push_null();
        return true;
    }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }

    json::value release() { return stack_.release(); }
    /// Why it stopped by itself, and the byte; empty when the syntax is what was wrong.
    const std::string& reason() const { return reason_; }
    std::size_t place() const { return place_; }

private:
    struct Name {
        std::string text;
        std::size_t place;
        bool operator<(const Name& other) const {
            return std::tie(text, place) < std::tie(other.text, other.place);
        }
    };

    bool stop(error_code& ec, std::size_t place, std::string reason) {
        place_ = place;
        reason_ = std::move(reason);
        ec = boost::json::make_error_code(boost::json::error::syntax);
        return false;
    }
    bool stop_number(error_code& ec, json::string_view part) {
        return stop(ec, place_of(part), "a number must be an integer within +-(2^53 - 1)");
    }
    /// Where a token starts, or for one with escapes, whose text lies elsewhere, the best guess.
    std::size_t place_of(json::string_view part) {
        const std::less_equal<const char*> before;
        if (before(text_.data(), part.data()) && before(part.data(), text_.data() + text_.size())) {
            place_ = static_cast<std::size_t>(part.data() - text_.data());
        }
        return place_;
    }

    std::string_view text_;
    boost::json::value_stack stack_;
    std::vector<Name> names_;  // of all objects that are open
    std::string key_;
    std::string reason_;
    std::size_t place_ = 0;
};

/// 1-based line and column, the column in characters.
std::string line_and_column(std::string_view text, std::size_t place) {
    const std::string_view before = text.substr(0, place);
    const auto lines = std::ranges::count(before, '\n');
    const auto newline = before.rfind('\n');
    const auto start = newline == before.npos ? 0 : newline + 1;
    const auto column = std::ranges::count_if(before.substr(start), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    });
    return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column + 1);
}

std::string explain(const error_code& ec) {
    using boost::json::error;
    if (ec == error::incomplete) return "the text ends too early";
    if (ec == error::extra_data) return "something follows after the value";
    if (ec == error::too_deep) return "it is nested too deeply";
    if (ec == error::expected_utf16_escape || ec == error::illegal_leading_surrogate ||
        ec == error::illegal_trailing_surrogate) {
        return "an escape is half of a surrogate pair";
    }
    return ec.message();
}

/// The length of the UTF-8 sequence at the front of `text`, 0 when it is not valid.
std::size_t sequence_size(std::string_view text) {
    const auto at = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const auto follows = [&](std::size_t i) { return (at(i) & 0xc0) == 0x80; };
    const unsigned lead = at(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return follows(1) ? 2 : 0;
    if ((lead & 0xf0) == 0xe0) {
        const bool overlong = lead == 0xe0 && at(1) < 0xa0;
        const bool surrogate = lead == 0xed && at(1) > 0x9f;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const bool overlong = lead == 0xf0 && at(1) < 0x90;
        const bool beyond = lead == 0xf4 && at(1) > 0x8f;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

/// Most text is ASCII: eight bytes of it at a time, up to those that are not.
std::size_t ascii_prefix(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::uint64_t eight = 0;
    std::size_t place = 0;
    for (; place + sizeof eight <= text.size(); place += sizeof eight) {
        std::memcpy(&eight, text.data() + place, sizeof eight);
        if ((eight & high_bits) != 0) break;
    }
    return place;
}

std::size_t valid_prefix(std::string_view text) {
    std::size_t place = 0;
    while (place < text.size()) {
        place += ascii_prefix(text.substr(place));
        if (place == text.size()) break;
        const std::size_t size = sequence_size(text.substr(place));
        if (size == 0) break;
        place += size;
    }
    return place;
}

void write(std::string& out, const json::value& value);

void write(std::string& out, const json::key_value_pair& member, char before) {
    out += before;
    append_canonical(out, member.key());
    out += ':';
    write(out, member.value());
}

/// What is in order already, as all that was read from canonical text, needs no sorting.
void write(std::string& out, const json::object& object) {
    const auto less = [](const auto& a, const auto& b) { return canonical_less(a.key(), b.key()); };
    char before = '{';
    if (std::is_sorted(object.begin(), object.end(), less)) {
        for (const auto& member : object) write(out, member, std::exchange(before, ','));
    } else {
        std::vector<const json::key_value_pair*> members;
        members.reserve(object.size());
        for (const auto& member : object) members.push_back(&member);
        std::ranges::sort(members, [&](const auto* a, const auto* b) { return less(*a, *b); });
        for (const auto* member : members) write(out, *member, std::exchange(before, ','));
    }
    out += object.empty() ? "{}" : "}";
}

void write(std::string& out, const json::array& array) {
    char before = '[';
    for (const auto& element : array) {
        out += before;
        write(out, element);
        before = ',';
    }
    out += array.empty() ? "[]" : "]";
}

void write(std::string& out, const json::value& value) {
    switch (value.kind()) {
        case json::kind::null:
            out += "null";
            return;
        case json::kind::bool_:
            out += value.get_bool() ? "true" : "false";
            return;
        case json::kind::int64:
            return append_canonical_integer(out, value.get_int64());
        case json::kind::uint64:
            return append_canonical_integer(out, value.get_uint64());
        case json::kind::double_:
            throw std::invalid_argument("a double has no place in an entry");
        case json::kind::string:
            return append_canonical(out, std::string_view(value.get_string()));
        case json::kind::array:
            return write(out, value.get_array());
        case json::kind::object:
            return write(out, value.get_object());
    }
}

constexpr std::array<bool, 256> plain = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0x20; c < table.size(); ++c) table[c] = c != '"' && c != '\\';
    return table;
}();

void escape(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\t':
            out += "\\t";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\r':
            out += "\\r";
            return;
        default:
            break;
    }
    out += "\\u00";
    out += hex[static_cast<unsigned char>(c) >> 4];
    out += hex[c & 15];
}

template <class Integer>
void append_integer(std::string& out, Integer number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

}  // namespace

Result<json::value> parse_json(std::string_view text, const JsonLimits& limits,
                               json::storage_ptr storage) {
    const auto refuse_at = [&](std::size_t place, std::string_view why) {
        const std::string at = line_and_column(text, place);
        return refuse(Refused::malformed,
                      "This is not JSON, at " + at + ": " + std::string{why} + ".");
    };
    if (text.size() > limits.bytes) {
        return refuse(Refused::too_large,
                      "The JSON text is longer than " + std::to_string(limits.bytes) + " bytes.");
    }
    if (const auto valid = valid_prefix(text); valid != text.size()) {
        return refuse_at(valid, "the bytes are not UTF-8");
    }
    if (text.starts_with("\xef\xbb\xbf")) return refuse_at(0, "it begins with a byte order mark");

    boost::json::parse_options options;
    options.max_depth = limits.depth;
    boost::json::basic_parser<StrictHandler> parser{options, text, std::move(storage)};
    error_code ec;
    const std::size_t taken = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && taken < text.size())
        ec = boost::json::make_error_code(boost::json::error::extra_data);
    if (!ec) return parser.handler().release();
    const auto& handler = parser.handler();
    if (!handler.reason().empty()) return refuse_at(handler.place(), handler.reason());
    return refuse_at(taken, explain(ec));
}

std::string canonical(const json::value& value) {
    std::string out;
    write(out, value);
    return out;
}

void append_canonical_value(std::string& out, const json::value& value) {
    write(out, value);
}

void append_canonical(std::string& out, std::string_view text) {
    out += '"';
    const char* run = text.data();
    const char* const end = run + text.size();
    for (const char* p = run; p != end; ++p) {
        if (plain[static_cast<unsigned char>(*p)]) continue;
        out.append(run, p);
        escape(out, *p);
        run = p + 1;
    }
    out.append(run, end);
    out += '"';
}

void append_canonical_integer(std::string& out, std::int64_t number) {
    if (number > integer_max || number < -integer_max) {
        throw std::invalid_argument("an integer beyond 2^53 - 1 has no place in an entry");
    }
    append_integer(out, number);
}

void append_canonical_integer(std::string& out, std::uint64_t number) {
    if (number > static_cast<std::uint64_t>(integer_max)) {
        throw std::invalid_argument("an integer beyond 2^53 - 1 has no place in an entry");
    }
    append_integer(out, number);
}

bool canonical_less(std::string_view a, std::string_view b) {
    const auto [p, q] = std::ranges::mismatch(a, b);
    if (q == b.end()) return false;
    if (p == a.end()) return true;
    // In UTF-16 what UTF-8 begins with F0 to F4 is a surrogate pair, and stands before EE and EF.
    const auto rank = [](char c) {
        const unsigned byte = static_cast<unsigned char>(c);
        return byte == 0xee || byte == 0xef ? byte + 0x10 : byte;
    };
    return rank(*p) < rank(*q);
}

std::string text_member(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string pointer_to(std::string_view pointer, std::string_view token) {
    std::string text{pointer};
    text += '/';
    for (const char c : token) {
        if (c == '~')
            text += "~0";
        else if (c == '/')
            text += "~1";
        else
            text += c;
    }
    return text;
}

std::string pointer_to(std::string_view pointer, std::size_t index) {
    return pointer_to(pointer, std::to_string(index));
}

bool has_control(std::string_view text) {
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
    };
    return std::ranges::any_of(text, is_control) || find_unwritable(text) != text.npos;
}

bool is_valid_utf8(std::string_view text) {
    return valid_prefix(text) == text.size();
}

}  // namespace paraph
