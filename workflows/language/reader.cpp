#include "workflows/language/reader.hpp"

#include <algorithm>
#include <array>

#include "engine/base/contains.hpp"
#include "workflows/language/expression.hpp"
#include "workflows/language/scan.hpp"

namespace paraph {
namespace {

constexpr std::array<std::string_view, 2> truths{"yes", "no"};
constexpr std::string_view secretariat = "secretariat";
constexpr std::size_t name_max = 80;

bool has(std::span<const std::string> names, std::string_view name) {
    return contains(names, name);
}

std::vector<std::string_view> role_names(const Definition& definition) {
    std::vector<std::string_view> names;
    for (const auto& role : definition.roles) names.push_back(role.name);
    return names;
}

}  // namespace

bool Reader::is_map(const Node& node, std::string_view what) {
    if (node.kind == Node::Kind::map) return true;
    error(node.place, "wrong-shape",
          "Words with a colon behind them are expected in " + std::string{what} + ".");
    return false;
}

std::string Reader::text(const Node& node, std::string_view what) {
    if (node.kind == Node::Kind::text && !node.text.empty()) return node.text;
    error(node.place, "wrong-shape", std::string{what} + " is expected here.");
    return {};
}

bool Reader::yes_no(const Node& node, std::string_view) {
    return one_of(node, truths) == "yes";
}

std::string Reader::one_of(const Node& node, std::span<const std::string_view> words) {
    std::string all;
    for (const auto word : words) {
        if (node.kind == Node::Kind::text && node.text == word) return node.text;
        all += all.empty() ? "" : word == words.back() ? " or " : ", ";
        all += '"' + std::string{word} + '"';
    }
    const auto near = node.kind == Node::Kind::text ? suggestion(node.text, words) : "";
    error(node.place, "wrong-value", "Write " + all + " here." + near);
    return {};
}

Texts Reader::texts(const Node& node) {
    const auto& languages = definition.languages;
    if (node.kind == Node::Kind::text) {
        return {{languages.empty() ? "en" : languages.front(), node.text}};
    }
    Texts texts;
    if (node.kind == Node::Kind::nothing) {
        text(node, "A text");
        return texts;
    }
    if (!is_map(node, "a text in several languages")) return texts;
    const std::vector<std::string_view> known{languages.begin(), languages.end()};
    for (const auto& entry : node.entries) {
        if (!has(languages, entry.key)) {
            error(entry.place, "unknown-language",
                  "\"" + entry.key + "\" is none of the definition's languages." +
                      suggestion(entry.key, known) + " Add it to \"languages:\".");
        }
        texts[entry.key] = text(entry.value, "A text");
    }
    for (const auto& language : languages) {
        if (texts.contains(language)) continue;
        error(node.place, "missing-text",
              "This text is missing in \"" + language + "\", one of the definition's languages.");
    }
    return texts;
}

std::vector<const Node*> Reader::listed(const Node& node, std::string_view what) {
    std::vector<const Node*> nodes;
    if (node.kind == Node::Kind::text) {
        nodes.push_back(&node);
    } else if (node.kind == Node::Kind::list) {
        for (const auto& item : node.items) {
            if (!text(item, what).empty()) nodes.push_back(&item);
        }
    }
    if (nodes.empty() && (node.kind != Node::Kind::list || node.items.empty())) {
        error(node.place, "wrong-shape",
              std::string{what} + " is expected here, or several in square brackets.");
    }
    return nodes;
}

bool Reader::says_no_break_space(const Node& node) {
    const auto at = node.text.find(no_break_space);
    if (at == std::string::npos) return false;
    error(inside(node, at), "no-break-space", std::string{no_break_space_here});
    return true;
}

Place Reader::inside(const Node& node, std::size_t offset) const {
    auto rest = source_;
    for (int line = 1; line < node.place.line; ++line) {
        rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    }
    const auto is_lead = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    std::size_t at = 0;
    for (int column = 1; at < rest.size(); ++at) {
        if (is_lead(rest[at]) && column++ == node.place.column) break;
    }
    auto here = rest.substr(std::min(at, rest.size()));
    int quote = 0;
    if (node.quoted && (here.starts_with('"') || here.starts_with('\''))) {
        here.remove_prefix(1);
        quote = 1;
    }
    if (!here.starts_with(node.text)) return node.place;  // folded, escaped or a block text
    const auto before = std::string_view{node.text}.substr(0, offset);
    const auto characters = static_cast<int>(std::ranges::count_if(before, is_lead));
    return {node.place.line, node.place.column + quote + characters};
}

Place Reader::at_end(const Node& node, std::string_view name) const {
    return inside(node, node.text.size() - std::min(name.size(), node.text.size()));
}

void Reader::check_role(std::string_view role, Place place) {
    if (definition.role(role)) return;
    error(place, "unknown-role",
          "No role is called \"" + std::string{role} + "\"." +
              suggestion(role, role_names(definition)) + " Roles are declared under \"roles:\".");
}

void Reader::check_office(std::string_view role, Place place) {
    if (role != secretariat) check_role(role, place);
}

void Reader::check_stage(std::string_view stage, Place place) {
    if (has(stage_names, stage)) return;
    const std::vector<std::string_view> known{stage_names.begin(), stage_names.end()};
    error(place, "unknown-stage",
          "No stage is called \"" + std::string{stage} + "\"." + suggestion(stage, known));
}

void Reader::check_target(const Target& target, const Node& node) {
    if (target.to_stage()) check_stage(target.name, at_end(node, target.name));
}

void Reader::check_name(std::string_view name, Place place) {
    auto unfit = unfit_name(name);
    if (unfit.empty() && name.size() > name_max) unfit = "A name has at most 80 letters.";
    if (!unfit.empty()) error(place, "unfit-name", unfit);
}

bool Reader::is_too_long(const Node& node, std::string_view what) {
    constexpr std::size_t most = 200;
    if (node.entries.size() <= most) return false;
    error(node.place, "wrong-value", "At most 200 " + std::string{what} + ".");
    return true;
}

void Reader::unknown(std::string_view word, Place place, std::string_view where,
                     std::span<const std::string_view> known) {
    if (report.is_full()) return;
    error(place, "unknown-word",
          "\"" + std::string{word} + "\" is no word of " + std::string{where} + "." +
              suggestion(word, known));
}

}  // namespace paraph
