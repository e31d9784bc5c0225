// `form`: the questions of a structured answer, in the words of JSON Schema.

#include <algorithm>
#include <array>

#include "engine/base/contains.hpp"
#include "workflows/language/reader.hpp"

namespace paraph {
namespace {

constexpr int number_max = 1'000'000;
constexpr std::size_t fields_max = 100;

constexpr std::array<std::string_view, 4> form_words{"type", "properties", "required",
                                                     "additionalProperties"};
constexpr std::array<std::string_view, 4> form_type_words{"string", "integer", "boolean", "array"};
constexpr std::array<std::string_view, 1> object_words{"object"};
constexpr std::array<std::string_view, 1> false_words{"false"};
constexpr std::array<std::string_view, 1> date_words{"date"};

int number(Reader& reader, const Node& node) {
    const auto count =
        node.kind == Node::Kind::text ? parse_count(node.text, number_max) : std::nullopt;
    if (!count) reader.error(node.place, "wrong-value", "Write a whole number, 0 to 1,000,000.");
    return count.value_or(0);
}

void read_choices(Reader& reader, const Node& node, FormField& field) {
    for (const auto* item : reader.listed(node, "A choice")) {
        if (contains(field.choices, item->text))
            reader.error(item->place, "duplicate", "\"" + item->text + "\" stands here twice.");
        field.choices.push_back(item->text);
    }
    if (field.choices.empty() && node.kind == Node::Kind::list)
        reader.error(node.place, "wrong-value", "Write the choices, as in [good, weak].");
}

/// A choice with what people read instead of it.
struct TitledChoice {
    std::string value;
    Texts title;
};

constexpr std::array<Field<TitledChoice>, 2> choice_fields{{
    {"const",
     [](Reader& reader, const Node& node, TitledChoice& choice) {
         choice.value = reader.text(node, "A choice");
     },
     shape::text, true},
    {"title",
     [](Reader& reader, const Node& node, TitledChoice& choice) {
         choice.title = reader.texts(node);
     },
     shape::texts},
}};

void read_titled_choices(Reader& reader, const Node& node, FormField& field) {
    if (node.kind != Node::Kind::list || node.items.empty())
        return reader.error(node.place, "wrong-shape",
                            "The choices are a list, each as in { const: good, title: Good }.");
    for (const auto& item : node.items) {
        if (!reader.is_map(item, "a choice")) continue;
        TitledChoice choice;
        read_fields<TitledChoice>(reader, item, choice_fields, choice, "a choice", item.place);
        if (choice.value.empty()) continue;  // which is said already
        if (contains(field.choices, choice.value))
            reader.error(item.place, "duplicate", "\"" + choice.value + "\" stands here twice.");
        if (!choice.title.empty()) field.choice_titles[choice.value] = std::move(choice.title);
        field.choices.push_back(std::move(choice.value));
    }
}

json::object titled_choices() {
    return {{"type", "array"}, {"minItems", 1}, {"items", shape::section(choice_fields)}};
}

void not_both(Reader& reader, const Node& node) {
    if (const auto* more = node.entry("oneOf"); more && node.entry("enum"))
        reader.error(more->place, "not-for-this-kind",
                     "The choices stand in \"enum:\" or, with titles, in \"oneOf:\", not in both.");
}

/// What stands in a list: texts, each one of the choices.
void read_items(Reader& reader, const Node& node, FormField& field) {
    if (!reader.is_map(node, "\"items:\"")) return;
    constexpr std::array<std::string_view, 3> words{"type", "enum", "oneOf"};
    for (const auto& entry : node.entries)
        if (!contains(words, entry.key))
            reader.unknown(entry.key, entry.place, "\"items:\"", words);
    not_both(reader, node);
    const auto* choices = node.find("enum");
    const auto* titled = node.find("oneOf");
    if (choices) read_choices(reader, *choices, field);
    if (titled) read_titled_choices(reader, *titled, field);
    if (!choices && !titled)
        reader.error(node.place, "missing-word",
                     "\"enum:\" is missing: between which choices is chosen.");
}

constexpr std::array<Field<FormField>, 14> form_fields{{
    {"type",
     [](Reader& reader, const Node& node, FormField& field) {
         const auto word = reader.one_of(node, form_type_words);
         if (word == "integer") field.type = FormField::Type::number;
         if (word == "boolean") field.type = FormField::Type::yes_no;
         if (word == "array") field.type = FormField::Type::some_of;
     },
     [] { return shape::one_of(form_type_words); }, true},
    {"title",
     [](Reader& reader, const Node& node, FormField& field) { field.title = reader.texts(node); },
     shape::texts},
    {"description",
     [](Reader& reader, const Node& node, FormField& field) {
         field.description = reader.texts(node);
     },
     shape::texts},
    {"enum", read_choices, [] { return shape::listed(shape::text()); }},
    {"oneOf", read_titled_choices, [] { return titled_choices(); }},
    {"format",
     [](Reader& reader, const Node& node, FormField& field) {
         if (!reader.one_of(node, date_words).empty()) field.type = FormField::Type::date;
     },
     [] { return shape::one_of(date_words); }},
    {"items", read_items,
     [] {
         return json::object{{"type", "object"},
                             {"oneOf",
                              {json::object{{"required", json::array{"enum"}}},
                               json::object{{"required", json::array{"oneOf"}}}}},
                             {"additionalProperties", false},
                             {"properties",
                              {{"type", true},
                               {"enum", shape::listed(shape::text())},
                               {"oneOf", titled_choices()}}}};
     }},
    {"uniqueItems",
     [](Reader& reader, const Node& node, FormField&) {
         reader.one_of(node, std::array<std::string_view, 1>{"true"});
     },
     [] {
         return json::object{{"enum", {true, "true"}}};
     }},
    {"minLength",
     [](Reader& reader, const Node& node, FormField& field) { field.least = number(reader, node); },
     shape::number},
    {"maxLength",
     [](Reader& reader, const Node& node, FormField& field) { field.most = number(reader, node); },
     shape::number},
    {"minimum",
     [](Reader& reader, const Node& node, FormField& field) { field.least = number(reader, node); },
     shape::number},
    {"maximum",
     [](Reader& reader, const Node& node, FormField& field) { field.most = number(reader, node); },
     shape::number},
    {"minItems",
     [](Reader& reader, const Node& node, FormField& field) { field.least = number(reader, node); },
     shape::number},
    {"maxItems",
     [](Reader& reader, const Node& node, FormField& field) { field.most = number(reader, node); },
     shape::number},
}};

/// Which words belong to which type of answer.
bool belongs(std::string_view word, const FormField& field) {
    using Type = FormField::Type;
    if (word == "enum" || word == "oneOf")
        return field.type == Type::text || field.type == Type::one_of;
    if (word == "format") return field.type == Type::date;
    if (word == "items" || word == "uniqueItems" || word == "minItems" || word == "maxItems")
        return field.type == Type::some_of;
    if (word == "minLength" || word == "maxLength") return field.type == Type::text;
    if (word == "minimum" || word == "maximum") return field.type == Type::number;
    return true;
}

void check_field(Reader& reader, const Node::Entry& entry, const FormField& field) {
    not_both(reader, entry.value);
    for (const auto& word : entry.value.entries)
        if (!belongs(word.key, field))
            reader.error(word.place, "not-for-this-kind",
                         "\"" + word.key + "\" does not belong to an answer of this type.");
    if (field.type == FormField::Type::some_of && !entry.value.find("items"))
        reader.error(entry.place, "missing-word",
                     "\"items:\" is missing: between which choices is chosen.");
    if (field.least && field.most && *field.least > *field.most)
        reader.error(entry.value.place, "empty-range",
                     "No answer can be at least " + std::to_string(*field.least) + " and at most " +
                         std::to_string(*field.most) + ".");
}

void read_field(Reader& reader, const Node::Entry& entry, Stage& stage) {
    reader.check_name(entry.key, entry.place);
    FormField field{.name = entry.key};
    read_fields<FormField>(reader, entry.value, form_fields, field, "a question of a form",
                           entry.value.place);
    check_field(reader, entry, field);
    if (field.type == FormField::Type::text && !field.choices.empty())
        field.type = FormField::Type::one_of;
    stage.form.push_back(std::move(field));
}

void read_required(Reader& reader, const Node& node, Stage& stage) {
    std::vector<std::string_view> known;
    for (const auto& field : stage.form) known.push_back(field.name);
    for (const auto* item : reader.listed(node, "A question of the form")) {
        const auto found = std::ranges::find(stage.form, item->text, &FormField::name);
        if (found != stage.form.end())
            found->required = true;
        else
            reader.error(
                item->place, "unknown-question",
                "The form has no question \"" + item->text + "\"." + suggestion(item->text, known));
    }
}

}  // namespace

namespace {

/// Which words may stand beside a type, and which must.
json::object only_for(std::string_view type, std::initializer_list<std::string_view> words,
                      json::array needed = {}) {
    json::array all{"type", "title", "description"};
    for (const auto word : words) all.emplace_back(word);
    return {
        {"if", {{"properties", {{"type", {{"const", type}}}}}}},
        {"then", {{"propertyNames", {{"enum", std::move(all)}}}, {"required", std::move(needed)}}}};
}

json::object question() {
    json::object field = shape::section(form_fields);
    field["allOf"] = {
        only_for("string", {"enum", "oneOf", "format", "minLength", "maxLength"}),
        only_for("integer", {"minimum", "maximum"}), only_for("boolean", {}),
        only_for("array", {"items", "uniqueItems", "minItems", "maxItems"}, {"items"})};
    field["dependencies"] = {
        {"format", {{"propertyNames", {{"enum", {"type", "title", "description", "format"}}}}}},
        {"oneOf", {{"not", {{"required", json::array{"enum"}}}}}}};
    return field;
}

}  // namespace

json::object shape::form() {
    json::object field = question();
    return {{"type", "object"},
            {"required", {"properties"}},
            {"additionalProperties", false},
            {"properties",
             {{"type", shape::one_of(object_words)},
              {"additionalProperties", {{"enum", {false, "false"}}}},
              {"required", shape::listed(shape::text())},
              {"properties",
               {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", field}}}}}};
}

void read_form(Reader& reader, const Node& node, Stage& stage) {
    if (!reader.is_map(node, "\"form:\"")) return;
    for (const auto& entry : node.entries)
        if (!contains(form_words, entry.key))
            reader.unknown(entry.key, entry.place, "a form", form_words);
    if (const auto* type = node.find("type")) reader.one_of(*type, object_words);
    if (const auto* more = node.find("additionalProperties")) reader.one_of(*more, false_words);
    const auto* questions = node.find("properties");
    if (!questions || questions->entries.empty()) {
        reader.error(node.place, "missing-word",
                     "\"properties:\" is missing: the questions of the form.");
        return;
    }
    if (!reader.is_map(*questions, "\"properties:\"")) return;
    if (questions->entries.size() > fields_max)
        reader.error(questions->place, "wrong-value", "At most 100 questions in a form.");
    for (const auto& entry : questions->entries) read_field(reader, entry, stage);
    if (const auto* required = node.find("required")) read_required(reader, *required, stage);
}

}  // namespace paraph
