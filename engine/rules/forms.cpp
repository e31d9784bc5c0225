#include "engine/rules/forms.hpp"

#include <algorithm>
#include <set>

#include "engine/base/contains.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/words.hpp"

namespace paraph {
namespace {

constexpr std::size_t answer_bytes_max = 100'000;

Refusal wrong(std::string text, std::string where) {
    return refuse(Refused::invalid, std::move(text), std::move(where));
}

Result<> check_range(const FormField& field, std::int64_t value, std::string_view of,
                     const std::string& where) {
    const std::string unit = of.empty() ? "" : " " + std::string(of);
    if (field.least && value < *field.least)
        return wrong("At least " + std::to_string(*field.least) + unit + ".", where);
    if (field.most && value > *field.most)
        return wrong("At most " + std::to_string(*field.most) + unit + ".", where);
    return {};
}

bool is_choice(const FormField& field, const json::value& value) {
    return value.is_string() &&
           std::ranges::find(field.choices, std::string_view(value.get_string())) !=
               field.choices.end();
}

std::string choices_of(const FormField& field) {
    std::string list;
    for (const auto& choice : field.choices) list += (list.empty() ? "" : ", ") + choice;
    return list;
}

Result<> check_choices(const FormField& field, const json::value& value, const std::string& where) {
    if (!value.is_array()) return wrong("A list of choices is expected here.", where);
    std::set<std::string_view> seen;
    const auto& list = value.get_array();
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!is_choice(field, list[i]))
            return wrong("One of these: " + choices_of(field) + ".", pointer_to(where, i));
        if (!seen.insert(list[i].get_string()).second)
            return wrong("This is chosen twice.", pointer_to(where, i));
    }
    return check_range(field, static_cast<std::int64_t>(list.size()), "choices", where);
}

Result<> check_text(const FormField& field, const json::value& value, const std::string& where) {
    if (!value.is_string()) return wrong("A text is expected here.", where);
    const std::string_view text = value.get_string();
    if (text.size() > answer_bytes_max)
        return refuse(Refused::too_large, "At most 100,000 bytes.", where);
    if (field.required && text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return wrong("This must be answered.", where);
    return check_range(field, static_cast<std::int64_t>(characters_in(text)), "characters", where);
}

Result<> check_value(const FormField& field, const json::value& value, const std::string& where) {
    switch (field.type) {
        case FormField::Type::text:
            return check_text(field, value, where);
        case FormField::Type::number:
            if (!value.is_int64()) return wrong("A whole number is expected here.", where);
            return check_range(field, value.get_int64(), "", where);
        case FormField::Type::yes_no:
            if (value.is_bool()) return {};
            return wrong("Yes or no (true or false) is expected here.", where);
        case FormField::Type::date:
            if (value.is_string() &&
                parse_instant(std::string(value.get_string()) + "T00:00:00Z").has_value())
                return {};
            return wrong("A date is expected here, as in 2026-01-31.", where);
        case FormField::Type::one_of:
            if (is_choice(field, value)) return {};
            return wrong("One of these: " + choices_of(field) + ".", where);
        case FormField::Type::some_of:
            break;
    }
    return check_choices(field, value, where);
}

Result<> check_names(const std::vector<FormField>& fields, const json::object& form) {
    std::vector<std::string_view> known;
    for (const auto& field : fields) known.push_back(field.name);
    for (const auto& [name, value] : form)
        if (!contains(known, std::string_view(name)))
            return refuse(
                Refused::unknown_member,
                "The form has no \"" + std::string(name) + "\"." + suggestion(name, known),
                pointer_to("/form", name));
    return {};
}

Result<> check_field(const FormField& field, const json::object& form) {
    const std::string where = pointer_to("/form", field.name);
    const auto* value = form.if_contains(field.name);
    if (value) return check_value(field, *value, where);
    if (field.required) return wrong("This must be answered.", where);
    return {};
}

std::string in_language(const Texts& texts, std::string_view language) {
    const auto found = texts.find(std::string(language));
    if (found != texts.end()) return found->second;
    return texts.empty() ? std::string() : texts.begin()->second;
}

json::object titled_choice(const FormField& field, const std::string& choice,
                           std::string_view language) {
    json::object one{{"const", choice}};
    const auto title = field.choice_titles.find(choice);
    if (title != field.choice_titles.end()) one["title"] = in_language(title->second, language);
    return one;
}

/// JSON Schema has titles for the choices of "oneOf" alone.
json::object choice_schema(const FormField& field, std::string_view language) {
    const bool titled = !field.choice_titles.empty();
    json::array choices;
    for (const auto& choice : field.choices)
        if (titled)
            choices.push_back(titled_choice(field, choice, language));
        else
            choices.emplace_back(choice);
    return {{"type", "string"}, {titled ? "oneOf" : "enum", std::move(choices)}};
}

void put_range(json::object& schema, const FormField& field, std::string_view least,
               std::string_view most) {
    if (field.least) schema[least] = *field.least;
    if (field.most) schema[most] = *field.most;
}

json::object field_schema(const FormField& field, std::string_view language) {
    json::object schema;
    switch (field.type) {
        case FormField::Type::text:
            schema["type"] = "string";
            put_range(schema, field, "minLength", "maxLength");
            break;
        case FormField::Type::number:
            schema["type"] = "integer";
            put_range(schema, field, "minimum", "maximum");
            break;
        case FormField::Type::yes_no:
            schema["type"] = "boolean";
            break;
        case FormField::Type::date:
            schema = {{"type", "string"}, {"format", "date"}};
            break;
        case FormField::Type::one_of:
            schema = choice_schema(field, language);
            break;
        case FormField::Type::some_of:
            schema = {{"type", "array"},
                      {"items", choice_schema(field, language)},
                      {"uniqueItems", true}};
            put_range(schema, field, "minItems", "maxItems");
            break;
    }
    return schema;
}

}  // namespace

Result<> check_form(const Stage& stage, const PositionRule& position,
                    const std::optional<json::object>& form) {
    const bool asked = !stage.form.empty() && !position.leaves_base;
    if (!asked) {
        if (!form || form->empty()) return {};
        return wrong(stage.form.empty() ? "\"" + stage.name + "\" has no form."
                                        : "\"" + position.name + "\" takes no form.",
                     "/form");
    }
    if (!form)
        return wrong(
            "\"" + position.name + "\" comes with the form of \"" + stage.name + "\" filled in.",
            "/form");
    if (auto r = check_names(stage.form, *form); !r) return r;
    const auto mistakes = form_mistakes(stage.form, *form);
    if (!mistakes.empty()) return mistakes.front();
    return {};
}

std::vector<Refusal> form_mistakes(const std::vector<FormField>& fields, const json::object& form) {
    std::vector<Refusal> mistakes;
    for (const auto& field : fields)
        if (auto r = check_field(field, form); !r) mistakes.push_back(r.error());
    return mistakes;
}

json::object form_schema(const std::vector<FormField>& form, std::string_view language) {
    json::object properties;
    json::array required;
    for (const auto& field : form) {
        auto schema = field_schema(field, language);
        if (!field.title.empty()) schema["title"] = in_language(field.title, language);
        if (!field.description.empty())
            schema["description"] = in_language(field.description, language);
        properties[field.name] = std::move(schema);
        if (field.required) required.emplace_back(field.name);
    }
    json::object schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                        {"type", "object"},
                        {"additionalProperties", false},
                        {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

}  // namespace paraph
