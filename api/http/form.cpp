#include "api/http/form.hpp"

#include "api/http/parameters.hpp"
#include "engine/base/json.hpp"
#include "engine/base/words.hpp"

namespace paraph::http {

namespace {

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex(text[i + 1]), low = hex(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c == '\0') return std::nullopt;
        out += c;
    }
    if (!is_valid_utf8(out)) return std::nullopt;
    return out;
}

}  // namespace

std::string with_plain_line_ends(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out += text[i];
    return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
    return decode(text, false);
}

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return out;
}

Result<Pairs> parse_pairs(std::string_view text, const FormLimits& limits) {
    if (text.size() > limits.bytes) return refuse(Refused::too_large, "The form is too large.");
    Pairs pairs;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        if (part.empty()) continue;
        if (pairs.size() == limits.fields)
            return refuse(Refused::too_large, "The form has too many fields.");
        const std::size_t sign = part.find('=');
        auto name = decode(part.substr(0, sign), true);
        if (!name || name->empty())
            return refuse(Refused::malformed, "A field's name is empty or wrongly encoded.");
        if (name->size() > limits.name_bytes)
            return refuse(Refused::too_large, "A field's name is too long.");
        auto value = decode(sign == part.npos ? "" : part.substr(sign + 1), true);
        if (!value)
            return refuse(Refused::malformed, "The value is not percent-encoded UTF-8.", *name);
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

Result<Form> parse_form(std::string_view body, const FormLimits& limits) {
    auto pairs = parse_pairs(body, limits);
    if (!pairs) return pairs.error();
    for (auto& [name, value] : *pairs) value = with_plain_line_ends(value);
    return Form(std::move(*pairs));
}

Result<Form> parse_form(const Request& request, const FormLimits& limits) {
    const auto header = request.headers.get("Content-Type");
    const auto end = header.find(';');
    const auto type = trimmed(header.substr(0, end));
    if (type.empty() || equal_ignoring_case(type, "application/x-www-form-urlencoded"))
        return parse_form(request.body, limits);
    if (equal_ignoring_case(type, "multipart/form-data"))
        return parse_multipart(request.body, parameter_of(header, "boundary"), limits);
    return refuse(Refused::unsupported_media, "This page takes a form.");
}

const Upload* Form::upload(std::string_view field) const {
    for (const auto& one : uploads_)
        if (one.field == field) return &one;
    return nullptr;
}

std::optional<std::string_view> Form::find(std::string_view name) const {
    for (const auto& [key, value] : fields_)
        if (key == name) return value;
    return std::nullopt;
}

std::vector<std::string_view> Form::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : fields_)
        if (key == name) values.push_back(value);
    return values;
}

}  // namespace paraph::http
