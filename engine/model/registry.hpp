#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <boost/describe.hpp>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// The house's directory: who there is, which calendars and definitions are in force, who holds
/// which token. It is a stream of entries of its own ("registry") in the same tree; this is what
/// they add up to. Names and addresses of people are erasable, ids are pseudonymous.

inline constexpr std::string_view registry_stream = "registry";

BOOST_DEFINE_FIXED_ENUM_CLASS(HouseRole, std::uint8_t, secretariat, participant, auditor, operator_)

struct Person {
    std::string id;
    std::string body;
    std::string function;  // focal point, alternate, desk officer, director, secretary, chair …
    std::string language;
    std::vector<HouseRole> roles;  // beyond taking part for the body
    bool active = true;            // false: left the body
    std::string name;              // erasable
    std::string email;             // erasable
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, body, function, language, roles, active, name, email))

struct Body {
    std::string id;  // short and readable, "foreign-affairs"; chosen by the secretariat
    Texts name;
    std::string kind;  // ministry, agency, international organisation, civil society …
    std::map<std::string, std::int64_t> weights;
    int version = 1;  // of this record, for If-Match
    std::vector<std::string> people;
};
BOOST_DESCRIBE_STRUCT(Body, (), (id, name, kind, weights, version, people))

/// One version of a calendar. Weekdays are ISO (Monday 1 … Sunday 7); office hours in minutes after
/// midnight, local time of the zone (IANA name); holidays as "2025-12-16", each with its name.
struct CalendarVersion {
    std::string name;
    int version = 0;
    std::string zone;
    std::vector<int> weekend;
    int opens = 9 * 60;
    int closes = 17 * 60;
    std::map<std::string, std::string> holidays;
};
BOOST_DESCRIBE_STRUCT(CalendarVersion, (), (name, version, zone, weekend, opens, closes, holidays))

struct DefinitionVersion {
    std::string name;
    int version = 0;
    Digest digest{};
    std::string source;  // YAML
    std::shared_ptr<const Definition> definition;
};

struct Token {
    std::string id;
    HouseRole role = HouseRole::participant;
    std::string body;   // for whom a participant's token speaks; empty for the others
    std::string label;  // what it is for
    Digest digest{};    // SHA-256 of the token
    bool revoked = false;
    Instant issued{};
};
BOOST_DESCRIBE_STRUCT(Token, (), (id, role, body, label, digest, revoked, issued))

/// One person acts for another of the same body, for a time: on leave, or in one cycle only.
struct Delegation {
    std::string id;
    std::string person;    // for whom
    std::string delegate;  // who acts
    std::string cycle;     // in this one only; empty: in all
    Instant from{};
    std::optional<Instant> until;
    bool awaits_consent = false;  // of the secretariat; until then it is not in force
};
BOOST_DESCRIBE_STRUCT(Delegation, (), (id, person, delegate, cycle, from, until, awaits_consent))

struct Webhook {
    std::string id;
    std::string url;
    std::vector<std::string> events;  // kinds of facts; empty: all
    int generation = 1;               // of its secret
    bool disabled = false;
    int version = 1;
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (id, url, events, generation, disabled, version))

struct Registry {
    std::int64_t sequence = 0;
    Instant at{};
    std::map<std::string, std::shared_ptr<const Body>, std::less<>> bodies;
    std::map<std::string, std::shared_ptr<const Person>, std::less<>> people;
    std::map<std::string, std::vector<std::shared_ptr<const CalendarVersion>>, std::less<>>
        calendars;  // versions in order, the last in force
    std::map<std::string, std::vector<std::shared_ptr<const DefinitionVersion>>, std::less<>>
        definitions;
    std::map<std::string, std::shared_ptr<const Token>, std::less<>> tokens;
    std::map<Digest, std::string> token_by_digest;
    std::map<std::string, std::shared_ptr<const Webhook>, std::less<>> webhooks;
    std::map<std::string, std::shared_ptr<const Delegation>, std::less<>> delegations;
    /// Those that were ended by an act; `until` is when.
    std::map<std::string, std::shared_ptr<const Delegation>, std::less<>> ended_delegations;
    std::map<Digest, Instant> used_sign_ins;  // one-time links that were used, until they expire
    std::string vkey;                         // the log's public key, C2SP form
    /// Auditor (person or token) -> the cycles that it may read; who is not in it may read all.
    std::map<std::string, std::set<std::string>, std::less<>> audits;

    const Body* body(std::string_view id) const;
    const Person* person(std::string_view id) const;
    const CalendarVersion* calendar(std::string_view name, int version = 0) const;  // 0: newest
    /// By which the cycle's clock runs.
    const CalendarVersion* calendar_of(const Opening& opening) const;
    /// The stage of the cycle around, from which this one runs; nullptr: none is around it.
    const Stage* stage_around(const Opening& opening) const;
    const DefinitionVersion* definition(std::string_view name, int version = 0) const;
    /// The active people of a body, focal points first.
    std::vector<const Person*> people_of(std::string_view body) const;
    /// For whom a person acts at that time in that cycle, by delegations in force.
    std::vector<const Person*> delegators_of(std::string_view delegate, std::string_view cycle,
                                             Instant at) const;
    /// Who acts for a person.
    std::vector<const Person*> delegates_of(std::string_view person, std::string_view cycle,
                                            Instant at) const;
    /// By which the one acts for the other at that time in that cycle; of several the one that
    /// began first; nullptr: by none.
    const Delegation* delegation(std::string_view person, std::string_view delegate,
                                 std::string_view cycle, Instant at) const;
    /// By which somebody acted for others in that cycle, and does so no more; each has an end.
    std::vector<std::shared_ptr<const Delegation>> past_delegations_of(std::string_view delegate,
                                                                       std::string_view cycle,
                                                                       Instant at) const;
    const Person* person_by_email(std::string_view email) const;  // active, case-insensitive
};

// What happens to the registry. Stored and hashed: do not change the names.

struct BodyRegistered {  // new, or its record as changed
    std::string id;
    Texts name;
    std::string body_kind;
    std::map<std::string, std::int64_t> weights;
};
BOOST_DESCRIBE_STRUCT(BodyRegistered, (), (id, name, body_kind, weights))
struct PersonRegistered {  // secret: name, email
    std::string id;
    std::string body;
    std::string function;
    std::string language;
    std::vector<HouseRole> roles;
};
BOOST_DESCRIBE_STRUCT(PersonRegistered, (), (id, body, function, language, roles))
struct PersonLeft {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(PersonLeft, (), (id))
struct CalendarPublished {
    CalendarVersion calendar;
};
BOOST_DESCRIBE_STRUCT(CalendarPublished, (), (calendar))
struct DefinitionPublished {  // secret: source
    std::string name;
    int version = 0;
    Digest digest{};
};
BOOST_DESCRIBE_STRUCT(DefinitionPublished, (), (name, version, digest))
struct TokenIssued {
    Token token;
};
BOOST_DESCRIBE_STRUCT(TokenIssued, (), (token))
struct TokenRevoked {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(TokenRevoked, (), (id))
struct WebhookSubscribed {
    Webhook webhook;
};
BOOST_DESCRIBE_STRUCT(WebhookSubscribed, (), (webhook))
struct WebhookChanged {
    Webhook webhook;
};
BOOST_DESCRIBE_STRUCT(WebhookChanged, (), (webhook))
struct SignedIn {  // by a one-time link, whose digest is remembered until it expires
    std::string person;
    Digest nonce{};
    Instant expires{};
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (person, nonce, expires))
struct KeyPublished {
    std::string vkey;
    std::string voucher;  // of the key before, where there was one (engine/trail/succession.hpp)
};
BOOST_DESCRIBE_STRUCT(KeyPublished, (), (vkey, voucher))
struct LogRestored {   // from a backup that is older than what was signed
    std::string lost;  // the checkpoint that was signed last, and that this log does not go up to
};
BOOST_DESCRIBE_STRUCT(LogRestored, (), (lost))

struct DelegationGiven {
    Delegation delegation;
};
BOOST_DESCRIBE_STRUCT(DelegationGiven, (), (delegation))
struct DelegationConsented {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(DelegationConsented, (), (id))
struct DelegationEnded {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(DelegationEnded, (), (id))

// What was read, taken along and taken away.

struct AuditAssigned {  // to a person or a token: from here on these cycles, and no others
    std::string auditor;
    std::vector<std::string> cycles;
};
BOOST_DESCRIBE_STRUCT(AuditAssigned, (), (auditor, cycles))
struct CycleRead {  // by an auditor; once a session and cycle
    std::string cycle;
};
BOOST_DESCRIBE_STRUCT(CycleRead, (), (cycle))
struct TrailExported {
    std::string cycle;  // empty: the whole log
    std::string format;
};
BOOST_DESCRIBE_STRUCT(TrailExported, (), (cycle, format))
struct PersonErased {  // name and address were taken out of all private parts
    std::string person;
};
BOOST_DESCRIBE_STRUCT(PersonErased, (), (person))
struct DataErased {  // private parts of a class of data whose time to be kept was over
    std::string data_class;
    Instant before{};  // the cycles ended earlier than this
    std::int64_t entries = 0;
};
BOOST_DESCRIBE_STRUCT(DataErased, (), (data_class, before, entries))

using RegistryFact =
    std::variant<BodyRegistered, PersonRegistered, PersonLeft, CalendarPublished,
                 DefinitionPublished, TokenIssued, TokenRevoked, WebhookSubscribed, WebhookChanged,
                 SignedIn, KeyPublished, DelegationGiven, DelegationConsented, DelegationEnded,
                 LogRestored, AuditAssigned, CycleRead, TrailExported, PersonErased, DataErased>;

}  // namespace paraph
