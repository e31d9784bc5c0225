#include "api/http/gate.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "api/http/message.hpp"
#include "engine/base/words.hpp"

namespace paraph::http {

namespace {

constexpr std::size_t method_bytes_max = 16, target_bytes_max = 8u << 10, fields_max = 100;
constexpr std::size_t length_digits_max = 15;

using Set = std::array<bool, 256>;

constexpr Set set_of(std::string_view extra, bool (*also)(unsigned)) {
    Set set{};
    for (unsigned c = 0; c < 256; ++c) set[c] = also(c);
    for (const char c : extra) set[static_cast<unsigned char>(c)] = true;
    return set;
}

constexpr bool alphanumeric(unsigned c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// RFC 9110, 5.6.2 and 5.5; RFC 3986, 3.2.2 and 3.3. A query may hold any visible character but
// "#": browsers send more than the grammar has.
constexpr Set token_letters = set_of("!#$%&'*+-.^_`|~", alphanumeric);
constexpr Set field_text = set_of("\t", [](unsigned c) { return c >= 0x20 && c != 0x7f; });
constexpr Set host_text = set_of("-._~!$&'()*+,;=:[]%", alphanumeric);
constexpr Set path_text = set_of("-._~!$&'()*+,;=:@%/", alphanumeric);
constexpr Set query_text = set_of("", [](unsigned c) { return c > ' ' && c < 0x7f && c != '#'; });

bool all_in(std::string_view text, const Set& set) {
    return std::all_of(text.begin(), text.end(),
                       [&](char c) { return set[static_cast<unsigned char>(c)]; });
}

using Verdict = std::optional<GateRefusal>;

class Gate {
public:
    Verdict request_line(std::string_view line);
    Verdict field(std::string_view line);
    Verdict finish() const;
    const GatePass& pass() const { return pass_; }

private:
    Verdict target(std::string_view method, std::string_view target) const;
    Verdict host(std::string_view value);
    Verdict content_length(std::string_view value);
    Verdict transfer_encoding(std::string_view value);
    Verdict expect(std::string_view value);

    GatePass pass_;
    bool host_seen_ = false, length_seen_ = false;
    std::size_t fields_ = 0;
};

Verdict Gate::request_line(std::string_view line) {
    const std::size_t first = line.find(' '), last = line.rfind(' ');
    if (first == line.npos || first == last)
        return GateRefusal{400, "The request line is not METHOD TARGET VERSION."};
    const std::string_view method = line.substr(0, first), version = line.substr(last + 1);
    if (method.empty() || method.size() > method_bytes_max || !all_in(method, token_letters))
        return GateRefusal{400, "The method is not a token."};
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        const bool other = version.size() == 8 && version.starts_with("HTTP/") &&
                           version[5] >= '0' && version[5] <= '9' && version[6] == '.' &&
                           version[7] >= '0' && version[7] <= '9';
        if (other) return GateRefusal{505, "Only HTTP/1.1 and HTTP/1.0 are spoken here."};
        return GateRefusal{400, "The request line does not end in an HTTP version."};
    }
    pass_.old_client = version == "HTTP/1.0";
    return target(method, line.substr(first + 1, last - first - 1));
}

Verdict Gate::target(std::string_view method, std::string_view target) const {
    if (target.size() > target_bytes_max) return GateRefusal{414, "The target is too long."};
    if (target == "*" && method == "OPTIONS") return std::nullopt;
    if (!target.starts_with('/'))
        return GateRefusal{400, "The target must be a path: this is no proxy."};
    const std::size_t mark = target.find('?');
    if (!all_in(target.substr(0, mark), path_text))
        return GateRefusal{400, "The path holds a character that must be encoded."};
    if (mark != target.npos && !all_in(target.substr(mark + 1), query_text))
        return GateRefusal{400, "The query holds a character that must be encoded."};
    return std::nullopt;
}

Verdict Gate::field(std::string_view line) {
    if (++fields_ > fields_max) return GateRefusal{431, "There are too many header fields."};
    if (line.front() == ' ' || line.front() == '\t')
        return GateRefusal{400, "A header field is folded over several lines."};
    const std::size_t colon = line.find(':');
    if (colon == line.npos) return GateRefusal{400, "A header field has no colon."};
    const std::string_view name = line.substr(0, colon);
    if (name.empty() || !all_in(name, token_letters))
        return GateRefusal{400, "A header field's name is not a token."};
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (!all_in(value, field_text))
        return GateRefusal{400, "A header field's value holds a control character."};
    if (equal_ignoring_case(name, "host")) return host(value);
    if (equal_ignoring_case(name, "content-length")) return content_length(value);
    if (equal_ignoring_case(name, "transfer-encoding")) return transfer_encoding(value);
    if (equal_ignoring_case(name, "expect")) return expect(value);
    return std::nullopt;
}

Verdict Gate::host(std::string_view value) {
    if (host_seen_) return GateRefusal{400, "There is more than one Host field."};
    host_seen_ = true;
    if (value.empty() || !all_in(value, host_text))
        return GateRefusal{400, "The Host field is not a host."};
    return std::nullopt;
}

Verdict Gate::content_length(std::string_view value) {
    if (length_seen_) return GateRefusal{400, "There is more than one Content-Length field."};
    length_seen_ = true;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (value.empty() || value.size() > length_digits_max ||
        !std::all_of(value.begin(), value.end(), digit))
        return GateRefusal{400, "The Content-Length is not a number."};
    std::from_chars(value.data(), value.data() + value.size(), pass_.content_length);
    return std::nullopt;
}

Verdict Gate::transfer_encoding(std::string_view value) {
    if (pass_.chunked) return GateRefusal{400, "There is more than one Transfer-Encoding field."};
    if (!equal_ignoring_case(value, "chunked"))
        return GateRefusal{501, "The only Transfer-Encoding known here is chunked."};
    pass_.chunked = true;
    return std::nullopt;
}

Verdict Gate::expect(std::string_view value) {
    if (!equal_ignoring_case(value, "100-continue"))
        return GateRefusal{417, "The only expectation known here is 100-continue."};
    pass_.expect_continue = true;
    return std::nullopt;
}

Verdict Gate::finish() const {
    if (!host_seen_ && !pass_.old_client) return GateRefusal{400, "The Host field is missing."};
    if (pass_.chunked && length_seen_)
        return GateRefusal{400, "Content-Length and Transfer-Encoding exclude each other."};
    if (pass_.chunked && pass_.old_client)
        return GateRefusal{400, "HTTP/1.0 knows no Transfer-Encoding."};
    return std::nullopt;
}

}  // namespace

std::size_t header_end(std::string_view bytes, std::size_t from) {
    for (std::size_t lf = bytes.find('\n', from); lf != bytes.npos; lf = bytes.find('\n', lf + 1)) {
        const bool bare = lf == 0 || bytes[lf - 1] != '\r';
        const bool empty_line = lf == 1 || (lf > 1 && bytes[lf - 2] == '\n');
        if (bare || empty_line) return lf + 1;
    }
    return bytes.npos;
}

boost::system::result<GatePass, GateRefusal> pass_gate(std::string_view block) {
    Gate gate;
    bool first = true;
    while (true) {
        const std::size_t end = block.find('\n');
        if (end == block.npos) return GateRefusal{400, "The header does not end."};
        if (end == 0 || block[end - 1] != '\r')
            return GateRefusal{400, "A line ends in a line feed alone."};
        const std::string_view line = block.substr(0, end - 1);
        block.remove_prefix(end + 1);
        if (line.find('\r') != line.npos)
            return GateRefusal{400, "A carriage return stands inside a line."};
        if (!first && line.empty()) break;
        if (Verdict refused = first ? gate.request_line(line) : gate.field(line)) return *refused;
        first = false;
    }
    if (!block.empty()) return GateRefusal{400, "Something follows the header's empty line."};
    if (Verdict refused = gate.finish()) return *refused;
    return gate.pass();
}

void throw_exception_from_error(const GateRefusal& refusal, const boost::source_location&) {
    throw std::logic_error(std::string(refusal.text));
}

}  // namespace paraph::http
