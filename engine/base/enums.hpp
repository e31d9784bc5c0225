#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include <boost/describe/enumerators.hpp>

namespace paraph {

// Described enums by their words: `Kind::follow_up` is "follow up". A trailing "_", which keeps a
// name off a C++ keyword, is dropped.

namespace detail {

/// A C++ name without the trailing "_".
constexpr std::string_view bare(std::string_view name) {
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

template <class D>
inline constexpr auto words = [] {
    constexpr std::string_view name = bare(D::name);
    std::array<char, name.size()> text{};
    for (std::size_t i = 0; i < name.size(); ++i) text[i] = name[i] == '_' ? ' ' : name[i];
    return text;
}();

template <class List>
struct Enumerators;

template <template <class...> class List, class... D>
struct Enumerators<List<D...>> {
    static constexpr std::array texts{std::string_view{words<D>.data(), words<D>.size()}...};
    static constexpr std::array values{D::value...};
};

template <class E>
using EnumeratorsOf = Enumerators<boost::describe::describe_enumerators<E>>;

}  // namespace detail

/// All words and all values of `E`, both in the order in which it is described.
template <class E>
inline constexpr auto& enum_texts = detail::EnumeratorsOf<E>::texts;
template <class E>
inline constexpr auto& enum_values = detail::EnumeratorsOf<E>::values;

/// The words of `value`; empty for a number that is not one of the enum's.
template <class E>
constexpr std::string_view enum_text(E value) {
    for (std::size_t i = 0; i < enum_values<E>.size(); ++i) {
        if (enum_values<E>[i] == value) return enum_texts<E>[i];
    }
    return {};
}

template <class E>
constexpr std::optional<E> enum_from_text(std::string_view text) {
    for (std::size_t i = 0; i < enum_values<E>.size(); ++i) {
        if (enum_texts<E>[i] == text) return enum_values<E>[i];
    }
    return std::nullopt;
}

}  // namespace paraph
