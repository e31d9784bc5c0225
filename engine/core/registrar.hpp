#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/record.hpp"
#include "engine/model/command.hpp"
#include "engine/model/registry.hpp"

namespace paraph {

/// Turns a definition's source into the definition, or says what is wrong; workflows/language
/// gives it, so that the engine knows no YAML.
using DefinitionReader =
    std::function<Result<std::shared_ptr<const Definition>>(std::string_view source)>;

struct PersonRecord {
    std::string id;  // empty: new
    std::string name, email, language, function;
    std::vector<HouseRole> roles;
};

// What the house is told. All of it is the secretariat's or the operator's to say.

/// A body with its people: who is not in the list any more has left it.
struct RegisterBody {
    std::string id;
    Texts name;
    std::string kind;
    std::map<std::string, std::int64_t> weights;
    std::vector<PersonRecord> people;
    std::optional<int> if_version;  // 0: must be new
};
struct PublishCalendar {
    CalendarVersion calendar;
};  // the version is given by the registry
struct PublishDefinition {
    std::string source;
};
struct IssueToken {
    HouseRole role = HouseRole::participant;
    std::string body, label;
    Digest digest{};                       // of the token, which the caller made and shows once
    std::vector<std::string> cycles = {};  // of an auditor's: it reads these; empty: all
};
struct RevokeToken {
    std::string id;
};
struct SubscribeWebhook {
    std::string url;
    std::vector<std::string> events;
};
struct ChangeWebhook {
    std::string id;
    std::optional<std::string> url;
    std::optional<std::vector<std::string>> events;
    std::optional<bool> disabled;
    bool new_secret = false;
    std::optional<int> if_version;
};
struct UseSignIn {
    std::string person;
    Digest nonce{};
    Instant expires{};
};
/// For the person itself, or by the secretariat for it. To the same body only.
struct Delegate {
    std::string person, delegate;
    std::string cycle;  // empty: in all
    std::optional<Instant> from, until;
    bool with_consent = false;  // in force once the secretariat has consented
};
struct ConsentToDelegation {
    std::string id;
};
struct EndDelegation {
    std::string id;
};
struct PublishKey {
    std::string vkey;
    std::string voucher;  // of the key before
};

/// From here on the auditor, a person or a token, reads these cycles and no others.
struct AssignAudit {
    std::string auditor;
    std::vector<std::string> cycles;
};
/// Notes that an auditor reads a cycle.
struct NoteReading {
    std::string cycle;
};
struct NoteExport {
    std::string cycle;  // empty: the whole log
    std::string format;
};
/// Notes what the store is about to forget; whoever asks has seen that it may.
struct NoteErasure {
    std::string person;  // or a class of data:
    std::string data_class;
    Instant before{};
    std::int64_t entries = 0;
};

using RegistryCommand = std::variant<RegisterBody, PublishCalendar, PublishDefinition, IssueToken,
                                     RevokeToken, SubscribeWebhook, ChangeWebhook, UseSignIn,
                                     PublishKey, Delegate, ConsentToDelegation, EndDelegation,
                                     AssignAudit, NoteReading, NoteExport, NoteErasure>;

struct RegistryDecided {
    std::vector<RegistryEvent> events;
    std::shared_ptr<const Registry> after;
    std::string made;  // id, or "name/version"
};

/// Pure, like `decide`.
Result<RegistryDecided> decide(const std::shared_ptr<const Registry>& registry,
                               const RegistryCommand& command, const Actor& actor, Instant now,
                               const id::Seed& seed, const DefinitionReader& read);

/// The registry after the entry. The source of a definition is read again; a source that was
/// accepted once and is not now throws std::logic_error.
void apply(Registry& registry, const RegistryFact& fact, const json::object& secret,
           std::int64_t sequence, Instant at, const DefinitionReader& read);

}  // namespace paraph
