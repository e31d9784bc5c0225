#include <algorithm>
#include <set>

#include "engine/core/judge.hpp"
#include "engine/core/results.hpp"
#include "engine/core/subcycles.hpp"

namespace paraph {

// The secretariat's acts: who might, on what, and that a clock only goes forward.

/// Only rounds after it are undone.
void Judge::check_later_rounds(int round, const std::vector<int>& undone) {
    for (const int later : undone)
        if (later <= round || !round_at(later)) flaw("it undoes a round that did not follow");
}

/// What is void again is silence that was counted in this round.
void Judge::check_voided(const Round& round, const std::vector<std::string>& voided) {
    for (const auto& id : voided) {
        const auto seat = seated(id);
        if (seat.round != &round || seat.assignment->status != AssignmentStatus::silent)
            flaw("it makes void what was no counted silence of this round");
    }
}

/// What ran inside begins anew in cycles that there have not been, and nowhere else.
void Judge::check_begun(const Round& round, const std::string& only,
                        const std::map<std::string, std::string>& inside) {
    const auto expected = begun_anew(*stage_of(round), round, only);
    if (inside.size() != expected.size() ||
        !std::ranges::all_of(expected, [&](const auto& id) { return inside.contains(id); }))
        flaw("what runs inside does not begin anew where it was to");
    std::set<std::string> cycles;
    for (const auto& [assignment, cycle] : inside)
        if (other_(cycle) || !cycles.insert(cycle).second)
            flaw("what begins anew inside is no new cycle");
}

/// What will follow by itself includes the due time that the fact names.
void Judge::check_planned(int round, DueKind kind, Instant due, const std::vector<DueTime>& dues) {
    const bool planned = std::ranges::any_of(dues, [&](const DueTime& each) {
        return each.kind == kind && each.at == due && each.round == round;
    });
    if (!planned) flaw("its due time is not among what will follow by itself");
}

void Judge::operator()(const Extended& fact) {
    by_act("extend");
    const auto* round = round_at(fact.round);
    if (!round) return flaw("it names a round that was never opened");
    if (!by_rule() && fact.due <= record_.at) flaw("its new due time had passed");
    if (fact.assignment && seated(*fact.assignment).round != round)
        flaw("it names an assignment of another round");
    const auto seat = fact.assignment ? seated(*fact.assignment) : Seated{};
    const auto before = seat ? due_of(*seat.round, *seat.assignment) : round->due;
    if (!by_rule() && is_open(*round) && before && fact.due <= *before)
        flaw("extending makes it later, and this is not");
    check_planned(fact.round, fact.assignment ? DueKind::assignment_due : DueKind::due, fact.due,
                  fact.dues);
    check_later_rounds(fact.round, fact.undone);
    check_voided(*round, fact.voided);
    check_begun(*round, seat ? seat.assignment->body : "", fact.inside);
    if (by_rule() && opening().parent) check_moved(*round, fact);
}

/// Only an extension is taken back, and no more of the time than it gave.
void Judge::operator()(const Shortened& fact) {
    by_act("extend");
    while_running();
    const auto* round = open_round_at(fact.round);
    if (!round) return flaw("the round is not open");
    const auto seat = fact.assignment ? seated(*fact.assignment) : Seated{};
    if (fact.assignment && seat.round != round)
        return flaw("it names an assignment of another round");
    const auto now = seat ? seat.assignment->due : round->due;
    const auto before = seat ? round->due : round->due_before;
    if (fact.due < calendar_->deadline(record_.at, notice_of_less_time))
        flaw("it leaves those who are asked no time");
    if (!now || !before || fact.due >= *now || fact.due < *before)
        flaw("it takes back more than an extension");
    const bool own = seat && fact.due != round->due;
    check_planned(fact.round, own ? DueKind::assignment_due : DueKind::due, fact.due, fact.dues);
}

void Judge::operator()(const Suspended&) {
    by_act("suspend");
    check_status_around({CycleStatus::suspended});
}

void Judge::operator()(const Resumed& fact) {
    by_act("resume");
    check_status_around({CycleStatus::running, CycleStatus::ended});
    check_parked(fact.dues);
    for (const auto& due : fact.dues)
        if (due.at <= record_.at) flaw("something is due at once that stood still");
}

/// All that stood still is to follow.
void Judge::check_parked(const std::vector<DueTime>& dues) {
    if (dues.size() != state().parked.size())
        flaw("what was to follow by itself before the stop is not what follows now");
}

void Judge::operator()(const Deferred& fact) {
    by_act("defer");
    if (!fact.until && fact.meeting.empty()) flaw("it is put off to nothing");
    if (fact.until && *fact.until <= record_.at) flaw("it is put off to a time that had passed");
    check_deferred_around(fact);
}

void Judge::operator()(const Reopened& fact) {
    by_act("reopen");
    const auto* round = round_at(fact.round);
    if (!round) return flaw("it names a round that was never opened");
    if (round->status != RoundStatus::closed) flaw("the round was not closed");
    if (fact.due <= record_.at) flaw("its new due time had passed");
    check_later_rounds(fact.round, fact.undone);
    check_voided(*round, fact.voided);
    check_begun(*round, {}, fact.inside);
}

/// By rule it names the end of the round around; by people its reason stands beside it.
void Judge::operator()(const Abandoned& fact) {
    by_act("abandon");
    const bool outer = fact.why.starts_with("the outer round is over (");
    if (by_rule() ? !outer : !fact.why.empty())
        flaw("nothing is abandoned for \"" + fact.why + "\"");
    if (by_rule() && opening().parent) check_abandoned(fact);
}

void Judge::operator()(const MinimumWaived& fact) {
    by_act("waive");
    const auto* stage = definition_->stage(fact.stage);
    if (!stage || !stage->minimum) flaw("no stage \"" + fact.stage + "\" has a minimum");
}

void Judge::operator()(const Migrated& fact) {
    by_act("migrate");
    const auto* found = registry_.definition(fact.definition.name, fact.definition.version);
    if (!found || !found->definition || found->digest != fact.definition.digest ||
        fact.definition.name != opening().definition.name)
        return flaw("there was no such version of its definition");
    if (!history_.ways.empty()) flaw("it moves between two stages");
    for (const auto& round : state().rounds) {
        const auto to = fact.stages.find(round->stage);
        const auto* stage =
            found->definition->stage(to == fact.stages.end() ? round->stage : to->second);
        if (!stage || stage->kind != round->kind)
            flaw("the version has no such stage for \"" + round->stage + "\"");
    }
}

}  // namespace paraph
