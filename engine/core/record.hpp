#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/id.hpp"
#include "engine/model/entry.hpp"
#include "engine/model/fact.hpp"
#include "engine/model/registry.hpp"

namespace paraph {

/// Something that happened, not yet written: a fact, and what of it is erasable.
template <class F>
struct Happening {
    F fact;
    json::object secret;               // empty: nothing erasable
    std::optional<Instant> effective;  // of a due time: the nominal instant
    std::string behalf = {};           // the person for whom the actor acted, by delegation
};
using Event = Happening<Fact>;
using RegistryEvent = Happening<RegistryFact>;

/// An entry's body, read back. `secret` comes from beside it, empty when erased.
template <class F>
struct Record {
    F fact;
    std::string actor;
    std::string via;
    std::string stream;
    std::int64_t sequence = 0;
    Instant at{};
    std::optional<Instant> effective;
    std::string seal;  // hex; empty: there was nothing erasable
    json::object secret;
    std::string behalf = {};  // the person for whom the actor acted; empty: for itself
};

/// Where an entry goes and who stands behind it.
struct Heading {
    std::string_view actor, via, stream;
    std::int64_t sequence = 0;
    Instant at{};
};

/// The entry of an event (number and key are the desk's to fill in). `salt` is 16 random bytes,
/// hidden beside the text that it seals.
Entry write_entry(const Event& event, const Heading& heading, const id::Seed& salt);
Entry write_entry(const RegistryEvent& event, const Heading& heading, const id::Seed& salt);

/// Strict: a body that is not canonical, has unknown members or another version is refused; so is
/// a secret that does not fit its seal.
Result<Record<Fact>> read_entry(std::string_view body, std::string_view secret);
Result<Record<RegistryFact>> read_registry_entry(std::string_view body, std::string_view secret);

/// An entry that was parsed already, from text that is canonical: nothing is read twice.
struct ParsedEntry {
    const json::object& body;
    const json::object* secret = nullptr;  // {"salt", "text"}; none: nothing erasable, or erased
};
/// The same, but that the secret fits its seal is asked apart: `fits_seal`.
Result<Record<Fact>> read_parsed_entry(const ParsedEntry& entry);
Result<Record<RegistryFact>> read_parsed_registry_entry(const ParsedEntry& entry);

/// SHA-256 of a salt (32 hex digits) and a text; nothing: that is no salt.
std::optional<Digest> salted(std::string_view salt, std::string_view text);

/// Whether `secret`, {"salt", "text"}, is what the seal (hex) commits to.
bool fits_seal(const json::object& secret, std::string_view seal);

/// The text of a secret, {} when it is empty or erased. For readers that trust the store.
json::object open_secret(std::string_view secret);

inline constexpr std::size_t entry_bytes_max = 65'535;

}  // namespace paraph
