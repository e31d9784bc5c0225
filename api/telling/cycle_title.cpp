#include "api/telling/cycle_title.hpp"

namespace paraph::api {

std::string title_of_cycle(const State& state, const Registry& registry,
                           const pages::Language& language) {
    const auto& title = state.title;
    const auto& parent = state.opening->parent;
    const auto* body = parent ? registry.body(parent->body) : nullptr;
    if (!body) return title;
    for (const auto& [tag, name] : body->name)
        if (title.ends_with(": " + name))
            return title.substr(0, title.size() - name.size()) +
                   std::string(language.of(body->name));
    return title;
}

std::string title_of_cycle(const Seen& seen, const pages::Language& language) {
    return title_of_cycle(*seen.state, *seen.registry, language);
}

}  // namespace paraph::api
