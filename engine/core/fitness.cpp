#include "engine/core/fitness.hpp"

#include <algorithm>

#include "engine/base/instant.hpp"
#include "engine/base/words.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/outlook.hpp"

namespace paraph {
namespace {

/// Of bodies in this role: what a rule reads of others only is not asked of them.
bool reads_weight(const Expression& e, const std::string& weight, const std::string& role) {
    if (e.weight == weight && (e.role.empty() || e.role == role)) return true;
    return std::ranges::any_of(
        e.arguments, [&](const Expression& part) { return reads_weight(part, weight, role); });
}

/// A rule of the stage, or a choice by its figures.
bool is_weighed(const Definition& definition, const Stage& stage, const std::string& weight,
                const std::string& role) {
    const auto reads = [&](const std::optional<Expression>& rule) {
        return rule && reads_weight(*rule, weight, role);
    };
    return reads(stage.passes) || reads(stage.quorum) ||
           std::ranges::any_of(definition.stages, [&](const Stage& choice) {
               return choice.figures_of == stage.name &&
                      std::ranges::any_of(choice.ways,
                                          [&](const Way& way) { return reads(way.when); });
           });
}

bool asks(const Stage& stage, const std::string& role) {
    return std::ranges::any_of(stage.who, [&](const Participant& who) {
        return who.kind == Participant::Kind::role && who.name == role;
    });
}

/// Everybody who takes part, each once, with all that they may say.
std::vector<Party> parties_of(const Stage& stage, const Opening& opening) {
    std::vector<Party> parties;
    const auto add = [&](std::string_view body, const std::string& role) {
        const auto known = std::ranges::find(parties, body, &Party::body);
        if (known != parties.end()) {
            if (!role.empty()) known->roles.push_back(role);
            return;
        }
        parties.push_back({.body = body, .options = every_option(stage)});
        if (!role.empty()) parties.back().roles.push_back(role);
    };
    for (const auto& who : stage.who) {
        if (who.kind == Participant::Kind::body) add(who.name, "");
        if (who.kind != Participant::Kind::role) continue;
        for (const auto& body : bound_to(opening.roles, who.name)) add(body, who.name);
    }
    return parties;
}

Result<> can_hold(const Stage& stage, const std::optional<Expression>& rule,
                  const Prospect& prospect) {
    if (!rule || chance(*rule, prospect).can_hold) return {};
    return refuse(Refused::wrong_number,
                  "With these bodies \"" + stage.name +
                      "\" can never pass, whatever they answer: " + to_text(*rule) + ".",
                  "/roles");
}

bool fits(const Attribute& attribute, const json::value& value) {
    auto is_choice = [&](const json::value& choice) {
        return choice.is_string() &&
               std::ranges::find(attribute.choices, std::string_view(choice.get_string())) !=
                   attribute.choices.end();
    };
    switch (attribute.type) {
        case Attribute::Type::text:
            return value.is_string();
        case Attribute::Type::number:
            return value.is_int64();
        case Attribute::Type::yes_no:
            return value.is_bool();
        case Attribute::Type::one_of:
            return is_choice(value);
        case Attribute::Type::some_of:
            return value.is_array() && std::ranges::all_of(value.get_array(), is_choice);
        case Attribute::Type::date:
            return value.is_string() &&
                   parse_instant(std::string(value.get_string()) + "T00:00:00Z").has_value();
    }
    return false;
}

}  // namespace

Result<> check_attributes(const Definition& definition, const json::object& attributes) {
    std::vector<std::string_view> known;
    for (const auto& [name, attribute] : definition.attributes) {
        known.push_back(name);
        if (attribute.required && !attributes.contains(name))
            return refuse(Refused::invalid, "The definition asks for \"" + name + "\".",
                          pointer_to("/attributes", name));
    }
    for (const auto& [name, value] : attributes) {
        const auto found = definition.attributes.find(std::string(name));
        const std::string where = pointer_to("/attributes", name);
        if (found == definition.attributes.end())
            return refuse(Refused::unknown_attribute,
                          "The definition has no attribute \"" + std::string(name) + "\"." +
                              suggestion(name, known),
                          where);
        if (!fits(found->second, value))
            return refuse(
                Refused::invalid,
                "The value does not fit the attribute's type; docs/language.md lists them.", where);
    }
    return {};
}

Result<> has_weights(const Definition& definition, const std::string& role, const Body& body) {
    for (const auto& weight : definition.weights) {
        if (body.weights.contains(weight)) continue;
        for (const auto& stage : definition.stages)
            if (asks(stage, role) && is_weighed(definition, stage, weight, role))
                return refuse(Refused::invalid,
                              "\"" + body.id + "\" has no " + weight + ", which a rule of \"" +
                                  stage.name + "\" reads. Register it with the body first.",
                              pointer_to("/roles", role));
    }
    return {};
}

namespace {

/// As many signatures as are needed must be possible. Who sits there by a function is not known
/// yet.
Result<> can_be_signed(const Stage& stage, const Opening& opening) {
    const bool by_number =
        stage.kind == StageKind::sign_off && stage.needs.kind == Needs::Kind::at_least;
    const bool by_function = std::ranges::any_of(
        stage.who, [](const Participant& who) { return who.kind == Participant::Kind::function; });
    if (!by_number || by_function) return {};
    const auto there = parties_of(stage, opening).size();
    if (there == 0 || there >= static_cast<std::size_t>(stage.needs.count)) return {};
    return refuse(Refused::wrong_number,
                  "\"" + stage.name + "\" needs " + std::to_string(stage.needs.count) +
                      " signatures, and only " + std::to_string(there) +
                      " bodies are asked to sign.",
                  "/roles");
}

}  // namespace

Result<> can_pass(const Definition& definition, const Opening& opening) {
    for (const auto& stage : definition.stages) {
        if (auto r = can_be_signed(stage, opening); !r) return r;
        if (stage.kind != StageKind::ballot) continue;
        if (stage.when && !holds(*stage.when, opening.attributes)) continue;
        const Prospect prospect{.definition = definition,
                                .stage = stage,
                                .weights = opening.weights,
                                .parties = parties_of(stage, opening),
                                .attributes = &opening.attributes};
        if (prospect.parties.empty()) continue;  // the stage will be skipped
        if (auto r = can_hold(stage, stage.quorum, prospect); !r) return r;
        if (auto r = can_hold(stage, stage.passes, prospect); !r) return r;
    }
    return {};
}

}  // namespace paraph
