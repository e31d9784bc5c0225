#include "engine/core/record.hpp"

#include <stdexcept>

#include "engine/base/codec.hpp"
#include "engine/trail/merkle.hpp"

namespace paraph {
namespace {

std::string seal_of(std::string_view salt, std::string_view text) {
    return to_hex(sha256(salt, text));
}

std::string_view as_bytes(const id::Seed& salt) {
    return {reinterpret_cast<const char*>(salt.data()), salt.size()};
}

/// `"name":"text",` with the text escaped as RFC 8785 does.
void member(std::string& out, std::string_view name, std::string_view text) {
    append_canonical(out, name);
    out += ':';
    append_canonical(out, text);
    out += ',';
}

template <class F>
std::string write_body(const Happening<F>& event, const Heading& heading, std::string_view seal) {
    std::string out = "{";
    member(out, "actor", heading.actor);
    member(out, "at", to_text(heading.at));
    if (event.effective) member(out, "effective", to_text(*event.effective));
    out += "\"fact\":";
    append_encoded(out, event.fact);
    out += ',';
    if (!event.behalf.empty()) member(out, "for", event.behalf);
    if (!seal.empty()) member(out, "seal", seal);
    out += "\"sequence\":" + std::to_string(heading.sequence) + ',';
    member(out, "stream", heading.stream);
    out += "\"v\":1,";
    member(out, "via", heading.via);
    out.back() = '}';
    return out;
}

template <class F>
Entry write(const Happening<F>& event, const Heading& heading, const id::Seed& salt) {
    Entry entry;
    std::string seal;
    if (!event.secret.empty()) {
        const std::string text = canonical(event.secret);
        seal = seal_of(as_bytes(salt), text);
        entry.secret = "{\"salt\":\"" + to_hex(salt) + "\",\"text\":" + text + "}";
    }
    entry.stream = heading.stream;
    entry.sequence = heading.sequence;
    entry.at = heading.at;
    entry.kind = kind_of(event.fact);
    entry.body = write_body(event, heading, seal);
    if (entry.body.size() > entry_bytes_max)
        throw std::length_error("an entry of kind " + entry.kind + " has " +
                                std::to_string(entry.body.size()) + " bytes");
    entry.leaf = leaf_hash(entry.body);
    return entry;
}

Refusal broken(std::string text, std::string where = {}) {
    return refuse(Refused::malformed, std::move(text), std::move(where));
}

constexpr std::string_view no_secret = "the erasable part is not {salt, text}";

/// The text of {"salt", "text"}; nothing where it is not of that form.
const json::object* text_of_secret(const json::object& secret) {
    const auto* salt = secret.if_contains("salt");
    const auto* text = secret.if_contains("text");
    const bool good = secret.size() == 2 && salt && salt->is_string() && text && text->is_object();
    return good ? &text->get_object() : nullptr;
}

Result<json::object> unseal(std::string_view secret, std::string_view seal) {
    if (secret.empty()) return json::object{};
    auto value = parse_json(secret, {.depth = 32, .bytes = 64u << 20});
    if (!value) return value.error();
    const auto* text = value->is_object() ? text_of_secret(value->get_object()) : nullptr;
    if (!text) return broken(std::string(no_secret));
    if (!fits_seal(value->get_object(), seal))
        return broken("the erasable part does not fit its seal");
    return *text;
}

Result<std::string> text_member(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (!value || !value->is_string())
        return broken("\"" + std::string(name) + "\" is missing or not text");
    return std::string(value->get_string());
}

template <class F>
Result<Record<F>> read_members(const json::object& object) {
    Record<F> record;
    const std::pair<std::string_view, std::string*> texts[] = {
        {"actor", &record.actor}, {"via", &record.via}, {"stream", &record.stream}};
    for (const auto& [name, target] : texts) {
        auto text = text_member(object, name);
        if (!text) return text.error();
        *target = std::move(*text);
    }
    auto at = text_member(object, "at");
    if (!at) return at.error();
    auto instant = parse_instant(*at);
    if (!instant) return instant.error();
    record.at = *instant;
    if (object.contains("effective")) {
        auto effective = text_member(object, "effective");
        if (!effective) return effective.error();
        auto nominal = parse_instant(*effective);
        if (!nominal) return nominal.error();
        record.effective = *nominal;
    }
    if (object.contains("for")) {
        auto behalf = text_member(object, "for");
        if (!behalf) return behalf.error();
        record.behalf = std::move(*behalf);
    }
    if (object.contains("seal")) {
        auto seal = text_member(object, "seal");
        if (!seal) return seal.error();
        record.seal = std::move(*seal);
    }
    const auto* sequence = object.if_contains("sequence");
    const auto* version = object.if_contains("v");
    if (!sequence || !sequence->is_int64()) return broken("\"sequence\" is not a number");
    if (!version || !version->is_int64() || version->get_int64() != 1)
        return broken("\"v\" is not 1, the version of entries that this build reads");
    record.sequence = sequence->get_int64();
    return record;
}

template <class F>
Result<Record<F>> read_body(const json::object& object) {
    auto record = read_members<F>(object);
    if (!record) return record.error();
    const std::size_t known = 7 + (record->effective ? 1u : 0u) + (record->seal.empty() ? 0u : 1u) +
                              (record->behalf.empty() ? 0u : 1u);
    if (object.size() != known) return broken("the entry has a member that its version lacks");
    const auto* fact = object.if_contains("fact");
    if (!fact) return broken("the entry has no fact");
    auto decoded = decode<F>(*fact, "/fact");
    if (!decoded) return decoded.error();
    record->fact = std::move(*decoded);
    return record;
}

template <class F>
Result<Record<F>> read(std::string_view body, std::string_view secret) {
    auto value = parse_json(body, {.depth = 32, .bytes = entry_bytes_max});
    if (!value) return value.error();
    const auto* object = value->if_object();
    if (!object) return broken("an entry is an object");
    if (canonical(*value) != body) return broken("the entry is not in canonical form (RFC 8785)");
    auto record = read_body<F>(*object);
    if (!record) return record.error();
    auto opened = unseal(secret, record->seal);
    if (!opened) return opened.error();
    record->secret = std::move(*opened);
    return record;
}

template <class F>
Result<Record<F>> read(const ParsedEntry& entry) {
    auto record = read_body<F>(entry.body);
    if (!record || !entry.secret) return record;
    const auto* text = text_of_secret(*entry.secret);
    if (!text) return broken(std::string(no_secret));
    record->secret = *text;
    return record;
}

}  // namespace

Entry write_entry(const Event& event, const Heading& heading, const id::Seed& salt) {
    return write(event, heading, salt);
}

Entry write_entry(const RegistryEvent& event, const Heading& heading, const id::Seed& salt) {
    return write(event, heading, salt);
}

Result<Record<Fact>> read_entry(std::string_view body, std::string_view secret) {
    return read<Fact>(body, secret);
}

Result<Record<RegistryFact>> read_registry_entry(std::string_view body, std::string_view secret) {
    return read<RegistryFact>(body, secret);
}

Result<Record<Fact>> read_parsed_entry(const ParsedEntry& entry) {
    return read<Fact>(entry);
}

Result<Record<RegistryFact>> read_parsed_registry_entry(const ParsedEntry& entry) {
    return read<RegistryFact>(entry);
}

std::optional<Digest> salted(std::string_view hex, std::string_view text) {
    if (hex.size() != 32 || hex.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return std::nullopt;
    const auto digit = [&](std::size_t at) {
        return static_cast<std::uint8_t>(hex[at] <= '9' ? hex[at] - '0' : hex[at] - 'a' + 10);
    };
    id::Seed salt{};
    for (std::size_t i = 0; i < salt.size(); ++i)
        salt[i] = static_cast<std::uint8_t>(digit(2 * i) << 4 | digit(2 * i + 1));
    return sha256(as_bytes(salt), text);
}

bool fits_seal(const json::object& secret, std::string_view seal) {
    const auto* text = text_of_secret(secret);
    if (!text) return false;
    const auto digest = salted(secret.at("salt").get_string(), canonical(*text));
    return digest && to_hex(*digest) == seal;
}

json::object open_secret(std::string_view secret) {
    if (secret.empty()) return {};
    boost::system::error_code ec;
    auto value = json::parse(secret, ec);
    if (ec || !value.is_object()) return {};
    auto* text = value.get_object().if_contains("text");
    return text && text->is_object() ? std::move(text->get_object()) : json::object{};
}

}  // namespace paraph
