#include "engine/core/registrar.hpp"

#include <algorithm>
#include <set>

#include "engine/base/contains.hpp"
#include "engine/base/language_tag.hpp"
#include "engine/base/words.hpp"
#include "engine/rules/calendar.hpp"

namespace paraph {
namespace {

constexpr std::size_t name_characters_max = 300;
constexpr std::size_t people_max = 200;  // of one body

class Registration {
public:
    Registration(const std::shared_ptr<const Registry>& before, const Actor& actor, Instant now,
                 const id::Seed& seed, const DefinitionReader& read)
        : actor_(actor), now_(now), seed_(seed), read_(read) {
        after_ = std::make_shared<Registry>(*before);
    }

    Result<> operator()(const RegisterBody& given);
    Result<> operator()(const PublishCalendar& command);
    Result<> operator()(const PublishDefinition& command);
    Result<> operator()(const IssueToken& command);
    Result<> operator()(const RevokeToken& command);
    Result<> operator()(const SubscribeWebhook& command);
    Result<> operator()(const ChangeWebhook& command);
    Result<> operator()(const UseSignIn& command);
    Result<> operator()(const PublishKey& command);
    Result<> operator()(const Delegate& command);
    Result<> operator()(const ConsentToDelegation& command);
    Result<> operator()(const EndDelegation& command);
    Result<> operator()(const AssignAudit& command);
    Result<> operator()(const NoteReading& command);
    Result<> operator()(const NoteExport& command);
    Result<> operator()(const NoteErasure& command);

    RegistryDecided finish() && {
        return {.events = std::move(events_), .after = std::move(after_), .made = std::move(made_)};
    }

private:
    static Result<> are_cycles(const std::vector<std::string>& ids);
    void assign(const std::string& auditor, const std::vector<std::string>& cycles);
    void record(RegistryFact fact, json::object secret = {}) {
        auto& event = events_.emplace_back(
            RegistryEvent{.fact = std::move(fact), .secret = std::move(secret)});
        apply(*after_, event.fact, event.secret, after_->sequence + 1, now_, read_);
    }

    Result<> only_secretariat(std::string_view what) const {
        if (actor_.id == "rule" || actor_.is(HouseRole::secretariat) ||
            actor_.is(HouseRole::operator_))
            return {};
        return refuse(Refused::forbidden, "Only the secretariat " + std::string(what) + ".");
    }

    std::string new_id(std::string_view prefix) {
        return id::make(prefix, now_, id::derived(seed_, "registry", drawn_++));
    }

    void record_people(const RegisterBody& command);
    Result<> may_delegate(const std::string& person) const;

    const Actor& actor_;
    Instant now_;
    const id::Seed& seed_;
    const DefinitionReader& read_;
    std::shared_ptr<Registry> after_;
    std::vector<RegistryEvent> events_;
    std::string made_;
    std::uint32_t drawn_ = 0;
};

bool is_slug(std::string_view id) {
    return !id.empty() && id.size() <= 80 && id.front() != '-' && id.back() != '-' &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool is_name(std::string_view name) {
    return !name.empty() && characters_in(name) <= name_characters_max && !has_control(name);
}

/// Plausible, and safe in a header: the mail server judges the rest.
bool is_address(std::string_view email) {
    const auto at = email.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < email.size() &&
           email.find('@', at + 1) == std::string_view::npos && email.size() <= 254 &&
           email.find_first_of(" <>,;:\"()[]\\") == std::string_view::npos && !has_control(email) &&
           std::ranges::all_of(email, [](char c) { return static_cast<unsigned char>(c) < 127; });
}

Result<> check_texts(const Texts& names) {
    if (names.empty() || !names.contains("en"))
        return refuse(Refused::invalid, "A body has a name at least in English.", "/name");
    for (const auto& [language, name] : names) {
        if (auto r = check_language(language, pointer_to("/name", language)); !r) return r;
        if (!is_name(name))
            return refuse(Refused::invalid,
                          "Write the name on one line, with at most 300 characters.",
                          "/name/" + language);
    }
    return {};
}

Result<> check_people(const Registry& registry, const RegisterBody& command) {
    if (command.people.size() > people_max)
        return refuse(Refused::too_large, "At most 200 people a body.", "/people");
    std::set<std::string> addresses;
    for (std::size_t i = 0; i < command.people.size(); ++i) {
        const auto& person = command.people[i];
        const std::string where = pointer_to("/people", i);
        if (!is_name(person.name))
            return refuse(Refused::invalid,
                          "Write the person's name on one line, with at most 300 characters.",
                          where + "/name");
        if (!is_address(person.email))
            return refuse(Refused::invalid,
                          "This is no e-mail address that mail can be sent to safely.",
                          where + "/email");
        if (!person.language.empty())
            if (auto r = check_language(person.language, where + "/language"); !r) return r;
        if (!addresses.insert(person.email).second)
            return refuse(Refused::invalid, "This address is in the list twice.", where + "/email");
        const auto* other = registry.person_by_email(person.email);
        if (other && other->body != command.id)
            return refuse(Refused::invalid,
                          "This address belongs to somebody of \"" + other->body + "\".",
                          where + "/email");
        const auto* known = person.id.empty() ? nullptr : registry.person(person.id);
        if (!person.id.empty() && (!known || known->body != command.id))
            return refuse(Refused::invalid, "This body has no such person.", where + "/id");
        if (person.function.empty() || person.function.size() > 80 || has_control(person.function))
            return refuse(Refused::invalid,
                          "Say the person's function: focal point, alternate, desk officer …",
                          where + "/function");
    }
    return {};
}

std::string language_of(const PersonRecord& record) {
    return record.language.empty() ? "en" : canonical_language(record.language);
}

Texts in_canonical_languages(const Texts& names) {
    Texts kept;
    for (const auto& [language, name] : names) kept[canonical_language(language)] = name;
    return kept;
}

bool same(const Person& known, const PersonRecord& record) {
    return known.active && known.name == record.name && known.email == record.email &&
           known.language == language_of(record) && known.function == record.function &&
           known.roles == record.roles;
}

/// As definitions name functions: "Desk Officer" is who they call the desk officer.
RegisterBody with_plain_functions(RegisterBody command) {
    for (auto& person : command.people) person.function = lowered(trimmed(person.function));
    return command;
}

void Registration::record_people(const RegisterBody& command) {
    std::set<std::string> stay;
    for (const auto& person : command.people) {
        std::string id = person.id;
        if (id.empty())
            if (const auto* known = after_->person_by_email(person.email)) id = known->id;
        if (id.empty()) id = new_id(id::person);
        stay.insert(id);
        const auto* known = after_->person(id);
        if (known && same(*known, person)) continue;
        record(PersonRegistered{.id = id,
                                .body = command.id,
                                .function = person.function,
                                .language = language_of(person),
                                .roles = person.roles},
               {{"email", person.email}, {"name", person.name}});
    }
    for (const auto& id : after_->body(command.id)->people)
        if (!stay.contains(id) && after_->person(id)->active) record(PersonLeft{.id = id});
}

Result<> Registration::operator()(const RegisterBody& given) {
    const auto command = with_plain_functions(given);
    if (auto r = only_secretariat("registers bodies"); !r) return r;
    if (!is_slug(command.id))
        return refuse(Refused::invalid,
                      "A body's id is short and readable: lower-case letters, digits and dashes, "
                      "like \"foreign-affairs\".",
                      "/id");
    if (command.id == anyone)
        return refuse(Refused::invalid, "\"anyone\" is the public; choose another id.", "/id");
    if (auto r = check_texts(command.name); !r) return r;
    if (auto r = check_people(*after_, command); !r) return r;
    for (const auto& [weight, value] : command.weights)
        if (value < 0 || weight.empty())
            return refuse(Refused::invalid, "A weight is a whole number, 0 or more.",
                          pointer_to("/weights", weight));
    const auto* known = after_->body(command.id);
    if (command.if_version && *command.if_version != (known ? known->version : 0))
        return refuse(known && *command.if_version == 0 ? Refused::conflict : Refused::stale,
                      known ? "\"" + command.id + "\" is registered, version " +
                                  std::to_string(known->version) + "."
                            : "There is no body \"" + command.id + "\".",
                      "/id");
    record(BodyRegistered{.id = command.id,
                          .name = in_canonical_languages(command.name),
                          .body_kind = command.kind,
                          .weights = command.weights});
    record_people(command);
    made_ = command.id;
    return {};
}

Result<> Registration::operator()(const PublishCalendar& command) {
    if (auto r = only_secretariat("publishes calendars"); !r) return r;
    auto calendar = command.calendar;
    if (!is_slug(calendar.name))
        return refuse(Refused::invalid, "A calendar's name is like \"bangladesh-government\".",
                      "/name");
    if (auto made = Calendar::make(calendar); !made) return made.error();
    const auto* newest = after_->calendar(calendar.name);
    calendar.version = newest ? newest->version + 1 : 1;
    made_ = calendar.name + "/" + std::to_string(calendar.version);
    record(CalendarPublished{.calendar = std::move(calendar)});
    return {};
}

Result<> Registration::operator()(const PublishDefinition& command) {
    if (auto r = only_secretariat("publishes definitions"); !r) return r;
    const auto read = read_(command.source);
    if (!read) return read.error();
    const auto& definition = **read;
    if (!after_->calendar(definition.calendar))
        return refuse(Refused::unsound_definition,
                      "The calendar \"" + definition.calendar + "\" has not been published.",
                      "calendar");
    for (const auto& role : definition.roles)
        if (!role.inside.empty() && !after_->definition(role.inside))
            return refuse(Refused::unsound_definition,
                          "\"" + role.name + "\" has \"" + role.inside +
                              "\" inside, which has not been published.",
                          "roles");
    const Digest digest = sha256(command.source);
    const auto* newest = after_->definition(definition.name);
    if (newest && newest->digest == digest) {
        made_ = newest->name + "/" + std::to_string(newest->version);
        return {};
    }
    const int version = newest ? newest->version + 1 : 1;
    made_ = definition.name + "/" + std::to_string(version);
    record(DefinitionPublished{.name = definition.name, .version = version, .digest = digest},
           {{"source", command.source}});
    return {};
}

Result<> Registration::operator()(const IssueToken& command) {
    if (actor_.id != "rule" && !actor_.is(HouseRole::operator_) &&
        !actor_.is(HouseRole::secretariat))
        return refuse(Refused::forbidden, "Only the operator issues tokens.");
    const bool speaks = command.role == HouseRole::participant;
    if (speaks && !after_->body(command.body))
        return refuse(Refused::unknown_body, "A participant's token speaks for a registered body.",
                      "/body");
    Token token;
    token.id = new_id(id::token);
    token.role = command.role;
    token.body = command.body;
    token.label = command.label;
    token.digest = command.digest;
    token.issued = now_;
    if (!command.cycles.empty() && command.role != HouseRole::auditor)
        return refuse(Refused::invalid, "Only an auditor's token is limited to cycles.", "/cycles");
    if (auto known = are_cycles(command.cycles); !known) return known;
    made_ = token.id;
    record(TokenIssued{.token = std::move(token)});
    if (!command.cycles.empty()) assign(made_, command.cycles);
    return {};
}

Result<> Registration::operator()(const RevokeToken& command) {
    if (actor_.id != "rule" && !actor_.is(HouseRole::operator_) &&
        !actor_.is(HouseRole::secretariat))
        return refuse(Refused::forbidden, "Only the operator revokes tokens.");
    const auto found = after_->tokens.find(command.id);
    if (found == after_->tokens.end() || found->second->revoked)
        return refuse(Refused::not_found, "There is no such token, or it is revoked.");
    made_ = command.id;
    record(TokenRevoked{.id = command.id});
    return {};
}

Result<> Registration::operator()(const SubscribeWebhook& command) {
    if (auto r = only_secretariat("subscribes webhooks"); !r) return r;
    Webhook webhook;
    webhook.id = new_id(id::webhook);
    webhook.url = command.url;
    webhook.events = command.events;
    made_ = webhook.id;
    record(WebhookSubscribed{.webhook = std::move(webhook)});
    return {};
}

Result<> Registration::operator()(const ChangeWebhook& command) {
    if (auto r = only_secretariat("changes webhooks"); !r) return r;
    const auto found = after_->webhooks.find(command.id);
    if (found == after_->webhooks.end()) return refuse(Refused::not_found, "No such webhook.");
    Webhook webhook = *found->second;
    if (command.if_version && *command.if_version != webhook.version)
        return refuse(Refused::stale, "The webhook was changed meanwhile.");
    if (command.url) webhook.url = *command.url;
    if (command.events) webhook.events = *command.events;
    if (command.disabled) webhook.disabled = *command.disabled;
    if (command.new_secret) ++webhook.generation;
    ++webhook.version;
    made_ = webhook.id;
    record(WebhookChanged{.webhook = std::move(webhook)});
    return {};
}

Result<> Registration::operator()(const UseSignIn& command) {
    if (after_->used_sign_ins.contains(command.nonce) || command.expires <= now_)
        return refuse(Refused::unauthenticated, "This link was used already, or is too old.");
    const auto* person = after_->person(command.person);
    if (!person || !person->active)
        return refuse(Refused::unauthenticated, "This link was used already, or is too old.");
    made_ = command.person;
    record(SignedIn{.person = command.person, .nonce = command.nonce, .expires = command.expires});
    return {};
}

Result<> Registration::operator()(const PublishKey& command) {
    if (after_->vkey == command.vkey) return {};
    record(KeyPublished{.vkey = command.vkey, .voucher = command.voucher});
    return {};
}

/// One's own tasks are one's own to delegate; the secretariat does it for who can't.
Result<> Registration::may_delegate(const std::string& person) const {
    if (!person.empty() && actor_.person == person) return {};
    return only_secretariat("delegates for others");
}

Result<> Registration::operator()(const Delegate& command) {
    if (auto r = may_delegate(command.person); !r) return r;
    const auto* person = after_->person(command.person);
    const auto* delegate = after_->person(command.delegate);
    if (!person || !person->active)
        return refuse(Refused::invalid, "There is no such person.", "/person");
    if (!delegate || !delegate->active || delegate->body != person->body ||
        delegate->id == person->id)
        return refuse(Refused::invalid, "A delegate is another person of the same body.",
                      "/delegate");
    const Instant from = command.from.value_or(now_);
    if (command.until && (*command.until <= from || *command.until <= now_))
        return refuse(Refused::not_a_deadline, "A delegation ends after it begins, and not yet.",
                      "/until");
    Delegation delegation;
    delegation.id = new_id(id::delegation);
    delegation.person = person->id;
    delegation.delegate = delegate->id;
    delegation.cycle = command.cycle;
    delegation.from = from;
    delegation.until = command.until;
    delegation.awaits_consent = command.with_consent;
    made_ = delegation.id;
    record(DelegationGiven{.delegation = std::move(delegation)});
    return {};
}

Result<> Registration::operator()(const ConsentToDelegation& command) {
    if (auto r = only_secretariat("consents to delegations"); !r) return r;
    const auto found = after_->delegations.find(command.id);
    if (found == after_->delegations.end())
        return refuse(Refused::not_found, "There is no such delegation, or it has ended.");
    if (!found->second->awaits_consent)
        return refuse(Refused::nothing_to_do, "It awaits no consent.");
    made_ = command.id;
    record(DelegationConsented{.id = command.id});
    return {};
}

Result<> Registration::operator()(const EndDelegation& command) {
    const auto found = after_->delegations.find(command.id);
    if (found == after_->delegations.end())
        return refuse(Refused::not_found, "There is no such delegation, or it has ended.");
    if (auto r = may_delegate(found->second->person); !r) return r;
    made_ = command.id;
    record(DelegationEnded{.id = command.id});
    return {};
}

bool is_auditor(const Registry& registry, const std::string& id) {
    if (const auto* person = registry.person(id))
        return person->active && contains(person->roles, HouseRole::auditor);
    const auto token = registry.tokens.find(id);
    return token != registry.tokens.end() && !token->second->revoked &&
           token->second->role == HouseRole::auditor;
}

Result<> Registration::operator()(const AssignAudit& command) {
    if (auto r = only_secretariat("says what is audited"); !r) return r;
    if (!is_auditor(*after_, command.auditor))
        return refuse(Refused::invalid, "There is no auditor, person or token, of this id.",
                      "/auditor");
    if (auto known = are_cycles(command.cycles); !known) return known;
    made_ = command.auditor;
    assign(made_, command.cycles);
    return {};
}

Result<> Registration::are_cycles(const std::vector<std::string>& ids) {
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (!id::is(id::cycle, ids[i]))
            return refuse(Refused::invalid, "This is not a cycle's id.", pointer_to("/cycles", i));
    return {};
}

void Registration::assign(const std::string& auditor, const std::vector<std::string>& cycles) {
    const std::set<std::string> wanted(cycles.begin(), cycles.end());
    const auto known = after_->audits.find(auditor);
    if (known != after_->audits.end() && known->second == wanted) return;
    record(AuditAssigned{.auditor = auditor, .cycles = {wanted.begin(), wanted.end()}});
}

Result<> Registration::operator()(const NoteReading& command) {
    if (!actor_.is(HouseRole::auditor))
        return refuse(Refused::forbidden, "Only an auditor's reading is noted.");
    record(CycleRead{.cycle = command.cycle});
    return {};
}

Result<> Registration::operator()(const NoteExport& command) {
    record(TrailExported{.cycle = command.cycle, .format = command.format});
    return {};
}

Result<> Registration::operator()(const NoteErasure& command) {
    if (auto r = only_secretariat("erases"); !r) return r;
    if (!command.person.empty())
        record(PersonErased{.person = command.person});
    else
        record(DataErased{.data_class = command.data_class,
                          .before = command.before,
                          .entries = command.entries});
    return {};
}

}  // namespace

Result<RegistryDecided> decide(const std::shared_ptr<const Registry>& registry,
                               const RegistryCommand& command, const Actor& actor, Instant now,
                               const id::Seed& seed, const DefinitionReader& read) {
    Registration registration(registry, actor, now, seed, read);
    if (auto done = std::visit(registration, command); !done) return done.error();
    return std::move(registration).finish();
}

}  // namespace paraph
