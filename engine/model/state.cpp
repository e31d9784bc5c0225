#include "engine/model/state.hpp"

#include <algorithm>

namespace paraph {

const std::vector<std::string>& bound_to(const Bindings& roles, const std::string& role) {
    static const std::vector<std::string> nobody;
    const auto found = roles.find(role);
    return found == roles.end() ? nobody : found->second;
}

const Revision* State::revision() const {
    return revisions.empty() ? nullptr : revisions.back().get();
}

std::vector<int> State::open_rounds() const {
    std::vector<int> open;
    for (std::size_t i = 0; i < rounds.size(); ++i)
        if (is_open(*rounds[i])) open.push_back(static_cast<int>(i));
    return open;
}

int State::open_round(std::string_view stage) const {
    for (std::size_t i = rounds.size(); i-- > 0;)
        if (rounds[i]->stage == stage && is_open(*rounds[i])) return static_cast<int>(i);
    return -1;
}

const Round* State::current() const {
    const auto found = std::ranges::find_if(rounds.rbegin(), rounds.rend(), [](const auto& round) {
        return is_open(*round) && round->kind != StageKind::parallel;
    });
    return found == rounds.rend() ? nullptr : found->get();
}

const Round* State::last_asked() const {
    const auto found = std::ranges::find_if(rounds.rbegin(), rounds.rend(), [](const auto& round) {
        return takes_comments(round->kind) && round->status == RoundStatus::closed;
    });
    return found == rounds.rend() ? nullptr : found->get();
}

bool State::is_inside() const {
    return opening && opening->parent && opening->parent->kind == ParentKind::inside;
}

Seated State::seated(int index, int seat) const {
    return {index, seat, &round(index), &round(index).seat(seat)};
}

Seated State::seated(std::string_view assignment) const {
    for (std::size_t r = rounds.size(); r-- > 0;) {  // the newest is asked for most
        const auto& seats = rounds[r]->assignments;
        for (std::size_t a = 0; a < seats.size(); ++a)
            if (seats[a]->id == assignment) return seated(static_cast<int>(r), static_cast<int>(a));
    }
    return {};
}

int State::entered(std::string_view stage) const {
    return static_cast<int>(std::ranges::count_if(rounds, [&](const auto& round) {
        return round->stage == stage && round->status != RoundStatus::undone;
    }));
}

bool is_of_commitment(const DueTime& due) {
    return due.kind == DueKind::commitment_remind || due.kind == DueKind::commitment_due;
}

std::optional<Instant> State::next_due() const {
    if (due.empty()) return std::nullopt;
    return due.front().at;
}

const Comment* State::comment(std::string_view comment_id) const {
    return comments.find(comment_id);
}

const Commitment* State::commitment(std::string_view commitment_id) const {
    auto found = std::ranges::find(commitments, commitment_id,
                                   [](const auto& c) { return std::string_view(c->id); });
    return found == commitments.end() ? nullptr : found->get();
}

bool is_open(const Round& round) {
    return round.status == RoundStatus::open || round.status == RoundStatus::qualified ||
           round.status == RoundStatus::overdue;
}

bool stands_still(const State& state) {
    return state.status == CycleStatus::suspended || state.status == CycleStatus::deferred;
}

bool takes_part(const Assignment& assignment) {
    return assignment.status != AssignmentStatus::removed &&
           assignment.status != AssignmentStatus::skipped;
}

std::optional<Instant> due_of(const Round& round, const Assignment& assignment) {
    if (!assignment.due || !round.due) return assignment.due ? assignment.due : round.due;
    return assignment.function.empty() ? std::max(*assignment.due, *round.due)
                                       : std::min(*assignment.due, *round.due);
}

const Answer* standing(const Assignment& assignment) {
    switch (assignment.status) {
        case AssignmentStatus::answered:
        case AssignmentStatus::blocking:
        case AssignmentStatus::lifted:
        case AssignmentStatus::silent:
            return assignment.answer ? &*assignment.answer : nullptr;
        default:
            return nullptr;
    }
}

}  // namespace paraph
