#include "engine/trail/note.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/base/digest.hpp"
#include "engine/base/json.hpp"
#include "engine/trail/ed25519.hpp"

namespace paraph::note {
namespace {

constexpr std::string_view dash = "\xe2\x80\x94 ";  // an em dash and a space
constexpr std::size_t note_bytes_max = 64u << 10;
constexpr std::size_t signatures_max = 100;
constexpr std::size_t time_size = 8;

Refusal not_a_note(std::string_view why) {
    return refuse(Refused::malformed, "This is not a signed note: " + std::string{why} + ".");
}

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 255);
    return bytes;
}

template <class Number>
Number from_big_endian(std::string_view bytes) {
    Number number = 0;
    for (const char c : bytes) number = number << 8 | static_cast<std::uint8_t>(c);
    return number;
}

std::string hex(std::uint32_t number) {
    const std::string bytes = big_endian(number);
    return to_hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

std::string key_bytes(const Key& key) {
    return static_cast<char>(key.algorithm) + key.bytes;
}

/// The spaces of Unicode that are more than one byte, and may not stand in a name either.
constexpr std::array<std::string_view, 19> wide_spaces{
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81",
    "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86",
    "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8",
    "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};

bool is_name(std::string_view name) {
    if (name.empty() || !is_valid_utf8(name)) return false;
    const auto found = [&](std::string_view space) { return name.find(space) != name.npos; };
    return name.find_first_of("+ \t\n\v\f\r") == name.npos &&
           std::ranges::none_of(wide_spaces, found);
}

bool is_text(std::string_view text) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
    return is_valid_utf8(text) && std::ranges::none_of(text, control);
}

/// What stands after the dash: "<name> <base64>".
std::optional<Signature> parse_signature(std::string_view line) {
    const auto space = line.find(' ');
    if (space == line.npos || !is_name(line.substr(0, space))) return std::nullopt;
    const auto bytes = from_base64(line.substr(space + 1));
    constexpr std::size_t id_size = 4;
    if (!bytes || bytes->size() <= id_size) return std::nullopt;
    return Signature{std::string{line.substr(0, space)},
                     from_big_endian<std::uint32_t>(bytes->substr(0, id_size)),
                     bytes->substr(id_size)};
}

bool holds(const Signature& signature, const Key& key, std::string_view text) {
    if (key.algorithm == Algorithm::ed25519) return ed25519_holds(key.bytes, text, signature.bytes);
    if (signature.bytes.size() < time_size) return false;
    const std::string_view bytes = signature.bytes;
    const auto time = from_big_endian<std::uint64_t>(bytes.substr(0, time_size));
    const std::string message =
        "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string{text};
    return ed25519_holds(key.bytes, message, bytes.substr(time_size));
}

}  // namespace

std::uint32_t Key::id() const {
    const Digest digest = sha256(name + "\n", key_bytes(*this));
    return from_big_endian<std::uint32_t>({reinterpret_cast<const char*>(digest.data()), 4});
}

std::string to_text(const Key& key) {
    return key.name + "+" + hex(key.id()) + "+" + to_base64(key_bytes(key));
}

Result<Key> parse_key(std::string_view vkey) {
    const auto wrong = [] {
        return refuse(Refused::malformed, "This is not a verifier key, name+id+base64.");
    };
    const auto first = vkey.find('+');
    const auto second = first == vkey.npos ? first : vkey.find('+', first + 1);
    if (second == vkey.npos) return wrong();
    const auto bytes = from_base64(vkey.substr(second + 1));
    if (!bytes || bytes->size() != 33 || !is_name(vkey.substr(0, first))) return wrong();
    const auto algorithm = static_cast<Algorithm>(bytes->front());
    if (algorithm != Algorithm::ed25519 && algorithm != Algorithm::cosignature) return wrong();
    Key key{std::string{vkey.substr(0, first)}, algorithm, bytes->substr(1)};
    if (hex(key.id()) != vkey.substr(first + 1, second - first - 1)) return wrong();
    return key;
}

std::string to_text(const Note& note) {
    std::string text = note.text + "\n";
    for (const auto& signature : note.signatures) {
        text.append(dash).append(signature.name).append(" ");
        text.append(to_base64(big_endian(signature.key_id) + signature.bytes)).append("\n");
    }
    return text;
}

Result<Note> parse(std::string_view text) {
    if (text.size() > note_bytes_max) return not_a_note("it is too long");
    if (!is_text(text)) return not_a_note("it holds control characters, or is not UTF-8");
    const auto gap = text.rfind("\n\n");
    if (gap == text.npos || !text.ends_with('\n')) return not_a_note("it has no signatures");
    Note note{std::string{text.substr(0, gap + 1)}, {}};
    for (std::string_view rest = text.substr(gap + 2); !rest.empty();) {
        const auto end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        if (!line.starts_with(dash)) return not_a_note("a line after the text is no signature");
        auto signature = parse_signature(line.substr(dash.size()));
        if (!signature) return not_a_note("a signature is not of the form");
        note.signatures.push_back(*std::move(signature));
        if (note.signatures.size() > signatures_max) return not_a_note("too many have signed it");
    }
    if (note.signatures.empty()) return not_a_note("it has no signatures");
    return note;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> notes;
    std::string note;
    for (bool is_signed = false; !text.empty();) {
        const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
        const auto line = text.substr(0, end);
        text.remove_prefix(end);
        const bool between = line == "\n" && (note.empty() || is_signed);
        if (between && is_signed) notes.push_back(std::exchange(note, {}));
        is_signed = line.starts_with(dash);
        if (!between) note += line;
    }
    if (!note.empty()) notes.push_back(std::move(note));
    return notes;
}

Note sign(std::string text, const Key& key, const Sign& sign) {
    Note note{std::move(text), {}};
    note.signatures.push_back({key.name, key.id(), sign(note.text)});
    return note;
}

Result<Opened> open(std::string_view text, std::span<const Key> keys) {
    auto note = parse(text);
    if (!note) return note.error();
    Opened opened{std::move(note->text), {}, 0};
    std::vector<Signature> unknown;
    for (auto& signature : note->signatures) {
        const auto same = [&](const Signature& other) {
            return other.name == signature.name && other.key_id == signature.key_id;
        };
        if (std::ranges::any_of(opened.verified, same)) continue;
        const auto key = std::ranges::find_if(keys, [&](const Key& candidate) {
            return candidate.name == signature.name && candidate.id() == signature.key_id;
        });
        if (key == keys.end()) {
            if (std::ranges::none_of(unknown, same)) unknown.push_back(std::move(signature));
            continue;
        }
        if (!holds(signature, *key, opened.text))
            return refuse(Refused::invalid, "The signature of " + key->name + " does not hold.");
        opened.verified.push_back(std::move(signature));
    }
    if (opened.verified.empty())
        return refuse(Refused::invalid, "Nobody whose key is known has signed this note.");
    opened.unknown = unknown.size();
    return opened;
}

}  // namespace paraph::note
