#include "engine/base/language_tag.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace paraph {
namespace {

constexpr std::size_t tag_bytes_max = 35;  // the longest that RFC 5646 wants kept

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_either(char c) {
    return is_letter(c) || is_digit(c);
}

char in_case(char c, bool capital) {
    if (capital && c >= 'a' && c <= 'z') return static_cast<char>(c - 'a' + 'A');
    if (!capital && c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
    return c;
}

/// The subtags that are left; each `take` moves past one that has the form.
struct Subtags {
    std::vector<std::string_view> all;
    std::size_t at = 0;

    bool done() const { return at == all.size(); }
    bool take(std::size_t least, std::size_t most, bool (*each)(char)) {
        if (done() || all[at].size() < least || all[at].size() > most ||
            !std::ranges::all_of(all[at], each))
            return false;
        ++at;
        return true;
    }
    bool take_variant() {
        const bool digit_first = !done() && is_digit(all[at].front());
        return take(digit_first ? 4 : 5, 8, is_either);
    }
    /// A letter or digit, then what it introduces.
    bool take_extension() {
        const bool is_private = !done() && (all[at] == "x" || all[at] == "X");
        if (!take(1, 1, is_either)) return false;
        if (!take(is_private ? 1 : 2, 8, is_either)) {
            --at;
            return false;
        }
        while (take(is_private ? 1 : 2, 8, is_either)) {
        }
        return true;
    }
};

std::vector<std::string_view> subtags_of(std::string_view tag) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = tag.find('-');
        parts.push_back(tag.substr(0, end));
        if (end == tag.npos) return parts;
        tag.remove_prefix(end + 1);
    }
}

}  // namespace

bool is_language_tag(std::string_view tag) {
    Subtags rest{subtags_of(tag)};
    if (tag.size() > tag_bytes_max || std::ranges::count(rest.all, std::string_view()))
        return false;
    if (!rest.take(2, 3, is_letter)) return false;
    for (int i = 0; i < 3 && rest.take(3, 3, is_letter); ++i) {
    }                                                            // extended languages
    rest.take(4, 4, is_letter);                                  // the script
    if (!rest.take(2, 2, is_letter)) rest.take(3, 3, is_digit);  // the region
    while (rest.take_variant()) {
    }
    while (rest.take_extension()) {
    }
    return rest.done();
}

std::string canonical_language(std::string_view tag) {
    std::string out;
    bool introduced = false;  // what follows a single letter or digit is small
    for (const auto part : subtags_of(tag)) {
        const bool first = out.empty();
        if (!first) out += '-';
        const bool region = !first && !introduced && part.size() == 2;
        const bool script = !first && !introduced && part.size() == 4;
        for (std::size_t i = 0; i < part.size(); ++i)
            out += in_case(part[i], region || (script && i == 0));
        introduced = introduced || part.size() == 1;
    }
    return out;
}

Result<> check_language(std::string_view tag, std::string_view where) {
    if (is_language_tag(tag)) return {};
    return refuse(Refused::invalid,
                  "\"" + std::string(tag) + "\" is no language tag (BCP 47), as en or bn-BD.",
                  std::string(where));
}

}  // namespace paraph
