#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/refusal.hpp"

/// Signed notes as C2SP describes them (c2sp.org/signed-note): a text, an empty line, and one line
/// for each signature, "— <key name> <base64 of key id and signature>".
namespace paraph::note {

/// What stands before a public key in its text; the numbers are the specification's.
enum class Algorithm : std::uint8_t {
    ed25519 = 0x01,
    cosignature = 0x04,  // Ed25519 with a time, what witnesses sign (c2sp.org/tlog-cosignature)
};

struct Key {
    std::string name;  // not empty, no space, no "+"
    Algorithm algorithm = Algorithm::ed25519;
    std::string bytes;  // 32

    /// The first four bytes of SHA-256(name, "\n", algorithm, bytes).
    std::uint32_t id() const;
};

/// "<name>+<id in 8 hex digits>+<base64 of algorithm and bytes>", and back.
std::string to_text(const Key& key);
Result<Key> parse_key(std::string_view vkey);

struct Signature {
    std::string name;
    std::uint32_t key_id = 0;
    std::string bytes;  // without the key id

    friend bool operator==(const Signature&, const Signature&) = default;
};

struct Note {
    std::string text;  // ends in a newline
    std::vector<Signature> signatures;
};

std::string to_text(const Note& note);
/// Refuses what is not of the form; says nothing about who signed. At most 64 kB, 100 signatures.
Result<Note> parse(std::string_view text);

/// Several in one text, an empty line after each: one by one, of whatever form.
std::vector<std::string> split(std::string_view text);

/// Signs with a private key that stays with the caller: 64 bytes of Ed25519.
using Sign = std::function<std::string(std::string_view message)>;
/// Precondition: `key` is an ed25519 one, the public half of what `sign` signs with.
Note sign(std::string text, const Key& key, const Sign& sign);

struct Opened {
    std::string text;
    std::vector<Signature> verified;  // one for each key that signed
    std::size_t unknown = 0;          // signatures by keys that are not among `keys`
};
/// Parses and verifies. Refused when none of `keys` has signed, or when a signature by one of them
/// does not hold. 155 us a signature.
Result<Opened> open(std::string_view text, std::span<const Key> keys);

}  // namespace paraph::note
