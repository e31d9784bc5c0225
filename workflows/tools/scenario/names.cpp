#include "workflows/tools/scenario/names.hpp"

#include "workflows/language/phrase.hpp"

namespace paraph::scenario {
namespace {

/// "member 12" taken apart: the stem and the number.
struct Numbered {
    std::string_view stem;
    int number = 0;
};

std::optional<Numbered> numbered(std::string_view name) {
    const auto blank = name.rfind(' ');
    if (blank == std::string_view::npos || blank == 0) return std::nullopt;
    const auto number = parse_count(name.substr(blank + 1), bodies_max);
    if (!number) return std::nullopt;
    return Numbered{name.substr(0, blank), *number};
}

/// Whether `next` is the body that comes after `name`: "member 2" after "member 1".
bool follows(std::string_view name, std::string_view next) {
    const auto one = numbered(name);
    const auto other = numbered(next);
    return one && other && one->stem == other->stem && one->number + 1 == other->number;
}

/// "members" -> "member", "ministries" -> "ministry", "finance" -> "finance".
std::string singular(std::string_view role) {
    if (role.ends_with("ies")) return std::string(role.substr(0, role.size() - 3)) + 'y';
    if (role.ends_with('s') && !role.ends_with("ss"))
        return std::string(role.substr(0, role.size() - 1));
    return std::string(role);
}

}  // namespace

std::string id_of(std::string_view name) {
    std::string id(name);
    for (char& c : id) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == ' ' || c == '_' || c == '.') c = '-';
    }
    return id;
}

std::optional<std::vector<std::string>> range_of(std::string_view text) {
    const auto middle = text.find(" to ");
    if (middle == std::string_view::npos) return std::nullopt;
    const auto first = numbered(text.substr(0, middle));
    const auto last = numbered(text.substr(middle + 4));
    if (!first || !last || first->stem != last->stem || first->number > last->number)
        return std::nullopt;
    std::vector<std::string> ids;
    for (int i = first->number; i <= last->number; ++i)
        ids.push_back(id_of(std::string(first->stem) + ' ' + std::to_string(i)));
    return ids;
}

std::string joined(std::span<const std::string> words, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? last : ", ";
        text += words[i];
    }
    return text;
}

std::string Names::add(std::string_view name) {
    const auto id = id_of(name);
    written_.try_emplace(id, name);
    return id;
}

std::vector<std::string> Names::add_numbered(std::string_view role, int count) {
    const auto stem = singular(role);
    std::vector<std::string> ids;
    for (int i = 1; i <= count; ++i) ids.push_back(add(stem + ' ' + std::to_string(i)));
    return ids;
}

std::string Names::written(std::string_view id) const {
    const auto found = written_.find(std::string(id));
    return found == written_.end() ? std::string(id) : found->second;
}

std::vector<std::string_view> Names::all_written() const {
    std::vector<std::string_view> names;
    for (const auto& [id, name] : written_) names.push_back(name);
    return names;
}

std::vector<std::string> Names::ids() const {
    std::vector<std::string> all;
    for (const auto& [id, name] : written_) all.push_back(id);
    return all;
}

std::string Names::in_words(std::span<const std::string> ids) const {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto first = written(ids[i]);
        std::size_t last = i;
        while (last + 1 < ids.size() && follows(written(ids[last]), written(ids[last + 1]))) ++last;
        parts.push_back(first);
        if (last > i + 1) {
            parts.back() += " to " + written(ids[last]);
            i = last;
        }
    }
    return parts.empty() ? "nobody" : joined(parts);
}

}  // namespace paraph::scenario
