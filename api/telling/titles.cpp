#include "api/telling/titles.hpp"

#include "api/pages/positions.hpp"
#include "workflows/tools/draw.hpp"

namespace paraph::api {

std::string title_or(const Texts& title, std::string_view name, const pages::Language& language) {
    const auto text = language.of(title);
    return std::string(text.empty() ? name : text);
}

std::string stage_title(const Stage* stage, std::string_view name,
                        const pages::Language& language) {
    return stage ? title_or(stage->title, name, language) : std::string(name);
}

std::string position_title(const PositionRule& rule, const pages::Language& language) {
    if (rule.title.empty()) return pages::position_word(rule.name, language);
    return std::string(language.of(rule.title));
}

std::string position_title(const Stage* stage, std::string_view position,
                           const pages::Language& language) {
    const auto* rule = stage ? stage->position(position) : nullptr;
    return rule ? position_title(*rule, language) : pages::position_word(position, language);
}

std::string outcome_title(const Definition& definition, const std::string& outcome,
                          const pages::Language& language) {
    const auto titled = definition.outcomes.find(outcome);
    if (titled == definition.outcomes.end()) return picture_word(outcome, language.code());
    return std::string(language.of(titled->second));
}

std::string body_name(const Registry& registry, std::string_view body,
                      const pages::Language& language) {
    if (body == paraph::anyone) return language.say("body.anyone");
    const auto* known = registry.body(body);
    return std::string(known ? language.of(known->name) : body);
}

std::string person_name(const Registry& registry, std::string_view person) {
    const auto* known = registry.person(person);
    return known ? known->name : std::string();
}

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
