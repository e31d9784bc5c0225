#include <algorithm>
#include <array>

#include "engine/base/contains.hpp"
#include "workflows/language/reader.hpp"

namespace paraph {
namespace {

constexpr int range_max = 1000;

struct TypeWord {
    std::string_view word;
    Attribute::Type type;
};
constexpr std::array type_table{
    TypeWord{"text", Attribute::Type::text},     TypeWord{"number", Attribute::Type::number},
    TypeWord{"yes/no", Attribute::Type::yes_no}, TypeWord{"date", Attribute::Type::date},
    TypeWord{"one of", Attribute::Type::one_of}, TypeWord{"some of", Attribute::Type::some_of},
};

std::array<std::string_view, type_table.size()> type_words() {
    std::array<std::string_view, type_table.size()> words;
    std::ranges::transform(type_table, words.begin(), &TypeWord::word);
    return words;
}

void read_type(Reader& reader, const Node& node, Attribute& attribute) {
    const auto word = reader.one_of(node, type_words());
    const auto found = std::ranges::find(type_table, word, &TypeWord::word);
    if (found != type_table.end()) attribute.type = found->type;
}

/// `from: 1..23`: as if all the numbers had been written out.
bool read_range(std::string_view text, std::vector<std::string>& choices) {
    const auto dots = text.find("..");
    if (dots == std::string_view::npos) return false;
    const auto first = parse_count(text.substr(0, dots), range_max);
    const auto last = parse_count(text.substr(dots + 2), range_max);
    if (!first || !last || *first > *last) return false;
    for (int i = *first; i <= *last; ++i) choices.push_back(std::to_string(i));
    return true;
}

void read_from(Reader& reader, const Node& node, Attribute& attribute) {
    if (node.kind == Node::Kind::text && read_range(node.text, attribute.choices)) return;
    if (node.kind != Node::Kind::list || node.items.empty()) {
        reader.error(node.place, "wrong-value",
                     "Write the choices in square brackets, as in [low, high], or a range of "
                     "numbers up to 1000, as in 1..23.");
        return;
    }
    for (const auto& item : node.items) {
        auto choice = reader.text(item, "A choice");
        if (contains(attribute.choices, choice)) {
            reader.error(item.place, "duplicate", "\"" + choice + "\" stands here twice.");
        }
        attribute.choices.push_back(std::move(choice));
    }
}

/// The choices written out, or a range of numbers.
json::object choices() {
    json::object list{{"type", "array"}, {"minItems", 1}, {"items", shape::text()}};
    list["uniqueItems"] = true;
    return {{"anyOf", {std::move(list), shape::phrase("^0*[0-9]{1,4}\\.\\.0*[0-9]{1,4}$")}}};
}

constexpr std::array<Field<Attribute>, 4> attribute_fields{{
    {"type", read_type, [] { return shape::one_of(type_words()); }, true},
    {"required",
     [](Reader& reader, const Node& node, Attribute& attribute) {
         attribute.required = reader.yes_no(node, "required");
     },
     shape::yes_no},
    {"from", read_from, choices},
    {"ask",
     [](Reader& reader, const Node& node, Attribute& attribute) {
         attribute.ask = reader.texts(node);
     },
     shape::texts},
}};

void check_choices(Reader& reader, const Node::Entry& entry, const Attribute& attribute) {
    const bool chooses =
        attribute.type == Attribute::Type::one_of || attribute.type == Attribute::Type::some_of;
    if (chooses && attribute.choices.empty() && !entry.value.find("from")) {
        reader.error(entry.value.place, "missing-word",
                     "\"from:\" is missing: the choices, as in [low, high] or 1..23.");
    }
    if (!chooses && !attribute.choices.empty()) {
        reader.error(entry.value.entry("from")->place, "not-for-this-kind",
                     "\"from\" belongs to \"one of\" and \"some of\" only.");
    }
}

}  // namespace

/// Who chooses needs choices, and nobody else may have them.
json::object shape::attribute() {
    static constexpr std::string_view choosing[] = {"one of", "some of"};
    auto attribute = shape::section(attribute_fields);
    json::object chooses{{"properties", {{"type", shape::one_of(choosing)}}}};
    attribute["if"] = std::move(chooses);
    attribute["then"] = {{"required", {"from"}}};
    attribute["else"] = {{"properties", {{"from", false}}}};
    return attribute;
}

void read_attributes(Reader& reader, const Node& node, Definition& definition) {
    if (node.kind == Node::Kind::nothing || !reader.is_map(node, "\"attributes:\"")) return;
    if (reader.is_too_long(node, "attributes")) return;
    for (const auto& entry : node.entries) {
        reader.check_name(entry.key, entry.place);
        Attribute attribute{.name = entry.key};
        if (entry.value.kind != Node::Kind::map) {
            reader.error(entry.value.place, "wrong-shape",
                         "Say what an attribute is, as in { type: yes/no, required: yes }.");
        } else {
            read_fields<Attribute>(reader, entry.value, attribute_fields, attribute, "an attribute",
                                   entry.value.place);
            check_choices(reader, entry, attribute);
        }
        definition.attributes.emplace(entry.key, std::move(attribute));
    }
}

}  // namespace paraph
