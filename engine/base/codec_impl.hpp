#pragma once

#include <algorithm>
#include <concepts>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>
#include <boost/mp11/algorithm.hpp>

#include "engine/base/digest.hpp"
#include "engine/base/enums.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"

namespace paraph {

/// Types that travel as one JSON string: specialise with `write` and `read`.
template <class T>
struct TextForm;

template <>
struct TextForm<Instant> {
    static std::string write(Instant value) { return to_text(value); }
    static Result<Instant> read(std::string_view text) { return parse_instant(text); }
};

template <>
struct TextForm<Digest> {
    static std::string write(const Digest& value) { return to_hex(value); }
    static Result<Digest> read(std::string_view text) { return digest_from_hex(text); }
};

namespace codec {

// ---- what a type is ----------------------------------------------------------------------------

template <class T, template <class...> class Template>
inline constexpr bool is_a = false;
template <template <class...> class Template, class... A>
inline constexpr bool is_a<Template<A...>, Template> = true;

/// A std::variant, or what derives from one.
template <class... A>
void as_variant(const std::variant<A...>&);
template <class T>
concept Variant = requires(const T& value) {
    as_variant(value);
};

template <class T>
concept Text = requires(const T& value) {
    TextForm<T>::write(value);
};
template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool>;
template <class T>
concept Enum = std::is_enum_v<T>;
template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
template <class T>
concept Container = is_a<T, std::vector> || is_a<T, std::map> || std::same_as<T, std::string> ||
    std::same_as<T, json::object>;

/// A list of a type's own making: it specialises this, and brings write_other and read_other in
/// its own namespace.
template <class T>
inline constexpr bool is_omissible_list = false;

/// What may be left out, and stands for its empty value then.
template <class T>
concept Omissible = std::same_as<T, bool> || std::same_as<T, json::value> || Container<T> ||
    is_a<T, std::optional> || is_a<T, std::shared_ptr> || is_omissible_list<T>;

template <class T>
bool is_empty(const T& value) {
    if constexpr (Container<T> || is_omissible_list<T>)
        return value.empty();
    else if constexpr (std::same_as<T, json::value>)
        return value.is_null();
    else if constexpr (Omissible<T>)
        return !value;
    else
        return false;
}

// ---- names, all of them made by the compiler ---------------------------------------------------

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;

template <class List>
struct Names;
template <template <class...> class List, class... D>
struct Names<List<D...>> {
    static constexpr std::array<std::string_view, sizeof...(D)> all{detail::bare(D::name)...};
};

template <class T>
inline constexpr auto& names = Names<MembersOf<T>>::all;

/// The members' indices in canonical order; a name is ASCII, so the order of bytes is that.
template <class T>
inline constexpr auto order = [] {
    std::array<std::size_t, names<T>.size()> indices{};
    for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = i;
    std::ranges::sort(indices, [](auto a, auto b) { return names<T>[a] < names<T>[b]; });
    return indices;
}();

/// `,"name":`, whose comma the first member skips.
template <class D>
inline constexpr auto key = [] {
    constexpr std::string_view name = detail::bare(D::name);
    std::array<char, name.size() + 4> text{',', '"'};
    std::ranges::copy(name, text.begin() + 2);
    text[name.size() + 2] = '"';
    text[name.size() + 3] = ':';
    return text;
}();

/// "PositionTaken" for paraph::PositionTaken, as the compiler spells it.
template <class T>
consteval std::string_view type_name() {
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("T = ") + 4);
    name = name.substr(0, name.find_first_of(";]"));
    return name.substr(name.find_last_of(':') + 1);  // npos + 1 is 0
}

constexpr bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

template <class T>
inline constexpr auto kind_text = [] {
    constexpr std::string_view name = type_name<T>();
    constexpr auto inner = std::count_if(name.begin() + 1, name.end(), is_capital);
    std::array<char, name.size() + static_cast<std::size_t>(inner)> text{};
    std::size_t size = 0;
    for (const char c : name) {
        if (is_capital(c) && size > 0) text[size++] = ' ';
        text[size++] = is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}();

/// "position taken" for PositionTaken.
template <class T>
inline constexpr std::string_view kind{kind_text<T>.data(), kind_text<T>.size()};

template <class T>
struct Kinds;
template <class... A>
struct Kinds<std::variant<A...>> {
    static constexpr std::array<std::string_view, sizeof...(A)> all{kind<A>...};
};

// ---- writing -----------------------------------------------------------------------------------

template <class T>
void write(std::string& out, const T& value);

template <class T, class D>
void write_member(std::string& out, const T& value, bool& first) {
    const auto& member = value.*D::pointer;
    if (is_empty(member)) return;
    out.append(key<D>.data() + first, key<D>.size() - first);
    first = false;
    write(out, member);
}

inline void write_kind(std::string& out, std::string_view text, bool& first) {
    out.append(first ? "\"kind\":\"" : ",\"kind\":\"").append(text).append("\"");
    first = false;
}

/// Writes a struct's members and, when it is one of a variant's, its kind among them.
template <class T, bool tagged>
void write_struct(std::string& out, const T& value) {
    constexpr auto before_kind = static_cast<std::size_t>(
        std::ranges::count_if(names<T>, [](auto n) { return n < "kind"; }));
    bool first = true;
    out += '{';
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        ((tagged && I == before_kind ? write_kind(out, kind<T>, first) : void(),
          write_member<T, boost::mp11::mp_at_c<MembersOf<T>, order<T>[I]>>(out, value, first)),
         ...);
    }
    (std::make_index_sequence<names<T>.size()>{});
    if (tagged && before_kind == names<T>.size()) write_kind(out, kind<T>, first);
    out += '}';
}

template <class List>
void write_list(std::string& out, const List& list) {
    out += '[';
    bool first = true;
    for (const auto& element : list) {
        if (!first) out += ',';
        first = false;
        write(out, element);
    }
    out += ']';
}

template <class Map>
void write_map(std::string& out, const Map& map) {
    std::vector<const typename Map::value_type*> members;
    members.reserve(map.size());
    for (const auto& member : map) members.push_back(&member);
    const auto less = [](auto* a, auto* b) { return canonical_less(a->first, b->first); };
    if (!std::ranges::is_sorted(members, less)) std::ranges::sort(members, less);
    char before = '{';
    for (const auto* member : members) {
        out += before;
        append_canonical(out, member->first);
        out += ':';
        write(out, member->second);
        before = ',';
    }
    out += map.empty() ? "{}" : "}";
}

/// A described enum's words, quoted. Throws std::logic_error for a number that has none.
void write_enum(std::string& out, std::string_view words);

template <class T>
void write(std::string& out, const T& value) {
    if constexpr (std::same_as<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (Integer<T>) {
        using Wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
        append_canonical_integer(out, static_cast<Wide>(value));
    } else if constexpr (std::same_as<T, std::string>) {
        append_canonical(out, value);
    } else if constexpr (std::same_as<T, json::value>) {
        append_canonical_value(out, value);
    } else if constexpr (std::same_as<T, json::object>) {
        append_canonical_value(out, json::value(value));
    } else if constexpr (Text<T>) {
        append_canonical(out, TextForm<T>::write(value));
    } else if constexpr (Enum<T>) {
        write_enum(out, enum_text(value));
    } else if constexpr (is_a<T, std::optional> || is_a<T, std::shared_ptr>) {
        if (!value) throw std::logic_error("what is empty has no form outside of a member");
        write(out, *value);
    } else if constexpr (is_omissible_list<T>) {
        write_other(out, value);
    } else if constexpr (is_a<T, std::vector>) {
        write_list(out, value);
    } else if constexpr (is_a<T, std::map>) {
        write_map(out, value);
    } else if constexpr (Variant<T>) {
        std::visit([&]<class A>(const A& a) { write_struct<A, true>(out, a); }, value);
    } else {
        static_assert(Described<T>, "describe the type: BOOST_DESCRIBE_STRUCT");
        write_struct<T, false>(out, value);
    }
}

// ---- reading -----------------------------------------------------------------------------------

/// Where reading stands, outwards to the root; its pointer is made only when something is wrong.
struct Place {
    const Place* outer = nullptr;
    std::string_view name;
    std::size_t index = 0;  // of an array's element, when `name` is null

    std::string pointer() const;
};

/// Each fills `refusal` and is false. They are the only way in which reading fails.
bool wrong_type(const Place& place, std::string_view expected, Refusal& refusal);
bool wrong_text(const Place& place, Refusal reason, Refusal& refusal);
bool wrong_range(const Place& place, std::int64_t min, std::uint64_t max, Refusal& refusal);
bool missing(const Place& place, std::string_view name, Refusal& refusal);
bool unknown_word(const Place& place, std::string_view word,
                  std::span<const std::string_view> known, Refusal& refusal);
bool unknown_members(const Place& place, const json::object& object,
                     std::span<const std::string_view> known, bool tagged, Refusal& refusal);

template <class T>
bool read(const json::value& value, T& out, const Place& place, Refusal& refusal);

template <class T>
bool read_integer(const json::value& value, T& out, const Place& place, Refusal& refusal) {
    using Limits = std::numeric_limits<T>;
    const auto take = [&](auto number) {
        if (!std::in_range<T>(number)) {
            return wrong_range(place, static_cast<std::int64_t>(Limits::min()),
                               static_cast<std::uint64_t>(Limits::max()), refusal);
        }
        out = static_cast<T>(number);
        return true;
    };
    if (const auto* number = value.if_int64()) return take(*number);
    if (const auto* number = value.if_uint64()) return take(*number);
    return wrong_type(place, "a whole number", refusal);
}

template <class E>
bool read_enum(std::string_view words, E& out, const Place& place, Refusal& refusal) {
    const auto found = enum_from_text<E>(words);
    if (!found) return unknown_word(place, words, enum_texts<E>, refusal);
    out = *found;
    return true;
}

/// Strings, and all that is written as one.
template <class T>
bool read_text(const json::value& value, T& out, const Place& place, Refusal& refusal) {
    const auto* text = value.if_string();
    if (!text) return wrong_type(place, "a text", refusal);
    if constexpr (std::same_as<T, std::string>) {
        out.assign(text->data(), text->size());
        return true;
    } else if constexpr (Enum<T>) {
        return read_enum(std::string_view{*text}, out, place, refusal);
    } else {
        auto result = TextForm<T>::read(std::string_view{*text});
        if (!result) return wrong_text(place, result.error(), refusal);
        out = *std::move(result);
        return true;
    }
}

template <class T>
bool read_list(const json::value& value, std::vector<T>& out, const Place& place,
               Refusal& refusal) {
    const auto* array = value.if_array();
    if (!array) return wrong_type(place, "a list", refusal);
    out.clear();
    out.reserve(array->size());
    for (const auto& element : *array) {
        const Place inner{&place, {}, out.size()};
        if (!read(element, out.emplace_back(), inner, refusal)) return false;
    }
    return true;
}

template <class Map>
bool read_map(const json::value& value, Map& out, const Place& place, Refusal& refusal) {
    const auto* object = value.if_object();
    if (!object) return wrong_type(place, "an object", refusal);
    out.clear();
    for (const auto& member : *object) {
        const std::string_view name = member.key();
        if (!read(member.value(), out[std::string{name}], Place{&place, name}, refusal))
            return false;
    }
    return true;
}

template <class T>
bool read_member(const json::value* found, T& out, std::string_view name, const Place& place,
                 Refusal& refusal) {
    if (found) return read(*found, out, Place{&place, name}, refusal);
    if constexpr (!Omissible<T>) return missing(place, name, refusal);
    out = T{};
    return true;
}

template <class T>
bool read_struct(const json::object& object, T& out, bool tagged, const Place& place,
                 Refusal& refusal) {
    std::array<const json::value*, names<T>.size()> found{};
    std::size_t known = tagged ? 1 : 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        found[i] = object.if_contains(names<T>[i]);
        known += found[i] ? 1 : 0;
    }
    if (known != object.size()) {
        return unknown_members(place, object, names<T>, tagged, refusal);
    }
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return (read_member(found[I], out.*boost::mp11::mp_at_c<MembersOf<T>, I>::pointer,
                            names<T>[I], place, refusal) &&
                ...);
    }
    (std::make_index_sequence<names<T>.size()>{});
}

template <class... A>
bool read_variant(const json::value& value, std::variant<A...>& out, const Place& place,
                  Refusal& refusal) {
    static_assert((!std::ranges::count(names<A>, "kind") && ...), "a variant writes `kind` itself");
    const auto* object = value.if_object();
    if (!object) return wrong_type(place, "an object", refusal);
    const auto* tag = object->if_contains("kind");
    if (!tag) return missing(place, "kind", refusal);
    const Place tag_place{&place, "kind"};
    if (!tag->is_string()) return wrong_type(tag_place, "a text", refusal);
    const std::string_view text = tag->get_string();
    bool known = false, good = false;
    const auto attempt = [&]<class T>(std::in_place_type_t<T>) {
        if (known || text != kind<T>) return;
        known = true;
        good = read_struct(*object, out.template emplace<T>(), true, place, refusal);
    };
    (attempt(std::in_place_type<A>), ...);
    return known ? good : unknown_word(tag_place, text, Kinds<std::variant<A...>>::all, refusal);
}

template <class T>
bool read(const json::value& value, T& out, const Place& place, Refusal& refusal) {
    if constexpr (std::same_as<T, bool>) {
        const auto* truth = value.if_bool();
        if (truth) out = *truth;
        return truth || wrong_type(place, "true or false", refusal);
    } else if constexpr (Integer<T>) {
        return read_integer(value, out, place, refusal);
    } else if constexpr (std::same_as<T, std::string> || Enum<T> || Text<T>) {
        return read_text(value, out, place, refusal);
    } else if constexpr (std::same_as<T, json::value>) {
        out = value;
        return true;
    } else if constexpr (std::same_as<T, json::object>) {
        const auto* object = value.if_object();
        if (object) out = *object;
        return object || wrong_type(place, "an object", refusal);
    } else if constexpr (is_a<T, std::optional>) {
        return read(value, out.emplace(), place, refusal);
    } else if constexpr (is_a<T, std::shared_ptr>) {
        auto fresh = std::make_shared<std::remove_const_t<typename T::element_type>>();
        if (!read(value, *fresh, place, refusal)) return false;
        out = std::move(fresh);
        return true;
    } else if constexpr (is_omissible_list<T>) {
        return read_other(value, out, place, refusal);
    } else if constexpr (is_a<T, std::vector>) {
        return read_list(value, out, place, refusal);
    } else if constexpr (is_a<T, std::map>) {
        return read_map(value, out, place, refusal);
    } else if constexpr (Variant<T>) {
        return read_variant(value, out, place, refusal);
    } else {
        static_assert(Described<T>, "describe the type: BOOST_DESCRIBE_STRUCT");
        const auto* object = value.if_object();
        return object ? read_struct(*object, out, false, place, refusal)
                      : wrong_type(place, "an object", refusal);
    }
}

}  // namespace codec

/// Appends the canonical JSON of `value`; about 1 us for a struct of ten members.
template <class T>
void append_encoded(std::string& out, const T& value) {
    codec::write(out, value);
}

template <class T>
std::string encode(const T& value) {
    std::string out;
    out.reserve(256);
    codec::write(out, value);
    return out;
}

/// `where` of a refusal is the JSON pointer of what was wrong, below `pointer`.
template <class T>
Result<T> decode(const json::value& value, std::string_view pointer = {}) {
    T out{};
    Refusal refusal;
    if (codec::read(value, out, codec::Place{}, refusal)) return out;
    refusal.where.insert(0, pointer);
    return refusal;
}

/// parse_json, then decode.
template <class T>
Result<T> decode_text(std::string_view text, const JsonLimits& limits = {}) {
    auto value = parse_json(text, limits);
    if (!value) return value.error();
    return decode<T>(*value);
}

/// The `kind` that stands in a variant's JSON, e.g. "position taken".
template <class... A>
std::string_view kind_of(const std::variant<A...>& value) {
    return codec::Kinds<std::variant<A...>>::all[value.index()];
}

}  // namespace paraph
