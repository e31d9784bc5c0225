#include "engine/core/fitness.hpp"

#include <algorithm>

#include "engine/base/words.hpp"
#include "engine/rules/evaluate.hpp"
#include "engine/rules/outlook.hpp"

namespace paraph {
namespace {

bool reads_weight(const Expression& e, const std::string& weight) {
    return e.weight == weight || std::ranges::any_of(e.arguments, [&](const Expression& part) {
               return reads_weight(part, weight);
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
        parties.push_back({.body = body, .roles = {}, .options = every_option(stage)});
        if (!role.empty()) parties.back().roles.push_back(role);
    };
    for (const auto& who : stage.who) {
        if (who.kind == Participant::Kind::body) add(who.name, "");
        const auto bound = opening.roles.find(who.name);
        if (who.kind != Participant::Kind::role || bound == opening.roles.end()) continue;
        for (const auto& body : bound->second) add(body, who.name);
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

}  // namespace

Result<> has_weights(const Definition& definition, const std::string& role, const Body& body) {
    for (const auto& weight : definition.weights) {
        if (body.weights.contains(weight)) continue;
        for (const auto& stage : definition.stages)
            if (stage.passes && asks(stage, role) && reads_weight(*stage.passes, weight))
                return refuse(Refused::invalid,
                              "\"" + body.id + "\" has no " + weight + ", which the rule of \"" +
                                  stage.name + "\" reads. Register it with the body first.",
                              pointer_to("/roles", role));
    }
    return {};
}

Result<> can_pass(const Definition& definition, const Opening& opening) {
    for (const auto& stage : definition.stages) {
        if (stage.kind != StageKind::ballot) continue;
        if (stage.when && !holds(*stage.when, opening.attributes)) continue;
        const Prospect prospect{.definition = definition,
                                .stage = stage,
                                .weights = opening.weights,
                                .parties = parties_of(stage, opening),
                                .conditions_max = {},
                                .attributes = &opening.attributes};
        if (prospect.parties.empty()) continue;  // the stage will be skipped
        if (auto r = can_hold(stage, stage.quorum, prospect); !r) return r;
        if (auto r = can_hold(stage, stage.passes, prospect); !r) return r;
    }
    return {};
}

}  // namespace paraph
