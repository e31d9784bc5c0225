#include <algorithm>

#include "engine/base/contains.hpp"
#include "engine/core/judge.hpp"
#include "engine/core/results.hpp"
#include "engine/core/subcycles.hpp"

namespace paraph {

// A cycle that runs inside a body or for one, held to the cycle around it: it begins, stands still,
// moves and is abandoned as that one says, in the moment in which that one says so, and goes on no
// longer than the round that it is for. The log has the outer entry first.

namespace {

constexpr auto nothing_around = "nothing happened then in the cycle around it";
constexpr auto outlived = "the round around it was over, and it went on";

bool is_alive(const State& state) {
    using enum CycleStatus;
    return state.status == running || state.status == suspended || state.status == deferred;
}

/// Who takes part by such a seat is told of what becomes of the round: has not answered, or may say
/// more. `unanswered`: what the status of those is called who have not.
bool is_told(const Seated& seat, AssignmentStatus unanswered) {
    const auto status = seat.assignment->status;
    const bool says_more =
        seat.round->kind == StageKind::comment &&
        (status == AssignmentStatus::answered || status == AssignmentStatus::outdated);
    return status == unanswered || status == AssignmentStatus::silent || says_more;
}

bool came_by_letter(const Seated& seat) {
    const auto* answer = standing(*seat.assignment);
    return answer && !answer->received.empty() && answer->how == How::explicit_ &&
           seat.round->kind != StageKind::comment;
}

/// What runs inside a body whose answer stands, and has not spoken for it since it began: it is
/// told of what becomes of the round as if the body were asked.
bool runs_anew(const Seated& seat, const std::string& inner, Instant opened) {
    const auto* answer = standing(*seat.assignment);
    if (!answer || answer->how != How::explicit_ || seat.assignment->child != inner) return false;
    return answer->cites ? answer->cites->cycle != inner : answer->at <= opened;
}

/// For what a cycle that runs for the seat is over, in the word that its end gives; "": it is not.
std::string over_for(const State& outer, const Seated& seat, bool rest_goes_on, bool anew) {
    using enum RoundStatus;
    const auto& round = *seat.round;
    if (seat.assignment->status == AssignmentStatus::removed) return "removed";
    if (came_by_letter(seat) && !anew) return "answered";
    const bool waited = anew || is_told(seat, AssignmentStatus::closed);
    const bool waits = anew || is_told(seat, AssignmentStatus::awaited);
    if (round.status == closed) return waited && !rest_goes_on ? round.result : "";
    if (round.status == cancelled) return waited ? "cancelled" : "";
    if (round.status == superseded) return waits ? "superseded" : "";
    if (round.status == undone) return waits ? "undone" : "";
    return waits && outer.status == CycleStatus::abandoned ? "abandoned" : "";
}

ParentKind kind_around(StageKind kind) {
    if (kind == StageKind::each) return ParentKind::each;
    return kind == StageKind::call ? ParentKind::call : ParentKind::inside;
}

/// What a cycle that ended came to goes out with its end; of one inside a body, where a level
/// proposed something.
bool has_a_word(const State& state) {
    if (state.status != CycleStatus::ended) return false;
    if (!state.is_inside()) return true;
    return std::ranges::any_of(state.rounds, [](const auto& round) {
        const auto& seats = round->assignments;
        return !seats.empty() && seats.front()->answer && !seats.front()->answer->proposes.empty();
    });
}

/// nullptr: the definition's text is not there.
const Definition* definition_around(const Registry& registry, const State& outer) {
    const auto& ref = outer.opening->definition;
    const auto* found = registry.definition(ref.name, ref.version);
    return found ? found->definition.get() : nullptr;
}

/// The seats that name the cycle, the newest first: one that carries an answer over keeps what ran
/// for it. Where none does any more, the one that it was opened for.
std::vector<Seated> seats_naming(const State& outer, const std::string& inner,
                                 const std::string& first) {
    std::vector<Seated> seats;
    for (auto round = outer.rounds.rbegin(); round != outer.rounds.rend(); ++round)
        for (const auto& assignment : (*round)->assignments)
            if (assignment->child == inner) seats.push_back(outer.seated(assignment->id));
    if (seats.empty()) seats.push_back(outer.seated(first));
    return seats;
}

/// A cycle and the seat that it runs for, as far as the cycle around is known.
struct Around {
    const History* outer = nullptr;
    std::vector<Seated> seats;
    Seated seat;  // the first of them
    const Definition* definition = nullptr;
    const Stage* stage = nullptr;
    std::string inner;
    std::optional<Instant> answered;  // its body's answer stood when it began then

    Around(const State& state, const Registry& registry, const OtherCycle& other)
        : Around(state.id, *state.opening, state.opened, registry, other) {}
    Around(const std::string& name, const Opening& opening, Instant opened,
           const Registry& registry, const OtherCycle& other)
        : inner(name) {
        if (opening.parent) outer = other(opening.parent->cycle);
        if (!outer || !outer->state.opening) return;
        if (opening.parent->answered) answered = opened;
        seats = seats_naming(outer->state, inner, opening.parent->assignment);
        seat = seats.front();
        definition = definition_around(registry, outer->state);
        if (seat && definition) stage = definition->stage(seat.round->stage);
    }
    /// Where the stage is not known, nothing is missed.
    std::string over() const { return seat ? over(seat) : std::string(); }
    std::string over(const Seated& of) const {
        return over_for(outer->state, of, !stage || stage->rest_goes_on, anew(of));
    }
    /// Its answer is awaited or may be changed, and it hears what happens to the round.
    bool waits() const {
        return seat && is_open(*seat.round) &&
               (anew(seat) || is_told(seat, AssignmentStatus::awaited));
    }
    bool anew(const Seated& of) const { return answered && runs_anew(of, inner, *answered); }
};

/// What was said inside in time, and has not reached the seat. What lapsed had; and where more time
/// was given since, it may have come too late at first.
bool is_untold(const History& child, const Seated& seat, const Stage* stage) {
    const auto& assignment = *seat.assignment;
    if (assignment.status != AssignmentStatus::awaited || assignment.child != child.state.id ||
        !has_a_word(child.state) || !stage ||
        std::ranges::any_of(stage->positions, &PositionRule::lapses) || assignment.due ||
        seat.round->due_before)
        return false;
    return !seat.round->due || *child.state.ended < *seat.round->due;
}

bool is_same(const DefinitionRef& a, const DefinitionRef& b) {
    return a.name == b.name && a.version == b.version && a.digest == b.digest;
}

/// What runs for the seat; nothing: that is not known.
std::optional<DefinitionRef> procedure_for(const Registry& registry, const Around& around) {
    if (!around.stage) return std::nullopt;
    if (runs_sub_cycles(around.stage->kind)) {
        const auto& pinned = around.outer->state.opening->procedures;
        const auto found = pinned.find(around.stage->procedure);
        return found == pinned.end() ? std::nullopt : std::optional(found->second);
    }
    const auto* inside =
        version_inside(registry, *around.definition, around.seat.assignment->roles);
    if (!inside) return std::nullopt;
    return DefinitionRef{inside->name, inside->version, inside->digest};
}

}  // namespace

std::string flaw_of_end(const History& history, const Registry& registry, const OtherCycle& other) {
    const auto& state = history.state;
    const Around around(state, registry, other);
    if (!around.seat) return {};
    if (is_alive(state) && !around.over().empty()) return outlived;
    if (is_alive(state) && state.stopped_outside && around.waits() &&
        around.outer->state.status == CycleStatus::running)
        return "the cycle around it went on, and it stood still";
    if (is_open(*around.seat.round) && is_untold(history, around.seat, around.stage))
        return "what it came to was not told to the cycle around it";
    return {};
}

/// Sent from the cycle around: by rule, at no due time of its own.
bool Judge::is_sent() const {
    return by_rule() && record_.via == "rule" && !record_.effective;
}

/// As far as the cycle around is known, this one goes no way of its own.
void Judge::check_around() {
    if (!state().opening || !opening().parent) return;
    const Around around(state(), registry_, other_);
    if (!around.outer) result_.apart.insert(state().id);
    if (!around.seat) return;
    const auto& outer = around.outer->state;
    if (is_sent()) {
        const bool of_people = std::holds_alternative<LinkIssued>(record_.fact);
        if (!of_people && outer.at != record_.at) flaw(nothing_around);
        return;
    }
    if (is_alive(state()) && !around.over().empty()) return flaw(outlived);
    if (state().status == CycleStatus::running && around.waits() && outer.stopped &&
        *outer.stopped > state().at)
        flaw("the cycle around it stood still, and it went on");
}

/// It is the one that the seat names, by the procedure and until the time of that.
void Judge::check_opened_around(const Opening& opened) {
    if (!by_rule()) flaw("only the cycle around it opens it");
    const auto& parent = *opened.parent;
    const Around around(state().id, opened, record_.at, registry_, other_);
    if (!around.outer) {
        result_.apart.insert(state().id);
        return;
    }
    if (!around.seat || around.seat.assignment->child != state().id ||
        around.seat.assignment->id != parent.assignment)
        return flaw("the cycle around it does not know it");
    const auto& outer = around.outer->state;
    const auto& seat = around.seat;
    if (outer.at != record_.at) flaw(nothing_around);
    if (parent.body != seat.assignment->body || parent.stage != seat.round->stage ||
        parent.kind != kind_around(seat.round->kind) ||
        !is_same(parent.definition, outer.opening->definition))
        flaw("it names another seat of the cycle around it");
    if (parent.answered != (standing(*seat.assignment) != nullptr))
        flaw("it does not say whether the body's answer stands");
    if (opened.outer_due != due_of(*seat.round, *seat.assignment))
        flaw("it is to end at another time than the round around it");
    if (opened.language != outer.opening->language ||
        opened.restricted != outer.opening->restricted)
        flaw("it is opened otherwise than the cycle around it");
    const auto runs = procedure_for(registry_, around);
    if (runs && !is_same(opened.definition, *runs))
        flaw("the cycle around it runs another procedure there");
}

/// Its first text is the one in force around it.
void Judge::check_text_around(const RevisionIssued& fact) {
    const Around around(state(), registry_, other_);
    const auto* text = around.seat ? around.outer->state.revision() : nullptr;
    if (text && (text->number != fact.number || text->digest != fact.digest))
        flaw("it begins with another text than the cycle around it has");
}

/// A level ends with the round around it; in a sub-cycle only what is counted from that moves.
void Judge::check_moved(const Round& round, const Extended& fact) {
    if (!fact.outer_due || fact.assignment || !fact.undone.empty() || !fact.voided.empty())
        return flaw("by rule no more moves than the end of a round");
    const Around around(state(), registry_, other_);
    const bool ends_then = std::ranges::any_of(around.seats, [&](const Seated& seat) {
        return !seat || fact.outer_due == seat.round->due ||
               fact.outer_due == due_of(*seat.round, *seat.assignment);
    });
    if (!around.seats.empty() && !ends_then) flaw("the round around it does not end then");
    const auto& stage = *stage_of(round);
    const bool counted = stage.due && stage.due->before_outer();
    Instant due = *fact.outer_due;
    if (counted)
        if (const Instant inner = calendar_->before(due, stage.due->span); inner > record_.at)
            due = inner;
    if ((!counted && !state().is_inside()) || fact.due != due)
        flaw("it does not end as the round around it makes it end");
    for (const auto& time : due_times(*calendar_, stage, fact.round, due, record_.at))
        if (std::ranges::none_of(fact.dues, [&](const DueTime& one) {
                return one.at == time.at && one.kind == time.kind && one.whom == time.whom;
            }))
            return flaw("what will follow by itself is not what the definition says");
}

/// For what happened around it, at the point at which it stood.
void Judge::check_abandoned(const Abandoned& fact) {
    const Around around(state(), registry_, other_);
    if (!around.stage) return;
    std::string stood;
    if (const auto* round = state().current()) stood = "; it stood at: " + round->stage;
    bool over = false, fits = false;
    for (const auto& seat : around.seats) {
        const auto result = around.over(seat);
        over = over || !result.empty();
        fits = fits || fact.why == "the outer round is over (" + result + ")" + stood;
    }
    const bool passed_on =
        around.outer->state.status == CycleStatus::abandoned;  // from further out
    if (!over) return flaw("the round around it was not over");
    if (!passed_on && !fits) flaw("it was abandoned for something else");
}

/// It stands still, and goes on, with the cycle around it.
void Judge::check_status_around(std::initializer_list<CycleStatus> fitting) {
    if (!is_sent() || !opening().parent) return;
    const Around around(state(), registry_, other_);
    if (around.seat && !contains(fitting, around.outer->state.status))
        flaw("the cycle around it does not stand so");
}

/// Until when it is put off is told from around, too.
void Judge::check_deferred_around(const Deferred& fact) {
    check_status_around({CycleStatus::deferred});
    if (!is_sent() || !opening().parent) return;
    const Around around(state(), registry_, other_);
    if (!around.seat || around.outer->state.status != CycleStatus::deferred) return;
    if (fact.until != around.outer->state.next_due())
        flaw("the cycle around it is put off to another time");
}

/// Whoever is taken for one who said nothing has said nothing inside either.
void Judge::check_unsaid(const Seated& seat) {
    if (seat.assignment->child.empty()) return;
    const auto* child = other_(seat.assignment->child);
    if (child && is_untold(*child, seat, stage_of(*seat.round)))
        flaw("\"" + seat.assignment->body + "\" had answered inside, and that was not told");
}

}  // namespace paraph
