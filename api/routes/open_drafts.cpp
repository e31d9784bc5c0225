#include "api/routes/open_drafts.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "adapters/keys/random.hpp"
#include "api/telling/titles.hpp"
#include "engine/base/digest.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view draft_prefix = "open ";
constexpr std::size_t id_bytes = 16;

/// What belongs to the page and not to the cycle, and what a kept text takes the place of.
constexpr std::array<std::string_view, 10> left_out{
    "token",         "once", "shown",      "step",         "draft",
    "draft_version", "text", "media_type", "version_text", "source"};

std::string key_of(std::string_view id) {
    return std::string(draft_prefix) + std::string(id);
}

std::string href_of(std::string_view definition, const std::string& id) {
    return "/cycles/new?definition=" + http::percent_encode(definition) + "&draft=" + id;
}

std::string_view field_of(const Draft& draft, std::string_view name) {
    const auto found = std::ranges::find(draft.fields, name, [](const auto& f) { return f.first; });
    return found == draft.fields.end() ? std::string_view() : found->second;
}

}  // namespace

KeptForm keep_cycle(const House& house, const Principal& principal, const http::Form& form,
                    const WantedCycle& wanted) {
    Draft draft{.person = principal.person, .at = house.clock.now()};
    for (const auto& [name, value] : form.fields())
        if (std::ranges::find(left_out, name) == left_out.end())
            draft.fields.emplace_back(name, value);
    const auto& command = wanted.command;
    draft.fields.emplace_back("text", command.text);
    draft.fields.emplace_back("media_type", command.media_type);
    draft.fields.emplace_back("source", wanted.source);
    draft.fields.emplace_back("version_text", command.versions.empty()
                                                  ? std::string(form.get("version_text"))
                                                  : command.versions.front().text);
    std::string id(form.get("draft"));
    if (id.empty()) id = to_hex(sha256(random_bytes(id_bytes)));
    int seen = 0;
    const auto version = form.get("draft_version");
    std::from_chars(version.data(), version.data() + version.size(), seen);
    auto newer = house.drafts->put(key_of(id), std::move(draft), seen);
    return {.href = href_of(command.definition, id), .newer = std::move(newer)};
}

std::optional<Draft> kept_cycle(const House& house, const std::string& id) {
    return house.drafts->get(key_of(id));
}

void forget_cycle(const House& house, const http::Form& form) {
    if (const auto id = form.get("draft"); !id.empty()) house.drafts->remove(key_of(id));
}

std::vector<pages::KeptCycle> kept_cycles(const House& house, const Registry& registry,
                                          const pages::Language& language) {
    std::vector<pages::KeptCycle> rows;
    for (const auto& [id, draft] : house.drafts->all(draft_prefix)) {
        const auto name = field_of(draft, "definition");
        const auto* version = registry.definition(name, 0);
        if (!version) continue;
        const auto title = field_of(draft, "title");
        rows.push_back({.href = href_of(name, id),
                        .title = title.empty() ? language.say("open.untitled") : std::string(title),
                        .procedure = title_or(version->definition->title, name, language),
                        .person = person_name(registry, draft.person),
                        .at = draft.at});
    }
    return rows;
}

}  // namespace paraph::api
