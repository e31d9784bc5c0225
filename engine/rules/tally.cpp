#include "engine/rules/tally.hpp"

#include <algorithm>

#include "engine/base/contains.hpp"

namespace paraph {

namespace {

constexpr std::size_t bodies_column = 0, cast_column = 1, present_column = 2, silent_column = 3,
                      first_position = 4;

bool is_answered(AssignmentStatus status) {
    return status == AssignmentStatus::answered || status == AssignmentStatus::blocking ||
           status == AssignmentStatus::lifted;
}

}  // namespace

Figures::Figures(const Definition& definition, const Stage& stage, const Weights& weights)
    : definition_(&definition),
      stage_(&stage),
      weights_(&weights),
      columns_(first_position + 2 * stage.positions.size() +
               weights.size() * (1 + stage.positions.size())),
      cells_((1 + definition.roles.size()) * columns_) {}

std::size_t Figures::row_of(std::string_view role) const {
    if (role.empty()) return 0;
    const auto found = std::ranges::find(definition_->roles, role, &Role::name);
    if (found == definition_->roles.end()) return unknown;
    return 1 + static_cast<std::size_t>(found - definition_->roles.begin());
}

std::size_t Figures::position_of(std::string_view position) const {
    const auto found = std::ranges::find(stage_->positions, position, &PositionRule::name);
    if (found == stage_->positions.end()) return unknown;
    return static_cast<std::size_t>(found - stage_->positions.begin());
}

std::size_t Figures::weight_of(std::string_view weight) const {
    const auto found = weights_->find(std::string(weight));
    if (found == weights_->end()) return unknown;
    const auto index = static_cast<std::size_t>(std::distance(weights_->begin(), found));
    const std::size_t positions = stage_->positions.size();
    return first_position + 2 * positions + index * (1 + positions);
}

void Figures::add(const Voice& voice, int times) {
    if (voice.status == AssignmentStatus::removed || voice.status == AssignmentStatus::skipped)
        return;
    const std::size_t position = voice.position.empty() ? unknown : position_of(voice.position);
    if (voice.status == AssignmentStatus::blocking) open_objections_ += times;
    add_to(0, voice, position, times);
    for (std::size_t i = 0; i < voice.roles.size(); ++i) {
        const bool repeated = contains(voice.roles.first(i), voice.roles[i]);
        const std::size_t row = row_of(voice.roles[i]);
        if (row != unknown && !repeated) add_to(row, voice, position, times);
    }
}

void Figures::add_to(std::size_t row, const Voice& voice, std::size_t position, int times) {
    std::int64_t* cells = &cells_[row * columns_];
    const bool known = position != unknown;
    const bool silent = !is_answered(voice.status);
    const bool lifted = voice.status == AssignmentStatus::lifted;
    const bool leaves = known && !lifted && stage_->positions[position].leaves_base;
    if (known && !lifted) {
        cells[first_position + 2 * position] += times;
        if (silent) cells[first_position + 2 * position + 1] += times;
    }
    if (!leaves) {
        cells[bodies_column] += times;
        if (silent) cells[silent_column] += times;
        if (lifted || (known && stage_->positions[position].counts_as_cast))
            cells[cast_column] += times;
        if (lifted || (known && stage_->positions[position].counts_for_quorum))
            cells[present_column] += times;
    }
    const std::size_t positions = stage_->positions.size();
    std::int64_t* weight_cell = cells + first_position + 2 * positions;
    for (const auto& [weight, values] : *weights_) {
        const auto found = values.find(std::string(voice.body));
        const std::int64_t sum = found == values.end() ? 0 : found->second * times;
        if (!leaves) weight_cell[0] += sum;
        if (known && !lifted) weight_cell[1 + position] += sum;
        weight_cell += 1 + positions;
    }
}

std::int64_t Figures::at(std::string_view role, std::size_t column) const {
    const std::size_t row = row_of(role);
    return row == unknown ? 0 : cells_[row * columns_ + column];
}

std::int64_t Figures::count(std::string_view position, std::string_view role) const {
    const std::size_t index = position_of(position);
    return index == unknown ? 0 : at(role, first_position + 2 * index);
}

std::int64_t Figures::counted_silent(std::string_view position, std::string_view role) const {
    const std::size_t index = position_of(position);
    return index == unknown ? 0 : at(role, first_position + 2 * index + 1);
}

std::int64_t Figures::weight(std::string_view weight, std::string_view position,
                             std::string_view role) const {
    const std::size_t total = weight_of(weight), index = position_of(position);
    return total == unknown || index == unknown ? 0 : at(role, total + 1 + index);
}

std::int64_t Figures::total_weight(std::string_view weight, std::string_view role) const {
    const std::size_t total = weight_of(weight);
    return total == unknown ? 0 : at(role, total);
}

std::int64_t Figures::bodies(std::string_view role) const {
    return at(role, bodies_column);
}
std::int64_t Figures::cast(std::string_view role) const {
    return at(role, cast_column);
}
std::int64_t Figures::present(std::string_view role) const {
    return at(role, present_column);
}
std::int64_t Figures::silent(std::string_view role) const {
    return at(role, silent_column);
}

Figures Figures::with(std::string_view position, std::string_view role, std::int64_t change) const {
    Figures changed = *this;
    const std::size_t index = position_of(position), row = row_of(role);
    if (index == unknown || row == unknown) return changed;
    changed.shift(0, index, change);
    if (row != 0) changed.shift(row, index, change);
    return changed;
}

void Figures::shift(std::size_t row, std::size_t position, std::int64_t change) {
    std::int64_t* cells = &cells_[row * columns_];
    cells[first_position + 2 * position] += change;
    if (change < 0) return;
    cells[silent_column] -= std::min(change, cells[silent_column]);
    const PositionRule& rule = stage_->positions[position];
    const auto add = [&](std::size_t column) {
        cells[column] = std::min(cells[column] + change, cells[bodies_column]);
    };
    if (rule.counts_as_cast) add(cast_column);
    if (rule.counts_for_quorum) add(present_column);
}

namespace {

int count_open_conditions(const Stage& stage, const State& state, const Round& round) {
    int count = 0;
    state.comments.each_open_condition([&](const Comment& comment) {
        if (comment.stage != stage.name) return;
        count += std::ranges::any_of(round.assignments, [&](const auto& assignment) {
            return assignment->body == comment.body && takes_part(*assignment);
        });
    });
    return count;
}

}  // namespace

Figures figures(const Definition& definition, const Stage& stage, const State& state,
                const Round& round, bool blocks_lifted) {
    Figures result(definition, stage, state.opening->weights);
    for (const auto& assignment : round.assignments) {
        const Answer* answer = standing(*assignment);
        const bool lift = blocks_lifted && assignment->status == AssignmentStatus::blocking;
        result.add({assignment->body, assignment->roles,
                    answer ? std::string_view(answer->position) : std::string_view{},
                    lift ? AssignmentStatus::lifted : assignment->status});
    }
    if (!blocks_lifted) result.set_open_conditions(count_open_conditions(stage, state, round));
    return result;
}

std::vector<Figure> tally(const Figures& figures) {
    std::vector<Figure> result;
    for (const PositionRule& position : figures.stage().positions)
        result.push_back({position.name, static_cast<int>(figures.count(position.name)),
                          static_cast<int>(figures.counted_silent(position.name))});
    return result;
}

}  // namespace paraph
