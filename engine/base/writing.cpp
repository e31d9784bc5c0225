#include "engine/base/writing.hpp"

#include <algorithm>

namespace paraph {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";
constexpr std::size_t quoted_bytes = 40;  // of what stands before the character

/// How many bytes the character has that begins here and can't be written; 0: it can.
std::size_t unwritable_at(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < ' ') return c == '\t' || c == '\n' || c == '\r' ? 0 : 1;
    if (c != '\xEF') return 0;
    const auto three = text.substr(at, 3);
    return three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF" ? 3 : 0;
}

std::string code_at(std::string_view text, std::size_t at) {
    const auto here = text.substr(at);
    if (here.starts_with(mark)) return "FEFF";
    if (here.starts_with('\xEF')) return here[2] == '\xBE' ? "FFFE" : "FFFF";
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto code = static_cast<unsigned char>(here.front());
    return {'0', '0', digits[code / 16], digits[code % 16]};
}

/// The end of a text, from a whole character on.
std::string_view last_of(std::string_view text) {
    auto from = text.size() - std::min(text.size(), quoted_bytes);
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    return text.substr(from);
}

Result<> check_text(std::string_view text, const std::string& where) {
    const auto at = std::min(find_unwritable(text), text.find(mark));
    if (at == text.npos) return {};
    return refuse(Refused::invalid,
                  "The invisible character U+" + code_at(text, at) + " after \"…" +
                      std::string(last_of(text.substr(0, at))) +
                      "\" can't be kept in a text. Delete it.",
                  where);
}

}  // namespace

std::size_t find_unwritable(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at)
        if (unwritable_at(text, at) > 0) return at;
    return text.npos;
}

std::string writable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto bytes = unwritable_at(text, at);
        if (bytes > 0)
            out += "\xEF\xBF\xBD";
        else
            out += text[at];
        at += std::max<std::size_t>(bytes, 1);
    }
    return out;
}

Result<> check_writing(const json::value& value, const std::string& where) {
    if (const auto* text = value.if_string()) return check_text(*text, where);
    if (const auto* list = value.if_array())
        for (std::size_t i = 0; i < list->size(); ++i)
            if (auto r = check_writing((*list)[i], pointer_to(where, i)); !r) return r;
    if (const auto* object = value.if_object())
        for (const auto& [name, member] : *object)
            if (auto r = check_writing(member, pointer_to(where, name)); !r) return r;
    return {};
}

std::string_view without_mark(std::string_view text) {
    return text.substr(text.starts_with(mark) ? mark.size() : 0);
}

}  // namespace paraph
