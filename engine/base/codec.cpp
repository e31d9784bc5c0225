#include "engine/base/codec.hpp"

#include "engine/base/words.hpp"

namespace paraph::codec {
namespace {

bool fail(const Place& place, Refused code, std::string text, Refusal& refusal) {
    refusal = refuse(code, std::move(text), place.pointer());
    return false;
}

/// Foreign text, cut to a length that a sentence bears, between characters.
std::string as_json_text(std::string_view word) {
    std::size_t size = std::min<std::size_t>(word.size(), 100);
    while (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xc0) == 0x80) --size;
    std::string text;
    append_canonical(text, word.substr(0, size));
    return text;
}

}  // namespace

std::string Place::pointer() const {
    if (!outer) return {};
    return name.data() ? pointer_to(outer->pointer(), name) : pointer_to(outer->pointer(), index);
}

void write_enum(std::string& out, std::string_view words) {
    if (words.empty()) throw std::logic_error("an enum holds a number that has no name");
    out.append("\"").append(words).append("\"");
}

bool wrong_type(const Place& place, std::string_view expected, Refusal& refusal) {
    return fail(place, Refused::invalid, "This must be " + std::string{expected} + ".", refusal);
}

bool wrong_text(const Place& place, Refusal reason, Refusal& refusal) {
    return fail(place, reason.code, std::move(reason.text), refusal);
}

bool wrong_range(const Place& place, std::int64_t min, std::uint64_t max, Refusal& refusal) {
    return fail(place, Refused::invalid,
                "This must be a whole number from " + std::to_string(min) + " to " +
                    std::to_string(max) + ".",
                refusal);
}

bool missing(const Place& place, std::string_view name, Refusal& refusal) {
    return fail(Place{&place, name}, Refused::invalid,
                "The member " + as_json_text(name) + " is missing.", refusal);
}

bool unknown_word(const Place& place, std::string_view word,
                  std::span<const std::string_view> known, Refusal& refusal) {
    std::string text = as_json_text(word) + " is not known here." + suggestion(word, known);
    return fail(place, Refused::invalid, std::move(text), refusal);
}

bool unknown_members(const Place& place, const json::object& object,
                     std::span<const std::string_view> known, bool tagged, Refusal& refusal) {
    const auto unknown = std::ranges::find_if(object, [&](const auto& member) {
        const std::string_view name = member.key();
        return std::ranges::count(known, name) == 0 && !(tagged && name == "kind");
    });
    const std::string_view name = unknown->key();
    return fail(Place{&place, name}, Refused::unknown_member,
                "There is no member " + as_json_text(name) + " here." + suggestion(name, known),
                refusal);
}

}  // namespace paraph::codec
