#include "api/telling/levels.hpp"

#include "api/telling/held_links.hpp"
#include "api/telling/said.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/record.hpp"
#include "engine/rules/returned.hpp"
#include "engine/rules/silence.hpp"

namespace paraph::api {
namespace {

bool has_holder(const Registry& registry, const Stage& stage, std::string_view body) {
    for (const auto& who : stage.who)
        for (const auto* person : registry.people_of(body))
            if (who.kind != Participant::Kind::function || person->function == who.name)
                return true;
    return false;
}

pages::Outside outside_of(const House& house, const State& state, const Registry& registry,
                          const Stage& outer, const pages::Language& language) {
    const auto& parent = *state.opening->parent;
    pages::Outside outside{.task = outer.kind, .due = state.opening->outer_due};
    const auto around = house.cycle(parent.cycle);
    const auto seated = around ? around->seated(parent.assignment) : Seated{};
    const auto* definition = registry.definition(parent.definition.name, parent.definition.version);
    if (!seated || !definition || !definition->definition) return outside;
    outside.due = due_of(*seated.round, *seated.assignment);
    const auto& silence = silence_of(*definition->definition, outer, *seated.assignment);
    outside.silence = silence.kind;
    outside.silence_position = position_title(&outer, silence.position, language);
    outside.stands = answer_outside(house, state, registry, language);
    return outside;
}

}  // namespace

const Stage* next_level(const Definition& definition, const Registry& registry, const Stage* stage,
                        std::string_view body) {
    for (std::size_t steps = 0; stage && steps < definition.stages.size(); ++steps) {
        const auto way = stage->then.find("signed");
        if (way == stage->then.end() || !way->second.to_stage()) return nullptr;
        stage = definition.stage(way->second.name);
        if (stage && has_holder(registry, *stage, body)) return stage;
    }
    return nullptr;
}

std::string answer_outside(const House& house, const State& state, const Registry& registry,
                           const pages::Language& language) {
    if (!state.is_inside() || !state.opening->parent->answered) return {};
    const auto& parent = *state.opening->parent;
    const auto around = house.cycle(parent.cycle);
    const auto seated = around ? around->seated(parent.assignment) : Seated{};
    const auto* outer = registry.stage_around(*state.opening);
    const auto* answer = seated && outer ? standing(*seated.assignment) : nullptr;
    return answer ? position_title(outer, answer->position, language) : std::string();
}

bool is_asked_anew(const House& house, const State& state) {
    const auto& parent = *state.opening->parent;
    const auto around = house.cycle(parent.cycle);
    const auto seated = around ? around->seated(parent.assignment) : Seated{};
    const auto newer = seated ? successor(*around, seated) : Seated{};
    return newer && is_open(*newer.round);
}

std::string why_open_again(const House& house, const State& state) {
    const auto around = house.cycle(state.opening->parent->cycle);
    for (auto sequence = around ? around->sequence : 0; sequence > 0; --sequence) {
        const auto entry = house.archive.entry(around->id, sequence);
        if (!entry) return {};
        const auto record = read_entry(entry->body, entry->secret);
        if (!record) return {};
        if (std::holds_alternative<Reopened>(record->fact) ||
            std::holds_alternative<Extended>(record->fact))
            return Said(house.archive, *around).reason(sequence);
    }
    return {};
}

void put_level(pages::Asked& asked, const House& house, const State& state,
               const Registry& registry, const Stage& stage, std::string_view body,
               const pages::Language& language) {
    const auto* outer = state.is_inside() ? registry.stage_around(*state.opening) : nullptr;
    if (!outer || stage.kind != StageKind::sign_off) return;
    asked.outside = outside_of(house, state, registry, *outer, language);
    const auto& definition = house.definition_of(state);
    if (const auto* next = next_level(definition, registry, &stage, body))
        asked.next_level = stage_title(next, next->name, language);
}

std::optional<pages::Returned> returned_to(const House& house, const State& state,
                                           const Registry& registry, const Definition& definition,
                                           int round, const pages::Language& language) {
    const auto* before = returned_from(state, round);
    const auto* seat = before ? declined_by(*before) : nullptr;
    if (!seat) return std::nullopt;
    const auto level = stage_title(definition.stage(before->stage), before->stage, language);
    const auto* person = registry.person(seat->answer->person);
    const auto by =
        person ? language.say("level.holder", {{"person", person->name}, {"level", level}}) : level;
    return pages::Returned{.by = by, .why = Said(house.archive, state).reason(seat->answer->entry)};
}

}  // namespace paraph::api
