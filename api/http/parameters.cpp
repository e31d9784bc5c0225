#include "api/http/parameters.hpp"

#include "api/http/message.hpp"
#include "engine/base/words.hpp"

namespace paraph::http {

namespace {

/// Takes the value that `rest` begins with, and its end.
std::string take_value(std::string_view& rest) {
    std::string value;
    if (!rest.starts_with('"')) {
        value = trimmed(rest.substr(0, rest.find(';')));
        rest.remove_prefix(std::min(rest.find(';'), rest.size()));
        return value;
    }
    std::size_t at = 1;
    for (; at < rest.size() && rest[at] != '"'; ++at) {
        const bool escape = rest[at] == '\\' && at + 1 < rest.size() &&
                            (rest[at + 1] == '"' || rest[at + 1] == '\\');
        value += escape ? rest[++at] : rest[at];
    }
    rest.remove_prefix(std::min(rest.find(';', at), rest.size()));
    return value;
}

}  // namespace

std::string parameter_of(std::string_view field, std::string_view name) {
    auto rest = field.substr(std::min(field.find(';'), field.size()));
    while (rest.starts_with(';')) {
        rest.remove_prefix(1);
        const auto sign = rest.find('=');
        if (sign == rest.npos) return {};
        const auto found = trimmed(rest.substr(0, sign));
        rest.remove_prefix(sign + 1);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        auto value = take_value(rest);
        if (equal_ignoring_case(found, name)) return value;
    }
    return {};
}

}  // namespace paraph::http
