#include "api/routes/comment_thread.hpp"

#include "engine/core/blind.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {
namespace {

/// For whom the person speaks, or the program by its token.
std::string body_of(const Registry& registry, const std::string& actor) {
    if (const auto* person = registry.person(actor)) return person->body;
    const auto token = registry.tokens.find(actor);
    return token == registry.tokens.end() ? std::string() : token->second->body;
}

}  // namespace

std::vector<Reply> thread_of(const House& house, const Seen& seen, const Comment& comment,
                             const Said& said) {
    if (comment.thread.empty()) return {};
    const auto whole = house.cycle(seen.state->id);
    std::vector<Reply> thread;
    for (const auto entry : comment.thread) {
        auto& reply = thread.emplace_back();
        reply.text = said.text(entry, "text");
        const auto stored = house.archive.entry(seen.state->id, entry);
        if (!stored) continue;
        const auto record = read_entry(stored->body, {});
        if (!record) continue;
        const auto body = body_of(*seen.registry, record->actor);
        reply.body = body.empty() ? body : name_for(seen, *whole, body);
        if (reply.body != body) continue;
        reply.at = stored->at;
        if (seen.view.names && seen.registry->person(record->actor)) reply.person = record->actor;
    }
    return thread;
}

}  // namespace paraph::api
