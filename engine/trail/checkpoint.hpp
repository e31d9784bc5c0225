#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/refusal.hpp"
#include "engine/trail/note.hpp"

namespace paraph {

/// A commitment to the whole log (c2sp.org/tlog-checkpoint); travels as a signed note.
struct Checkpoint {
    std::string origin;  // names the log, and the key that signs for it
    std::uint64_t size = 0;
    Digest root{};
    std::vector<std::string> extensions;  // further lines, none of them empty

    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// The note's text: "<origin>\n<size>\n<base64 of the root>\n" and the extensions.
std::string to_text(const Checkpoint& checkpoint);
/// The text alone, without signatures. One checkpoint has one text.
Result<Checkpoint> parse_checkpoint(std::string_view text);

/// The signed note. Precondition: `key.name` is the origin.
std::string sign_checkpoint(const Checkpoint& checkpoint, const note::Key& key,
                            const note::Sign& sign);
/// The checkpoint of a signed note, when `key` has signed it and its name is the origin.
Result<Checkpoint> open_checkpoint(std::string_view note, const note::Key& key);
/// The checkpoint that a note speaks of, whoever has signed it: to show, not to rely on.
Result<Checkpoint> peek_checkpoint(std::string_view note);

}  // namespace paraph
