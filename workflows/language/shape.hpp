#pragma once

#include <span>
#include <string_view>

#include "engine/base/json.hpp"

namespace paraph::shape {

// What may stand behind a word, as JSON Schema (draft-07). The tables of the reader name these, so
// that the schema and the reader say the same. A schema knows structure only: whether a role or a
// stage exists, and whether a procedure ends, is for `check` to say.

using Shape = json::object (*)();

/// A plain text. YAML may take it for a number or a truth; the reader does not mind.
json::object text();
/// A name that rules may use: words with one space between, the first not a number.
json::object name();
/// The same as a value: YAML takes some words for truths, and the reader does not mind.
json::object spoken_name();
/// A text, or a map with one for each language.
json::object texts();
json::object number();  // a whole one, 0 or more
json::object yes_no();
json::object one_of(std::span<const std::string_view> words);
/// A text of a fixed form (ECMA-262); a number where the form is one.
json::object phrase(std::string_view pattern);
/// One of these, or a list of them.
json::object listed(json::object one);
/// Any names with a colon behind them, and the same behind each.
json::object map_of(json::object value);
/// These words and no others, with `value` behind each.
json::object map_of(std::span<const std::string_view> words, const json::object& value);
/// `value`, or nothing at all behind the colon.
json::object or_nothing(json::object value);
/// A part that is described once, under "definitions".
json::object reference(std::string_view name);

/// A section by its table: its words, what stands behind each, which must be there.
template <class Fields>
json::object section(const Fields& fields) {
    json::object words;
    json::array required;
    for (const auto& field : fields) {
        words[field.word] = field.shape ? json::value(field.shape()) : json::value(true);
        if (field.required) required.emplace_back(field.word);
    }
    json::object object{
        {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(words)}};
    if (!required.empty()) object["required"] = std::move(required);
    return object;
}

// The sections, each beside the table that reads it.
json::object definition();
json::object attribute();
json::object role();
json::object may();
json::object sees();
json::object notify();
json::object stage();
json::object form();
json::object position();
json::object way();

}  // namespace paraph::shape
