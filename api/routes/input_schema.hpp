#pragma once

#include <initializer_list>
#include <string_view>

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include "api/http/router.hpp"
#include "engine/base/codec.hpp"

namespace paraph::api {

/// The JSON Schema of what read_body<T> takes, so that none is written by hand beside the struct.
template <class T>
json::object input_schema() {
    using namespace codec;
    if constexpr (std::same_as<T, bool>) {
        return {{"type", "boolean"}};
    } else if constexpr (Integer<T>) {
        return {{"type", "integer"}};
    } else if constexpr (std::same_as<T, std::string>) {
        return {{"type", "string"}};
    } else if constexpr (std::same_as<T, Instant>) {
        return {{"type", "string"}, {"format", "date-time"}};
    } else if constexpr (std::same_as<T, Digest>) {
        return {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}};
    } else if constexpr (Enum<T>) {
        json::array words;
        for (const std::string_view word : enum_texts<T>) words.emplace_back(word);
        return {{"type", "string"}, {"enum", std::move(words)}};
    } else if constexpr (std::same_as<T, json::value>) {
        return {};
    } else if constexpr (std::same_as<T, json::object>) {
        return {{"type", "object"}};
    } else if constexpr (is_a<T, std::optional>) {
        return input_schema<typename T::value_type>();
    } else if constexpr (is_a<T, std::vector>) {
        return {{"type", "array"}, {"items", input_schema<typename T::value_type>()}};
    } else if constexpr (is_a<T, std::map>) {
        return {{"type", "object"},
                {"additionalProperties", input_schema<typename T::mapped_type>()}};
    } else {
        json::object members;
        json::array required;
        boost::mp11::mp_for_each<MembersOf<T>>([&]<class D>(D) {
            using Member = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;
            const auto name = paraph::detail::bare(D::name);
            members[name] = input_schema<Member>();
            if (!Omissible<Member>) required.emplace_back(name);
        });
        json::object schema{{"type", "object"},
                            {"properties", std::move(members)},
                            {"additionalProperties", false}};
        if (!required.empty()) schema["required"] = std::move(required);
        return schema;
    }
}

/// OpenAPI's `content` of such a body.
template <class T>
json::object json_content() {
    return {{"application/json", json::object{{"schema", input_schema<T>()}}}};
}

/// The same of a text or of bytes.
inline json::object text_content(std::initializer_list<std::string_view> media_types) {
    json::object content;
    for (const auto type : media_types)
        content[type] = json::object{{"schema", json::object{{"type", "string"}}}};
    return content;
}

/// Says for OpenAPI that these handlers read T; `required`: that nothing good comes of no body.
template <class T>
void takes(http::Router& router, std::initializer_list<std::string_view> handlers,
           bool required = true) {
    for (const auto handler : handlers) router.describe(handler, json_content<T>(), required);
}

}  // namespace paraph::api
