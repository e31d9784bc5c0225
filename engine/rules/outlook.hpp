#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/model/expression.hpp"
#include "engine/rules/tally.hpp"

namespace paraph {

// What a rule can still come to, decided by bounds. A comparison whose sides are linear in the
// tallies is bounded exactly, since each body adds to it independently of the others. A rule of
// several parts is judged part by part: what is said to be impossible is impossible; what is said
// to be possible may not be, where two parts exclude each other. A product of two tallies, a weight
// that is not known yet and an attribute that is not known yet are taken as "may be anything".

/// Whether a rule can hold, and whether it can fail.
struct Chance {
    bool can_hold = true;
    bool can_fail = true;
};

/// What a body may come to say, or that it says nothing.
struct Option {
    std::string_view position;  // empty: none
    AssignmentStatus status = AssignmentStatus::answered;
};

/// `least` to `most` bodies in the same roles that may say the same things.
struct Party {
    std::string_view body;  // for its weights; empty: they are not known
    std::vector<std::string> roles;
    std::vector<Option> options;
    std::int64_t least = 1;
    std::int64_t most = 1;
};

struct Prospect {
    const Definition& definition;
    const Stage& stage;
    const Figures::Weights& weights;
    std::vector<Party> parties;
    std::optional<std::int64_t> conditions_max;  // that may be open; nothing: any number
    const json::object* attributes = nullptr;    // nullptr: not known yet
};

Chance chance(const Expression& rule, const Prospect& prospect);

/// What bodies of the stage's set may say while all is open: every position, and nothing.
std::vector<Option> every_option(const Stage& stage);

}  // namespace paraph
