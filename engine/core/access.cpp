#include "engine/core/access.hpp"

#include <algorithm>
#include <array>

#include "engine/base/contains.hpp"
#include "engine/core/blind.hpp"
#include "engine/rules/attention.hpp"

namespace paraph {
namespace {

View everything(std::string_view body) {
    View view;
    view.cycle = view.text = view.all_positions = view.all_comments = view.names = view.outcome =
        view.trail = true;
    view.body = body;
    return view;
}

/// Whoever sees everything knows who reviews, unless it takes part in the review itself.
void put_blindness(View& view, const State& state, const Definition& definition) {
    const auto sides = sides_of_blind_reviews(definition);
    if (sides.reviewers.empty()) return;
    const bool reviews = has_any(state, view.body, sides.reviewers);
    const bool reviewed = has_any(state, view.body, sides.reviewed);
    if (view.trail && !reviews && !reviewed) return;
    view.hides_reviewers = true;
    view.hides_reviewed = sides.both && reviews && !reviewed;
    view.trail = false;
}

/// Bodies that take part by a role, or as a body that a stage names by id.
bool is_asked(const State& state, std::string_view body) {
    return std::ranges::any_of(state.rounds, [&](const auto& round) {
        return std::ranges::any_of(round->assignments,
                                   [&](const auto& seat) { return seat->body == body; });
    });
}

/// Nobody answers comments or meets objections that it can't read.
bool must_revise(const State& state, std::string_view body) {
    return std::ranges::any_of(state.rounds, [&](const auto& round) {
        return is_open(*round) && round->kind == StageKind::revise &&
               std::ranges::any_of(round->assignments, [&](const auto& seat) {
                   return seat->body == body && takes_part(*seat);
               });
    });
}

bool leads(const State& state, const std::string& body) {
    return contains(bound_to(state.opening->roles, "lead"), body);
}

/// An auditor reads all cycles, or those that it was told to and what these run as sub-cycles.
bool audits(const Actor& actor, const State& state) {
    if (!actor.is(HouseRole::auditor)) return false;
    const auto& parent = state.opening->parent;
    return !actor.audits || contains(*actor.audits, state.id) ||
           (parent && contains(*actor.audits, parent->cycle));
}

void widen(View& view, std::string_view what) {
    if (what == "everything") {
        const std::string body = view.body;
        view = everything(body);
    }
    if (what == "all comments") view.all_comments = true;
    if (what == "all positions" || what == "positions") view.all_positions = true;
    if (what == "names") view.names = true;
}

}  // namespace

bool View::sees_position(std::string_view of_body, bool hidden) const {
    return of_body == body || (all_positions && !hidden);
}

bool View::sees_objection(std::string_view of_body, bool hidden) const {
    return sees_position(of_body, hidden) || (meets_objections && !hidden);
}

bool View::sees_comment(std::string_view of_body, bool hidden) const {
    return of_body == body || (all_comments && !hidden);
}

bool is_hidden(const Definition& definition, const Round& round) {
    const auto* stage = definition.stage(round.stage);
    return stage && stage->hidden_until_closed && round.status != RoundStatus::closed;
}

bool is_hidden(const Definition& definition, const State& state, const Comment& comment) {
    const int index = state.open_round(comment.stage);
    if (index < 0 || !is_hidden(definition, state.round(index))) return false;
    auto since = state.round(index).entry;
    for (int i = index - 1; i >= 0; --i) {  // the rounds whose place it took
        const auto& earlier = state.round(i);
        if (earlier.stage != comment.stage) continue;
        if (earlier.status != RoundStatus::superseded) break;
        since = earlier.entry;
    }
    return comment.entry > since;
}

AssignmentStatus status_for(const Seen& seen, const Round& round, const Assignment& seat) {
    const bool told = seat.body == seen.view.body || !takes_part(seat);
    if (told || (seen.view.all_positions && !is_hidden(*seen.definition, round)))
        return seat.status;
    const auto* stage = seen.definition->stage(round.stage);
    if (stage && is_awaited(*stage, seat)) return AssignmentStatus::awaited;
    return seat.answer ? AssignmentStatus::answered : seat.status;
}

View view_of(const State& state, const Definition& definition, const Actor& actor) {
    View view;
    if (!state.opening) return view;
    const auto& opening = *state.opening;
    if (state.is_inside()) {
        if (actor.id == "rule" || (!actor.body.empty() && actor.body == opening.parent->body))
            return everything(actor.body);
        return view;
    }
    if (actor.id == "rule" || actor.is(HouseRole::secretariat)) {
        view = everything(actor.body);
        view.secretariat = true;
        return view;
    }
    if (audits(actor, state)) {
        view = everything(actor.body);
        view.insides = true;
        return view;
    }
    if (actor.body.empty()) return view;
    view.body = actor.body;
    for (const auto& [role, bodies] : opening.roles) {
        if (!contains(bodies, actor.body)) continue;
        view.cycle = true;
        if (const auto sees = definition.sees.find(role); sees != definition.sees.end())
            widen(view, sees->second);
    }
    view.cycle = view.cycle || is_asked(state, actor.body);
    const bool revises = must_revise(state, actor.body);
    view.all_comments = view.all_comments || revises;
    view.text = view.outcome = view.cycle;
    put_blindness(view, state, definition);
    view.meets_objections = !view.is_blinded() && (revises || leads(state, actor.body));
    return view;
}

Seen see(std::shared_ptr<const State> state, std::shared_ptr<const Registry> registry,
         const Actor& actor) {
    Seen seen{.state = std::move(state), .registry = std::move(registry)};
    seen.version = seen.state->sequence;
    seen.changed = seen.state->at;
    if (!seen.state->opening) return seen;
    const auto& ref = seen.state->opening->definition;
    seen.definition = seen.registry->definition(ref.name, ref.version)->definition.get();
    seen.view = view_of(*seen.state, *seen.definition, actor);
    const bool house =
        actor.id == "rule" || actor.is(HouseRole::secretariat) || actor.is(HouseRole::auditor);
    if (seen.view.cycle && !house) put_blinds(seen);
    return seen;
}

Seen see(const State& state, const Registry& registry, const Actor& actor) {
    const std::shared_ptr<const void> nobody;  // owns them: they are lent
    return see(std::shared_ptr<const State>(nobody, &state),
               std::shared_ptr<const Registry>(nobody, &registry), actor);
}

namespace {

/// Whose task it is that somebody took on, gave back or handed over; "" of other facts.
struct TaskOf {
    std::string operator()(const AssignmentClaimed& fact) const { return fact.assignment; }
    std::string operator()(const AssignmentReleased& fact) const { return fact.assignment; }
    std::string operator()(const AssignmentHandedOver& fact) const { return fact.assignment; }
    std::string operator()(const auto&) const { return {}; }
};

}  // namespace

bool is_own_affair(std::string_view kind) {
    constexpr std::array<std::string_view, 3> kinds{"assignment claimed", "assignment released",
                                                    "assignment handed over"};
    return contains(kinds, kind);
}

bool is_others_affair(const Seen& seen, const Fact& fact) {
    const auto assignment = std::visit(TaskOf{}, fact);
    if (assignment.empty() || seen.view.insides || seen.state->is_inside()) return false;
    const auto* seat = seen.state->seated(assignment).assignment;
    return !seat || seat->body.empty() || seat->body != seen.view.body;
}

Seen for_all_hands(Seen seen) {
    const auto sides = sides_of_blind_reviews(*seen.definition);
    seen.view.hides_reviewers = !sides.reviewers.empty();
    seen.view.hides_reviewed = sides.both;
    if (seen.view.is_blinded()) seen.view.body.clear();
    put_blinds(seen);
    seen.view.insides = false;
    seen.view.body.clear();  // nor is it for one body's eyes
    return seen;
}

}  // namespace paraph
