#include "workflows/language/shape.hpp"

namespace paraph::shape {
namespace {

constexpr int name_bytes_max = 80;

json::object either(json::object one, json::object other) {
    return {{"anyOf", {std::move(one), std::move(other)}}};
}

json::array strings(std::span<const std::string_view> words) {
    json::array list;
    for (const auto word : words) list.emplace_back(word);
    return list;
}

}  // namespace

json::object text() {
    return {{"type", {"string", "number", "boolean"}}, {"minLength", 1}};
}

json::object name() {
    return {{"type", "string"},
            {"maxLength", name_bytes_max},
            {"pattern", "^(?![0-9]+( |$))[^ ]+( [^ ]+)*$"}};
}

json::object spoken_name() {
    return either(name(), {{"type", "boolean"}});
}

json::object texts() {
    return reference("texts");
}

json::object number() {
    return {{"type", "integer"}, {"minimum", 0}, {"maximum", 1'000'000}};
}

json::object yes_no() {
    static constexpr std::string_view words[] = {"yes", "no"};
    return one_of(words);
}

json::object one_of(std::span<const std::string_view> words) {
    return {{"enum", strings(words)}};
}

json::object phrase(std::string_view pattern) {
    return {{"type", "string"}, {"pattern", pattern}};
}

json::object listed(json::object one) {
    json::object list{{"type", "array"}, {"minItems", 1}, {"items", one}};
    return either(std::move(one), std::move(list));
}

json::object map_of(json::object value) {
    return {{"type", "object"},
            {"propertyNames", {{"maxLength", name_bytes_max}}},
            {"additionalProperties", std::move(value)}};
}

json::object map_of(std::span<const std::string_view> words, const json::object& value) {
    json::object properties;
    for (const auto word : words) properties[word] = value;
    return {
        {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

json::object or_nothing(json::object value) {
    return either(std::move(value), {{"type", "null"}});
}

json::object reference(std::string_view name) {
    return {{"$ref", "#/definitions/" + std::string{name}}};
}

}  // namespace paraph::shape
