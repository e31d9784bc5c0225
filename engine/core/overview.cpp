#include "engine/core/overview.hpp"

#include <algorithm>

#include "engine/base/codec.hpp"
#include "engine/rules/drawn_roles.hpp"

namespace paraph {
namespace {

bool is_over(const State& state) {
    return state.status == CycleStatus::ended || state.status == CycleStatus::abandoned;
}

/// A request moves nothing by itself: somebody must extend, or let it be.
bool asks_for_time(const Round* round) {
    return std::ranges::any_of(round->assignments, [](const auto& assignment) {
        return takes_part(*assignment) && assignment->more_time;
    });
}

std::string needs(const State& state, const std::vector<const Round*>& rounds,
                  const Progress& progress) {
    if (is_over(state)) return "settled";
    if (rounds.empty() || state.status != CycleStatus::running) return "you";
    if (may_be_left(state)) return "others";
    const bool meets = std::ranges::any_of(
        rounds, [](const Round* round) { return round->kind == StageKind::meet; });
    const bool stuck = progress.overdue || progress.blocking > 0 || meets ||
                       std::ranges::any_of(rounds, asks_for_time);
    return stuck ? "you" : "others";
}

void add(Progress& all, const Progress& one) {
    all.answered += one.answered;
    all.asked += one.asked;
    all.blocking += one.blocking;
    all.overdue = all.overdue || one.overdue;
    all.qualifies = all.qualifies || one.qualifies;
}

/// By a person, or by a program with a token of the body's.
bool is_spoken_for(const Registry& registry, const std::string& body) {
    return !registry.people_of(body).empty() ||
           std::ranges::any_of(registry.tokens, [&](const auto& known) {
               const auto& token = *known.second;
               return token.body == body && !token.revoked;
           });
}

/// Whose reviewers they are: of the body that can't be among them, as it is its own text.
std::string whose(const Role& role, const State& state) {
    for (const auto& never : role.never) {
        const auto& bound = bound_to(state.opening->roles, never);
        if (!bound.empty()) return bound.front();
    }
    return {};
}

/// That a body must maintain its position tells that it has one that lapses.
bool tells_hidden(const Seen& seen, const Attention& one) {
    if (one.what != "maintain" || one.body == seen.view.body) return false;
    const auto seated = seen.state->seated(one.assignment);
    return seated && is_hidden(*seen.definition, *seated.round);
}

}  // namespace

std::vector<const Round*> rounds_at_work(const State& state) {
    std::vector<const Round*> rounds;
    for (const auto& round : state.rounds)
        if (is_open(*round) && round->kind != StageKind::parallel) rounds.push_back(round.get());
    return rounds;
}

const Comment* answered_with(const State& state, const Comment& comment) {
    if (comment.same_as.empty()) return nullptr;
    const auto* root = state.comment(comment.same_as);
    return root && root->status != CommentStatus::withdrawn ? root : nullptr;
}

Progress progress_of(const Definition& definition, const Round& round) {
    Progress progress;
    progress.overdue = round.status == RoundStatus::overdue;
    progress.qualifies = round.qualifies;
    const auto* stage = definition.stage(round.stage);
    for (const auto& assignment : round.assignments) {
        if (!takes_part(*assignment)) continue;
        ++progress.asked;
        const bool blocks = assignment->status == AssignmentStatus::blocking;
        if (blocks && !is_hidden(definition, round)) ++progress.blocking;
        if (!is_awaited(*stage, *assignment)) ++progress.answered;
    }
    return progress;
}

Progress progress_for(const Seen& seen) {
    Progress progress;
    for (const auto* round : rounds_at_work(*seen.state)) {
        if (seen.view.all_positions) {
            add(progress, progress_of(*seen.definition, *round));
            continue;
        }
        Round own = *round;
        own.qualifies = false;  // tells of the others
        std::erase_if(own.assignments,
                      [&](const auto& seat) { return seat->body != seen.view.body; });
        add(progress, progress_of(*seen.definition, own));
    }
    return progress;
}

std::vector<Attention> attention_for(const Seen& seen) {
    std::vector<Attention> shown;
    for (auto& one : attention(*seen.definition, *seen.state)) {
        if (!seen.view.all_positions && one.body != seen.view.body) continue;
        if (tells_hidden(seen, one)) continue;
        const auto left = std::erase_if(one.people, [&](const auto& id) {
            const auto* person = seen.registry->person(id);
            return !person || !person->active;
        });
        const bool orphaned = seen.view.secretariat && left > 0 && one.people.empty() &&
                              !is_spoken_for(*seen.registry, one.body);
        shown.push_back(one);
        if (orphaned) {
            one.what = "appoint";
            shown.push_back(std::move(one));
        }
    }
    if (!seen.view.secretariat) return shown;
    for (const auto& role : seen.definition->roles)
        if (const int count = lacking(role, *seen.definition, *seen.state); count > 0)
            shown.push_back({.body = whose(role, *seen.state), .what = "assign", .count = count});
    return shown;
}

CycleRow row_of(const State& state, const Registry& registry) {
    const auto& opening = *state.opening;
    CycleRow row;
    row.id = state.id;
    if (state.is_inside()) {
        row.parent = opening.parent->cycle;
        row.body = opening.parent->body;
    }
    row.definition = opening.definition.name;
    row.title = state.title;
    row.status = enum_text(state.status);
    row.outcome = state.outcome;
    row.opened = state.opened;
    row.changed = state.at;
    row.next_due = state.next_due();
    row.sequence = state.sequence;
    Progress progress;
    const auto rounds = rounds_at_work(state);
    const auto* definition =
        registry.definition(opening.definition.name, opening.definition.version);
    for (const auto* round : rounds) {
        row.stage += (row.stage.empty() ? "" : ", ") + round->stage;
        if (round->due && (!row.due || *round->due < *row.due)) row.due = round->due;
        add(progress, progress_of(*definition->definition, *round));
    }
    row.needs = needs(state, rounds, progress);
    if (lacking(*definition->definition, state) > 0) row.needs = "you";
    row.summary = encode(progress);
    return row;
}

std::string needs_for(const Seen& seen, const CycleRow& row) {
    if (seen.view.all_positions && !seen.view.is_blinded()) return row.needs;
    if (is_over(*seen.state)) return "settled";
    const auto turns = attention_for(seen);
    return std::ranges::find(turns, seen.view.body, &Attention::body) == turns.end() ? "others"
                                                                                     : "you";
}

}  // namespace paraph
