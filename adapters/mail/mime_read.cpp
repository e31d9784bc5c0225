#include "adapters/mail/mime_read.hpp"

#include <algorithm>

#include "adapters/mail/encode.hpp"

namespace paraph {
namespace {

/// Headers and body of a mail or a part; both views into its bytes.
struct Split {
    std::string_view headers;  // with the last line's CRLF
    std::string_view body;
};

Split split(std::string_view bytes) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == bytes.npos) return {bytes, {}};
    return {bytes.substr(0, end + 2), bytes.substr(end + 4)};
}

/// The header's value on one line, still encoded; empty where there is none.
std::string header(std::string_view headers, std::string_view name) {
    const std::string start = std::string(name) + ":";
    while (!headers.empty()) {
        std::size_t end = headers.find("\r\n");
        while (end != headers.npos && end + 2 < headers.size() && headers[end + 2] == ' ') {
            end = headers.find("\r\n", end + 2);
        }
        const std::string_view line = headers.substr(0, end);
        if (line.starts_with(start)) {
            std::string value(line.substr(std::min(start.size() + 1, line.size())));
            std::erase_if(value, [](char c) { return c == '\r' || c == '\n'; });
            return value.starts_with(' ') ? value.substr(1) : value;
        }
        headers.remove_prefix(end == headers.npos ? headers.size() : end + 2);
    }
    return {};
}

std::string body_text(const Split& part) {
    const bool base64 = header(part.headers, "Content-Transfer-Encoding") == "base64";
    std::string text = base64 ? from_base64_lines(part.body) : from_quoted_printable(part.body);
    std::erase(text, '\r');
    return text;
}

void read_part(const Split& part, ShownMail& mail) {
    const bool html = header(part.headers, "Content-Type").starts_with("text/html");
    (html ? mail.html : mail.text) = body_text(part);
}

void read_parts(std::string_view body, std::string_view boundary, ShownMail& mail) {
    const std::string line = "--" + std::string(boundary);
    std::size_t at = body.find(line);
    while (at != body.npos) {
        const std::size_t start = at + line.size() + 2;
        const std::size_t next = body.find("\r\n" + line, start);
        if (next == body.npos) return;
        read_part(split(body.substr(start, next - start)), mail);
        at = next + 2;
    }
}

}  // namespace

Result<ShownMail> read_mail(std::string_view bytes) {
    const Split whole = split(bytes);
    const auto text_of = [&](std::string_view name) {
        return from_encoded_words(header(whole.headers, name));
    };
    ShownMail mail{text_of("From"),
                   text_of("To"),
                   text_of("Subject"),
                   text_of("Date"),
                   text_of("Message-ID"),
                   {},
                   {}};
    if (mail.message_id.empty()) return refuse(Refused::malformed, "This is no mail of ours.");

    const std::string type = header(whole.headers, "Content-Type");
    const std::string_view mark = "boundary=\"";
    const std::size_t start = type.find(mark);
    if (start == type.npos) {
        read_part(whole, mail);
        return mail;
    }
    const std::size_t from = start + mark.size();
    read_parts(whole.body, std::string_view(type).substr(from, type.find('"', from) - from), mail);
    return mail;
}

}  // namespace paraph
