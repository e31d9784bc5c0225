#include "engine/model/state.hpp"

#include <algorithm>

namespace paraph {

const Revision* State::revision() const {
    return revisions.empty() ? nullptr : revisions.back().get();
}

int State::open_round() const {
    for (int i = static_cast<int>(rounds.size()) - 1; i >= 0; --i) {
        const auto stands = rounds[static_cast<std::size_t>(i)]->status;
        if (stands == RoundStatus::open || stands == RoundStatus::qualified ||
            stands == RoundStatus::overdue)
            return i;
    }
    return -1;
}

const Round* State::current() const {
    const int round = open_round();
    return round < 0 ? nullptr : rounds[static_cast<std::size_t>(round)].get();
}

std::pair<int, int> State::find_assignment(std::string_view assignment) const {
    for (std::size_t r = rounds.size(); r-- > 0;) {
        const auto& seats = rounds[r]->assignments;
        for (std::size_t a = 0; a < seats.size(); ++a)
            if (seats[a]->id == assignment) return {static_cast<int>(r), static_cast<int>(a)};
    }
    return {-1, -1};
}

int State::entered(std::string_view stage) const {
    return static_cast<int>(std::ranges::count_if(rounds, [&](const auto& round) {
        return round->stage == stage && round->status != RoundStatus::undone;
    }));
}

std::optional<Instant> State::next_due() const {
    if (due.empty()) return std::nullopt;
    return due.front().at;
}

const Comment* State::comment(std::string_view comment_id) const {
    auto found = std::ranges::find(comments, comment_id,
                                   [](const auto& c) { return std::string_view(c->id); });
    return found == comments.end() ? nullptr : found->get();
}

bool takes_part(const Assignment& assignment) {
    return assignment.status != AssignmentStatus::removed &&
           assignment.status != AssignmentStatus::skipped;
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
