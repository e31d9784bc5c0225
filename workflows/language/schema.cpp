#include "workflows/language/schema.hpp"

#include <algorithm>

#include "workflows/language/shape.hpp"

namespace paraph {
namespace {

/// Puts the sentence on each word beside what may stand behind it, where an editor shows it.
json::object explained(json::object section, std::string_view name) {
    for (auto& [word, value] : section.at("properties").as_object()) {
        const auto hint = hint_of(name, word);
        auto* shape = value.if_object();
        if (hint.empty() || !shape) continue;
        if (shape->contains("$ref")) value = {{"allOf", json::array{*shape}}};
        value.as_object()["description"] = hint;
    }
    return section;
}

json::object texts() {
    json::object by_language{{"type", "object"},
                             {"minProperties", 1},
                             {"propertyNames", {{"pattern", "^[a-z]{2,3}(-[A-Za-z0-9-]+)?$"}}},
                             {"additionalProperties", shape::text()}};
    return {{"description", "A text, or one for each of the languages: { en: …, bn: … }"},
            {"anyOf", {shape::text(), std::move(by_language)}}};
}

void indent(std::string& out, int depth) {
    out += '\n' + std::string(static_cast<std::size_t>(depth) * 2, ' ');
}

/// Short lists of plain values stay on their line.
bool is_plain(const json::array& list) {
    return std::ranges::none_of(
        list, [](const json::value& one) { return one.is_object() || one.is_array(); });
}

void write(std::string& out, const json::value& value, int depth);

void write(std::string& out, const json::object& object, int depth) {
    out += '{';
    const char* between = "";
    for (const auto& [name, value] : object) {
        out += between;
        indent(out, depth + 1);
        out += json::serialize(json::string(name)) + ": ";
        write(out, value, depth + 1);
        between = ",";
    }
    indent(out, depth);
    out += '}';
}

void write(std::string& out, const json::array& list, int depth) {
    const bool plain = is_plain(list);
    out += '[';
    const char* between = "";
    for (const auto& value : list) {
        out += between;
        if (!plain) indent(out, depth + 1);
        write(out, value, depth + 1);
        between = plain ? ", " : ",";
    }
    if (!plain) indent(out, depth);
    out += ']';
}

void write(std::string& out, const json::value& value, int depth) {
    if (const auto* object = value.if_object(); object && !object->empty())
        write(out, *object, depth);
    else if (const auto* list = value.if_array())
        write(out, *list, depth);
    else
        out += json::serialize(value);
}

}  // namespace

json::object definition_schema() {
    auto schema = explained(shape::definition(), "definition");
    json::object root{{"$schema", "http://json-schema.org/draft-07/schema#"},
                      {"title", "A procedure, in the language of Paraph"}};
    for (auto& [name, value] : schema) root[name] = std::move(value);
    root["definitions"] = {{"texts", texts()},
                           {"attribute", explained(shape::attribute(), "attribute")},
                           {"role", explained(shape::role(), "role")},
                           {"stage", explained(shape::stage(), "stage")},
                           {"position", explained(shape::position(), "position")},
                           {"way", explained(shape::way(), "way")}};
    return root;
}

std::string definition_schema_text() {
    std::string out;
    write(out, definition_schema(), 0);
    return out + '\n';
}

}  // namespace paraph
