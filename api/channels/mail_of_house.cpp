// The mails that are of no cycle: the log's head, a delegation that awaits consent or is over, the
// link to sign in by.

#include "adapters/keys/random.hpp"
#include "api/channels/mail_text.hpp"
#include "api/channels/open_tasks.hpp"
#include "api/config/public_url.hpp"
#include "api/pages/language.hpp"
#include "api/telling/titles.hpp"
#include "engine/trail/checkpoint.hpp"

namespace paraph::api {
namespace {

constexpr std::chrono::minutes sign_in_length{15};
constexpr std::size_t nonce_bytes = 16;

/// What the mails of the house have alike: who writes, and by whose clock.
pages::Notice notice_of(const House& house, NoticeKind kind) {
    pages::Notice told;
    told.kind = kind;
    told.house = "Paraph";
    told.contact = mail_sender(house.config);
    told.zone = house.zone();
    return told;
}

}  // namespace

std::optional<Mail> MailText::head(const std::string& note, Instant now) const {
    const auto& config = house_.config;
    if (config.heads.mailbox.empty() || config.public_url.empty()) return std::nullopt;
    const auto& language = pages::language(config.language);
    const auto size = static_cast<std::int64_t>(peek_checkpoint(note).value().size);
    const auto host = cli::public_host(config);
    Mail mail;
    mail.from = {"Paraph", mail_sender(config)};
    mail.to = {"", config.heads.mailbox};
    mail.subject = language.say("mail.subject.head", {{"host", host}, {"n", size}});
    mail.text = language.say("mail.head", {{"host", host}}) + "\n\n" + note;
    mail.at = now;
    mail.language = language.code();
    return mail;
}

std::optional<Mail> MailText::of_house(const Notice& notice, const std::string& delegation,
                                       Instant at) const {
    const auto registry = house_.desk.registry();
    const bool over = notice.kind == NoticeKind::handed_back;
    const auto& all = over ? registry->ended_delegations : registry->delegations;
    const auto found = all.find(delegation);
    const auto* person = registry->person(notice.person);
    if (found == all.end() || !person || !person->active || person->email.empty())
        return std::nullopt;
    return over ? handed_back(*person, *found->second, at) : consent(*person, *found->second, at);
}

std::optional<Mail> MailText::handed_back(const Person& person, const Delegation& over,
                                          Instant at) const {
    const auto registry = house_.desk.registry();
    const auto& language = pages::language(person.language);
    auto told = notice_of(house_, NoticeKind::handed_back);
    told.returns = person.id == over.person;
    const auto* other = registry->person(told.returns ? over.delegate : over.person);
    told.by = other ? other->name : std::string();
    told.until = over.until;
    told.written = at;
    told.open = open_tasks(house_, over, language);
    if (house_.config.timezone.empty() && !told.open.empty())
        told.zone = told.open.front().zone;  // as the pages and the other mails of that cycle
    if (const auto only = over.cycle.empty() ? nullptr : house_.cycle(over.cycle))
        told.asked.cycle = title_for_mails(*only, language);
    return envelope(person, told, at);
}

std::optional<Mail> MailText::consent(const Person& person, const Delegation& asked,
                                      Instant at) const {
    if (!asked.awaits_consent) return std::nullopt;
    const auto registry = house_.desk.registry();
    const auto* whose = registry->person(asked.person);
    const auto* delegate = registry->person(asked.delegate);
    if (!whose || !delegate) return std::nullopt;
    const auto& language = pages::language(person.language);
    auto told = notice_of(house_, NoticeKind::consent);
    told.asked.body = body_name(*registry, whose->body, language);
    told.by =
        language.say("delegations.for", {{"person", whose->name}, {"delegate", delegate->name}});
    if (asked.from > at) told.from = asked.from;
    told.until = asked.until;
    told.url = cli::public_root(house_.config) + "/bodies/" + whose->body + "/delegations";
    return envelope(person, told, at);
}

std::optional<Mail> MailText::sign_in(const Person& person, Instant now) const {
    if (!person.active || person.email.empty() || house_.config.public_url.empty())
        return std::nullopt;
    auto told = notice_of(house_, NoticeKind::sign_in);
    told.until = now + sign_in_length;
    told.url =
        cli::public_root(house_.config) + "/sign-in/" +
        house_.keys.sessions().sign_in_token(person.id, *told.until, random_bytes(nonce_bytes));
    return envelope(person, told, now);
}

}  // namespace paraph::api
