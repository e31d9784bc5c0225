#pragma once

#include <vector>

#include "engine/base/json.hpp"
#include "engine/model/expression.hpp"
#include "engine/rules/missing.hpp"
#include "engine/rules/tally.hpp"

namespace paraph {

/// What a rule that does not hold would need to hold; empty when it holds. Each false part of a
/// conjunction gives one line, an alternative one line with `either`, and what no number of
/// positions would mend its figures. Found by trying: a part is asked again with one more, two
/// more, … of each position, so it is exact for every rule. `text` stays empty.
std::vector<Missing> missing_for(const Expression& rule, const Figures& figures,
                                 const json::object& attributes);

/// Whether the expression reads this figure anywhere.
bool reads(const Expression& expression, Expression::Op figure);
/// Whether it reads anything of a round.
bool reads_figures(const Expression& expression);

}  // namespace paraph
