#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/definition.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// What a rule may read of a round: bodies and weights per position and role.
///
///   assignment        base   cast, present     silent  its position
///   awaited, outdated,
///   closed            yes    no                yes     no
///   answered          yes    if the position
///                            counts as such    no      yes
///   blocking          yes    likewise          no      yes; and one open objection
///   lifted            yes    yes               no      no
///   silent            yes    likewise          yes     the one that silence counts as
///   skipped, removed  no     no                no      no
///
/// A position that leaves the base (recuse) is counted under its own name and nowhere else.
/// A body counts once in each role it has, and once among everybody.
///
/// Refers to the definition, the stage and the weights it was made from; they must outlive it.
/// Names that the stage or the definition do not know read as 0.
class Figures {
public:
    using Weights = std::map<std::string, std::map<std::string, std::int64_t>>;

    struct Voice {
        std::string_view body;  // for its weights
        std::span<const std::string> roles;
        std::string_view position;  // empty: none
        AssignmentStatus status = AssignmentStatus::answered;
    };

    /// Nobody yet.
    Figures(const Definition& definition, const Stage& stage, const Weights& weights);

    /// `times` bodies that say the same.
    void add(const Voice& voice, int times = 1);
    void set_open_conditions(int count) { open_conditions_ = count; }

    // An empty role means everybody.
    std::int64_t count(std::string_view position, std::string_view role = {}) const;
    std::int64_t counted_silent(std::string_view position, std::string_view role = {}) const;
    std::int64_t weight(std::string_view weight, std::string_view position,
                        std::string_view role = {}) const;
    std::int64_t bodies(std::string_view role = {}) const;
    std::int64_t total_weight(std::string_view weight, std::string_view role = {}) const;
    std::int64_t cast(std::string_view role = {}) const;
    std::int64_t present(std::string_view role = {}) const;
    std::int64_t silent(std::string_view role = {}) const;
    std::int64_t open_conditions() const { return open_conditions_; }
    std::int64_t open_objections() const { return open_objections_; }

    /// As they would be if `change` more bodies (of `role`, where one is named) took `position`:
    /// first those that are silent, then others, whose old positions are left as they are. A
    /// negative change takes the position from as many. Weights stay.
    Figures with(std::string_view position, std::string_view role, std::int64_t change) const;

    const Stage& stage() const { return *stage_; }

private:
    // One row for everybody, then one for each role of the definition. Columns: bodies, cast,
    // present, silent; then count and silent part per position; then per weight its total and its
    // sum per position.
    static constexpr std::size_t unknown = static_cast<std::size_t>(-1);
    std::size_t row_of(std::string_view role) const;
    std::size_t position_of(std::string_view position) const;
    std::size_t weight_of(std::string_view weight) const;  // the column of its total
    std::int64_t at(std::string_view role, std::size_t column) const;
    void add_to(std::size_t row, const Voice& voice, std::size_t position, int times);
    void shift(std::size_t row, std::size_t position, std::int64_t change);

    const Definition* definition_;
    const Stage* stage_;
    const Weights* weights_;
    std::size_t columns_;
    std::vector<std::int64_t> cells_;
    std::int64_t open_conditions_ = 0;
    std::int64_t open_objections_ = 0;
};

/// The figures of a round as it stands, or as it would if everything that blocks (objections,
/// conditions) were lifted. Linear in its assignments and in the cycle's comments; about 1 us for
/// 24 bodies. `state.opening` must be there.
Figures figures(const Definition& definition, const Stage& stage, const State& state,
                const Round& round, bool blocks_lifted = false);

/// Each position of the stage, in its order, with its count and the silent part of it: what facts
/// and the API show.
std::vector<Figure> tally(const Figures& figures);

}  // namespace paraph
