#include "adapters/mail/mime.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>

#include <fmt/format.h>

#include "adapters/mail/encode.hpp"
#include "engine/base/digest.hpp"
#include "engine/base/json.hpp"

namespace paraph {
namespace {

using Tokens = std::vector<std::string>;

// A word of this length fits on the first line of every header that we write.
constexpr std::size_t plain_word_max = 56;
constexpr std::size_t token_max = 990;  // RFC 5322's hard limit of 998, and some room
constexpr std::size_t local_part_max = 64, domain_max = 253, domain_label_max = 63;
constexpr std::size_t message_id_max = 200;

constexpr std::array<std::string_view, 14> own_headers = {
    "date",
    "from",
    "to",
    "reply-to",
    "subject",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "cc",
    "bcc",
    "sender",
    "auto-submitted",
    "x-auto-response-suppress",
};

Refusal bad(std::string text, std::string_view where) {
    return refuse(Refused::invalid, std::move(text), std::string(where));
}

bool is_printable(char c) {
    return c >= ' ' && c <= '~';
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_printable);
}

bool is_alnum(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// RFC 5322's atext.
bool is_atext(char c) {
    return is_alnum(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

/// Valid UTF-8 on one line: what may stand in a header at all.
Result<> check_line(std::string_view text, std::string_view where) {
    if (!is_valid_utf8(text)) return bad("This is not valid UTF-8.", where);
    const auto control = std::find_if(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
    });
    if (control == text.end()) return {};
    return bad(fmt::format("A mail's header must not hold line ends or control characters; "
                           "character {} is one.",
                           control - text.begin() + 1),
               where);
}

bool is_dot_atom(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_atext(c) || c == '.'; }) &&
           text.front() != '.' && text.back() != '.' && text.find("..") == text.npos;
}

bool is_domain(std::string_view text) {
    if (text.empty() || text.size() > domain_max) return false;
    while (true) {
        const std::size_t dot = text.find('.');
        const std::string_view label = text.substr(0, dot);
        const bool fine =
            !label.empty() && label.size() <= domain_label_max && label.front() != '-' &&
            label.back() != '-' &&
            std::all_of(label.begin(), label.end(), [](char c) { return is_alnum(c) || c == '-'; });
        if (!fine) return false;
        if (dot == text.npos) return true;
        text.remove_prefix(dot + 1);
    }
}

/// Writes a header in lines of at most 78 characters, broken between tokens only.
void write_header(std::string& out, std::string_view name, const Tokens& tokens) {
    out.append(name).append(":");
    std::size_t line = name.size() + 1;
    for (const std::string& token : tokens) {
        if (line + 1 + token.size() > mail_line_max) {
            out += "\r\n";
            line = 0;
        }
        out.append(" ").append(token);
        line += 1 + token.size();
    }
    out += "\r\n";
}

Tokens split_words(std::string_view text) {
    Tokens words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// Goes into a header as it is, and comes out of it unchanged.
bool is_plain(std::string_view text) {
    if (!is_ascii(text) || text.find("=?") != text.npos || text.find("  ") != text.npos) {
        return false;
    }
    if (text.starts_with(' ') || text.ends_with(' ')) return false;
    const Tokens words = split_words(text);
    return std::all_of(words.begin(), words.end(),
                       [](const std::string& word) { return word.size() <= plain_word_max; });
}

/// What is left for an encoded word on a header's first line, behind "Name: ".
std::size_t first_word_max(std::string_view name) {
    return std::min(encoded_word_max, mail_line_max - name.size() - 2);
}

Tokens text_tokens(std::string_view name, std::string_view text) {
    if (is_plain(text)) return split_words(text);
    return encoded_words(text, first_word_max(name));
}

std::string quoted_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

Tokens address_tokens(std::string_view header, const Address& address) {
    Tokens tokens;
    const bool atoms = std::all_of(address.name.begin(), address.name.end(),
                                   [](char c) { return is_atext(c) || c == ' '; });
    if (is_plain(address.name) && atoms) {
        tokens = split_words(address.name);
    } else if (is_plain(address.name) && quoted_string(address.name).size() <= plain_word_max) {
        tokens.push_back(quoted_string(address.name));
    } else {
        tokens = encoded_words(address.name, first_word_max(header));
    }
    tokens.push_back("<" + address.email + ">");
    return tokens;
}

std::string date_text(Instant at) {
    constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
        time.seconds().count());
}

Result<> check_person(const Address& address, const std::string& where) {
    if (const Result<> name = check_line(address.name, where + "/name"); !name) return name;
    return check_address(address.email, where + "/email");
}

Result<> check_message_id(std::string_view id) {
    const std::size_t at = id.find('@');
    if (at != id.npos && id.size() <= message_id_max && is_dot_atom(id.substr(0, at)) &&
        is_dot_atom(id.substr(at + 1))) {
        return {};
    }
    return bad("A Message-ID is written local@domain, without brackets.", "/message_id");
}

Result<> check_extra_header(const std::string& name, const std::string& value) {
    const std::string where = "/headers/" + (is_ascii(name) ? name : "");
    const bool form =
        !name.empty() && name.size() <= plain_word_max &&
        std::all_of(name.begin(), name.end(), [](char c) { return is_alnum(c) || c == '-'; });
    if (!form) return bad("A header's name is made of letters, digits and hyphens.", where);
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (std::find(own_headers.begin(), own_headers.end(), lower) != own_headers.end()) {
        return bad("This header is written by the composer alone.", where);
    }
    if (const Result<> line = check_line(value, where); !line) return line;
    const Tokens words = split_words(value);
    const bool fits = std::all_of(words.begin(), words.end(),
                                  [](const std::string& word) { return word.size() <= token_max; });
    if (fits && !words.empty()) return {};
    return bad("A header's value must not be empty, nor longer in one word than a line of mail.",
               where);
}

Result<> check(const Mail& mail) {
    if (const Result<> id = check_message_id(mail.message_id); !id) return id;
    if (const Result<> from = check_person(mail.from, "/from"); !from) return from;
    if (const Result<> to = check_person(mail.to, "/to"); !to) return to;
    if (mail.reply_to) {
        const Result<> reply_to = check_person(*mail.reply_to, "/reply_to");
        if (!reply_to) return reply_to;
    }
    if (const Result<> subject = check_line(mail.subject, "/subject"); !subject) return subject;
    for (const auto& [name, value] : mail.headers) {
        if (const Result<> extra = check_extra_header(name, value); !extra) return extra;
    }
    if (!is_valid_utf8(mail.text)) return bad("The text is not valid UTF-8.", "/text");
    if (!is_valid_utf8(mail.html)) return bad("The HTML is not valid UTF-8.", "/html");
    const bool tag = std::all_of(mail.language.begin(), mail.language.end(),
                                 [](char c) { return is_alnum(c) || c == '-'; });
    if (!tag) return bad("A language is a BCP 47 tag, as en or bn-BD.", "/language");
    return {};
}

void write_headers(std::string& out, const Mail& mail) {
    write_header(out, "Date", split_words(date_text(mail.at)));
    write_header(out, "From", address_tokens("From", mail.from));
    write_header(out, "To", address_tokens("To", mail.to));
    if (mail.reply_to) write_header(out, "Reply-To", address_tokens("Reply-To", *mail.reply_to));
    write_header(out, "Subject", text_tokens("Subject", mail.subject));
    write_header(out, "Message-ID", {"<" + mail.message_id + ">"});
    // RFC 3834, and its counterpart in Exchange: no absence note answers us, so no loop starts.
    write_header(out, "Auto-Submitted", {"auto-generated"});
    write_header(out, "X-Auto-Response-Suppress", {"All"});
    for (const auto& [name, value] : mail.headers) {
        write_header(out, name, is_ascii(value) ? split_words(value) : text_tokens(name, value));
    }
    if (!mail.language.empty()) write_header(out, "Content-Language", {mail.language});
    write_header(out, "MIME-Version", {"1.0"});
}

void write_part(std::string& out, std::string_view type, std::string_view text) {
    const std::string lines = with_crlf(text);
    const std::string quoted_lines = quoted_printable(lines);
    const bool readable = quoted_lines.size() <= base64_lines_size(lines.size());
    write_header(out, "Content-Type", {std::string(type) + ";", "charset=utf-8"});
    write_header(out, "Content-Transfer-Encoding", {readable ? "quoted-printable" : "base64"});
    out.append("\r\n").append(readable ? quoted_lines : base64_lines(lines));
}

}  // namespace

Result<> check_address(std::string_view email, std::string_view where) {
    if (const Result<> line = check_line(email, where); !line) return line;
    if (!is_ascii(email)) {
        return bad(
            "Addresses with letters outside ASCII are not supported. Write the domain in "
            "its xn-- form, and use an address whose first part is ASCII.",
            where);
    }
    const std::size_t at = email.rfind('@');
    if (at <= local_part_max && is_dot_atom(email.substr(0, at)) &&
        is_domain(email.substr(at + 1))) {
        return {};
    }
    return bad(fmt::format("\"{}\" is not an address like name@ministry.example.", email), where);
}

Result<std::string> compose(const Mail& mail) {
    if (const Result<> checked = check(mail); !checked) return checked.error();
    std::string out;
    write_headers(out, mail);
    if (mail.html.empty()) {
        write_part(out, "text/plain", mail.text);
        return out;
    }
    // "=_" can stand in neither quoted-printable nor base64, so no part can hold the boundary.
    const std::string boundary = "=_" + to_hex(sha256(mail.message_id)).substr(0, 32);
    write_header(out, "Content-Type", {"multipart/alternative;", "boundary=\"" + boundary + "\""});
    out.append("\r\n--").append(boundary).append("\r\n");
    write_part(out, "text/plain", mail.text);
    out.append("\r\n--").append(boundary).append("\r\n");
    write_part(out, "text/html", mail.html);
    out.append("\r\n--").append(boundary).append("--\r\n");
    return out;
}

}  // namespace paraph
