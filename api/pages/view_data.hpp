#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "api/pages/template.hpp"
#include "api/pages/views/common.hpp"
#include "engine/base/enums.hpp"

namespace paraph::pages {

/// Views as mustache data: each member under its name, in words.
///
///   bool                    a section that is there or not
///   string                  itself; an empty one is no section
///   integer                 in the language's digits; NAME_raw for attributes
///   Instant                 NAME in words with the zone, NAME_short, NAME_day, and NAME_iso
///   described enum          its word from the catalogue; NAME_code for a class name
///   optional<T>             T, or no section
///   vector<T>               a list; has_NAME; NAME_count, NAME_count_raw; each item that is an
///                           object knows `first` and `index` (from 1)
///   described struct        an object
struct Wording {
    const Language& language;
    std::string_view zone;
    std::optional<Instant> now = {};  // a short day of another year is said with its year
};

/// "accepted with modification" as "accepted-with-modification": catalogue key and class name.
std::string code_of(std::string_view words);

template <class E>
requires std::is_enum_v<E> std::string code_of(E value) {
    return code_of(enum_text(value));
}

/// The catalogue's group of an enum's words.
constexpr std::string_view word_group(CycleStatus) {
    return "cycle-status";
}
constexpr std::string_view word_group(RoundStatus) {
    return "round-status";
}
constexpr std::string_view word_group(AssignmentStatus) {
    return "assignment-status";
}
constexpr std::string_view word_group(How) {
    return "how";
}
constexpr std::string_view word_group(Force) {
    return "force";
}
constexpr std::string_view word_group(CommentType) {
    return "comment-type";
}
constexpr std::string_view word_group(CommentStatus) {
    return "comment-status";
}
constexpr std::string_view word_group(Clearance) {
    return "clearance";
}
constexpr std::string_view word_group(Disposition) {
    return "disposition";
}
constexpr std::string_view word_group(Carrying) {
    return "carrying";
}
constexpr std::string_view word_group(CommitmentStatus) {
    return "commitment-status";
}
constexpr std::string_view word_group(Change) {
    return "change";
}
constexpr std::string_view word_group(StageKind) {
    return "stage-kind";
}

template <class E>
concept Worded = std::is_enum_v<E> && requires(E value) {
    word_group(value);
};

template <Worded E>
std::string word(E value, const Language& language) {
    return language.say(std::string(word_group(value)) + "." + code_of(value));
}

void put(Data& object, const std::string& name, bool value, const Wording&);
void put(Data& object, const std::string& name, const std::string& value, const Wording&);
void put(Data& object, const std::string& name, const Markup& value, const Wording&);
void put(Data& object, const std::string& name, std::int64_t value, const Wording& wording);
void put(Data& object, const std::string& name, Instant value, const Wording& wording);
void put_item_place(Data& item, std::size_t index, const Wording& wording);

template <class T>
requires boost::describe::has_describe_members<T>::value Data data_of(const T& view,
                                                                      const Wording& wording);

inline void put(Data& object, const std::string& name, int value, const Wording& wording) {
    put(object, name, std::int64_t{value}, wording);
}

template <class E>
requires std::is_enum_v<E>
void put(Data& object, const std::string& name, E value, const Wording& wording) {
    object.set(name + "_code", code_of(value));
    if constexpr (Worded<E>) object.set(name, word(value, wording.language));
}

template <class T>
requires boost::describe::has_describe_members<T>::value void put(Data& object,
                                                                  const std::string& name,
                                                                  const T& value,
                                                                  const Wording& wording) {
    object.set(name, data_of(value, wording));
}

template <class T>
void put(Data& object, const std::string& name, const std::optional<T>& value,
         const Wording& wording) {
    if (value) {
        put(object, name, *value, wording);
    } else {
        object.set(name, Data(false));
    }
}

template <class T>
void put(Data& object, const std::string& name, const std::vector<T>& values,
         const Wording& wording) {
    auto list = Data(Data::type::list);
    std::size_t index = 0;
    for (const auto& value : values) {
        if constexpr (std::is_same_v<T, std::string>) {
            list.push_back(Data(value));
        } else {
            auto item = data_of(value, wording);
            put_item_place(item, index++, wording);
            list.push_back(std::move(item));
        }
    }
    object.set(name, std::move(list));
    put(object, "has_" + name, !values.empty(), wording);
    const auto count = static_cast<std::int64_t>(values.size());
    object.set(name + "_count", wording.language.number(count));
    object.set(name + "_count_raw", std::to_string(count));
}

template <class T>
requires boost::describe::has_describe_members<T>::value Data data_of(const T& view,
                                                                      const Wording& wording) {
    Data object(Data::type::object);
    using Members = boost::describe::describe_members<T, boost::describe::mod_any_access>;
    boost::mp11::mp_for_each<Members>(
        [&](auto member) { put(object, member.name, view.*member.pointer, wording); });
    return object;
}

}  // namespace paraph::pages
