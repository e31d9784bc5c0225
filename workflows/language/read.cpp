#include "workflows/language/read.hpp"

#include <algorithm>
#include <array>

#include "workflows/language/check.hpp"
#include "workflows/language/document.hpp"
#include "workflows/language/reader.hpp"

namespace paraph {
namespace {

constexpr int languages_max = 20;

bool is_language_tag(std::string_view tag) {
    const auto subtag = tag.substr(0, tag.find('-'));
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto part = [&](char c) {
        return letter(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    return (subtag.size() == 2 || subtag.size() == 3) && std::ranges::all_of(subtag, letter) &&
           std::ranges::all_of(tag, part) && !tag.ends_with('-') && tag.size() <= 35;
}

void read_name(Reader& reader, const Node& node, Definition& definition) {
    definition.name = reader.text(node, "The name of the definition");
    const bool fits = std::ranges::all_of(definition.name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!fits || definition.name.size() > 80) {
        reader.error(node.place, "unfit-name",
                     "A definition's name is written in small letters, digits and hyphens, as in "
                     "write-round.");
    }
}

void read_language(Reader& reader, const Node& node, Definition&) {
    if (reader.text(node, "The version of the language, 1,") != "1") {
        reader.error(node.place, "not-supported", "This version reads language 1 of definitions.");
    }
}

void read_languages(Reader& reader, const Node& node, Definition& definition) {
    for (const auto* item : reader.listed(node, "A language, as in en,")) {
        if (!is_language_tag(item->text)) {
            reader.error(item->place, "wrong-value",
                         "\"" + item->text + "\" is no language tag (BCP 47), as in en or bn.");
        }
        definition.languages.push_back(item->text);
    }
    if (definition.languages.size() > languages_max) {
        reader.error(node.place, "wrong-value", "At most 20 languages.");
    }
}

void read_weights(Reader& reader, const Node& node, Definition& definition) {
    for (const auto* item : reader.listed(node, "The name of a weight")) {
        reader.check_name(item->text, item->place);
        definition.weights.push_back(item->text);
    }
}

/// How people read the outcomes; whether a way ends so is checked when all ways are known.
void read_titles_of_outcomes(Reader& reader, const Node& node, Definition& definition) {
    if (!reader.is_map(node, "\"outcomes:\"")) return;
    for (const auto& entry : node.entries)
        definition.outcomes[entry.key] = reader.texts(entry.value);
}

json::object name() {
    return {{"type", {"string", "integer", "boolean"}}, {"pattern", "^[a-z0-9-]{1,80}$"}};
}

json::object language_tag() {
    return shape::phrase("^[a-z]{2,3}(-[A-Za-z0-9-]*[A-Za-z0-9])?$");
}

/// Names with such a section behind each, or none yet.
json::object sections_of(std::string_view part) {
    return shape::or_nothing(shape::map_of(shape::reference(part)));
}

json::object stages() {
    auto map = shape::map_of(shape::reference("stage"));
    map["minProperties"] = 1;
    return map;
}

/// In the order in which they build on each other.
constexpr std::array<Field<Definition>, 14> definition_fields{{
    {"workflow", read_name, name, true},
    {"language", read_language,
     [] {
         return json::object{{"enum", {1, "1"}}};
     },
     true},
    {"languages", read_languages, [] { return shape::listed(language_tag()); }},
    {"title",
     [](Reader& reader, const Node& node, Definition& definition) {
         definition.title = reader.texts(node);
     },
     shape::texts, true},
    {"calendar",
     [](Reader& reader, const Node& node, Definition& definition) {
         definition.calendar = reader.text(node, "The name of a calendar");
     },
     shape::text, true},
    {"weights", read_weights, [] { return shape::listed(shape::name()); }},
    {"attributes", read_attributes, [] { return sections_of("attribute"); }},
    {"roles", read_roles, [] { return sections_of("role"); }},
    {"may", read_may, shape::may},
    {"sees", read_sees, shape::sees},
    {"notify", read_notify, shape::notify},
    {"outcomes", read_titles_of_outcomes, [] { return shape::map_of(shape::texts()); }},
    {"stages", read_stages, stages, true},
    {"start",
     [](Reader& reader, const Node& node, Definition& definition) {
         definition.start = reader.text(node, "The name of a stage");
         if (!definition.start.empty()) reader.check_stage(definition.start, node.place);
     },
     shape::text, true},
}};

}  // namespace

json::object shape::definition() {
    return shape::section(definition_fields);
}

Reading read_definition(std::string_view yaml) {
    Report report;
    Reading reading;
    const auto root = parse_document(yaml, report);
    if (root) {
        Reader reader{yaml, report};
        if (!root->find("languages")) reader.definition.languages = {"en"};
        read_fields<Definition>(reader, *root, definition_fields, reader.definition, "a definition",
                                root->place);
        reader.definition.digest = sha256(yaml);
        check(reader.definition, *root, report);
        if (!report.has_errors()) {
            reading.definition = std::make_shared<const Definition>(std::move(reader.definition));
        }
    }
    reading.findings = std::move(report).sorted();
    return reading;
}

}  // namespace paraph
