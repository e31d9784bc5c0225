#include "adapters/mail/encode.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <utility>

#include "engine/base/digest.hpp"

namespace paraph {
namespace {

constexpr std::size_t body_line_max = 76;
constexpr std::string_view b_start = "=?utf-8?B?", q_start = "=?utf-8?Q?", word_end = "?=";
constexpr std::size_t word_frame = b_start.size() + word_end.size();

void append_hex(std::string& out, char byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto value = static_cast<std::uint8_t>(byte);
    out += '=';
    out += digits[value >> 4];
    out += digits[value & 0xf];
}

bool is_plain_in_q(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '!' || c == '*' || c == '+' ||
           c == '-' || c == '/';
}

std::string q_encoded(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        if (c == ' ')
            out += '_';
        else if (is_plain_in_q(c))
            out += c;
        else
            append_hex(out, c);
    }
    return out;
}

std::pair<char32_t, std::size_t> decode_one(std::string_view utf8) {
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(utf8[i]); };
    const auto tail = [&](std::size_t i) { return static_cast<char32_t>(at(i) & 0x3f); };
    const char32_t lead = at(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xe0) return {(lead & 0x1f) << 6 | tail(1), 2};
    if (lead < 0xf0) return {(lead & 0x0f) << 12 | tail(1) << 6 | tail(2), 3};
    return {(lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4};
}

constexpr char32_t bangla_virama = 0x09cd, joiner = 0x200d;

/// Signs that belong to the letter before them: of Bangla all, and the general combining marks.
bool is_mark(char32_t c) {
    constexpr std::array<std::pair<char32_t, char32_t>, 13> ranges = {{
        {0x0300, 0x036f},
        {0x0981, 0x0983},
        {0x09bc, 0x09bc},
        {0x09be, 0x09cd},
        {0x09d7, 0x09d7},
        {0x09e2, 0x09e3},
        {0x09fe, 0x09fe},
        {0x1ab0, 0x1aff},
        {0x1dc0, 0x1dff},
        {0x200c, 0x200d},
        {0x20d0, 0x20ff},
        {0xfe00, 0xfe0f},
        {0x1f3fb, 0x1f3ff},
    }};
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](const auto& range) { return range.first <= c && c <= range.second; });
}

/// Bytes of the first cluster of characters; a monstrous one is cut between characters.
std::size_t cluster_bytes(std::string_view utf8, std::size_t bytes_max) {
    auto [previous, length] = decode_one(utf8);
    while (length < utf8.size()) {
        const auto [next, bytes] = decode_one(utf8.substr(length));
        const bool joined = is_mark(next) || previous == bangla_virama || previous == joiner;
        if (!joined || length + bytes > bytes_max) break;
        length += bytes;
        previous = next;
    }
    return length;
}

std::size_t b_length(std::size_t bytes) {
    return (bytes + 2) / 3 * 4;
}

std::string word(bool q, std::string_view bytes) {
    std::string out(q ? q_start : b_start);
    return out.append(q ? q_encoded(bytes) : to_base64(bytes)).append(word_end);
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string base64_or_nothing(std::string_view text) {
    const Result<std::string> bytes = from_base64(text);
    return bytes ? *bytes : std::string();
}

/// Decodes "=XX"; with `underscores`, "_" as a space.
std::string from_hex_escapes(std::string_view text, bool underscores) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '=' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                            hex_value(text[i + 2]) >= 0;
        if (escape) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += underscores && text[i] == '_' ? ' ' : text[i];
        }
    }
    return out;
}

/// Characters that quoted-printable leaves as they are, but for a space at a line's end.
constexpr auto literals = [] {
    std::array<bool, 256> found{};
    for (unsigned c = ' '; c <= '~'; ++c) found[c] = c != '=';
    found['\t'] = true;
    return found;
}();

bool is_literal(char c) {
    return literals[static_cast<unsigned char>(c)];
}

/// One line, without its end, folded softly where it is long.
void append_quoted_line(std::string& out, std::string_view line) {
    constexpr std::size_t full = body_line_max - 3;  // room for an escape and the break's own "="
    const bool blank_end = line.ends_with(' ') || line.ends_with('\t');
    const std::size_t literal_end = line.size() - (blank_end ? 1 : 0);
    for (std::size_t i = 0, column = 0; i < line.size();) {
        if (column >= full) {
            out += "=\r\n";
            column = 0;
        }
        // A dot that opens a line is also escaped: a server that forgets to unstuff does no harm.
        const bool dot = column == 0 && line[i] == '.';
        const std::size_t last = dot ? i : std::min(i + full - column, literal_end);
        std::size_t end = i;
        while (end < last && is_literal(line[end])) ++end;
        out.append(line, i, end - i);
        column += end - i;
        if (end == i) {
            append_hex(out, line[end++]);
            column += 3;
        }
        i = end;
    }
}

}  // namespace

std::string with_crlf(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 32 + 2);
    const bool only_lf = text.find('\r') == text.npos;  // nearly always, and much faster
    while (!text.empty()) {
        const auto found = only_lf ? text.find('\n') : text.find_first_of("\r\n");
        const auto end = std::min(found, text.size());
        out.append(text, 0, end).append("\r\n");
        text.remove_prefix(end);
        text.remove_prefix(text.starts_with("\r\n") ? 2 : text.empty() ? 0 : 1);
    }
    return out;
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t end = 0; !text.empty(); text.remove_prefix(end)) {
        const auto line = std::min(text.find("\r\n"), text.size());
        append_quoted_line(out, text.substr(0, line));
        end = std::min(line + 2, text.size());
        if (line < end) out += "\r\n";
    }
    return out;
}

std::size_t base64_lines_size(std::size_t bytes) {
    const std::size_t letters = (bytes + 2) / 3 * 4;
    return letters + (letters + body_line_max - 1) / body_line_max * 2;
}

std::string base64_lines(std::string_view bytes) {
    const std::string all = to_base64(bytes);
    std::string out;
    out.reserve(base64_lines_size(bytes.size()));
    for (std::size_t i = 0; i < all.size(); i += body_line_max) {
        out.append(all, i, body_line_max).append("\r\n");
    }
    return out;
}

std::vector<std::string> encoded_words(std::string_view utf8, std::size_t first_max) {
    const bool q = q_encoded(utf8).size() < b_length(utf8.size());
    std::vector<std::string> words;
    while (!utf8.empty()) {
        const std::size_t room = (words.empty() ? first_max : encoded_word_max) - word_frame;
        const std::size_t bytes_max = q ? room / 3 : room / 4 * 3;
        std::size_t length = cluster_bytes(utf8, bytes_max);
        while (length < utf8.size()) {
            const std::size_t longer = length + cluster_bytes(utf8.substr(length), bytes_max);
            const std::string_view taken = utf8.substr(0, longer);
            if ((q ? q_encoded(taken).size() : b_length(longer)) > room) break;
            length = longer;
        }
        words.push_back(word(q, utf8.substr(0, length)));
        utf8.remove_prefix(length);
    }
    return words;
}

std::string from_quoted_printable(std::string_view text) {
    std::string joined(text);
    for (std::size_t at = 0; (at = joined.find("=\r\n", at)) != std::string::npos;) {
        joined.erase(at, 3);
    }
    return from_hex_escapes(joined, false);
}

std::string from_base64_lines(std::string_view text) {
    std::string joined(text);
    std::erase_if(joined, [](char c) { return c == '\r' || c == '\n'; });
    return base64_or_nothing(joined);
}

std::string from_encoded_words(std::string_view header) {
    std::string out;
    bool after_word = false;
    while (!header.empty()) {
        const std::size_t space = header.find_first_not_of(" \t");
        const std::string_view gap = header.substr(0, space);
        header.remove_prefix(gap.size());
        const std::size_t end = std::min(header.find_first_of(" \t"), header.size());
        const std::string_view token = header.substr(0, end);
        header.remove_prefix(end);
        const bool encoded = (token.starts_with(b_start) || token.starts_with(q_start)) &&
                             token.ends_with(word_end) && token.size() >= word_frame;
        if (!(encoded && after_word)) out += gap;  // a gap between two encoded words is none
        if (encoded) {
            const auto body = token.substr(b_start.size(), token.size() - word_frame);
            out +=
                token.starts_with(b_start) ? base64_or_nothing(body) : from_hex_escapes(body, true);
        } else {
            out += token;
        }
        after_word = encoded;
    }
    return out;
}

}  // namespace paraph
