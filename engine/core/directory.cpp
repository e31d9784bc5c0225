#include <algorithm>
#include <stdexcept>

#include "engine/base/contains.hpp"
#include "engine/core/registrar.hpp"

namespace paraph {
namespace {

/// What the registry's facts add up to.
struct Registering {
    Registry& registry;
    const json::object& secret;
    Instant at;
    const DefinitionReader& read;

    std::string text(std::string_view name) const {
        const auto* value = secret.if_contains(name);
        return value && value->is_string() ? std::string(value->get_string()) : std::string();
    }

    void operator()(const BodyRegistered& fact) const {
        auto body = std::make_shared<Body>();
        if (const auto* known = registry.body(fact.id)) {
            *body = *known;
            ++body->version;
        }
        body->id = fact.id;
        body->name = fact.name;
        body->kind = fact.body_kind;
        body->weights = fact.weights;
        registry.bodies[fact.id] = std::move(body);
    }

    void operator()(const PersonRegistered& fact) const {
        auto person = std::make_shared<Person>();
        person->id = fact.id;
        person->body = fact.body;
        person->function = fact.function;
        person->language = fact.language;
        person->roles = fact.roles;
        person->name = text("name");
        person->email = text("email");
        const auto* body = registry.body(fact.body);
        if (!body) throw std::logic_error("a person of an unregistered body " + fact.body);
        if (!contains(body->people, fact.id)) {
            auto changed = std::make_shared<Body>(*body);
            changed->people.push_back(fact.id);
            registry.bodies[fact.body] = std::move(changed);
        }
        registry.people[fact.id] = std::move(person);
    }

    void operator()(const PersonLeft& fact) const {
        auto person = std::make_shared<Person>(*registry.people.at(fact.id));
        person->active = false;
        registry.people[fact.id] = std::move(person);
    }

    void operator()(const CalendarPublished& fact) const {
        registry.calendars[fact.calendar.name].push_back(
            std::make_shared<CalendarVersion>(fact.calendar));
    }

    void operator()(const DefinitionPublished& fact) const {
        auto version = std::make_shared<DefinitionVersion>();
        version->name = fact.name;
        version->version = fact.version;
        version->digest = fact.digest;
        version->source = text("source");
        auto definition = read(version->source);
        if (!definition)
            throw std::logic_error("definition \"" + fact.name + "\": " + definition.error().text);
        version->definition = std::move(*definition);
        registry.definitions[fact.name].push_back(std::move(version));
    }

    void operator()(const TokenIssued& fact) const {
        registry.token_by_digest[fact.token.digest] = fact.token.id;
        registry.tokens[fact.token.id] = std::make_shared<Token>(fact.token);
    }

    void operator()(const TokenRevoked& fact) const {
        auto token = std::make_shared<Token>(*registry.tokens.at(fact.id));
        token->revoked = true;
        registry.tokens[fact.id] = std::move(token);
    }

    void operator()(const WebhookSubscribed& fact) const {
        registry.webhooks[fact.webhook.id] = std::make_shared<Webhook>(fact.webhook);
    }

    void operator()(const WebhookChanged& fact) const {
        registry.webhooks[fact.webhook.id] = std::make_shared<Webhook>(fact.webhook);
    }

    void operator()(const SignedIn& fact) const {
        std::erase_if(registry.used_sign_ins, [&](const auto& used) { return used.second < at; });
        registry.used_sign_ins[fact.nonce] = fact.expires;
    }

    void operator()(const KeyPublished& fact) const { registry.vkey = fact.vkey; }
    void operator()(const LogRestored&) const {}

    void operator()(const DelegationGiven& fact) const {
        registry.delegations[fact.delegation.id] = std::make_shared<Delegation>(fact.delegation);
    }
    void operator()(const DelegationConsented& fact) const {
        auto delegation = std::make_shared<Delegation>(*registry.delegations.at(fact.id));
        delegation->awaits_consent = false;
        registry.delegations[fact.id] = std::move(delegation);
    }
    void operator()(const DelegationEnded& fact) const {
        const auto found = registry.delegations.find(fact.id);
        if (found == registry.delegations.end()) return;
        auto ended = std::make_shared<Delegation>(*found->second);
        ended->until = std::min(ended->until.value_or(at), at);
        registry.ended_delegations[fact.id] = std::move(ended);
        registry.delegations.erase(found);
    }

    void operator()(const AuditAssigned& fact) const {
        registry.audits[fact.auditor] = {fact.cycles.begin(), fact.cycles.end()};
    }
    void operator()(const CycleRead&) const {}
    void operator()(const TrailExported&) const {}
    void operator()(const PersonErased& fact) const {
        const auto found = registry.people.find(fact.person);
        if (found == registry.people.end()) return;
        auto person = std::make_shared<Person>(*found->second);
        person->name.clear();
        person->email.clear();
        found->second = std::move(person);
    }
    void operator()(const DataErased&) const {}
};

}  // namespace

void apply(Registry& registry, const RegistryFact& fact, const json::object& secret,
           std::int64_t sequence, Instant at, const DefinitionReader& read) {
    std::visit(Registering{registry, secret, at, read}, fact);
    registry.sequence = sequence;
    registry.at = at;
}

}  // namespace paraph
