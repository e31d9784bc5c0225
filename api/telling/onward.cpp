#include "api/telling/onward.hpp"

#include <algorithm>

#include "engine/rules/attention.hpp"

namespace paraph::api {
namespace {

bool blocks_sign_off(const Stage& stage, const Round& round, const Assignment& seat) {
    int seats = 0, declined = 1;
    for (const auto& other : round.assignments) {
        if (!takes_part(*other)) continue;
        ++seats;
        if (other->id != seat.id && other->status == AssignmentStatus::blocking) ++declined;
    }
    return declined > seats - stage.needs.of(seats);
}

}  // namespace

Onward onward(const Definition& definition, const Stage& stage, std::string_view result) {
    const Stage* at = &stage;
    std::string word(result);
    for (std::size_t steps = 0; at && steps < definition.stages.size(); ++steps) {
        const auto way = at->then.find(word);
        if (way == at->then.end()) return {};
        const auto& target = way->second;
        if (target.ends()) return {.outcome = target.name};
        if (target.to_stage()) return {.stage = definition.stage(target.name)};
        if (target.kind == Target::Kind::done) return {};
        word = target.name;
        at = definition.stage(at->block);
    }
    return {};
}

std::string result_of_block(const Stage& stage, const Round& round, const Assignment& seat) {
    if (stage.kind == StageKind::silence) return stage.restores_silence ? "" : "broken";
    if (stage.kind == StageKind::sign_off && blocks_sign_off(stage, round, seat)) return "declined";
    return {};
}

pages::Early early_end(const Stage& stage) {
    const auto& closes = stage.closes;
    const bool counted = stage.kind == StageKind::comment || stage.kind == StageKind::ballot ||
                         stage.kind == StageKind::circulate || stage.kind == StageKind::review;
    const bool by_public = std::ranges::any_of(
        stage.who, [](const auto& who) { return who.kind == Participant::Kind::anyone; });
    if (!counted || by_public || !closes.by_act_of.empty()) return pages::Early::no;
    if (closes.answers || closes.as_soon_as_passed || closes.when_settled)
        return pages::Early::sooner;
    return closes.when_all_answered ? pages::Early::all_answered : pages::Early::no;
}

bool asks_for_first_text(const State& state, const Round& round) {
    if (round.kind != StageKind::revise || state.last_asked()) return false;
    return std::ranges::all_of(state.comments, [](const auto& comment) {
        return comment->status == CommentStatus::withdrawn;
    });
}

bool completes(const Stage& stage, const Round& round, const Assignment& seat) {
    const bool counted = stage.kind == StageKind::comment || stage.kind == StageKind::ballot ||
                         stage.kind == StageKind::circulate;
    if (!counted || !stage.closes.when_all_answered || !stage.closes.by_act_of.empty())
        return false;
    return std::ranges::none_of(round.assignments, [&](const auto& other) {
        return other->body == paraph::anyone || must_maintain(stage, round, *other) ||
               (other->id != seat.id && takes_part(*other) && is_awaited(stage, *other));
    });
}

bool is_own(const Answer& answer, std::string_view person) {
    return answer.person.empty() || !answer.received.empty() || answer.person == person ||
           answer.behalf == person;
}

bool has_lead(const Definition& definition) {
    return std::ranges::any_of(definition.stages,
                               [](const auto& stage) { return stage.kind == StageKind::revise; });
}

}  // namespace paraph::api
