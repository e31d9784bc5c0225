#include "engine/core/key_book.hpp"

namespace paraph {
namespace {

constexpr std::size_t digest_digits = 2 * std::tuple_size_v<Digest>;  // in hex

Settled repeat(std::string stream, std::int64_t number, std::string made) {
    Settled settled;
    settled.stream = std::move(stream);
    settled.number = number;
    settled.made = std::move(made);
    settled.repeated = true;
    return settled;
}

struct MadeBy {
    std::string operator()(const BodyRegistered& fact) const { return fact.id; }
    std::string operator()(const CalendarPublished& fact) const {
        return fact.calendar.name + "/" + std::to_string(fact.calendar.version);
    }
    std::string operator()(const DefinitionPublished& fact) const {
        return fact.name + "/" + std::to_string(fact.version);
    }
    std::string operator()(const TokenIssued& fact) const { return fact.token.id; }
    std::string operator()(const TokenRevoked& fact) const { return fact.id; }
    std::string operator()(const WebhookSubscribed& fact) const { return fact.webhook.id; }
    std::string operator()(const WebhookChanged& fact) const { return fact.webhook.id; }
    std::string operator()(const SignedIn& fact) const { return fact.person; }
    std::string operator()(const auto&) const { return {}; }
};

}  // namespace

std::string made_by(const Entry& entry) {
    if (entry.kind == "cycle opened") return entry.stream;
    if (entry.kind == "position late") return "late";
    if (entry.stream == registry_stream) {
        const auto record = read_registry_entry(entry.body, {});
        return record ? std::visit(MadeBy{}, record->fact) : std::string();
    }
    if (entry.kind != "revision issued") return {};
    const auto record = read_entry(entry.body, {});
    return record ? std::to_string(std::get<RevisionIssued>(record->fact).number) : std::string();
}

std::string entry_key(const Submission& submission) {
    return submission.key.empty() ? std::string() : submission.key + submission.request;
}

void KeyBook::recall() {
    for (const auto& row : store_.keys_since({})) sieve_.add(row.key);
}

Result<std::optional<Settled>> KeyBook::find(const std::string& key, const std::string& request) {
    if (!sieve_.may_hold(key)) return std::optional<Settled>();
    const auto reused = refuse(Refused::key_reused,
                               "This Idempotency-Key came before with another request. A new "
                               "request needs a new key.",
                               "Idempotency-Key");
    if (const auto known = known_.find(key); known != known_.end()) {
        if (known->second.request != request) return reused;
        return std::optional(
            repeat(known->second.stream, known->second.number, known->second.made));
    }
    const auto row = store_.remembered(key);
    if (!row) return std::optional<Settled>();
    if (row->request != request) return reused;
    const auto entries = store_.log(row->number, 1);
    if (entries.empty()) return std::optional<Settled>();
    return std::optional(repeat(entries.front().stream, row->number, made_by(entries.front())));
}

KeyRow KeyBook::note(const Submission& submission, const Settled& settled, Instant at) {
    sieve_.add(submission.key);
    known_[submission.key] = {submission.request, settled.stream, settled.number, settled.made};
    return {
        .key = submission.key, .request = submission.request, .number = settled.number, .at = at};
}

std::optional<KeyRow> KeyBook::note(const Entry& entry) {
    if (entry.key.size() != 2 * digest_digits) return std::nullopt;
    const std::string key = entry.key.substr(0, digest_digits);
    const std::string request = entry.key.substr(digest_digits);
    sieve_.add(key);
    known_[key] = {request, entry.stream, entry.number, made_by(entry)};
    return KeyRow{.key = key, .request = request, .number = entry.number, .at = entry.at};
}

void KeyBook::forget(const std::vector<KeyRow>& rows) {
    for (const auto& row : rows) known_.erase(row.key);
}

}  // namespace paraph
